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
    /// The person's document of the kind, their own or a child's.
    func document(
        _ type: DocumentType = .identityCard, of iin: IIN = TestPeople.holder
    ) async throws -> Identifier<DocumentReference> {
        let list = try await platform.documents(of: person(iin))
        guard let found = list.documents.first(where: { $0.documentType == type }) else {
            throw Refusal(.notFound)
        }
        return found.id
    }
}

/// Use case 06: a person's own documents and those of a child.
@Suite(.timeLimit(.minutes(3)))
struct DocumentTests {
    @Test(.clause("DD-14b", "DD-5a"), arguments: Engine.allCases)
    func `own documents and a child's are listed by default, each with a lasting name`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let list = try await test.platform.documents(of: test.person(TestPeople.holder))
            #expect(list.unanswered.isEmpty)
            #expect(
                list.documents.map(\.documentType) == [
                    .driverLicense, .identityCard, .birthCertificate,
                ])
            #expect(list.documents.map(\.childName) == [nil, nil, "Сейітова Дана"])
            let again = try await test.platform.documents(of: test.person(TestPeople.holder))
            #expect(again.documents.map(\.id) == list.documents.map(\.id))
            // A name says nothing about the person, and a child does not see the parent's documents.
            let child = try await test.platform.documents(of: test.person(TestPeople.child))
            #expect(child.documents.map(\.documentType) == [.birthCertificate])
        }
    }

    @Test(
        .clause("DD-5a", "DD-5b", "DD-13a", "DD-14a", "DD-3a"),
        arguments: Engine.allCases)
    func `a document is built from its register at each view, signed by its body`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let person = test.person(TestPeople.holder)
            let id = try await test.document()
            let shown = try await test.platform.show(id, to: person)
            #expect(shown.content.ownerIIN == TestPeople.holder)
            #expect(shown.content.fields.map(\.value) == [.text("№ 1")])
            #expect(shown.digest == SHA256.hash(shown.signed.content).bytes)
            let verifier = try CMSVerifier(
                trustedRoots: [try TestAuthority.shared.get().root])
            let verdict = verifier.verifyDetached(
                shown.signed.signature, content: shown.signed.content, at: test.clock.now,
                isExpectedSigner: { $0.subject.bin == TestPeople.interior.digits })
            guard case .verified = verdict else {
                Issue.record("not signed by its body")
                return
            }
            // A change in the register is seen at the next view: nothing was kept.
            test.registers.change { $0.line = "№ 7" }
            test.clock.advance(seconds: 1)
            let later = try await test.platform.show(id, to: person)
            #expect(later.content.fields.map(\.value) == [.text("№ 7")])
            #expect(test.registers.world.builds == 2)

            let log = try await test.log(of: TestPeople.holder)
            #expect(log.map(\.kind) == [.documentShown, .documentShown])
            #expect(log.first?.facts["signedDigest"]?.string == later.digest.hex)
            #expect(log.first?.facts["channel"] == "pages" && log.first?.facts["basis"] == "own")
        }
    }

    @Test(.clause("DD-14b"), arguments: Engine.allCases)
    func `a child's documents are gone from the first moment of majority`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let person = test.person(TestPeople.holder)
            let id = try await test.document(.birthCertificate)
            let majority = try #require(Day("2026-11-21")).start
            test.clock.now = majority.adding(milliseconds: -1)
            let shown = try await test.platform.show(id, to: person)
            #expect(shown.content.ownerIIN == TestPeople.child)
            let row = try #require(try await test.log(of: TestPeople.child).first)
            #expect(row.kind == .documentShown && row.facts["basis"] == "guardian")
            test.clock.now = majority
            #expect(try await refusal { try await test.platform.show(id, to: person) } == .notFound)
            let list = try await test.platform.documents(of: person)
            #expect(!list.documents.contains { $0.childName != nil })
            // The child, now of age, still sees it.
            _ = try await test.platform.show(id, to: test.person(TestPeople.child))
        }
    }

    @Test(.clause("DD-14b"), arguments: Engine.allCases)
    func `without a present relation there is no default access`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let person = test.person(TestPeople.holder)
            let id = try await test.document(.birthCertificate)
            #expect(
                try await refusal {
                    try await test.platform.show(id, to: test.person(TestPeople.stranger))
                } == .notFound)
            // Ended today, begun tomorrow, ended by the child's death, gone from the child's record.
            let changes: [@Sendable (inout PersonRecord) -> Void] = [
                { $0.guardians[0].until = Day("2026-11-20") },
                { record in
                    record.guardians[0].until = nil
                    record.guardians[0].from = record.birthDate.adding(years: 18)
                },
                { record in
                    record.guardians[0].from = record.birthDate
                    record.deathDate = Day("2026-11-20")
                },
                { record in
                    record.deathDate = nil
                    record.guardians = []
                },
            ]
            for change in changes {
                test.registers.change { world in
                    if var record = world.people[TestPeople.child] {
                        change(&record)
                        world.people[TestPeople.child] = record
                    }
                }
                #expect(
                    try await refusal { try await test.platform.show(id, to: person) } == .notFound)
                let list = try await test.platform.documents(of: person)
                #expect(!list.documents.contains { $0.childName != nil })
            }
            #expect(test.registers.world.builds == 0)
        }
    }

    @Test(
        .clause("DD-2.9a", "DD-2.10a", "DD-5b", "DD-14a"), arguments: Engine.allCases)
    func `whatever is wrong with the answer, its code is given and nothing is shown`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let person = test.person(TestPeople.holder)
            let id = try await test.document()
            for flaw in TestRegisters.Flaw.allCases {
                test.registers.change { $0.flaw = flaw }
                test.clock.advance(seconds: 1)
                #expect(
                    try await refusal { try await test.platform.show(id, to: person) } == flaw.code,
                    "\(flaw)")
                let row = try #require(try await test.log(of: TestPeople.holder).first)
                #expect(row.kind == .documentNotShown)
                #expect(row.facts["code"]?.string == flaw.code.rawValue)
            }
            // Nothing of another person's record is kept anywhere.
            #expect(try await test.log(of: TestPeople.stranger).isEmpty)
            let leaves = try await test.store.read { transaction in
                try transaction.rows("SELECT leaf FROM journal_entry").map {
                    String(decoding: try $0.bytes(0), as: UTF8.self)
                }
            }
            #expect(!leaves.contains { $0.contains(TestPeople.stranger.digits) })
            #expect(!leaves.contains { $0.contains("№") })
            test.registers.change { $0.flaw = nil }
            _ = try await test.platform.show(id, to: person)
        }
    }

    @Test(.clause("DD-13a"), arguments: Engine.allCases)
    func `a register that is down is named and keeps no other back`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let person = test.person(TestPeople.holder)
            let (card, birth) = (
                try await test.document(), try await test.document(.birthCertificate)
            )
            test.registers.change { $0.down = [.interior] }
            let list = try await test.platform.documents(of: person)
            #expect(list.unanswered == [.driverLicense, .identityCard])
            #expect(list.documents.map(\.documentType) == [.birthCertificate])
            #expect(
                try await refusal { try await test.platform.show(card, to: person) }
                    == .registerUnavailable)
            _ = try await test.platform.show(birth, to: person)
            test.registers.change { $0.down = [.persons] }
            #expect(
                try await refusal { try await test.platform.documents(of: person) }
                    == .registerUnavailable)
            // No relation is taken from memory.
            #expect(
                try await refusal { try await test.platform.show(birth, to: person) }
                    == .registerUnavailable)
        }
    }

    @Test(.clause("DD-5a", "DD-2.7a"), arguments: Engine.allCases)
    func `a kind whose register is not integrated is not offered`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let person = test.person(TestPeople.holder)
            let id = try await test.document(.birthCertificate)
            let ports = try test.registers.ports()
            test.platform.directory.replace(
                RegisterPorts(
                    persons: ports.persons, phones: ports.phones,
                    documents: ports.documents.filter {
                        !$0.documentTypes.contains(.birthCertificate)
                    }, signatures: ports.signatures,
                    authorities: ports.authorities, issuers: ports.issuers))
            let list = try await test.platform.documents(of: person)
            #expect(!list.documents.contains { $0.documentType == .birthCertificate })
            #expect(!list.unanswered.contains(.birthCertificate))
            #expect(
                try await refusal { try await test.platform.show(id, to: person) }
                    == .documentTypeNotOffered)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `what is not one's own does not exist, and the dead have no session`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let card = try await test.document()
            for iin in [TestPeople.stranger, TestPeople.child] {
                #expect(
                    try await refusal { try await test.platform.show(card, to: test.person(iin)) }
                        == .notFound)
            }
            let nothing = Identifier<DocumentReference>(random: .system)
            let person = test.person(TestPeople.holder)
            #expect(
                try await refusal { try await test.platform.show(nothing, to: person) } == .notFound
            )
            test.registers.change { $0.people[TestPeople.holder]?.deathDate = Day("2026-11-20") }
            #expect(
                try await refusal { try await test.platform.show(card, to: person) }
                    == .sessionExpired)
            #expect(
                try await refusal { try await test.platform.documents(of: person) }
                    == .sessionExpired)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a record that is gone from the register is not found`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let person = test.person(TestPeople.holder)
            let id = try await test.document()
            test.registers.change { $0.documents[TestPeople.holder] = [.driverLicense] }
            #expect(try await refusal { try await test.platform.show(id, to: person) } == .notFound)
            let list = try await test.platform.documents(of: person)
            #expect(!list.documents.contains { $0.documentType == .identityCard })
        }
    }
}
