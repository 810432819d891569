import AccessControl
import HTTPServer
import Kernel
import QyzmetTesting
import Store
import Testing
import UseCases

@testable import Web

/// What the pages say of uses, claims of duty and officials; and that a document equals paper.
@Suite struct ControlPageTests {
    /// A consent of the holder to the bank, with a session.
    private func consented(
        _ service: TestService
    ) async throws -> (session: String, request: String, consent: Identifier<Consent>) {
        let session = try await service.signIn(TestPeople.holder)
        let request = try await service.askHolder()
        _ = await service.post(
            "/access-requests/\(request.text)/answer", [("answer", "consent")], session)
        let person = try await service.platform.person(withSessionSecret: session)
        let seen = try await service.platform.consent(request: request, of: person)
        return (session, request.text, try #require(seen.consent).id)
    }

    @Test(.clause("KDP-2.3a", "KDP-7c"))
    func `the page and the interface say what is spent and left, and each use`() async throws {
        let service = try await TestService()
        let (session, request, id) = try await consented(service)
        #expect(await service.get("/consents", session).text.contains("получено: 0, осталось: 1"))
        let page = await service.get("/access-requests/\(request)", session).text
        #expect(page.contains("По этому согласию ваши данные ещё не передавали."))
        let bank = try #require(try await service.platform.client("bank"))
        let owner = try #require(try await service.platform.client("police"))
        let state = try await service.platform.accessRequest(
            Identifier(stored: request), of: bank, waitSeconds: 0)
        let verdict = try await service.platform.verifyToken(
            try #require(state.token), subject: TestPeople.holder, dataSet: "DriverLicense",
            by: owner, once: .unkeyed)
        #expect(await service.get("/consents", session).text.contains("получено: 1, осталось: 0"))
        let after = await service.get("/access-requests/\(request)", session).text
        #expect(after.contains("/access-log/\(verdict.entry.text)"))
        #expect(after.contains("№1") && after.contains("police-ru"))
        let answer = await service.get("/api/kdp/consents/\(id.text)", session)
        let json = try JSON.parse(answer.response.body)
        let use = try #require(json["history"]?.array?.first)
        #expect(use["entry"]?.string == verdict.entry.text && use["owner"] == "police")
        #expect(json["uses"]?.array?.first?["left"] == 0)
        let list = try JSON.parse(await service.get("/api/kdp/consents", session).response.body)
        #expect(list["items"]?.array?.first?["uses"]?.array?.first?["spent"] == 1)
        let other = try await service.signIn(TestPeople.verifier)
        #expect(await service.get("/api/kdp/consents/\(id.text)", other).status == 404)
    }

    @Test(.clause("KDP-2.3a"))
    func `a claim of duty stands beside the withdrawn consent, as the system's own word`()
        async throws
    {
        let service = try await TestService()
        let (session, request, id) = try await consented(service)
        _ = await service.post("/consents/\(id.text)/withdraw", [], session)
        let bank = try #require(try await service.platform.client("bank"))
        _ = try await service.platform.claimDuty(
            on: id, clause: "Закон 311-II, 61", evidence: "Договор <17>", by: bank,
            once: .unkeyed)
        let page = await service.get("/access-requests/\(request)", session).text
        #expect(page.contains("bank-ru: Закон 311-II, 61"))
        #expect(page.contains("Договор &lt;17&gt;. Нормы нет в перечне оператора."))
        #expect(page.contains("Права снова получать ваши данные это не даёт."))
        let log = await service.get("/access-log", session).text
        #expect(log.contains("bank-ru: заявлена обязанность по закону"))
    }

    @Test(.clause("KDP-2.6a"), arguments: Language.allCases)
    func `the person reads who of the authorised body looked, and why`(
        _ language: Language
    ) async throws {
        let service = try await TestService()
        let holder = try await service.signIn(TestPeople.holder)
        let first = try await official(TestPeople.verifier, "Ахметов Б.", service)
        let body =
            #"{"subjectIin":"\#(TestPeople.holder.digits)","ground":"complaint","evidence":"№ 12"}"#
        let asked = await service.send(
            "POST", "/api/supervision/person-reads", first, Array(body.utf8), "application/json")
        #expect(asked.status == 201)
        let id = try #require(try JSON.parse(asked.response.body)["id"]?.string)
        let rows = "/api/supervision/person-reads/\(id)/rows"
        #expect(await service.get(rows, first).status == 403)
        // A person without the role gets nothing, and learns nothing.
        #expect(await service.get(rows, holder).status == 403)
        #expect(await service.get("/api/supervision/statistics", holder).status == 403)
        let confirm = "/api/supervision/person-reads/\(id)/confirm"
        #expect(
            await service.send("POST", confirm, first, [], nil).status == 403)
        let second = try await official(TestPeople.other, "Серикова А.", service)
        #expect(await service.send("POST", confirm, second, [], nil).status == 200)
        let read = await service.get(rows, first)
        #expect(read.status == 200)
        let entry = try #require(try JSON.parse(read.response.body)["entry"]?.string)
        let titles: [Language: String] = [
            .kk: "Уәкілетті органның қызметкері жазбаларыңызды қарады",
            .ru: "Сотрудник уполномоченного органа посмотрел ваши записи",
            .en: "An official of the authorised body looked at your rows",
        ]
        let log = await service.get("/access-log", holder, language: language).text
        #expect(log.contains(try #require(titles[language])))
        let page = await service.get("/access-log/\(entry)", holder, language: language).text
        #expect(page.contains("Ахметов Б.") && page.contains("№ 12"))
        #expect(!page.contains(TestPeople.verifier.digits))
        let counts = await service.get("/api/supervision/statistics", first)
        #expect(counts.status == 200 && !counts.text.contains(TestPeople.holder.digits))
    }

    @Test func `numbers from one to four are not said in statistics`() {
        #expect([0, 1, 4, 5, 6].map(SupervisionCount.told) == [0, nil, nil, 5, 6])
    }

    @Test(.clause("DD-2.8a"), arguments: Language.allCases)
    func `page and answer say that the document equals paper`(
        _ language: Language
    ) async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        let path = try #require(await service.get("/documents", session).link("/documents/"))
        let words: [Language: String] = [
            .kk: "қағаз құжатпен тең", .ru: "равнозначен бумажному", .en: "equal to one on paper",
        ]
        let page = await service.get(path, session, language: language).text
        #expect(page.contains(try #require(words[language])) && page.contains("DD-2.8"))
        let answer = await service.get("/api" + path, session)
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""equalToPaper":true"#))
    }

    @Test(.clause("DD-18a", "DD-11a"))
    func `nothing is scanned, typed or uploaded before signing in`() async throws {
        let service = try await TestService()
        let page = await service.get("/verify")
        #expect(page.status == 303 && page.location?.hasPrefix("/sign-in") == true)
        for path in ["/verify/code", "/verify/frame", "/verify/picture"] {
            let answer = await service.post(path, [("code", "222222")])
            #expect([303, 401].contains(answer.status), "\(path)")
        }
        let call = await service.send(
            "POST", "/api/shares/open", nil, Array(#"{"code":"222222"}"#.utf8),
            "application/json")
        #expect(call.status == 401 && call.text.contains("notSignedIn"))
    }

    @Test(.clause("KDP-2.6a"), arguments: Language.allCases)
    func `two officials look at a person's rows on pages alone`(_ language: Language) async throws {
        let service = try await TestService()
        let holder = try await service.signIn(TestPeople.holder)
        let first = try await official(TestPeople.verifier, "Ахметов Б.", service)
        #expect(await service.get("/", first).text.contains(#"href="/supervision""#))
        #expect(!(await service.get("/", holder).text.contains(#"href="/supervision""#)))
        #expect(await service.get("/supervision", holder).status == 403)
        // What is missing stands at its field, and nothing was asked.
        let empty = await service.post("/supervision", [("iin", "1")], first)
        #expect(empty.status == 422 && empty.text.contains(#"aria-invalid="true""#))
        let own = await service.post(
            "/supervision",
            [("iin", TestPeople.verifier.digits), ("ground", "complaint"), ("evidence", "№ 1")],
            first)
        #expect(own.status == 422)
        let asked = await service.post(
            "/supervision",
            [("iin", TestPeople.holder.digits), ("ground", "complaint"), ("evidence", "№ 12 <b>")],
            first)
        let look = try #require(asked.location)
        let waiting = await service.get(look, first, language: language)
        #expect(waiting.status == 200 && waiting.text.contains("№ 12 &lt;b&gt;"))
        #expect(!waiting.text.contains(look + "/confirm") && !waiting.text.contains("/rows\""))
        #expect(await service.post(look + "/rows", [], first).status == 403)
        let second = try await official(TestPeople.other, "Серикова А.", service)
        #expect(await service.get(look, second).text.contains(look + "/confirm"))
        #expect(await service.post(look + "/confirm", [], second).status == 303)
        let read = await service.post(look + "/rows", [], first)
        #expect(read.status == 200 && !read.text.contains(TestPeople.holder.digits))
        #expect(await service.post(look + "/rows", [], second).status == 404)
        let page = await service.get("/supervision", first, language: language)
        #expect(page.status == 200 && page.text.contains(look))
        #expect(!page.text.contains(TestPeople.holder.digits))
        let log = await service.get("/access-log", holder, language: .en).text
        #expect(log.contains("An official of the authorised body looked at your rows"))
    }

    @Test(.clause("KDP-2.6a"))
    func `an official of another body with the same role finds every page and route closed`()
        async throws
    {
        let service = try await TestService()
        let own = try await official(TestPeople.verifier, "Ахметов Б.", service)
        let other = try await official(
            TestPeople.other, "Серикова А.", service, body: "610640002024")
        let fields = [
            ("iin", TestPeople.holder.digits), ("ground", "complaint"), ("evidence", "№ 1"),
        ]
        let look = try #require(await service.post("/supervision", fields, own).location)
        #expect(!(await service.get("/", other).text.contains(#"href="/supervision""#)))
        #expect(await service.post("/supervision", fields, other).status == 403)
        for path in [
            "/supervision", look, "/api/supervision/person-reads", "/api/supervision/statistics",
        ] {
            let answer = await service.get(path, other)
            #expect(answer.status == 403 && !answer.text.contains("№ 1"), "\(path)")
        }
        for action in ["/confirm", "/rows"] {
            #expect(await service.post(look + action, [], other).status == 403, "\(action)")
        }
    }

    private func official(
        _ iin: IIN, _ name: String, _ service: TestService, body: String = "651040002101"
    ) async throws -> String {
        try await service.platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO official (iin, name, body_bin, role, created_at)
                VALUES (\(iin), \(name), \(body), 'authorisedBody', 0)
                """)
        }
        let session = try await service.signIn(iin)
        // As if it had begun with the official's own certificate.
        try await service.platform.store.write { transaction in
            try transaction.execute(
                """
                UPDATE session SET method = 'eds', challenge_id = \(iin.digits),
                    certificate_serial = '1', bin = \(body) WHERE iin = \(iin)
                """)
        }
        return session
    }
}
