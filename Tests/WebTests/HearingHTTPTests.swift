import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// A hearing over the router: the applicant's page and interface, the head's and the executor's.
@Suite(.timeLimit(.minutes(5)))
struct HearingHTTPTests {
    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `notice, objection and decision go through pages and interface`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let period = CaseOptions.Period(from: try #require(Day("2026-01-01")), until: nil)
        let options = [OptionPeriod("hearing", period)]
        try await CaseworkWorld.run(on: engine, at: start, options: options) { world in
            let desk = try CaseDesk(world)
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (hand, clerk) = try #require(try await world.taken(submitted))
            let clerks = try await desk.session(clerk)
            for language in Language.allCases {
                let page = await desk.call(
                    "GET", "/tasks/\(hand.task.id.text)", as: clerks, language: language)
                let words = HearingWords.ahead(
                    try #require(Day("2026-02-05")), whole: Day("2026-02-09"))
                #expect(page.text.contains(words[language]), "\(language)")
            }
            _ = try await world.platform.completeTask(
                hand.task.id,
                TaskAnswer(outcome: "refuse", grounds: ["1"], reasons: CaseworkWorld.reasons),
                by: clerk, once: .unkeyed)

            let applicant = try await desk.session(world.applicant)
            let path = "/api/applications/\(submitted.id.text)"
            let seen = try await desk.json("GET", path, as: applicant)
            #expect(seen["hearing"]?["on"] == "2026-02-05")
            #expect(seen["hearing"]?["grounds"]?.array?.first?["code"] == "1")
            #expect(seen["hearing"]?["reasons"] == .string(CaseworkWorld.reasons))
            #expect(seen["refusal"] == .null)
            for language in Language.allCases {
                let page = await desk.call(
                    "GET", "/cases/\(submitted.id.text)", as: applicant, language: language)
                #expect(page.text.contains(HearingWords.title[language]))
                #expect(page.text.contains(HearingWords.send[language]))
            }
            let sent = await desk.call(
                "POST", path + "/objections", #"{"text":"It is in annex 4."}"#, as: applicant)
            #expect(sent.status == 200)
            let upload = await desk.call(
                "POST", path + "/objections/file", bytes: CaseworkWorld.file,
                type: "application/pdf", as: applicant)
            #expect(upload.status == 200)
            let form =
                "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
                + "By the page.\r\n--b--\r\n"
            let posted = await desk.call(
                "POST", "/cases/\(submitted.id.text)/objections", bytes: Array(form.utf8),
                type: "multipart/form-data; boundary=b", as: applicant)
            #expect(posted.status == 303)
            let empty = await desk.call(
                "POST", "/cases/\(submitted.id.text)/objections", bytes: Array("--b--\r\n".utf8),
                type: "multipart/form-data; boundary=b", as: applicant)
            #expect(empty.status == 422)
            #expect(
                await desk.call("GET", path + "/objections/2", as: applicant).bytes
                    == CaseworkWorld.file)

            let (task, head) = try #require(try await world.waiting(submitted.id))
            _ = try await world.platform.takeTask(task.task.id, by: head, once: .unkeyed)
            let heads = try await desk.session(head)
            let page = await desk.call("GET", "/tasks/\(task.task.id.text)", as: heads)
            #expect(page.text.contains("By the page.") && page.text.contains("annex 4"))
            #expect(page.text.contains("/api/tasks/\(task.task.id.text)/objections/2"))
            #expect(page.text.contains(HearingWords.answer.en))
            #expect(
                await desk.call(
                    "GET", "/api/tasks/\(task.task.id.text)/objections/2", as: heads
                ).bytes == CaseworkWorld.file)
            let early = await desk.call(
                "POST", "/api/tasks/\(task.task.id.text)/complete",
                #"{"outcome":"upheld","reasons":"Annex 4 holds no such calculation."}"#, as: heads)
            #expect(early.status == 409 && early.text.contains("2026-02-05"))
        }
    }
}
