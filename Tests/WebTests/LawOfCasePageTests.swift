import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// By which law a case across a change is decided, as applicant and official read it (UC-64).
@Suite(.timeLimit(.minutes(5)))
struct LawOfCasePageTests {
    @Test(.clause("IS-O.4-c"), arguments: LawPolicy.allCases)
    func `both sides read which law it is, and what changed`(_ policy: LawPolicy) async throws {
        let library = try CaseworkLibrary.changing("attestation") { members in
            members.map { member in
                member.name == "providerClause" ? JSON.Member(member.name, "IS-3.9") : member
            }
        }
        let start = try #require(Instant(rfc3339: "2025-12-22T11:00:00+05:00"))
        let policies = [LawPolicyPeriod(policy, from: try #require(Day("2025-01-01")))]
        try await CaseworkWorld.run(
            on: .sqlite, at: start, library: library, policies: policies
        ) { world in
            let submitted = try await world.submit(
                world.fullDraft("attestation", kind: "attestation"))
            world.test.clock.now = try #require(Instant(rfc3339: "2026-01-05T11:00:00+05:00"))
            let (hand, clerk) = try #require(try await world.taken(submitted))
            let desk = try CaseDesk(world)
            let applicant = try await desk.session(world.applicant)
            let official = try await desk.session(clerk)
            let law = try #require(try world.platform.law(of: hand.stored))
            for language in Language.allCases {
                let words = LawOfCaseWords.sentence(law, isDecided: false)[language]
                for (path, session) in [
                    ("/cases/\(submitted.id.text)", applicant),
                    ("/tasks/\(hand.task.id.text)", official),
                ] {
                    let page = await desk.call("GET", path, as: session, language: language)
                    #expect(page.text.contains(words), "\(path) \(language)")
                    #expect(page.text.contains(LawOfCaseWords.changes[language]))
                    #expect(page.text.contains("IS-3.2"))
                }
            }
            let told = try await desk.json(
                "GET", "/api/applications/\(submitted.id.text)", as: applicant)
            #expect(told["law"]?["policy"] == .string(policy.rawValue))
            #expect(told["law"]?["day"] == .string(law.day.description))
            let changed = told["law"]?["changes"]?.array?.compactMap { $0["clause"]?.string }
            #expect(changed?.contains("IS-3.2") == true)
        }
    }
}
