import FoodVouchers
import HTTPServer
import Journal
import Kernel
import QyzmetTesting
import Regulations
import Signatures
import Testing
import UseCases

@testable import Web

/// Use cases 32 and 36 over HTTP: systems at the interface, officials at the pages.
struct VoucherDutyWebTests {
    private static let publication = "/api/voucher-pilots/akkol-2025/publication"
    private static let incidents = "/api/voucher-pilots/akkol-2025/incidents"
    private static let office = "/voucher-office/incidents"

    private func service() async throws -> TestService {
        var pilot = try Pilot(
            file: Regulations.voucherPilots[0], goods: Regulations.voucherGoods)
        let bodies: Set = [TestRegisters.body.digits]
        pilot.parties = Pilot.Parties(systems: ["provider"], akimats: bodies, providers: bodies)
        return try await TestService { $0.pilots = [pilot] }
    }

    /// The provider's token, and one that opens everything else.
    private func tokens(_ service: TestService) async throws -> (right: String, wrong: String) {
        let key = try SigningKey.generateES256()
        try await service.register("provider", key)
        return (
            try await service.token(of: "provider", key, scopes: [.vouchersManage]),
            try await service.token(
                of: "provider", key, scopes: Set(Scope.allCases).subtracting([.vouchersManage]))
        )
    }

    private static func step(_ day: String, _ languages: [JSON] = ["kk", "ru"]) -> JSON {
        ["day": .string(day), "reference": "№ 7", "languages": .array(languages)]
    }

    @Test(.clause("FV-O.7a", "FV-O.7b"))
    func `a system enters the publication step by step, and what was first stands`() async throws {
        let service = try await service()
        let (token, wrong) = try await tokens(service)
        func put(
            _ step: String, _ body: JSON, token other: String?, pilot: String = "akkol-2025",
            key: String? = nil
        ) async -> PageAnswer {
            await service.call(
                "PUT", "/api/voucher-pilots/\(pilot)/publication/\(step)", token: other, body,
                key: key)
        }
        let sent = Self.step("2025-07-09")
        #expect(await put("sent", sent, token: nil).status == 401)
        let role = await put("sent", sent, token: wrong)
        #expect(role.status == 403 && role.text.contains("insufficientScope"))
        #expect(await service.call("GET", Self.publication, token: wrong).status == 403)
        let due = try JSON.parse(
            await service.call("GET", Self.publication, token: token).response.body)
        #expect(due["sendBy"] == "2025-07-10" && due["overdue"] == true)
        let first = await put("placed", sent, token: token)
        #expect(first.status == 409 && first.text.contains("publicationOutOfOrder"))
        for (step, body, status) in [
            ("sent", Self.step("soon"), 422), ("sent", Self.step("2025-07-09", ["ru"]), 422),
            ("sent", Self.step("2026-11-21"), 422), ("sent", ["day": "2025-07-09"], 422),
            ("lost", sent, 404),
        ] {
            #expect(await put(step, body, token: token).status == status, "\(step) \(body.text)")
        }
        #expect(await put("sent", sent, token: token, pilot: "other").status == 404)
        #expect(try await service.entries(.voucherPublicationRecorded) == 0)
        for _ in 0..<2 {
            #expect(await put("sent", sent, token: token, key: "k").status == 204)
        }
        #expect(await put("sent", Self.step("2025-07-03"), token: token).status == 204)
        #expect(try await service.entries(.voucherPublicationRecorded) == 1)
        let known = try JSON.parse(
            await service.call("GET", Self.publication, token: token).response.body)
        #expect(known["steps"]?.array?.map { $0["day"] } == ["2025-07-09"])
        #expect(known["steps"]?.array?.first?["late"] == false && known["overdue"] == false)
    }

    @Test(.clause("FV-32a"))
    func `a system reports an incident once, and ends it once`() async throws {
        let service = try await service()
        let (token, wrong) = try await tokens(service)
        let body: JSON = ["what": "кассы не отвечают", "beganAt": "2026-11-20T08:00:00+05:00"]
        #expect(await service.call("POST", Self.incidents, token: nil, body).status == 401)
        #expect(await service.call("POST", Self.incidents, token: wrong, body).status == 403)
        for bad: JSON in [
            ["what": "x", "beganAt": "2027-01-01T00:00:00+05:00"], ["what": "x", "beganAt": "8"],
            ["what": "", "beganAt": "2026-11-20T08:00:00+05:00"], ["what": "x"],
            [
                "what": .string(String(repeating: "a", count: VoucherIncident.textMax + 1)),
                "beganAt": "2026-11-20T08:00:00+05:00",
            ],
        ] {
            let answer = await service.call("POST", Self.incidents, token: token, bad, key: "k")
            #expect(answer.status == 422, "\(bad.text)")
        }
        let made = await service.call("POST", Self.incidents, token: token, body, key: "k")
        let again = await service.call("POST", Self.incidents, token: token, body, key: "k")
        #expect(made.status == 201 && again.status == 201)
        let id = try #require(try JSON.parse(made.response.body)["id"]?.string)
        #expect(try JSON.parse(again.response.body)["id"]?.string == id)
        #expect(again.response.headers["Idempotency-Replayed"] == "true")
        #expect(try JSON.parse(made.response.body)["contacts"]?.array?.isEmpty == false)
        let reused = await service.call(
            "POST", Self.incidents, token: token,
            ["what": "другое", "beganAt": "2026-11-20T08:00:00+05:00"], key: "k")
        #expect(reused.text.contains("idempotencyKeyReused"))
        #expect(try await service.entries(.voucherIncidentRecorded) == 1)

        func end(_ id: String, token: String, key: String) async -> PageAnswer {
            await service.call(
                "POST", "/api/voucher-incidents/\(id)/end", token: token,
                ["remedy": "перезапуск"], key: key)
        }
        #expect(await end(id, token: wrong, key: "e").status == 403)
        #expect(
            await end(String(repeating: "a", count: 26), token: token, key: "e").status == 404)
        #expect(await end(id, token: token, key: "e").status == 204)
        #expect(await end(id, token: token, key: "e").status == 204)
        let closed = await end(id, token: token, key: "f")
        #expect(closed.status == 409 && closed.text.contains("incidentClosed"))
        #expect(try await service.entries(.voucherIncidentEnded) == 1)
        let list = await service.call("GET", Self.incidents, token: token)
        #expect(list.status == 200 && list.text.contains("перезапуск"))
    }

    @Test(.clause("FV-O.7a", "FV-O.7b"), arguments: Language.allCases)
    func `the provider fulfils the publication on a page, and the akimat only reads it`(
        _ language: Language
    ) async throws {
        let service = try await service()
        let akimat = try await service.signIn(
            TestPeople.verifier, as: .akimat, of: TestRegisters.body)
        let provider = try await service.signIn(
            TestPeople.other, as: .voucherProvider, of: TestRegisters.body)
        let path = "/voucher-office/publication?pilot=akkol-2025"
        let words: [Language: (overdue: String, late: String)] = [
            .kk: ("Жіберу мерзімі өтті", "кешігіп орындалды"),
            .ru: ("Срок отправки прошёл", "исполнено с опозданием"),
            .en: ("The term to send it is over", "done late"),
        ]
        let expected = try #require(words[language])
        let read = await service.get(path, akimat, language: language)
        #expect(read.status == 200 && read.text.contains(expected.overdue))
        #expect(!read.text.contains(#"name="reference""#))
        #expect(
            await service.get("/voucher-office?pilot=akkol-2025", akimat).text.contains(
                "/voucher-office/publication?pilot=akkol-2025"))
        func enter(
            _ step: String, _ day: String, _ more: [(String, String)], _ session: String
        ) async -> PageAnswer {
            await service.post(
                "/voucher-office/publication",
                [
                    ("pilot", "akkol-2025"), ("step", step), ("day", day),
                    ("reference", "№ 12 <b>"),
                ] + more, session)
        }
        let copies = [("languages", "kk"), ("languages", "ru")]
        #expect(await enter("sent", "2025-07-11", copies, akimat).status == 403)
        let one = await enter("sent", "2025-07-11", [("languages", "ru")], provider)
        #expect(one.status == 422 && one.text.contains("#field-languages"))
        let none = await enter("sent", "", copies, provider)
        #expect(none.status == 422 && none.text.contains("#field-day"))
        #expect(await enter("sent", "2026-11-21", copies, provider).status == 422)
        let early = await enter("published", "2025-07-11", [], provider)
        #expect(early.status == 409 && early.text.contains("#field-day"))
        #expect(await enter("lost", "2025-07-11", copies, provider).status == 404)
        #expect(try await service.entries(.voucherPublicationRecorded) == 0)
        for _ in 0..<2 {
            #expect(await enter("sent", "2025-07-11", copies, provider).status == 303)
        }
        #expect(try await service.entries(.voucherPublicationRecorded) == 1)
        let done = await service.get(path, provider, language: language)
        #expect(done.text.contains(expected.late) && done.text.contains("№ 12 &lt;b&gt;"))
        #expect(!done.text.contains(expected.overdue))
        #expect(await enter("published", "2025-07-15", [], provider).status == 303)
        #expect(await enter("placed", "2025-07-16", [], provider).status == 303)
        let whole = await service.get(path, provider, language: language)
        #expect(whole.status == 200 && !whole.text.contains(#"name="reference""#))
    }

    @Test(.clause("FV-32a"), arguments: Language.allCases)
    func `an official reports an incident on a page, follows it and closes it`(
        _ language: Language
    ) async throws {
        let service = try await service()
        let akimat = try await service.signIn(
            TestPeople.verifier, as: .akimat, of: TestRegisters.body)
        let stranger = try await service.signIn(
            TestPeople.other, as: .taxOfficer, of: TestRegisters.body)
        func report(_ fields: [(String, String)], _ session: String) async -> PageAnswer {
            await service.post(
                Self.office,
                [
                    ("pilot", "akkol-2025"), ("what", "Кассы <не> отвечают"),
                    ("day", "2026-11-20"), ("time", "08:05"),
                ].filter { field in !fields.contains { $0.0 == field.0 } } + fields, session)
        }
        #expect(await service.get(Self.office, stranger).status == 403)
        #expect(await report([], stranger).status == 403)
        for (name, value) in [
            ("what", ""), ("day", "soon"), ("time", "8"), ("time", "24:00"), ("day", "2026-11-21"),
        ] {
            let answer = await report([(name, value)], akimat)
            #expect(answer.status == 422 && answer.text.contains("#field-\(name)"), "\(name)")
        }
        #expect(await report([("pilot", "other")], akimat).status == 404)
        #expect(try await service.entries(.voucherIncidentRecorded) == 0)
        let made = await report([], akimat)
        #expect(made.status == 303)
        let page = try #require(made.location)
        let words: [Language: (goesOn: String, ended: String)] = [
            .kk: ("жалғасуда", "аяқталды"), .ru: ("продолжается", "завершён"),
            .en: ("goes on", "ended"),
        ]
        let expected = try #require(words[language])
        let open = await service.get(page, akimat, language: language)
        #expect(open.status == 200 && open.text.contains("Кассы &lt;не&gt; отвечают"))
        #expect(open.text.contains(expected.goesOn) && open.text.contains("08:05"))
        #expect(open.text.contains(page + "/end"))
        let list = await service.get(
            Self.office + "?pilot=akkol-2025", akimat, language: language)
        #expect(list.status == 200 && list.text.contains(page))
        let empty = await service.post(page + "/end", [("remedy", "")], akimat)
        #expect(empty.status == 422 && empty.text.contains("#field-remedy"))
        #expect(await service.post(page + "/end", [("remedy", "x")], stranger).status == 403)
        let remedy = [("remedy", "Сервер перезапущен")]
        #expect(await service.post(page + "/end", remedy, akimat).status == 303)
        #expect(await service.post(page + "/end", remedy, akimat).status == 409)
        let closed = await service.get(page, akimat, language: language)
        #expect(closed.text.contains(expected.ended) && closed.text.contains(remedy[0].1))
        #expect(!closed.text.contains(page + "/end"))
        #expect(try await service.entries(.voucherIncidentEnded) == 1)
        #expect(
            await service.get(Self.office + "/" + String(repeating: "a", count: 26), akimat)
                .status == 404)
    }
}
