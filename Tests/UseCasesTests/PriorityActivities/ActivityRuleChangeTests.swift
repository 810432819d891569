import Kernel
import PlatformTesting
import PriorityActivities
import QyzmetTesting
import Store
import Testing
import UseCases

/// What happens to declared activities when the list changes (PA-O.1, use case 53).
struct ActivityRuleChangeTests {
    @Test(.clause("PA-O.1a", "PA-1a"), arguments: Engine.allCases)
    func `a changed rule is found on the same day, with a notice and its digest in the journal`(
        _ engine: Engine
    ) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let activity = try await bench.declare(bench.software)
            #expect(try await bench.notices().isEmpty)
            #expect(try await bench.standing(activity) == ["yes", "cannotTell"])
            let changed = try TestActivities.changedList()
            let node = try bench.test.node(activities: changed)
            let told = try await bench.notices(node.platform)
            #expect(told.map(\.kind) == [.lost] && told.map(\.matter) == [.priority])
            #expect(try await bench.standing(activity) == ["no", "cannotTell"])
            let entries = try await bench.test.store.read { transaction in
                try transaction.rows(
                    "SELECT leaf FROM journal_entry WHERE kind = 'activityRechecked'"
                ).map { String(decoding: try $0.bytes(0), as: UTF8.self) }
            }
            #expect(entries.count == 2)
            #expect(entries.filter { $0.contains(changed.digest) }.count == 1)
            #expect(entries.filter { $0.contains(ActivityLibrary.installed.digest) }.count == 1)
            #expect(changed.digest != ActivityLibrary.installed.digest)
        }
    }

    @Test(.clause("PA-O.1a"), arguments: Engine.allCases)
    func `a second version is told of before it begins, and again when it has`(
        _ engine: Engine
    ) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let begins = bench.today.adding(days: 20)
            let node = try bench.test.node(
                activities: try TestActivities.twoVersions(from: begins))
            let activity = try await bench.declare(bench.software)
            let soon = try await bench.notices(node.platform)
            #expect(soon.map(\.kind) == [.willBeLost] && soon.map(\.on) == [begins])
            #expect(try await bench.standing(activity)[0] == "yes")
            bench.test.clock.advance(seconds: 20 * 86_400)
            let then = try await bench.notices(node.platform)
            #expect(then.map(\.kind) == [.lost, .willBeLost])
            #expect(then.first?.on == begins)
            #expect(try await bench.standing(activity)[0] == "no")
        }
    }

    @Test(arguments: Engine.allCases)
    func `a paper that ends on another day is told of again`(_ engine: Engine) async throws {
        try await ActivityBench.run(on: engine) { bench in
            try await bench.declare(bench.software)
            try await bench.record(.participants)
            let days = [10, 20].map { bench.today.adding(days: $0) }
            for end in days {
                try await bench.record(.producerExtracts, until: end, number: "9")
                _ = try await bench.notices()
            }
            let told = try await bench.notices()
            #expect(told.map(\.kind) == [.willBeLost, .willBeLost])
            #expect(Set(told.map(\.on)) == Set(days.map { $0.adding(days: 1) }))
        }
    }

    @Test(arguments: Engine.allCases)
    func `what has ended or not begun has no status to lose`(_ engine: Engine) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let ended = try await bench.declare(
                bench.software, until: bench.today.adding(days: -1))
            let future = try await bench.declare(
                bench.software, from: bench.today.adding(days: 3))
            try await bench.record(.participants)
            try await bench.record(
                .producerExtracts, until: bench.today.adding(days: 5), number: "9")
            #expect(try await bench.notices().isEmpty)
            #expect(try await bench.standing(ended).isEmpty)
            #expect(try await bench.standing(future).isEmpty)
            bench.test.clock.advance(seconds: 3 * 86_400)
            let told = try await bench.notices()
            #expect(told.map(\.activity) == [future] && told.map(\.kind) == [.willBeLost])
            #expect(try await bench.standing(future) == ["yes", "yes"])
            #expect(try await bench.standing(ended).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a draft's own-production criterion is compared too`(_ engine: Engine) async throws {
        try await ActivityBench.run(on: engine) { bench in
            try await bench.declare(bench.software)
            try await bench.declare(bench.software.merging(["cloudUse": "yes"]) { $1 })
            try await bench.record(.participants)
            let text = try SourceTree.text("Regulations/priority-activities/rules-521.json")
            // The draft asks for cloud use where the list asks for the extract.
            let draft = Array(
                text.replacing(#""producerExtract""#, with: #""cloudUse""#).utf8)
            let found = try await bench.test.platform.simulateRules(
                draft: draft, by: bench.park())
            let priority = found.priority
            #expect((priority.gained, priority.lost, priority.otherwise) == (0, 0, 0))
            #expect(found.changed == 1)
            #expect(found.ownProduction.gained == 1 && found.ownProduction.lost == 0)
            try await bench.record(.producerExtracts, number: "9")
            let later = try await bench.test.platform.simulateRules(
                draft: draft, by: bench.park())
            let own = later.ownProduction
            #expect((own.gained, own.lost, own.otherwise) == (0, 1, 0))
            #expect(later.changes.map(\.isLoss) == [true])
            #expect(later.changes.first?.after.ownProduction == .cannotTell)
        }
    }
}
