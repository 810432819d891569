import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases

@testable import Web

/// The entry on which a case rests, on pages and in the interface (UC-87).
@Suite(.timeLimit(.minutes(3)))
struct BasisWebTests {
    private static let service = "explosives-licence"

    private func licence(_ world: CaseworkWorld) async throws -> StoredCase {
        let draft = try await world.fullDraft(
            Self.service, kind: "licence", fields: ["storage": "no"])
        return try await world.carry(
            try await world.submit(draft), through: ["accurate", "compliant", "granted"])
    }

    @Test(.clause("IS-5A.7", "IS-5A.9"), arguments: Engine.allCases)
    func `a re-issue asks for no sub-activity, and the executor sees both sides`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let desk = try CaseDesk(world)
            let number = try #require(try await licence(world).state.number)
            let draft = try await world.fullDraft(
                Self.service, kind: "reissue", fields: ["entry": number, "storage": "yes"])
            let applicant = try await desk.session(world.applicant)
            let index = try #require(
                draft.definition.fields.firstIndex { $0.code == "storage" })
            for language in Language.allCases {
                let page = await desk.call(
                    "GET", "/cases/\(draft.id.text)", as: applicant, language: language)
                #expect(page.text.contains(BasisWords.taken[language]))
                let form = try #require(draft.kindOfApplication?.form)
                let words = form.words[language]
                #expect(page.text.contains(words) && page.text.contains("(IS-5A.7.3)"))
                let card = await desk.call(
                    "GET", "/services/explosives-licence", as: applicant, language: language)
                #expect(card.text.contains(words) && card.text.contains("(IS-5A.7.3)"))
                #expect(!page.text.contains("name=\"field\(index)\""))
            }
            let submitted = try await world.submit(draft)
            let (hand, official) = try #require(try await world.taken(submitted))
            let clerk = try await desk.session(official)
            let item = try #require(try await world.platform.basis(of: submitted))
            let why = "Suspended for a week"
            _ = try await world.platform.changeRegister(
                item.id,
                RegisterChangeDraft(
                    state: .suspended, from: world.platform.clock.today, clause: "IS-5A.7",
                    reasons: why), by: world.head(item.body), once: .unkeyed)
            for language in Language.allCases {
                let page = await desk.call(
                    "GET", "/tasks/\(hand.task.id.text)", as: clerk, language: language)
                #expect(page.text.contains(BasisWords.beside[language]))
                #expect(page.text.contains(BasisWords.entry[language] + " № " + number))
                // It stands there once, with what becomes of it and what was decided about it.
                #expect(page.text.contains(BasisWords.ends[language]))
                #expect(page.text.split(separator: why).count == 2)
            }
            let task = try await desk.json("GET", "/api/tasks/\(hand.task.id.text)", as: clerk)
            let told = task["application"]
            let change = task["entryToEnd"]?["changes"]?.array?.first
            #expect(change?["state"] == "suspended" && change?["reasons"] == .string(why))
            #expect(told?["basis"]?["number"] == .string(number))
            #expect(told?["basis"]?["permitted"]?["fields"]?["storage"] == "no")
            #expect(told?["permitted"]?["fields"]?["storage"] == "no")
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `the page of an annex leads to its licence, and a licence for nothing is named`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let desk = try CaseDesk(world)
            let number = try #require(try await licence(world).state.number)
            let draft = try await world.fullDraft(
                Self.service, kind: "annex", fields: ["entry": number])
            let annex = try await world.carry(
                try await world.submit(draft), through: ["accurate", "compliant", "granted"])
            let path =
                "registers/explosives-licences/\(CaseworkWorld.committee.digits)/"
                + (annex.state.number ?? "")
            let applicant = try await desk.session(world.applicant)
            for language in Language.allCases {
                let page = await desk.call(
                    "GET", "/" + path, as: applicant, language: language)
                #expect(page.text.contains(BasisWords.annexOf[language] + " № " + number))
                #expect(page.text.contains("\(CaseworkWorld.committee.digits)/\(number)\""))
            }
            let item = try await desk.json("GET", "/api/" + path, as: applicant)
            #expect(item["annexOf"]?["number"] == .string(number))
            #expect(item["annexOf"]?["state"] == "inForce")
            #expect(item["annexOf"]?["body"] == .string(CaseworkWorld.committee.digits))
            let rights = try #require(annex.definition.rights)
            let empty = try await world.fullDraft(
                Self.service, kind: "licence",
                fields: Dictionary(uniqueKeysWithValues: rights.fields.map { ($0, "no") }))
            for language in Language.allCases {
                let page = await desk.call(
                    "GET", "/cases/\(empty.id.text)", as: applicant, language: language)
                let title = rights.title[language]
                #expect(page.text.contains(title) && page.text.contains("(IS-5A.7)"))
            }
            let verdict = try await desk.json(
                "GET", "/api/applications/\(empty.id.text)", as: applicant)
            let finding = verdict["findings"]?.array?.first { $0["code"] == "rights" }
            #expect(finding?["verdict"] == "missing" && finding?["clause"] == "IS-5A.7")
        }
    }
}
