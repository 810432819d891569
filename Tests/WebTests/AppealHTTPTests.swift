import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// An appeal over the router: the applicant's page and interface, and the higher body's.
@Suite(.timeLimit(.minutes(5)))
struct AppealHTTPTests {
    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `an appeal goes through pages and interface to its signed decision`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let period = CaseOptions.Period(from: try #require(Day("2026-01-01")), until: nil)
        let options = [OptionPeriod("appeal", period)]
        try await CaseworkWorld.run(on: engine, at: start, options: options) { world in
            let desk = try CaseDesk(world)
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let refused = try await world.carry(submitted, through: ["refuse"], grounds: ["1"])
            let applicant = try await desk.session(world.applicant)
            let (path, page) = (
                "/api/applications/\(refused.id.text)", "/cases/\(refused.id.text)"
            )
            let before = try await desk.json("GET", path, as: applicant)
            #expect(before["appeals"]?["offer"]?["until"] == "2026-05-02")
            #expect(before["law"]?["policy"] == "pin")
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: applicant, language: language)
                #expect(shown.text.contains(AppealWords.prepare[language]))
            }
            func form(_ text: String) -> [UInt8] {
                Array(
                    ("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
                        + text + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; "
                        + "filename=\"a.pdf\"\r\n\r\n"
                        + String(decoding: CaseworkWorld.file, as: UTF8.self)
                        + "\r\n--b--\r\n").utf8)
            }
            let type = "multipart/form-data; boundary=b"
            let short = await desk.call(
                "POST", page + "/appeal", bytes: form("No"), type: type, as: applicant)
            #expect(short.status == 422)
            #expect(await desk.call("GET", path + "/appeal/statement", as: applicant).status == 404)
            let prepared = await desk.call(
                "POST", path + "/appeal/draft", bytes: form("Приложен, страница 11 и 12."),
                type: type, as: applicant)
            #expect(prepared.status == 200, "\(prepared.text)")
            // Prepared anew on the page: the newer one is signed.
            let anew = await desk.call(
                "POST", page + "/appeal", bytes: form("Расчёт приложен, страница 12."),
                type: type, as: applicant)
            #expect(anew.location == page + "#appeal")
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: applicant, language: language)
                #expect(shown.text.contains(AppealWords.send[language]))
                #expect(shown.text.contains("страница 12"))
                #expect(shown.text.contains(page + "/appeal/sign"))
            }
            #expect(await desk.call("GET", path + "/appeal/signature", as: applicant).status == 404)
            let statement = await desk.call("GET", path + "/appeal/statement", as: applicant)
            let said = try JSON.parse(statement.bytes)
            #expect(said["text"] == "Расчёт приложен, страница 12.")
            #expect(said["application"]?.string == refused.id.text)
            func body(_ cms: [UInt8]) -> String { (["cms": .string(cms.base64)] as JSON).text }
            let wrong = await desk.call(
                "POST", path + "/appeal",
                body(try world.sign(Array("other".utf8), by: world.applicant.iin)),
                as: applicant)
            #expect(wrong.status == 422 && wrong.text.contains("signatureRefused"))
            let cms = try world.sign(statement.bytes, by: world.applicant.iin)
            let lodged = await desk.call(
                "POST", path + "/appeal", body(cms), as: applicant)
            #expect(lodged.status == 200, "\(lodged.text)")
            #expect(
                await desk.call("GET", path + "/appeal/signature", as: applicant).bytes == cms)
            #expect(
                await desk.call("GET", path + "/appeal/statement", as: applicant).bytes
                    == statement.bytes)
            let again = await desk.call(
                "POST", page + "/appeal", bytes: form("Расчёт приложен, страница 12."),
                type: type, as: applicant)
            #expect(again.status == 409)
            #expect(
                await desk.call("GET", path + "/appeal/file", as: applicant).bytes
                    == CaseworkWorld.file)
            // The refusal is still there to read.
            let waiting = try await desk.json("GET", path, as: applicant)
            #expect(waiting["end"] == "refused")
            #expect(waiting["refusal"]?["grounds"]?.array?.count == 1)

            let (hand, head) = try #require(try await world.waiting(refused.id))
            _ = try await world.platform.takeTask(hand.task.id, by: head, once: .unkeyed)
            let heads = try await desk.session(head)
            let task = "/tasks/\(hand.task.id.text)"
            for language in Language.allCases {
                let shown = await desk.call("GET", task, as: heads, language: language)
                #expect(shown.text.contains("страница 12"))
                #expect(shown.text.contains(AppealWords.reasons[language]))
                #expect(shown.text.contains(AppealWords.signatureHolds[language]))
            }
            #expect(
                await desk.call("GET", "/api\(task)/appeal/signature", as: heads).bytes == cms)
            #expect(
                await desk.call("GET", "/api\(task)/appeal/statement", as: heads).bytes
                    == statement.bytes)
            #expect(
                await desk.call("GET", "/api\(task)/appeal/file", as: heads).bytes
                    == CaseworkWorld.file)
            let decided = await desk.call(
                "POST", "/api\(task)/complete",
                #"{"outcome":"cancelled","reasons":"The calculation is there, on page 12."}"#,
                as: heads)
            #expect(decided.status == 200)
            // Until it is signed, the applicant does not learn how it was decided.
            let unsigned = await desk.call("GET", path, as: applicant)
            #expect(!unsigned.text.contains("on page 12") && !unsigned.text.contains("cancelled\""))
            let early = await desk.call("GET", page, as: applicant)
            #expect(!early.text.contains("on page 12"))
            #expect(await desk.call("GET", path + "/appeal.pdf", as: applicant).status == 404)
            let (signing, signer) = try #require(try await world.waiting(refused.id))
            let paper = await desk.call("GET", "/tasks/\(signing.task.id.text)", as: heads)
            #expect(paper.status == 200)
            let draft = try await world.draft(of: signing, as: .head, by: signer)
            _ = try await world.platform.signResult(
                signing.task.id, seen: draft.name,
                cms: try world.sign(draft.content, by: signer.person.iin), by: signer,
                once: .unkeyed)
            let file = await desk.call("GET", path + "/appeal.pdf", as: applicant)
            #expect(file.status == 200 && file.bytes.starts(with: Array("%PDF".utf8)))
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: applicant, language: language)
                #expect(shown.text.contains(AppealWords.cancelled[language]))
                #expect(shown.text.contains("/result.pdf") && shown.text.contains("/appeal.pdf"))
            }
            let papers = try await desk.json("GET", path + "/papers", as: applicant)
            let names = (papers["items"]?.array ?? []).compactMap { $0["name"]?.string }
            #expect(Set(names) == ["result-1", "appeal-1"])
            let stranger = try await desk.session(
                CaseworkWorld.session(
                    PlatformTesting.TestPeople.stranger, PlatformTesting.TestPeople.justice))
            for name in names {
                let one = await desk.call("GET", "\(path)/papers/\(name)", as: applicant)
                #expect(one.status == 200 && one.bytes.starts(with: Array("%PDF".utf8)))
                let other = await desk.call("GET", "\(path)/papers/\(name)", as: stranger)
                #expect(other.status == 404)
            }
            let none = await desk.call("GET", path + "/papers/result-2", as: applicant)
            #expect(none.status == 404)
            let open = try await desk.json("GET", path, as: applicant)
            #expect(open["stage"] == "review" && open["end"] == .null)
            #expect(open["appeals"]?["lodged"]?.array?.first?["outcome"] == "cancelled")
        }
    }
}
