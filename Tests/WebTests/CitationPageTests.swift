import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Store
import Testing
import UseCases

@testable import Web

/// Pages cite the law by where a clause stands (UC-91 5).
@Suite(.timeLimit(.minutes(5)))
struct CitationPageTests {
    @Test(.clause("IS-REF-1", "IS-A3.9"))
    func `official and applicant read ground and clause in the words and places of the law`()
        async throws
    {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let (id, task, official, client) = try await WorkClient.taken(in: world)
            let places: [Language: String] = [
                .kk: "2-қосымша, 9-жол, 3) тармақша", .ru: "приложение 2, строка 9, подпункт 3)",
                .en: "annex 2, row 9, sub-clause 3)",
            ]
            for language in Language.allCases {
                let shown = try await client.get("/tasks/\(task)", official, language)
                let place = try #require(places[language])
                #expect(shown.text.contains(place))
                // The law beside the work names its order.
                #expect(shown.text.contains("10273"))
            }
            let refused = try await client.post(
                "/tasks/\(task)/complete",
                "outcome=refuse&ground2=3&reasons=The+calculations+do+not+meet+the+Rules.",
                official)
            #expect(refused.status == 303, "\(refused.text)")
            let name = try #require(Identifier<StoredCase>(id))
            let stored = try await world.platform.application(name, for: world.applicant)
            _ = try await world.carry(stored, through: [])
            for language in Language.allCases {
                let told = try await client.get("/cases/\(id)", world.applicant.iin, language)
                let place = try #require(places[language])
                #expect(told.text.contains(place))
                let words = try #require(
                    world.platform.rules.listedItem(
                        "IS-A3.9.3", on: world.platform.clock.today))
                #expect(told.text.contains(words[language]))
            }
        }
    }

    @Test(.clause("IS-4.7", "IS-REF-1"))
    func `a draft and a problem name the clause by its place`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let desk = try CaseDesk(world)
            let applicant = try await desk.session(world.applicant)
            let draft = try await world.platform.openApplication(
                service: "technology-permit", kind: "permit", variants: [], by: world.applicant,
                once: .unkeyed)
            let page = await desk.call(
                "GET", "/cases/\(draft.id.text)", as: applicant, language: .ru)
            #expect(page.text.contains("Документы по приложению 1 к Правилам"))
            #expect(page.text.contains("пункт 7 (IS-4.7)"))
            // Programs go on reading the tag.
            let told = try await desk.json(
                "GET", "/api/applications/\(draft.id.text)", as: applicant)
            let clauses = (told["findings"]?.array ?? []).map { $0["clause"]?.string }
            #expect(clauses.contains("IS-4.7"))
        }
    }
}
