import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use cases 32, 34 to 36: the wallet, the order's publication, incidents.
@Suite(.timeLimit(.minutes(3)))
struct VoucherDutyTests {
    @Test(.clause("FV-O.7a", "FV-O.7b"), arguments: Engine.allCases)
    func `the order is sent in time, published, and only then placed`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let provider = try await test.system(.provider)
            func enter(
                _ step: PublicationStep, _ day: String, _ languages: Set<Language> = [.kk, .ru],
                of pilot: String = "akkol-2025"
            ) async throws -> ProblemCode? {
                let day = try #require(Day(day))
                return try await refusal {
                    try await test.platform.recordPublication(
                        step, on: day, reference: "No. \(step)", languages: languages, of: pilot,
                        by: .system(provider))
                }
            }
            func standing() async throws -> PublicationStanding {
                try #require(try await test.platform.publication(of: "akkol-2025"))
            }
            test.clock.now = at("2025-07-09T12:00:00")
            // Signed on Wednesday 2 July; Monday 7 July is a day off in place of Capital Day.
            #expect(try await standing().sendBy == Day("2025-07-10"))
            #expect(try await !standing().isOverdue)
            #expect(try await enter(.placed, "2025-07-09") == .publicationOutOfOrder)
            #expect(try await enter(.published, "2025-07-09") == .publicationOutOfOrder)
            #expect(try await enter(.sent, "2025-07-10") == .invalidField)
            #expect(try await enter(.sent, "2025-07-01") == .publicationOutOfOrder)
            #expect(try await enter(.sent, "2025-07-09", [.ru]) == .invalidField)
            #expect(try await standing().steps.isEmpty)
            test.clock.now = at("2025-07-11T00:00:00")
            #expect(try await standing().isOverdue)
            #expect(try await enter(.sent, "2025-07-11") == nil)
            #expect(try await enter(.published, "2025-07-10") == .publicationOutOfOrder)
            test.clock.now = at("2025-07-20T12:00:00")
            #expect(try await enter(.published, "2025-07-15") == nil)
            #expect(try await enter(.placed, "2025-07-14") == .publicationOutOfOrder)
            #expect(try await enter(.placed, "2025-07-16") == nil)
            // What was entered first stands.
            #expect(try await enter(.sent, "2025-07-03") == nil)
            let steps = try await standing().steps
            #expect(steps.map(\.step) == [.sent, .published, .placed])
            #expect(steps.map(\.isLate) == [true, false, false])
            #expect(try await !standing().isOverdue)
            #expect(
                try await test.entries().count { $0 == .voucherPublicationRecorded } == 3)
            // No order stands behind a made-up pilot.
            #expect(try await enter(.sent, "2025-07-11", of: "synthetic") == .notFound)
            #expect(try await test.platform.publication(of: "synthetic") == nil)
        }
    }

    @Test(.clause("FV-2.4a"), arguments: Engine.allCases)
    func `a wallet is opened once, and what it holds is its credits less its debits`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.openJuly(1) { _ in 1 }[0]
            let holder = test.person(family.recipient)
            #expect(
                try await refusal {
                    try await test.platform.socialWallet(
                        of: holder, page: PageRequest(limit: 50, cursor: nil))
                }
                    == .notFound)
            try await test.say("21*1", from: family.phone)
            let opened = try await test.platform.socialWallet(
                of: holder, page: PageRequest(limit: 50, cursor: nil))
            #expect(opened.openedAt == test.clock.now && opened.funding == .stateBudget)
            #expect(opened.balanceTiyn == 786_400)
            #expect(opened.operations.items.map(\.kind) == [.issued, .issued])
            test.clock.now = at("2025-07-06T10:00:00")
            for voucher in try await test.wallet(family.recipient) {
                _ = try await test.platform.activate(
                    voucher.voucher.id, by: holder, once: .unkeyed)
            }
            let till = try await test.addTill("till-1")
            let basket = try await test.scan(family, at: till)
            _ = try await test.platform.holdVouchers(
                "h1", basket: basket.basket.id, amountTiyn: 150_000, by: till)
            // A reservation is no operation: the money is still the wallet's.
            #expect(
                try await test.platform.socialWallet(
                    of: holder, page: PageRequest(limit: 50, cursor: nil)
                ).balanceTiyn == 786_400)
            let paid = try await test.platform.redeem(
                test.draft(
                    "r1", .basket(basket.basket.id), [test.line("milk", "3")], hold: "h1"),
                by: till)
            _ = try await test.platform.returnGoods(
                ReturnDraft(returnId: "b1", lines: [(1, try #require(Quantity("1")))]),
                of: paid.id, by: till)
            let wallet = try await test.platform.socialWallet(
                of: holder, page: PageRequest(limit: 50, cursor: nil))
            let sum = wallet.operations.items.reduce(0) {
                $0 + ($1.isCredit ? $1.amountTiyn : -$1.amountTiyn)
            }
            #expect(sum == wallet.balanceTiyn && sum == 786_400 - 82_000)
            #expect(
                wallet.operations.items.allSatisfy { ![.held, .released].contains($0.kind) })
            // Another month opens no second wallet, and the expired rest is debited.
            test.clock.now = at("2025-08-05T08:00:00")
            try await test.bring([family], month: july.next)
            try await test.platform.runVoucherMonth()
            try await test.say("21*1", from: family.phone)
            let later = try await test.platform.socialWallet(
                of: holder, page: PageRequest(limit: 50, cursor: nil))
            #expect(later.openedAt == opened.openedAt && later.entry == opened.entry)
            #expect(later.operations.items.contains { $0.kind == .expired && !$0.isCredit })
            #expect(later.balanceTiyn == 786_400)
            #expect(try await test.entries().count { $0 == .voucherWalletOpened } == 1)
            #expect(
                try await refusal {
                    try await test.platform.socialWallet(
                        of: test.person(TestPeople.stranger),
                        page: PageRequest(limit: 50, cursor: nil))
                } == .notFound)
        }
    }

    @Test(.clause("FV-32a"), arguments: Engine.allCases)
    func `a standstill and a ledger that does not agree become incidents by themselves`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 0)
            func incidents() async throws -> [RecordedIncident] {
                try await test.platform.incidents(
                    of: "akkol-2025", page: PageRequest(limit: 50, cursor: nil)
                ).items
            }
            func watch(after seconds: Int64) async throws {
                test.clock.now = test.clock.now.adding(seconds: seconds)
                try await test.platform.watchVouchers()
            }
            try await watch(after: 0)
            // Five minutes without the watch are no standstill, a millisecond more is one.
            try await watch(after: VoucherIncident.stillSecondsMax)
            #expect(try await incidents().isEmpty)
            let seen = test.clock.now
            test.clock.now = seen.adding(milliseconds: VoucherIncident.stillSecondsMax * 1000 + 1)
            // Two nodes come back at once: one standstill.
            let other = try test.node()
            async let here: Void = test.platform.watchVouchers()
            async let there: Void = other.platform.watchVouchers()
            _ = try await (here, there)
            let still = try #require(try await incidents().first)
            #expect(try await incidents().count == 1)
            #expect(still.kind == .interruption && still.beganAt == seen)
            #expect(still.endedAt == test.clock.now)
            #expect(
                still.what.ru == "Сервис не работал 300 с" && still.remedy?.en != still.remedy?.kk)

            let id = try await test.wallet(family.recipient)[0].voucher.id
            func change(_ by: Int64) async throws {
                try await test.store.write {
                    try $0.execute(
                        """
                        UPDATE voucher SET available = available - \(by), spent = spent + \(by)
                        WHERE id = \(id)
                        """)
                }
            }
            try await change(100)
            for _ in 0..<26 { try await watch(after: 290) }
            let fault = try #require(try await incidents().first { $0.kind == .ledger })
            #expect(fault.what.en.contains(id.text) && fault.endedAt == nil)
            #expect(fault.what.ru.contains("остаток ваучера"))
            #expect(
                Set(LedgerFault.Kind.allCases.map(\.rawValue)) == Set(VoucherIncident.sums.keys))
            #expect(try await incidents().count == 2)
            try await change(-100)
            for _ in 0..<14 { try await watch(after: 290) }
            #expect(try await incidents().first { $0.kind == .ledger }?.endedAt != nil)
            #expect(try await test.entries().count { $0 == .voucherIncidentRecorded } == 2)
            #expect(try await test.entries().count { $0 == .voucherIncidentEnded } == 2)
        }
    }

    @Test(.clause("FV-32a"), arguments: Engine.allCases)
    func `a party reports an incident, and it is ended once`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-10T09:00:00")
            let provider = try await test.system(.provider)
            let began = at("2025-07-10T08:00:00")
            #expect(
                try await refusal {
                    try await test.platform.reportIncident(
                        "x", began: at("2025-07-10T09:00:01"), pilot: "akkol-2025",
                        by: .system(provider),
                        once: .unkeyed)
                } == .invalidField)
            #expect(
                try await refusal {
                    try await test.platform.reportIncident(
                        "x", began: began, pilot: "other", by: .system(provider), once: .unkeyed)
                } == .notFound)
            let id = try await test.platform.reportIncident(
                "tills get no answer", began: began, pilot: "akkol-2025", by: .system(provider),
                once: .unkeyed)
            func end(_ id: Identifier<VoucherIncident>) async throws -> ProblemCode? {
                try await refusal {
                    try await test.platform.endIncident(
                        id, remedy: "restarted", by: .system(provider), once: .unkeyed)
                }
            }
            #expect(try await end(Identifier(random: .system)) == .notFound)
            #expect(try await end(id) == nil)
            #expect(try await end(id) == .incidentClosed)
            let page = try await test.platform.incidents(
                of: "akkol-2025", page: PageRequest(limit: 1, cursor: nil))
            #expect(page.items.map(\.remedy?.kk) == ["restarted"] && page.nextCursor == nil)
            #expect(page.items.first?.kind == .reported)
            #expect(!TestPilots.akkol.contacts.isEmpty)
        }
    }

    @Test(.clause("FV-29a"), arguments: Engine.allCases)
    func `a day's report reconciles with the journal's tree, leaf by leaf`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 2)
            let till = try await test.addTill("till-1")
            let day = Day(at: test.clock.now)
            for (index, good) in ["milk", "bread", "beef"].enumerated() {
                let basket = try await test.scan(family, at: till)
                let paid = try await test.platform.redeem(
                    test.draft("r\(index)", .basket(basket.basket.id), [test.line(good, "1")]),
                    by: till)
                try await test.sequence()
                guard index == 1 else { continue }
                _ = try await test.platform.returnGoods(
                    ReturnDraft(returnId: "b", lines: [(1, try #require(Quantity("1")))]),
                    of: paid.id, by: till)
            }
            // The last minute of the day is numbered only after midnight, with what came then.
            test.clock.now = at("2025-07-07T00:00:20")
            _ = try await test.scan(family, at: till)
            try await test.sequence()
            test.clock.now = at("2025-07-07T00:00:59")
            #expect(
                try await test.platform.dailyReport(of: "akkol-2025", on: day).signed == nil)
            test.clock.now = at("2025-07-07T00:01:00")
            let report = try await test.platform.dailyReport(of: "akkol-2025", on: day)
            #expect(report.signed != nil)
            let journal = try #require(report.payload["journal"])
            let size = try #require(journal["size"]?.integer)
            let leaves = try await test.leaves(below: size)
            #expect(leaves.count == Int(size))
            #expect(journal["root"]?.string == merkleRoot(leaves[...]).base64)
            let token = try JWSVerifier(
                keys: test.platform.keys.verificationKeys, type: JournalHead.tokenType
            ).verify(try #require(journal["signedHead"]?.string))
            #expect(try JSON.parse(token.payload)["root"] == journal["root"])
            try expect(report.payload, toEqual: leaves, on: day)
        }
    }

    /// Every step and purchase of the report is in the leaves, and nothing else of that day.
    private func expect(
        _ report: JSON, toEqual leaves: [[UInt8]], on day: Day
    ) throws {
        var (counts, sums, purchases) = ([String: Int64](), [String: Int64](), Int64(0))
        for leaf in leaves {
            let entry = try JSON.parse(leaf)
            guard let at = entry["at"]?.integer,
                Day(at: Instant(milliseconds: at)) == day
            else { continue }
            if entry["kind"] == "voucherRedeemed" { purchases += 1 }
            for step in entry["facts"]?["movements"]?.array ?? [] {
                let kind = try #require(step["kind"]?.string)
                counts[kind, default: 0] += 1
                sums[kind, default: 0] += try #require(step["amountTiyn"]?.integer)
            }
        }
        #expect(report["purchases"]?.integer == purchases && purchases == 3)
        let movements = report["movements"]?.array ?? []
        #expect(Set(movements.compactMap { $0["kind"]?.string }) == Set(counts.keys))
        for movement in movements {
            let kind = movement["kind"]?.string ?? ""
            #expect(movement["count"]?.integer == counts[kind])
            #expect(movement["amountTiyn"]?.integer == sums[kind])
        }
        #expect(counts["returned"] == 1)
    }

    /// The tree's root as RFC 6962 section 2.1 defines it, with nothing of the program's own tree.
    private func merkleRoot(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard leaves.count > 1 else { return SHA256.hash([0] + (leaves.first ?? [])).bytes }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return SHA256.hash(
            [1] + merkleRoot(leaves[..<middle]) + merkleRoot(leaves[middle...])
        ).bytes
    }
}

extension TestPlatform {
    /// The first leaves of the journal, in their order.
    fileprivate func leaves(below size: Int64) async throws -> [[UInt8]] {
        try await store.read { transaction in
            try transaction.rows(
                "SELECT leaf FROM journal_entry WHERE leaf_index < \(size) ORDER BY leaf_index"
            ).map { try $0.bytes(0) }
        }
    }
}
