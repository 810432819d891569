import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Regulations
import Testing
import UseCases

@testable import Web

/// A list of people through pages without scripts and through the interface (UC-77).
@Suite(.timeLimit(.minutes(5)))
struct ListedExamineeWebTests {
    private static let type = "application/x-www-form-urlencoded"

    private func form(_ pairs: [(String, String)]) -> String {
        pairs.map { name, value in
            name + "="
                + value.utf8.map { byte in
                    (48...57).contains(byte) || (65...90).contains(byte)
                        || (97...122).contains(byte)
                        ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16).leftPadded
                }.joined()
        }.joined(separator: "&")
    }

    private func row(
        _ number: Int, _ person: ListedPerson, _ action: String, was: String? = nil
    ) -> String {
        form(
            [
                ("iin\(number)", person.iin), ("name\(number)", person.name),
                ("position\(number)", person.position),
                ("education\(number)", person.education),
                ("capacity\(number)", person.capacity?.rawValue ?? ""), ("row", "\(number)"),
                ("do", action),
            ] + (was.map { [("was", $0)] } ?? []))
    }

    @Test(.clause("IS-2.5"), arguments: Engine.allCases)
    func `people are entered, mended and taken out one by one, in three languages`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let desk = try CaseDesk(world)
            let session = try await desk.session(world.applicant)
            let opened = try await world.platform.openApplication(
                service: "safety-examination", kind: "examination", variants: [],
                by: world.applicant, once: .unkeyed)
            let page = "/cases/\(opened.id.text)"
            let people = page + "/people/examinees"
            let field = try #require(opened.definition.peopleField)
            let cited = field.clause(in: opened.kind).cited(within: opened.definition.act)
            let (one, two) = (CaseworkWorld.listed(1), CaseworkWorld.listed(2))
            let wrong = ListedPerson(
                iin: "850101100003", name: "Тілек", position: "", education: "Жоғары",
                capacity: nil)
            func post(_ body: String) async -> CaseDesk.Answer {
                await desk.call("POST", people, body, type: Self.type, as: session)
            }
            #expect(await post(row(0, one, "add")).location == page + "#people")
            #expect(await post(row(1, wrong, "add")).location == page + "#people")
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: session, language: language)
                #expect(shown.status == 200 && shown.text.contains(one.name))
                #expect(shown.text.contains(". " + cited[language]))
                let fault = PeopleWords.detail(.notNumber)[language]
                #expect(shown.text.contains(fault) && shown.text.contains(#"aria-invalid="true""#))
                // Every control has a name of its own, so that each label finds one.
                for name in ["iin0", "iin1", "iin2", "capacity2"] {
                    #expect(shown.text.ranges(of: "id=\"field-\(name)\"").count == 1, "\(name)")
                }
                #expect(!shown.text.contains(#"name="field1""#))
            }
            #expect(await post(row(1, two, "keep", was: wrong.iin)).status == 303)
            // The same press from a window that is behind changes nothing, and keeps what was typed.
            let late = await post(row(1, wrong, "keep", was: wrong.iin))
            #expect(late.status == 409 && late.text.contains(two.name))
            #expect(await post(row(2, ListedPerson(json: [:]), "add")).status == 422)
            #expect(await post(row(1, two, "remove", was: two.iin)).status == 303)
            let left = try await world.platform.application(opened.id, for: world.applicant)
            #expect(left.state.content.people["examinees"] == [one])
            let other = await desk.call(
                "POST", page + "/people/place", row(0, one, "add"), type: Self.type, as: session)
            #expect(other.status == 404)
        }
    }

    @Test(.clause("IS-2.5", "IS-EDS-1"))
    func `through the interface a list is an array, and a refusal names each place`() async throws {
        try await CaseworkWorld.run(on: .postgres) { world in
            let desk = try CaseDesk(world)
            let session = try await desk.session(world.applicant)
            let opened = try await world.platform.openApplication(
                service: "safety-examination", kind: "examination", variants: [],
                by: world.applicant, once: .unkeyed)
            let path = "/api/applications/\(opened.id.text)"
            func put(_ value: JSON) async -> CaseDesk.Answer {
                let body: JSON = [
                    "fields": [
                        ["code": "place", "value": "710000000"],
                        ["code": "examinees", "value": value],
                    ]
                ]
                return await desk.call("PUT", path + "/fields", body.text, as: session)
            }
            let one = CaseworkWorld.listed(1).json
            let bad: JSON = ["iin": "850101100003", "name": "Тілек", "capacity": "head"]
            #expect(await put([one, bad]).status == 200)
            let seen = try await desk.json("GET", path, as: session)
            let field = seen["fields"]?.array?.first { $0["code"] == "examinees" }
            #expect(field?["value"]?.array?.count == 2 && field?["value"]?.array?.first == one)
            let finding = seen["findings"]?.array?.first { $0["code"] == "examinees" }
            #expect(finding?["verdict"] == "wrong")
            #expect(
                finding?["rows"]?.array?.map { $0["pointer"]?.string } == [
                    "fields/examinees/1/iin", "fields/examinees/1/position",
                    "fields/examinees/1/education",
                ])
            let draft = try await world.platform.application(opened.id, for: world.applicant)
            let cms = try world.sign(draft.statement, by: world.applicant.iin).base64
            let refused = await desk.call(
                "POST", path + "/submit",
                (["channel": "www.egov.kz", "cms": .string(cms)] as JSON).text, as: session)
            #expect(refused.status == 422)
            let errors = try JSON.parse(refused.bytes)["errors"]?.array ?? []
            #expect(errors.first?["pointer"] == "fields/examinees/1/iin")
            #expect(errors.first?["clause"] == "IS-2.5" && errors.count == 3)
            #expect(await put("Иванов").status == 422)
            #expect(await put([["iin": "1", "surname": "X"]]).status == 422)
            #expect(await put(.array(Array(repeating: one, count: 41))).status == 422)
            #expect(await put(.null).status == 200)
            let emptied = try await world.platform.application(opened.id, for: world.applicant)
            #expect(emptied.state.content.people.isEmpty)
        }
    }

    @Test(.clause("IS-2.5", "IS-2.10"))
    func `the executor admits one, then all who are left, by one press each`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let desk = try CaseDesk(world)
            let (stored, task, official) = try await world.caseAtExamination()
            let session = try await desk.session(official)
            let (page, path) = ("/tasks/\(task.id.text)", "/api/tasks/\(task.id.text)/examinees")
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: session, language: language)
                #expect(shown.text.contains(ExamineeWords.admitAll[language]))
                #expect(shown.text.contains(CaseworkWorld.listed(3).iin))
                #expect(shown.text.contains("action=\"\(page)/examinees/listed\""))
                // What the application says is not typed in again.
                #expect(!shown.text.contains("action=\"\(page)/examinees\""))
            }
            let unlisted = await desk.call(
                "POST", path, #"{"iin":"850101100002"}"#, as: session)
            #expect(unlisted.status == 422)
            let problem = try JSON.parse(unlisted.bytes)
            #expect(problem["clause"] == "IS-2.5")
            #expect(problem["errors"]?.array?.first?["pointer"] == "iin")
            let half = await desk.call(
                "POST", path, #"{"iin":"\#(CaseworkWorld.listed(1).iin)","name":"Examinee 1"}"#,
                as: session)
            #expect(half.status == 422)
            let one = await desk.call(
                "POST", path, #"{"iin":"\#(CaseworkWorld.listed(1).iin)"}"#, as: session)
            #expect(one.status == 201)
            let press = await desk.call(
                "POST", page + "/examinees/listed", form([("iin", CaseworkWorld.listed(2).iin)]),
                type: Self.type, as: session)
            #expect(press.location == page)
            let all = await desk.call("POST", path + "/all", as: session)
            #expect(all.status == 200, "\(all.text)")
            #expect(await desk.call("POST", path + "/all", as: session).status == 409)
            let list = try await desk.json("GET", path, as: session)
            let listed = list["listed"]?.array ?? []
            #expect(listed.count == 10 && list["items"]?.array?.count == 10)
            #expect(listed.allSatisfy { $0["state"] == "admitted" && $0["sitting"] != .null })
            let applicant = try await desk.session(world.applicant)
            let own = await desk.call("GET", "/cases/\(stored.id.text)", as: applicant)
            #expect(own.text.contains(CaseworkWorld.listed(3).iin))
        }
    }
}

extension String {
    fileprivate var leftPadded: String { count == 1 ? "0" + self : self }
}
