import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Store
import Testing
import UseCases

extension TestPlatform {
    /// Open access to the holder's identity card.
    func share(
        _ type: DocumentType = .identityCard, life: Int64 = 180, views: Int64 = 1,
        by iin: IIN = TestPeople.holder
    ) async throws -> NewShare {
        try await platform.openAccess(
            to: try await document(type, of: iin), lifetimeSeconds: life, views: views,
            by: person(iin), once: .unkeyed)
    }

    /// A try at opening, by default the verifier's with the QR.
    @discardableResult
    func open(
        _ code: PresentedCode, by iin: IIN = TestPeople.verifier, on node: Platform? = nil
    ) async throws -> OpenedDocument {
        try await (node ?? platform).open(code, by: .person(person(iin)), once: .unkeyed)
    }

    /// What a try at opening ends with; nil when the document was shown.
    func openingRefusal(
        _ code: PresentedCode, by iin: IIN = TestPeople.verifier, on node: Platform? = nil
    ) async throws -> ProblemCode? {
        try await refusal { try await open(code, by: iin, on: node) }
    }
}

extension NewShare {
    var scanned: PresentedCode { .qr(qr) }
    var typed: PresentedCode { .typed(shortCode) }
}

/// Use case 07: the holder opens access, and what a third party sees.
@Suite(.timeLimit(.minutes(3)))
struct ShareTests {
    @Test(
        .clause("DD-15a", "DD-15c", "DD-3b", "DD-2.4a", "DD-16a"), arguments: Engine.allCases)
    func `one grant makes both codes, of which the store keeps digests alone`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            #expect(share.shortCode.text.count == 6)
            #expect(share.qr.text.hasPrefix("QYZMET:1:") && share.qr.secret.count == 26)
            #expect(share.share.expiresAt == TestPeople.start.adding(seconds: 180))
            let row = try #require(try await test.log(of: TestPeople.holder).first)
            #expect(row.kind == .shareCreated && row.facts["documentType"] == "IdentityCard")
            #expect(row.facts["share"]?.string == share.share.id.text)
            #expect(
                row.facts["expiresAt"]?.string == share.share.expiresAt.description)
            // The holder reads the codes again; nobody else does, nor who holds the table.
            let own = try await test.platform.share(
                share.share.id, of: test.person(TestPeople.holder))
            #expect(own.codes?.short == share.shortCode && own.codes?.qr == share.qr)
            #expect(
                try await refusal {
                    try await test.platform.share(
                        share.share.id, of: test.person(TestPeople.stranger))
                } == .notFound)
            let stored = try await test.store.read { transaction in
                try transaction.rows(
                    """
                    SELECT s.qr_hash, s.sealed_codes, k.code_hash
                    FROM share s JOIN short_code k ON k.share_id = s.id
                    """
                ).flatMap { try [$0.bytes(0), $0.bytes(1), $0.bytes(2)] }
            }
            #expect(stored.count == 3)
            for bytes in stored {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains(share.shortCode.text) && !text.contains(share.qr.secret))
                #expect(bytes != SHA256.hash(Array(share.shortCode.text.utf8)).bytes)
            }
            #expect(row.facts.text.contains(share.shortCode.text) == false)
        }
    }

    @Test(
        .clause("DD-10a", "DD-17a", "DD-18b", "DD-19a"), arguments: Engine.allCases)
    func `by QR and by code the same live document is shown, marked on both sides`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share(views: 2)
            // A change since the share was made is seen.
            test.registers.change { $0.line = "№ 9" }
            let scanned = try await test.open(share.scanned)
            test.clock.advance(seconds: 1)
            let typed = try await test.open(share.typed)
            for opened in [scanned, typed] {
                #expect(opened.document.content.ownerIIN == TestPeople.holder)
                #expect(opened.document.content.fields.map(\.value) == [.text("№ 9")])
                #expect(opened.share == share.share.id)
            }
            let holder = try await test.marks(of: .person(test.person(TestPeople.holder)))
            let viewer = try await test.marks(of: .person(test.person(TestPeople.verifier)))
            #expect(holder.map(\.entry) == [typed.entry, scanned.entry])
            #expect(viewer.map(\.entry) == holder.map(\.entry))
            #expect(holder.map(\.way) == [.shortCode, .qr])
            #expect(holder.allSatisfy { $0.outcome == "shown" && !$0.isViewer })
            #expect(holder.allSatisfy { $0.viewerName == "Ахметов Берік" })
            #expect(viewer.allSatisfy { $0.isViewer })
            let log = try await test.log(of: TestPeople.verifier)
            #expect(Set(log.map(\.id)) == Set(holder.map(\.entry)))
            #expect(log.allSatisfy { $0.kind == .documentViewed && $0.facts["purpose"] == "view" })
            // The holder is told at once.
            let notices = try await test.messages(to: TestPeople.holderPhone)
            #expect(notices.count == 2)
            #expect(notices.allSatisfy { $0.body.contains("Ахметов Берік") })
            #expect(try await test.openingRefusal(share.scanned) == .codeUsed)
        }
    }

    @Test(.clause("DD-15b", "DD-18b"), arguments: Engine.allCases)
    func `codes work until the end and not at it, and the try is marked`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share(views: 5)
            test.clock.now = share.share.expiresAt.adding(milliseconds: -1)
            #expect(try await test.openingRefusal(share.scanned) == nil)
            #expect(try await test.openingRefusal(share.typed) == nil)
            test.clock.now = share.share.expiresAt
            let builds = test.registers.world.builds
            #expect(try await test.openingRefusal(share.scanned) == .codeExpired)
            #expect(try await test.openingRefusal(share.typed) == .codeExpired)
            #expect(test.registers.world.builds == builds)
            for iin in [TestPeople.holder, TestPeople.verifier] {
                let marks = try await test.marks(of: .person(test.person(iin)))
                #expect(marks.count == 4)
                #expect(marks.prefix(2).allSatisfy { $0.outcome == "codeExpired" })
            }
            let own = try await test.platform.share(
                share.share.id, of: test.person(TestPeople.holder))
            #expect(own.codes == nil && own.state(at: test.clock.now) == .expired)
        }
    }

    @Test(.clause("DD-16a"), arguments: Engine.allCases)
    func `closing stops both codes, also for a view that is under way`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let holder = test.person(TestPeople.holder)
            let share = try await test.share(views: 5)
            #expect(
                try await refusal {
                    try await test.platform.closeAccess(
                        share.share.id, by: test.person(TestPeople.stranger))
                } == .notFound)
            test.registers.change { world in
                world.beforeBuild = { _ in
                    try? await test.platform.closeAccess(share.share.id, by: holder)
                }
            }
            #expect(try await test.openingRefusal(share.scanned) == .codeRevoked)
            #expect(test.registers.world.builds == 1)
            for code in [share.scanned, share.typed] {
                #expect(try await test.openingRefusal(code) == .codeRevoked)
            }
            // Closing twice is no fault, and one entry.
            try await test.platform.closeAccess(share.share.id, by: holder)
            #expect(try await test.entries().count { $0 == .shareRevoked } == 1)
            #expect(!(try await test.entries().contains(.documentViewed)))
            let marks = try await test.marks(of: .person(holder))
            #expect(marks.map(\.outcome) == ["codeRevoked", "codeRevoked", "codeRevoked"])
        }
    }

    @Test(.clause("DD-15b"), arguments: Engine.allCases)
    func `a share that ends while the register is asked shows nothing`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share(life: 30)
            test.registers.change { world in
                world.beforeBuild = { _ in test.clock.now = share.share.expiresAt }
            }
            #expect(try await test.openingRefusal(share.scanned) == .codeExpired)
            #expect(!(try await test.entries().contains(.documentViewed)))
        }
    }

    @Test(.clause("DD-19a", "DD-14a", "DD-18b"), arguments: Engine.allCases)
    func `a failed register or check spends no view and is marked with its code`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            for flaw in TestRegisters.Flaw.allCases {
                test.registers.change { $0.flaw = flaw }
                #expect(try await test.openingRefusal(share.scanned) == flaw.code)
            }
            test.registers.change {
                $0.flaw = nil
                $0.down = [.interior]
            }
            #expect(try await test.openingRefusal(share.typed) == .registerUnavailable)
            test.registers.change { $0.down = [] }
            test.clock.advance(seconds: 1)
            #expect(try await test.openingRefusal(share.typed) == nil)

            let failed = TestRegisters.Flaw.allCases.map(\.code.rawValue) + ["registerUnavailable"]
            for iin in [TestPeople.holder, TestPeople.verifier] {
                let marks = try await test.marks(of: .person(test.person(iin)))
                #expect(marks.first?.outcome == "shown")
                #expect(marks.dropFirst().map(\.outcome).sorted() == failed.sorted())
            }
            #expect(try await test.log(of: TestPeople.stranger).isEmpty)
        }
    }

    @Test(.clause("DD-16a"), arguments: Engine.allCases)
    func `a person opens only documents of their own, at most five at once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let id = try await test.document()
            #expect(
                try await refusal {
                    try await test.platform.openAccess(
                        to: id, lifetimeSeconds: 180, views: 1,
                        by: test.person(TestPeople.stranger), once: .unkeyed)
                } == .notFound)
            var shares: [NewShare] = []
            for _ in 0..<5 { shares.append(try await test.share()) }
            #expect(Set(shares.map(\.shortCode)).count == 5 && Set(shares.map(\.qr)).count == 5)
            #expect(try await refusal { try await test.share() } == .tooManyRequests)
            try await test.platform.closeAccess(
                shares[0].share.id, by: test.person(TestPeople.holder))
            _ = try await test.share()
            test.clock.advance(seconds: 180)
            _ = try await test.share()
        }
    }

    @Test(.clause("DD-2.5a"), arguments: Engine.allCases)
    func `holder, subject and representative are no third party`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            #expect(
                try await test.openingRefusal(share.scanned, by: TestPeople.holder) == .ownDocument)
            let childs = try await test.share(.birthCertificate)
            for iin in [TestPeople.holder, TestPeople.child] {
                #expect(try await test.openingRefusal(childs.typed, by: iin) == .ownDocument)
            }
            #expect(try await test.openingRefusal(childs.typed) == nil)
            // The mark stands with the child, whose document it is; who represents it reads it too.
            let marks = try await test.marks(of: .person(test.person(TestPeople.child)))
            #expect(marks.map(\.outcome).sorted() == ["ownDocument", "ownDocument", "shown"])
            let holder = test.person(TestPeople.holder)
            let read = try await test.platform.viewMarks(
                of: .person(holder), page: PageRequest(limit: 50, cursor: nil),
                wards: await test.platform.wards(of: holder)
            ).items
            let ofChild = read.filter { $0.documentType == .birthCertificate }
            #expect(Set(ofChild.map(\.entry)) == Set(marks.map(\.entry)))
        }
    }

    @Test(.clause("DD-14b"), arguments: Engine.allCases)
    func `what a representative opened closes with the representation`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let majority = try #require(Day("2026-11-21")).start
            test.clock.now = majority.adding(seconds: -60)
            let share = try await test.share(.birthCertificate, life: 3600, views: 5)
            #expect(try await test.openingRefusal(share.scanned) == nil)
            test.clock.now = majority
            #expect(try await test.openingRefusal(share.scanned) == .codeRevoked)
            test.registers.change { $0.down = [.persons] }
            #expect(try await test.openingRefusal(share.scanned) == .registerUnavailable)
        }
    }

    @Test(.clause("DD-17a", "DD-4a", "DD-3a"), arguments: Engine.allCases)
    func `an admitted system verifies, one without a decision does not`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            let (shop, newcomer) = (
                try await test.system(.shop), try await test.system(.newcomer)
            )
            #expect(
                try await refusal {
                    try await test.platform.open(
                        share.scanned, by: .system(newcomer), once: .unkeyed)
                } == .systemNotAdmitted)
            let opened = try await test.platform.open(
                share.scanned, by: .system(shop), once: .unkeyed)
            let marks = try await test.marks(of: .system(shop))
            #expect(marks.map(\.entry) == [opened.entry])
            let row = try #require(
                try await test.log(of: TestPeople.holder).first { $0.kind == .documentViewed })
            #expect(row.facts["channel"] == "userSystem")
        }
    }

    @Test(arguments: Engine.allCases)
    func `a lost answer is given again to the same verifier, without a second view`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            let opened = try await test.open(share.scanned)
            let verifier = "person:" + TestPeople.verifier.digits
            let again = try await test.platform.reopen(opened.entry, caller: verifier)
            #expect(again.entry == opened.entry && again.at == opened.at)
            #expect(try await test.entries().count { $0 == .documentViewed } == 1)
            #expect(
                try await refusal {
                    try await test.platform.reopen(
                        opened.entry, caller: "person:" + TestPeople.stranger.digits)
                } == .replayNotPossible)
            try await test.platform.closeAccess(
                share.share.id, by: test.person(TestPeople.holder))
            #expect(
                try await refusal {
                    try await test.platform.reopen(opened.entry, caller: verifier)
                } == .replayNotPossible)
        }
    }
}
