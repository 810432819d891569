import Casework
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Results whose last day passes (UC-46 5).
@Suite(.timeLimit(.minutes(5)))
struct ResultExpiryTests {
    private func way() throws -> CaseWay {
        try #require(CaseWay.ofServices(refusing: false)[0].first)
    }

    private func count(_ world: CaseworkWorld) async throws -> Int {
        try await world.test.entries().count { $0 == .registerEntryExpired }
    }

    @Test(arguments: Engine.allCases)
    func `a result holds to its last day, and its end is on record once`(
        _ engine: Engine
    ) async throws {
        let way = try way()
        try await CaseworkWorld.run(
            on: engine, validity: [ResultValidity(way.service, years: 2)]
        ) { world in
            let ended = try await world.play(way)
            let item = try #require(try await world.items(of: ended).first)
            let last = item.validFrom.adding(years: 2).adding(days: -1)
            #expect(item.validUntil == last && item.state == .inForce)
            func state(_ day: Day) async throws -> RegisterItem.State {
                try await world.platform.registerItem(item.id, on: day).state
            }
            #expect(try await state(last) == .inForce)
            #expect(try await state(last.adding(days: 1)) == .expired)
            #expect(try await world.platform.recordExpiries() == 0)

            // On the last day the head may still decide, for a day after it not.
            world.test.clock.now = last.start
            let head = try world.head(try #require(ended.body))
            func suspend(from day: Day) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.changeRegister(
                        item.id,
                        RegisterChangeDraft(
                            state: .suspended, from: day, clause: "IS-3.2", reasons: "R"),
                        by: head, once: .unkeyed)
                }
            }
            #expect(try await world.platform.recordExpiries() == 0)
            #expect(try await suspend(from: last.adding(days: 1)) == .caseNotInState)
            #expect(try await suspend(from: last) == nil)
            #expect(try await state(last) == .suspended)
            // What stood suspended has ended as well.
            world.test.clock.now = last.adding(days: 1).start
            #expect(try await state(last.adding(days: 1)) == .expired)
            #expect(try await suspend(from: last.adding(days: 1)) == .caseNotInState)
            let other = try world.test.node()
            async let here = world.platform.recordExpiries()
            async let there = other.platform.recordExpiries()
            let (first, second) = try await (here, there)
            #expect(first + second == 1)
            #expect(try await world.platform.recordExpiries() == 0)
            #expect(try await count(world) == 1)
            // What was so on a past day stays so.
            #expect(try await state(item.validFrom) == .inForce)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was withdrawn stays withdrawn, and what has no term has no end`(
        _ engine: Engine
    ) async throws {
        let way = try way()
        try await CaseworkWorld.run(
            on: engine, validity: [ResultValidity(way.service, years: 1)]
        ) { world in
            let ended = try await world.play(way)
            let item = try #require(try await world.items(of: ended).first)
            let last = try #require(item.validUntil)
            let head = try world.head(try #require(ended.body))
            var draft = RegisterChangeDraft(
                state: .expired, from: Day(at: world.test.clock.now), clause: "IS-3.2",
                reasons: "R")
            // Nobody decides that something has expired.
            #expect(
                try await refusal {
                    try await world.platform.changeRegister(
                        item.id, draft, by: head, once: .unkeyed)
                } == .invalidField)
            draft.state = .withdrawn
            _ = try await world.platform.changeRegister(item.id, draft, by: head, once: .unkeyed)
            world.test.clock.now = last.adding(days: 30).start
            let later = try await world.platform.registerItem(
                item.id, on: last.adding(days: 30))
            #expect(later.state == .withdrawn)
            #expect(try await world.platform.recordExpiries() == 0)
            #expect(try await count(world) == 0)
            let changes = try await world.platform.registerChanges(of: item.id)
            #expect(changes.map(\.state) == [.withdrawn] && changes.first?.reasons == "R")
        }
        try await CaseworkWorld.run(on: engine) { world in
            let ended = try await world.play(way)
            let item = try #require(try await world.items(of: ended).first)
            #expect(item.validUntil == nil)
            let later = item.validFrom.adding(years: 40)
            #expect(try await world.platform.registerItem(item.id, on: later).state == .inForce)
            world.test.clock.now = later.start
            #expect(try await world.platform.recordExpiries() == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the store keeps no last day before the first`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let ended = try await world.play(try way())
            let item = try #require(try await world.items(of: ended).first)
            func set(_ day: Day) async -> Bool {
                do {
                    try await world.test.store.write { transaction in
                        try transaction.execute(
                            "UPDATE register_entry SET valid_until = \(day) WHERE id = \(item.id)")
                    }
                    return true
                } catch { return false }
            }
            #expect(await !set(item.validFrom.adding(days: -1)))
            #expect(await set(item.validFrom))
        }
    }
}
