import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// A paper that goes back unsigned, a provider that hands a case on, and a field that is emptied,
/// through pages and the interface (UC-42, 45, 59).
@Suite(.timeLimit(.minutes(5)))
struct ReturnedPaperWebTests {
    private static let why = "The%20term%20of%20the%20permit%20is%20that%20of%20another%20site."

    @Test(.clause("IS-EDS-1", "IS-CAB-1"), arguments: Engine.allCases)
    func `a head sends a paper back on the page, then through the interface`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let client = try await WorkClient(world)
            let submitted = try await world.submit(
                try await world.fullDraft(
                    "blasting-permit", kind: "permit", variants: ["surface"]))
            _ = try await world.carry(submitted, through: ["granted"], stopsBeforeSigning: true)
            let (hand, head) = try #require(try await world.waiting(submitted.id))
            let (page, iin) = ("/tasks/\(hand.task.id.text)", head.person.iin)
            for language in Language.allCases {
                let shown = try await client.get(page, iin, language)
                #expect(shown.status == 200)
                #expect(shown.text.contains(WorkWords.returnPaper[language]))
            }
            let brief = try await client.post(
                page + "/complete", "outcome=return&reasons=no", iin)
            #expect(brief.status == 422)
            let other = try await client.post(
                page + "/complete", "outcome=granted&reasons=\(Self.why)", iin)
            #expect(other.status == 409)
            let done = try await client.post(
                page + "/complete", "outcome=return&reasons=\(Self.why)", iin)
            #expect(done.status == 303)
            // The executor reads why; the applicant reads that it happened.
            let (again, executor) = try #require(try await world.waiting(submitted.id))
            let work = try await client.get(
                "/tasks/\(again.task.id.text)", executor.person.iin, .en)
            #expect(work.text.contains("that of another site."))
            let cabinet = try await client.get(
                "/cases/\(submitted.id.text)", world.applicant.iin, .en)
            #expect(cabinet.text.contains(WorkWords.paperReturned[.en]))
            #expect(!cabinet.text.contains("that of another site."))
            let own = try await client.json(
                "GET", "/api/applications/\(submitted.id.text)", world.applicant.iin)
            let event = own["events"]?.array?.last { $0["event"] == "paperReturned" }
            #expect(event != nil && event?["reasons"] == nil)
            // The same through the interface.
            _ = try await world.carry(submitted, through: ["granted"], stopsBeforeSigning: true)
            let (second, _) = try #require(try await world.waiting(submitted.id))
            let address = "/api/tasks/\(second.task.id.text)"
            let seen = try await client.json("GET", address, iin)
            #expect(seen["outcomes"]?.array?.first?["code"] == "return")
            _ = try await client.json(
                "POST", address + "/complete", iin,
                ["outcome": "return", "reasons": .string(CaseworkWorld.reasons)])
            let ended = try await world.carry(submitted, through: ["granted"])
            #expect(ended.state.standingEnd != nil)
        }
    }

    @Test(.clause("IS-6.3"))
    func `the provider that was chosen hands the case on by the page`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let client = try await WorkClient(world)
            let stored = try await world.submit(
                try await world.fullDraft(
                    "design-approval", kind: "construction",
                    fields: [
                        "severalOblasts": "no", "socialInfrastructure": "yes", "strategic": "yes",
                    ]))
            func route(to body: BIN) async throws -> Int {
                let (hand, registrar) = try #require(try await world.waiting(stored.id))
                let page = "/tasks/\(hand.task.id.text)"
                let shown = try await client.get(page, registrar.person.iin, .en)
                #expect(shown.text.contains("name=\"provider\""))
                return try await client.post(
                    page + "/complete", "provider=\(body.digits)&reasons=\(Self.why)",
                    registrar.person.iin
                ).status
            }
            let between = try world.platform.candidates(of: stored)
            let other = try #require(between.first { $0 != CaseworkWorld.akimat })
            #expect(try await route(to: CaseworkWorld.akimat) == 303)
            #expect(try await route(to: other) == 303)
            #expect(try await world.waiting(stored.id)?.1.body == other)
            // Its own number it gives with what the page has chosen already.
            let (hand, registrar) = try #require(try await world.waiting(stored.id))
            let taken = try await client.post(
                "/tasks/\(hand.task.id.text)/complete", "provider=\(other.digits)&reasons=",
                registrar.person.iin)
            #expect(taken.status == 303)
            let kept = try await world.platform.application(stored.id, for: world.applicant)
            #expect(kept.state.number != nil && kept.body == other)
        }
    }

    @Test(.clause("IS-7.2"), arguments: Engine.allCases)
    func `a field is emptied on the page, and is missing then`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let client = try await WorkClient(world)
            let draft = try await world.fullDraft("facility-registration", kind: "register")
            let index = try #require(
                draft.definition.fields.firstIndex { $0.code == "place" })
            let sent = try await client.post(
                "/cases/\(draft.id.text)/fields", "field\(index)=", world.applicant.iin)
            #expect(sent.status == 303)
            let emptied = try await world.platform.application(draft.id, for: world.applicant)
            #expect(emptied.state.content.fields["place"] == nil)
            #expect(
                world.platform.completeness(of: emptied).faults.map(\.code).contains("place"))
            let count = emptied.events.count
            _ = try await client.post(
                "/cases/\(draft.id.text)/fields", "field\(index)=", world.applicant.iin)
            let same = try await world.platform.application(draft.id, for: world.applicant)
            #expect(same.events.count == count)
        }
    }
}
