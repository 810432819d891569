import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Signatures
import Testing
import UseCases

/// The day on which the amending order was published is entered, and everything follows it (IS-O.4).
@Suite(.timeLimit(.minutes(3)))
struct PublicationDayTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// Runs the body on a node whose operator has entered the day.
    private func publishing(
        on day: String, _ engine: Engine, _ body: (TestPlatform, Platform) async throws -> Void
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node { configuration in
                #expect(
                    configuration.settings.enter([
                        OpenPoints.publicationDayIS.declaration.key: .string(day)
                    ]).isEmpty)
            }
            try await body(test, node.platform)
            withExtendedLifetime(node) {}
        }
    }

    @Test(.clause("IS-O.4", "IS-O.4-a"), arguments: Engine.allCases)
    func `services open on the day that follows from it, and rest on nothing assumed`(
        _ engine: Engine
    ) async throws {
        try await publishing(on: "2025-11-01", engine) { _, platform in
            let service = try platform.casework.service("blasting-permit")
            for isSandbox in [true, false] {
                func offer(_ text: String) throws -> ServiceOffer {
                    ServiceOffer(
                        service, on: try day(text), by: platform.rules, isSandbox: isSandbox)
                }
                #expect(try offer("2025-12-31").closed == .providerNotHeld)
                let open = try offer("2026-01-01")
                #expect(open.closed == nil && !open.isAssumed)
                #expect(open.provider?.name == "IS-429/IS-1.4@2026-01-01")
            }
            let clause = try #require(platform.act("IS-1")?.clause("IS-1.4"))
            let version = try #require(clause.version(on: try day("2026-01-01")))
            #expect(version.from == Day("2026-01-01") && !version.isAssumed)
            // Nobody entered it: the sandbox assumes, production stays closed.
            let bare = Regulations.rules(publishedOn: nil)
            let spring = try day("2026-03-01")
            #expect(
                ServiceOffer(service, on: spring, by: bare, isSandbox: false).closed
                    == .dayAssumed)
        }
    }

    @Test(.clause("IS-O.4-a", "IS-O.4-b", "IS-3.9"), arguments: Engine.allCases)
    func `attestation is closed while the clause under which it is worked on has no text`(
        _ engine: Engine
    ) async throws {
        // Published late: clause 2 stands from 1 January, clause 9 comes with all the rest.
        try await publishing(on: "2025-12-20", engine) { test, platform in
            let service = try platform.casework.service("attestation")
            func offer(_ text: String) throws -> ServiceOffer {
                ServiceOffer(
                    service, on: try day(text), by: platform.rules, isSandbox: false)
            }
            let before = try offer("2025-12-31")
            #expect(before.closed == .providerNotHeld && before.opensOn == Day("2026-02-19"))
            let gap = try offer("2026-02-18")
            #expect(gap.closed == .stepNotHeld && gap.opensOn == Day("2026-02-19"))
            let open = try offer("2026-02-19")
            #expect(open.closed == nil && open.opensOn == nil && !open.isAssumed)
            test.clock.now = try #require(Instant(rfc3339: "2026-02-18T12:00:00+05:00"))
            let person = CaseworkWorld.session(
                TestPeople.holder, TestPeople.organisation, roles: [.firstHead])
            func begin() async throws {
                _ = try await platform.openApplication(
                    service: "attestation", kind: service.kinds[0].code, variants: [],
                    by: person, once: .unkeyed)
            }
            do {
                try await begin()
                Issue.record("opened")
            } catch let refusal as Refusal {
                #expect(refusal.code == .serviceClosed)
                for language in Language.allCases {
                    #expect(refusal.detail?[language].contains("2026-02-19") == true)
                }
            }
            test.clock.now = try #require(Instant(rfc3339: "2026-02-19T12:00:00+05:00"))
            try await begin()
        }
    }

    @Test(.clause("IS-NOT", "IS-O.4", "IS-3.12"), arguments: Engine.allCases)
    func `notices start on it, that of the attestation rules on its own day at the latest`(
        _ engine: Engine
    ) async throws {
        try await publishing(on: "2025-12-20", engine) { test, platform in
            func state(_ rules: String) async throws -> TrackedDuty {
                try await platform.trackedDuty("notice-IS-429-" + rules)
            }
            test.clock.now = try #require(Instant(rfc3339: "2025-12-31T12:00:00+05:00"))
            #expect(try await platform.trackDuties().broken.isEmpty)
            #expect(try await state("IS-3").state == .notYet)
            test.clock.now = try #require(Instant(rfc3339: "2026-01-01T00:00:00+05:00"))
            _ = try await platform.trackDuties()
            let own = try await state("IS-3")
            #expect(own.state == .open && own.startsOn == Day("2026-01-01"))
            #expect(try await state("IS-1").state == .notYet)
            test.clock.now = try #require(Instant(rfc3339: "2026-02-19T00:00:00+05:00"))
            _ = try await platform.trackDuties()
            let others = try await state("IS-1")
            #expect(others.state == .open && others.startsOn == Day("2026-02-19"))
        }
    }

    @Test(.clause("IS-O.4-a")) func `a day that nobody knows holds back no day that is known`()
        throws
    {
        let life = try #require(Regulations.duties.life("IS"))
        #expect(life.day(of: .inForce, for: "IS-1", assumes: false) == nil)
        let own = try #require(life.day(of: .inForce, for: "IS-3", assumes: false))
        #expect(own.day == Day("2026-01-01") && !own.isAssumed)
        let early = life.published(on: Day("2025-10-10"))
        for rules in ["IS-1", "IS-3"] {
            let day = early.day(of: .inForce, for: rules, assumes: false)?.day
            #expect(day == Day("2025-12-10"), "\(rules)")
        }
        // The days of the life and those of the amendment are counted the same.
        let package = try #require(Regulations.packages.first)
        #expect(
            life.day(of: .inForce, assumes: true)?.day
                == package.commencement(assumes: true).day)
    }
}
