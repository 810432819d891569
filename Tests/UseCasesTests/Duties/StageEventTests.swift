import Casework
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Use case 57: stages of cases reach the monitoring system, each once and in order.
@Suite(.timeLimit(.minutes(5)))
struct StageEventTests {
    @Test(
        .clause("IS-MON", "IS-1.11", "IS-4.8", "IS-5A.12", "IS-5B.11", "IS-5C.11"),
        arguments: Engine.allCases)
    func `every stage of the services that the clause names is an event, and of no other`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let system = try await world.test.system(.provider)
            let platform = world.platform
            var expected: [Identifier<StoredCase>: [Identifier<JournalEntry>]] = [:]
            var clauses: Set<String> = []
            for service in platform.casework.services {
                let way = try #require(CaseWay.all(of: service, refusing: false).first)
                let ended = try await world.play(way)
                guard let clause = service.monitoringClause else { continue }
                clauses.insert(clause.tag)
                expected[ended.id] = ended.events.filter {
                    StageEvent.names.contains($0.event.name)
                }.map(\.entry)
            }
            #expect(clauses == ["IS-1.11", "IS-4.8", "IS-5A.12", "IS-5B.11"])
            // Nothing has a place before it is committed and placed.
            #expect(try await platform.stageFeed(after: 0, limit: 500, for: system).events.isEmpty)
            #expect(try await platform.placeStageEvents() == expected.values.joined().count)
            #expect(try await platform.placeStageEvents() == 0)
            var (after, seen) = (Int64(0), [StageEvent]())
            while true {
                let page = try await platform.stageFeed(after: after, limit: 3, for: system)
                guard let last = page.events.last else { break }
                seen += page.events
                after = last.place
            }
            #expect(seen.map(\.place) == Array(1...Int64(seen.count)))
            #expect(
                Dictionary(grouping: seen, by: \.caseID).mapValues { $0.map(\.entry) } == expected)
            for events in Dictionary(grouping: seen, by: \.caseID).values {
                #expect(events.first?.event == "submitted" && events.last?.event == "signed")
                #expect(events.first?.stage != nil && events.last?.stage == nil)
            }
        }
    }

    @Test(.clause("IS-MON"), arguments: Engine.allCases)
    func `what the monitoring system has is on record, and never goes back`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let system = try await world.test.system(.provider)
            let platform = world.platform
            func confirm(_ place: Int64) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.receiveStageEvents(
                        upTo: place, by: system, once: .unkeyed)
                }
            }
            func received() async throws -> Int64 {
                try await platform.stageFeed(after: 0, limit: 1, for: system).received
            }
            #expect(try await confirm(1) == .invalidField)
            let monitored = try #require(
                platform.casework.services.first { $0.monitoringClause != nil })
            let way = try #require(CaseWay.all(of: monitored, refusing: false).first)
            let ended = try await world.play(way)
            // A draft is no stage of the service.
            _ = try await world.fullDraft(monitored.code, kind: way.kind)
            // Two nodes at once give each event one place.
            let other = try world.test.node()
            async let here = platform.placeStageEvents()
            async let there = other.platform.placeStageEvents()
            let (first, second) = try await (here, there)
            let count = Int64(first + second)
            #expect(count > 2)
            let feed = try await platform.stageFeed(after: 0, limit: 500, for: system)
            #expect(feed.events.allSatisfy { $0.caseID == ended.id })
            #expect(feed.events.map(\.place) == Array(1...count))
            #expect(try await confirm(count + 1) == .invalidField)
            #expect(try await confirm(2) == nil)
            #expect(try await received() == 2)
            #expect(try await confirm(1) == nil)
            #expect(try await received() == 2)
            #expect(try await confirm(count) == nil)
            #expect(try await received() == count)
            #expect(
                try await world.test.entries().count { $0 == .stageEventsReceived } == 2)
        }
    }
}
