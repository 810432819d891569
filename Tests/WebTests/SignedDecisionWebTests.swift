import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// The applicant reads what was signed and nothing else (UC-45 7a, UC-63 5a); a text with signs that
/// nobody types is refused at the edge.
@Suite(.timeLimit(.minutes(5)))
struct SignedDecisionWebTests {
    private func outcomes(_ json: JSON) -> [String?] {
        (json["events"]?.array ?? []).filter { $0["event"] == "completed" }
            .map { $0["outcome"]?.string }
    }

    @Test(.clause("IS-CAB-1", "IS-REF-1"), arguments: Engine.allCases)
    func `a decision that went back unsigned stays closed, also after another was delivered`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let options = [OptionPeriod.since2026("appeal")]
        try await CaseworkWorld.run(on: engine, at: start, options: options) { world in
            let desk = try CaseDesk(world)
            let platform = world.platform
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let applicant = try await desk.session(world.applicant)
            let path = "/api/applications/\(submitted.id.text)"
            func seen() async throws -> [String?] {
                outcomes(try await desk.json("GET", path, as: applicant))
            }
            func page() async -> String {
                await desk.call("GET", "/cases/\(submitted.id.text)", as: applicant).text
            }
            _ = try await world.carry(submitted, through: ["granted"], stopsBeforeSigning: true)
            let (paper, head) = try #require(try await world.waiting(submitted.id))
            _ = try await platform.completeTask(
                paper.task.id,
                TaskAnswer(outcome: TaskAnswer.returning, reasons: CaseworkWorld.reasons),
                by: head, once: .unkeyed)
            #expect(try await seen() == [nil])
            let refused = try await world.carry(submitted, through: ["refuse"], grounds: ["1"])
            #expect(try await seen() == [nil, "refuse"])
            let stage = try #require(refused.definition.stage("review"))
            let granting = try #require(stage.outcomes.first { $0.code == "granted" })
            #expect(await !page().contains(granting.title[.en]))
            // While the appeal is considered, what is decided on it is closed; the refusal is not.
            try await world.appeal(CaseworkWorld.reasons, against: refused)
            let (appeal, judge) = try #require(try await world.waiting(submitted.id))
            _ = try await platform.takeTask(appeal.task.id, by: judge, once: .unkeyed)
            _ = try await platform.completeTask(
                appeal.task.id, TaskAnswer(outcome: "left", reasons: CaseworkWorld.reasons),
                by: judge, once: .unkeyed)
            #expect(try await seen() == [nil, "refuse", nil])
            let (signing, signer) = try #require(try await world.waiting(submitted.id))
            _ = try await platform.completeTask(
                signing.task.id,
                TaskAnswer(outcome: TaskAnswer.returning, reasons: CaseworkWorld.reasons),
                by: signer, once: .unkeyed)
            let (again, second) = try #require(try await world.waiting(submitted.id))
            _ = try await platform.takeTask(again.task.id, by: second, once: .unkeyed)
            _ = try await platform.completeTask(
                again.task.id, TaskAnswer(outcome: "cancelled", reasons: CaseworkWorld.reasons),
                by: second, once: .unkeyed)
            #expect(try await seen() == [nil, "refuse", nil, nil])
            let cancelled = try await world.carry(
                submitted, through: ["granted"], stopsBeforeSigning: false)
            #expect(cancelled.state.standingEnd != nil)
            #expect(try await seen() == [nil, "refuse", nil, "cancelled", "granted"])
            // Officials of the case read all of it.
            let all = try await desk.json(
                "GET", "/api/tasks/\(signing.task.id.text)", as: try await desk.session(signer))
            #expect(
                outcomes(try #require(all["application"]))
                    == ["granted", "refuse", "left", "cancelled", "granted"])
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `a text with control characters is refused where it comes in`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let desk = try CaseDesk(world)
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (hand, clerk) = try #require(try await world.taken(submitted))
            let session = try await desk.session(clerk)
            func end(_ reasons: String) async -> Int {
                await desk.call(
                    "POST", "/api/tasks/\(hand.task.id.text)/complete",
                    #"{"outcome":"refuse","grounds":["1"],"reasons":"\#(reasons)"}"#,
                    as: session
                ).status
            }
            let words = "The calculation is not in the annex."
            #expect(await end(words + #"\u0007"#) == 422)
            #expect(await end(words + #"\u0000"#) == 400)
            #expect(await end(String(repeating: #"\u0001"#, count: 30)) == 422)
            let form = await desk.call(
                "POST", "/tasks/\(hand.task.id.text)/complete",
                bytes: Array("outcome=refuse&ground0=1&reasons=aaaaaaaaaaaaaaaaaaaaaaa%07".utf8),
                type: "application/x-www-form-urlencoded", as: session)
            #expect(form.status == 422)
            // Ends of lines and tabs are typed.
            #expect(await end(words + #"\n\t"# + words) == 200)
        }
    }
}
