import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases

@testable import Web

/// Verdicts and differences through pages and the interface (UC-68), and drafts of another form.
@Suite(.timeLimit(.minutes(5)))
struct VerdictWebTests {
    private static let reason = "Подпись под расчётами не читается."
    private static let typed = "The signature under the calculations cannot be read."

    @Test(.clause("IS-A3.9-v1", "IS-REF-1"))
    func `an executor judges document by document on the page, and the applicant reads it`()
        async throws
    {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let (id, task, official, client) = try await WorkClient.taken(in: world)
            let page = "/tasks/\(task)"
            for language in Language.allCases {
                let shown = try await client.get(page, official, language)
                #expect(shown.status == 200 && shown.text.contains("\(page)/verdicts"))
                #expect(shown.text.contains("no:document:calculations"))
                #expect(shown.text.contains(VerdictWords.judge[language]))
                // There is no submission before this one.
                #expect(!shown.text.contains(VerdictWords.difference[language]))
            }
            let why = Self.typed.replacing(" ", with: "+")
            let place = "verdict0=yes:field:place"
            let short = try await client.post(
                page + "/verdicts", place + "&verdict2=no:document:calculations&reason2=bad",
                official)
            #expect(short.status == 422 && short.text.contains("bad"))
            let kept = try await client.post(
                page + "/verdicts",
                place + "&verdict2=no:document:calculations&reason2=" + why, official)
            #expect(kept.status == 303)
            let contrary = try await client.post(
                page + "/complete", "outcome=granted", official)
            #expect(contrary.status == 409)
            for language in Language.allCases {
                let told = try await client.get("/cases/\(id)", world.applicant.iin, language)
                #expect(told.text.contains(Self.typed))
                #expect(told.text.contains(VerdictWords.decisionLater[language]))
                let work = try await client.get(page, official, language)
                #expect(work.text.contains(Self.typed))
                #expect(work.text.contains(VerdictWords.notAccepted[language]))
            }
            let seen = try await client.json(
                "GET", "/api/applications/\(id)", world.applicant.iin)
            let verdicts = seen["verdicts"]?.array ?? []
            #expect(verdicts.count == 2 && seen["refusal"] == .null)
            #expect(verdicts.last?["reason"]?.string == Self.typed)
        }
    }

    @Test(.clause("IS-A3.9-v1"))
    func `through the interface verdicts are kept whole or not at all, and differences are read`()
        async throws
    {
        try await CaseworkWorld.run(on: .postgres) { world in
            let (id, task, official, client) = try await WorkClient.taken(in: world)
            let address = "/api/tasks/\(task)"
            let none = try await client.json("GET", address + "/difference", official)
            #expect(none["with"] == .null && none["items"] == [])
            let bad: JSON = [
                "subject": "document", "code": "calculations", "accepted": false,
                "reason": .string(Self.reason),
            ]
            let unknown: JSON = ["subject": "field", "code": "nothing", "accepted": true]
            let both: JSON = ["verdicts": [bad, unknown]]
            let refused = try await client.post(
                address + "/verdicts", both.text, official, contentType: "application/json")
            #expect(refused.status == 422)
            let before = try await client.json(
                "GET", "/api/applications/\(id)", world.applicant.iin)
            #expect(before["verdicts"] == [])
            _ = try await client.json(
                "POST", address + "/verdicts", official, ["verdicts": [bad]])
            _ = try await client.json(
                "POST", address + "/complete", official,
                [
                    "outcome": "refuse", "grounds": ["1"],
                    "reasons": .string(CaseworkWorld.reasons),
                ])
            let case_ = try #require(Identifier<StoredCase>(id))
            _ = try await world.carry(
                try await world.platform.application(case_, for: world.applicant), through: [])
            let ended = try await client.json(
                "GET", "/api/applications/\(id)", world.applicant.iin)
            let items = ended["refusal"]?["notAccepted"]?.array ?? []
            #expect(items.map { $0["reason"]?.string } == [Self.reason])
            // The applicant comes again with another purpose.
            world.test.clock.advance(seconds: 60)
            let again = try await world.submit(
                try await world.fullDraft(
                    "blasting-permit", kind: "permit", variants: ["surface"],
                    fields: ["purpose": "other"]))
            let (hand, clerk) = try #require(try await world.taken(again))
            let path = "/api/tasks/\(hand.task.id.text)/difference"
            let found = try await client.json("GET", path, clerk.person.iin)
            #expect(found["with"]?["id"]?.string == id)
            let lines = found["items"]?.array ?? []
            #expect(lines.map { $0["code"]?.string } == ["purpose"])
            #expect(lines.first?["change"] == "changed" && lines.first?["after"] == "other")
            for language in Language.allCases {
                let shown = try await client.get(
                    "/tasks/\(hand.task.id.text)", clerk.person.iin, language)
                #expect(shown.text.contains(VerdictWords.difference[language]))
                #expect(shown.text.contains("/case-files/\(id)"))
            }
        }
    }
}
