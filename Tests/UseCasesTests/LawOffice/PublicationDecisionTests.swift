import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Signatures
import Store
import Testing

@testable import UseCases

/// Two officials enter the day on which an order was published, and everything follows it (UC-82).
@Suite(.timeLimit(.minutes(3)))
struct PublicationDecisionTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func propose(
        _ platform: Platform, _ day: String, by official: SignedInOfficial,
        source: String = "Казахстанская правда"
    ) async throws -> Identifier<Administration.Proposal> {
        try await platform.proposePublication(
            of: "IS-429", on: try self.day(day), publishedBy: source, reference: "№ 210",
            by: official, once: .unkeyed)
    }

    private func code(
        _ platform: Platform, _ day: String, by official: SignedInOfficial,
        source: String = "Казахстанская правда"
    ) async throws -> ProblemCode? {
        try await refusal {
            _ = try await propose(platform, day, by: official, source: source)
        }
    }

    @Test(
        .clause("IS-O.4", "IS-O.4-a", "IS-NOT", "IS-2.4"), arguments: Engine.allCases)
    func `a day works once another official of the body has confirmed it, on every node`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            let (first, second) = (try await test.lawKeeper(1), try await test.lawKeeper(2))
            let foreign = try await test.lawKeeper(3, at: CaseworkWorld.department)
            #expect(!platform.keepsLaw(foreign))
            #expect(try await code(platform, "2026-11-01", by: foreign) == .roleNotAllowed)
            let before = try #require(
                platform.rules.version(of: "IS-1.4", on: try day("2026-12-01")))
            #expect(before.begins == .assumed(try day("2025-12-05")))

            let id = try await propose(platform, "2026-11-01", by: first)
            #expect(platform.rules.version(of: "IS-1.4", on: try day("2026-12-01")) == before)
            let waiting = try await platform.lawProposals(for: second)
            #expect(waiting.map(\.id) == [id] && waiting.allSatisfy { !$0.isOwn })
            for wrong in [first, foreign] {
                #expect(
                    try await refusal {
                        try await platform.confirmLaw(id, by: wrong, once: .unkeyed)
                    } == .roleNotAllowed)
            }
            // The operator's people neither see nor decide it.
            let office = Administration(
                store: test.store, journal: platform.journal, clock: test.clock.clock,
                random: .system, isSandbox: true, lapseDays: 7)
            #expect(try await office.proposals().isEmpty)
            #expect(
                try await refusal { try await office.confirm(id, by: "uid 1002") }
                    == .roleNotAllowed)
            #expect(
                try await refusal { _ = try await office.decline(id, by: "uid 1002") }
                    == .roleNotAllowed)

            // Seen before it is confirmed: clauses, services, duties and their days.
            let outlook = try await platform.publicationOutlook(
                of: "IS-429", on: try day("2026-11-01"), for: second)
            #expect(outlook.inForce == Day("2027-01-01"))
            #expect(outlook.turns.map(\.day) == [Day("2026-01-01"), Day("2027-01-01")])
            #expect(outlook.services.count == 8)
            let notice = try #require(
                outlook.duties.first { $0.duty.code == "notice-IS-429-IS-1" })
            #expect(notice.startsOn == Day("2027-01-01") && notice.due == Day("2027-01-08"))

            try await platform.confirmLaw(id, by: second, once: .unkeyed)
            let node = try test.node()
            #expect(node.platform.decidedPublication(of: "IS-429") == nil)
            try await node.platform.takeDecisions()
            for one in [platform, node.platform] {
                #expect(
                    one.rules.version(of: "IS-1.4", on: try day("2026-12-31"))?.state == .notHeld)
                let after = try #require(
                    one.rules.version(of: "IS-1.4", on: try day("2027-01-01")))
                #expect(after.begins == .on(try day("2027-01-01")))
                let life = try #require(one.actLives.first { $0.act == "IS" })
                #expect(life.day(of: .inForce, assumes: false)?.day == Day("2027-01-01"))
                #expect(one.decidedPublication(of: "IS-429")?.reference == "№ 210")
            }
            for _ in 0..<2 {
                #expect(
                    try await refusal {
                        try await platform.confirmLaw(id, by: second, once: .unkeyed)
                    } == .notFound)
            }
            let entries = try await test.entries()
            #expect(entries.count { $0 == .actPublicationEntered } == 1)
            withExtendedLifetime(node) {}
        }
    }

    @Test(.clause("IS-O.4"), arguments: Engine.allCases)
    func `a day that cannot be right is refused, and none is changed once the order is in force`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            let (first, second) = (try await test.lawKeeper(1), try await test.lawKeeper(2))
            test.clock.now = try #require(Instant(rfc3339: "2026-11-20T10:00:00+05:00"))
            // Before the registration of 1 October 2025, to come, without a source.
            #expect(try await code(platform, "2025-09-30", by: first) == .lawDecisionRefused)
            #expect(try await code(platform, "2026-11-21", by: first) == .lawDecisionRefused)
            #expect(
                try await code(platform, "2026-11-20", by: first, source: "–") == .invalidField)
            #expect(
                try await refusal {
                    _ = try await platform.publicationOutlook(
                        of: "IS-1", on: try day("2026-11-01"), for: first)
                } == .notFound)

            let one = try await propose(platform, "2026-11-01", by: first)
            let other = try await propose(platform, "2026-11-02", by: second)
            try await platform.confirmLaw(one, by: second, once: .unkeyed)
            #expect(try await code(platform, "2026-11-01", by: first) == .lawDecisionRefused)
            // Proposed over nothing, while a day holds now.
            #expect(
                try await refusal {
                    try await platform.confirmLaw(other, by: first, once: .unkeyed)
                } == .lawDecisionRefused)
            try await platform.declineLaw(other, by: first, once: .unkeyed)
            // A slip is corrected while the order is not in force.
            let slip = try await propose(platform, "2026-11-03", by: second)
            try await platform.confirmLaw(slip, by: first, once: .unkeyed)
            #expect(
                platform.rules.version(of: "IS-1.4", on: try day("2027-01-03"))?.begins
                    == .on(try day("2027-01-03")))
            // It is proposed in time and confirmed when the order is in force already.
            test.clock.now = try #require(Instant(rfc3339: "2027-01-01T10:00:00+05:00"))
            let late = try await propose(platform, "2026-11-04", by: first)
            test.clock.now = try #require(Instant(rfc3339: "2027-01-03T00:00:01+05:00"))
            #expect(
                try await refusal {
                    try await platform.confirmLaw(late, by: second, once: .unkeyed)
                } == .lawDecisionRefused)
            #expect(try await code(platform, "2026-11-05", by: first) == .lawDecisionRefused)
            // A proposal that nobody confirmed in seven days has lapsed.
            test.clock.advance(seconds: 8 * 86_400)
            #expect(
                try await refusal {
                    try await platform.confirmLaw(late, by: second, once: .unkeyed)
                } == .notFound)
            let entries = try await test.entries()
            #expect(entries.count { $0 == .actPublicationEntered } == 2)
            #expect(entries.count { $0 == .changeDeclined } == 1)
        }
    }

    @Test(.clause("IS-O.4")) func `a confirmed day opens in production what waited for it`() throws
    {
        let decisions = DecisionsInForce(Settings(OpenPoints.all, isSandbox: false))
        let key = OpenPoints.publicationDayIS.declaration
        #expect(decisions.settings.origin(of: key) == .missing)
        let publication = ActPublication(
            package: "IS-429", day: try day("2025-10-10"), publishedBy: "adilet", reference: "1")
        decisions.take(
            LawDecisions(publications: [.init(of: publication, number: 1)]),
            over: CaseworkLibrary.installed.calendars)
        // What was read before it and comes later changes nothing.
        decisions.take(LawDecisions(), over: CaseworkLibrary.installed.calendars)
        #expect(decisions.settings.origin(of: key) == .entered)
        #expect(decisions.decided.publications.map(\.number) == [1])
        #expect(
            decisions.settings.rules.version(of: "IS-1.4", on: try day("2025-12-10"))?.begins
                == .on(try day("2025-12-10")))
    }
}
