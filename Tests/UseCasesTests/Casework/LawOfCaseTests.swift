import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Store
import Testing
import UseCases

/// The law changes while a case is in progress (UC-64).
@Suite(.timeLimit(.minutes(5)))
struct LawOfCaseTests {
    private static let change = Day(daysSince1970: 20_454)

    private func at(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text + "T11:00:00+05:00"))
    }

    /// Attestation as if the clause of the order that is in force since December named who
    /// attests, so that it can be had in the gap.
    private func openInTheGap() throws -> CaseworkLibrary {
        try .changing("attestation") { members in
            members.map { member in
                member.name == "providerClause"
                    ? JSON.Member(member.name, "IS-3.9") : member
            }
        }
    }

    @Test(.clause("IS-O.4", "IS-O.4-a", "IS-O.4-b", "IS-3.2-v1"), arguments: Engine.allCases)
    func `the same attestation application on the last day of 2025 and on the first of 2026`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine, at: try at("2025-12-31")) { world in
            func opened() async throws -> Refusal? {
                do {
                    _ = try await world.platform.openApplication(
                        service: "attestation", kind: "attestation", variants: [],
                        by: world.applicant, once: .unkeyed)
                    return nil
                } catch let refusal as Refusal { return refusal }
            }
            let closed = try #require(try await opened())
            #expect(closed.code == .serviceClosed && closed.clause == "IS-3.2")
            world.test.clock.now = try at("2026-01-01")
            #expect(try await opened() == nil)
            let submitted = try await world.submit(
                world.fullDraft("attestation", kind: "attestation"))
            #expect(try #require(submitted.lawDay) >= Self.change)
        }
    }

    @Test(.clause("IS-O.4-b"))
    func `in the gap new clause 9 stands beside old clause 2`() throws {
        let day = try #require(Day("2025-12-22"))
        let new = try #require(Regulations.rules.version(of: "IS-3.9", on: day))
        let old = try #require(Regulations.rules.version(of: "IS-3.2", on: day))
        if case .text = new.state {} else { Issue.record("\(new.state)") }
        #expect(old.state == .notHeld)
        #expect(
            Regulations.rules.version(of: "IS-3.2", on: Self.change)?.begins.day == Self.change)
    }

    @Test(
        .clause("IS-O.4-c"), arguments: Engine.allCases,
        [
            (LawPolicy.pin, false, "2025-12-22"), (.reResolve, false, "2026-01-05"),
            (.reResolve, true, "2026-01-05"),
        ])
    func `a case across the change is decided by the policy, and both sides read why`(
        _ engine: Engine, _ policy: (LawPolicy, isOfService: Bool, day: String)
    ) async throws {
        let service = policy.isOfService ? "attestation" : nil
        var policies = [
            LawPolicyPeriod(policy.0, service: service, from: Day(daysSince1970: 20_000))
        ]
        // What names the service goes before what does not.
        if policy.isOfService {
            policies.append(LawPolicyPeriod(.pin, from: Day(daysSince1970: 20_001)))
        }
        try await CaseworkWorld.run(
            on: engine, at: try at("2025-12-22"), library: try openInTheGap(), policies: policies
        ) { world in
            let submitted = try await world.submit(
                world.fullDraft("attestation", kind: "attestation"))
            let submittedOn = Day("2025-12-22")
            #expect(submitted.lawDay == submittedOn)
            #expect(world.platform.lawChanges(of: submitted).isEmpty)
            world.test.clock.now = try at("2026-01-05")
            let changes = world.platform.lawChanges(of: submitted)
            #expect(changes.map(\.clause).contains("IS-3.2"))
            #expect(!changes.map(\.clause).contains("IS-3.9"))
            let expected = AppliedLaw(policy.0, of: try #require(Day(policy.day)))
            #expect(try world.platform.law(of: submitted) == expected)
            let ended = try await world.carry(
                submitted, through: ["sent", "compliant", "granted"])
            #expect(ended.state.decision?.law == expected)
            // What was decided stays, however late it is looked at.
            world.test.clock.now = try at("2026-03-02")
            let law = try #require(try world.platform.law(of: ended))
            #expect(law.day == Day(policy.day))
            let result = try #require(try await world.platform.result(of: ended.id))
            let statement = try JSON.parse(result.statement)
            #expect(statement["lawOf"] == .string(policy.day))
            #expect(statement["lawPolicy"] == .string(policy.0.rawValue))
            try await world.checkJournal(ended)
        }
    }

    @Test(.clause("IS-O.4-c")) func `a policy holds from its day on, for its service first`() throws
    {
        let days = (0..<4).map { Self.change.adding(days: $0) }
        let list = [
            LawPolicyPeriod(.reResolve, from: days[1]),
            LawPolicyPeriod(.pin, service: "attestation", from: days[2]),
            LawPolicyPeriod(.reResolve, service: "attestation", from: days[3]),
        ]
        #expect(
            days.map { list.policy(of: "attestation", on: $0) } == [
                .pin, .reResolve, .pin, .reResolve,
            ])
        #expect(
            days.map { list.policy(of: "blasting-permit", on: $0) } == [
                .pin, .reResolve, .reResolve, .reResolve,
            ])
        for period in list { #expect(LawPolicyPeriod(setting: period.setting) == period) }
        #expect(LawPolicyPeriod(setting: ["policy": "other", "from": "2026-01-01"]) == nil)
        #expect(LawPolicyPeriod(setting: ["policy": "pin"]) == nil)
    }
}
