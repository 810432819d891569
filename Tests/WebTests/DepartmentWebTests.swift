import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// The department that is asked, through pages and the interface (UC-93).
@Suite(.timeLimit(.minutes(5)))
struct DepartmentWebTests {
    private static let form = "application/x-www-form-urlencoded"
    private static let why = "The recipient works in Almaty; only its office is here."
    private static let (capital, almaty) = (CaseworkWorld.department, CaseworkWorld.akimat)

    private static var typed: String { why.replacing(" ", with: "+").replacing(";", with: "%3B") }

    private func submitted(_ world: CaseworkWorld) async throws -> (StoredCase, String, String) {
        let stored = try await world.submit(
            try await world.fullDraft(
                "attestation", kind: "attestation", fields: ["place": "711110000"]))
        let (hand, executor) = try #require(try await world.taken(stored))
        let session = try await CaseDesk(world).session(executor)
        return (stored, hand.task.id.text, session)
    }

    @Test(.clause("IS-3.9", "IS-3.9-v1"))
    func `on the pages the executor chooses, and a department hands the request back`()
        async throws
    {
        try await CaseworkWorld.run(
            on: .sqlite, authorities: CaseworkWorld.twoDepartments
        ) { world in
            let desk = try CaseDesk(world)
            let (stored, task, executor) = try await submitted(world)
            for language in Language.allCases {
                let shown = await desk.call(
                    "GET", "/tasks/\(task)", as: executor, language: language)
                #expect(shown.text.contains(DepartmentWords.whom[language]))
                #expect(shown.text.contains(DepartmentWords.ofPlace[language]))
            }
            let short = await desk.call(
                "POST", "/tasks/\(task)/complete",
                "outcome=sent&department=\(Self.almaty.digits)&whyDepartment=bad",
                type: Self.form, as: executor)
            #expect(short.status == 422 && short.text.contains("bad"))
            let sent = await desk.call(
                "POST", "/tasks/\(task)/complete",
                "outcome=sent&department=\(Self.capital.digits)", type: Self.form, as: executor)
            #expect(sent.status == 303, "\(sent.text)")
            let (request, official) = try #require(try await world.waiting(stored.id))
            let department = try await desk.session(official)
            let page = "/tasks/\(request.task.id.text)"
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: department, language: language)
                #expect(shown.text.contains(DepartmentWords.notOurs[language]))
            }
            let back = await desk.call(
                "POST", page + "/hand-back",
                "notOurs=\(Self.typed)&whose=\(Self.almaty.digits)", type: Self.form,
                as: department)
            #expect(back.status == 303, "\(back.text)")
            let again = try await world.waiting(stored.id)?.0
            #expect(again?.task.stage == "request")
        }
    }

    @Test(.clause("IS-3.9", "IS-3.9-v1"))
    func `through the interface likewise, on PostgreSQL`() async throws {
        try await CaseworkWorld.run(
            on: .postgres, authorities: CaseworkWorld.twoDepartments
        ) { world in
            let desk = try CaseDesk(world)
            let (stored, task, executor) = try await submitted(world)
            let told = try await desk.json("GET", "/api/tasks/\(task)", as: executor)
            let offered = told["departments"]?.array ?? []
            #expect(
                offered.map { $0["bin"]?.string } == [Self.capital.digits, Self.almaty.digits])
            #expect(offered.map { $0["ofPlace"] } == [true, false])
            func complete(_ task: String, _ department: String, _ session: String) async -> Int {
                let body: JSON = [
                    "outcome": "sent", "department": .string(department),
                    "departmentReasons": .string(Self.why),
                ]
                return await desk.call(
                    "POST", "/api/tasks/\(task)/complete", body.text, as: session
                ).status
            }
            #expect(await complete(task, "12", executor) == 422)
            #expect(await complete(task, CaseworkWorld.committee.digits, executor) == 422)
            #expect(await complete(task, Self.almaty.digits, executor) == 200)
            let (request, official) = try #require(try await world.waiting(stored.id))
            #expect(official.body == Self.almaty)
            let department = try await desk.session(official)
            let path = "/api/tasks/\(request.task.id.text)/hand-back"
            let without = await desk.call("POST", path, #"{"reasons": "no"}"#, as: department)
            #expect(without.status == 422 && without.text.contains("refusalIncomplete"))
            let body: JSON = [
                "reasons": .string(Self.why), "department": .string(Self.capital.digits),
            ]
            let back = await desk.call("POST", path, body.text, as: department)
            #expect(back.status == 200, "\(back.text)")
            let twice = await desk.call("POST", path, body.text, as: department)
            #expect(twice.text.contains("taskClosed"))
            let again = try await world.waiting(stored.id)?.0
            #expect(again?.task.stage == "request")
            #expect(again?.stored.state.requestReturns.last?.to == Self.capital.digits)
        }
    }
}
