import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Use case 30 with many families: asked about together, as about each alone.
@Suite(.timeLimit(.minutes(5)))
struct VoucherBulkTests {
    private static let count = 1_100

    /// Families of which some have no number, a shared one, a dead or a minor recipient.
    private func families(_ test: TestPlatform) -> [TestFamily] {
        var families = test.addFamilies(Self.count) { $0 % 2 }
        test.registers.change { world in
            for (index, family) in families.enumerated() {
                switch index % 100 {
                case 3: world.phones[family.recipient] = nil
                case 4: world.phones[family.recipient] = families[index + 1].phone
                case 7: world.people[family.recipient]?.deathDate = Day("2025-07-01")
                default: break
                }
            }
        }
        families.append(
            TestFamily(
                recipient: TestPeople.child, members: [TestPeople.child],
                phone: TestPeople.holderPhone))
        return families
    }

    private func states(_ test: TestPlatform) async throws -> [String: String] {
        try await test.store.read { transaction in
            var states: [String: String] = [:]
            for row in try transaction.rows(
                "SELECT recipient_iin, state, termination, holder_iin, phone FROM voucher_family")
            {
                states[try row.text(0)] = try [1, 2, 3, 4]
                    .map { try row.textIfPresent($0) ?? "-" }.joined(separator: " ")
            }
            return states
        }
    }

    @Test(.clause("FV-16a", "FV-18a", "FV-20a"), arguments: Engine.allCases)
    func `many families are asked about in few calls, with the outcome of each alone`(
        _ engine: Engine
    ) async throws {
        var outcomes: [[String: String]] = []
        for answersMany in [true, false] {
            try await TestPlatform.run(on: engine) { test in
                test.clock.now = at("2025-07-03T09:00:00")
                try await test.makeReady()
                let families = families(test)
                test.registers.change { $0.answersMany = answersMany }
                let list = try await test.bring(families, month: july)
                #expect(list.listed == Int64(families.count))
                let before = test.registers.world.calls
                #expect(try await test.platform.findVoucherNumbers() == families.count)
                let calls = test.registers.world.calls - before
                #expect(answersMany ? calls <= 8 : calls > families.count, "\(calls)")
                outcomes.append(try await states(test))
                test.clock.now = at("2025-07-05T09:00:00")
                try await test.platform.runVoucherMonth()
                try await test.platform.runVoucherMonth()
                let asked = try await test.entries().count { $0 == .voucherConsentAsked }
                let reachable = try await states(test).values.count { $0.hasPrefix("asked") }
                #expect(asked == reachable && asked > families.count * 9 / 10)
                #expect(
                    try await test.entries().count { $0 == .voucherNumberMissing }
                        == families.count - asked)
            }
        }
        #expect(outcomes[0] == outcomes[1])
        let ends = Set(outcomes[0].values.map { $0.split(separator: " ")[1] })
        #expect(ends == ["-", "noNumber", "sharedNumber", "unknownPerson"])
    }

    @Test(.clause("FV-16a"), arguments: Engine.allCases)
    func `while a register is down nobody's month ends, and nobody is asked twice after`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-06T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(700)
            try await test.bring(families, month: july)
            for register in [TestRegisters.Name.persons, .phones] {
                test.registers.change { $0.down = [register] }
                let before = test.registers.world.calls
                #expect(try await test.platform.findVoucherNumbers() == 0)
                // A register that is down is not asked about each of them.
                #expect(test.registers.world.calls - before <= 8)
                #expect(try await test.state(of: families[0]) == "listed")
            }
            test.registers.change { $0.down = [] }
            let other = try test.node()
            async let here: Void = test.platform.runVoucherMonth()
            async let there: Void = other.platform.runVoucherMonth()
            _ = try await (here, there)
            try await test.platform.runVoucherMonth()
            let messages = try await test.store.read { transaction in
                try transaction.firstRow(
                    "SELECT COUNT(*), COUNT(DISTINCT recipient) FROM outbox"
                ).map { [try $0.integer(0), try $0.integer(1)] }
            }
            #expect(messages == [700, 700])
            #expect(try await test.entries().count { $0 == .voucherConsentAsked } == 700)
        }
    }

    @Test(.clause("FV-14a", "FV-21b"), arguments: Engine.allCases)
    func `the same list twice at once lists each family once, and the silent month ends for all`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-06T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(600)
            let rows = families.map { $0.row(july) }
            async let first = test.bring(rows: rows, month: july)
            async let second = test.bring(rows: rows, month: july)
            _ = try await (first, second)
            #expect(try await test.entries().count { $0 == .voucherFamilyListed } == 600)
            let members = try await test.store.read { transaction in
                try transaction.firstRow("SELECT COUNT(*) FROM voucher_member")?.integer(0)
            }
            #expect(members == Int64(families.reduce(0) { $0 + $1.members.count }))
            try await test.platform.runVoucherMonth()
            test.clock.now = at("2025-08-01T00:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.entries().count { $0 == .voucherActivationRemoved } == 600)
            #expect(try await states(test).values.allSatisfy { $0.hasPrefix("removed") })
        }
    }

    @Test(.clause("FV-19a"), arguments: Engine.allCases)
    func `of two lists at once the one that began later decides about everybody`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(900) { _ in 0 }
            try await test.bring(Array(families[..<300]), month: july)
            let feed = try await test.system(.feed)
            let other = try test.node()
            let lists = [Array(families[100..<700]), Array(families[400...])]
            @Sendable func bring(_ index: Int, on platform: Platform) async throws -> ListOutcome {
                let rows = lists[index].map { $0.row(july) }.joined(separator: "\n")
                return try await platform.takeList(
                    Array(rows.utf8), form: .ndjson, month: july, pilot: "akkol-2025", by: feed,
                    once: .unkeyed)
            }
            async let here = bring(0, on: test.platform)
            async let there = bring(1, on: other.platform)
            let outcomes = try await [here, there]
            let last = outcomes[0].version > outcomes[1].version ? 0 : 1
            let listed = Set(lists[last].map(\.recipient.digits))
            let states = try await states(test)
            for (recipient, state) in states {
                #expect(state.hasPrefix("delisted") != listed.contains(recipient), "\(state)")
            }
            #expect(listed.isSubset(of: states.keys))
            // What each says it did is what was done.
            let entries = try await test.entries()
            #expect(
                entries.count { $0 == .voucherFamilyListed }
                    == 300 + Int(outcomes.map(\.listed).reduce(0, +)))
            let onList = try await test.store.read {
                try $0.firstRow("SELECT COUNT(*) FROM voucher_member")?.integer(0)
            }
            #expect(onList == Int64(listed.count))
        }
    }
}
