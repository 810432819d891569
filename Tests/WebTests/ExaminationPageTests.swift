import Casework
import Journal
import Kernel
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases
import WorkingTime

@testable import Web

/// The pages of authors, executors and examinees, without scripts (UC-47, UC-48).
@Suite struct ExaminationPageTests {
    private let department = BIN(stored: "671240002142")
    private let authorisedBody = BIN(stored: "661140002127")

    private func official(
        _ service: TestService, _ iin: IIN, _ bin: BIN, _ role: String
    ) async throws -> String {
        try await service.platform.store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO official (iin, body_bin, role, name, created_at)
                VALUES (\(iin), \(bin), \(role), 'O', 0)
                """)
        }
        return try await service.signInByEDS(iin, bin)
    }

    private func file(_ count: Int) -> String {
        let rows = (1...count).map { number -> JSON in
            [
                "kk": "сұрақ \(number)", "ru": "вопрос \(number)",
                "options": .array(
                    (0..<4).map { option in
                        [
                            "kk": "жауап \(option)", "ru": "ответ \(option)",
                            "right": .bool(option == 2),
                        ]
                    }),
            ]
        }
        return (["title": "Bank", "questions": .array(rows)] as JSON).text
    }

    private func upload(_ service: TestService, _ file: String, _ session: String) async
        -> PageAnswer
    {
        let body =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
            + file + "\r\n--b--\r\n"
        return await service.send(
            "POST", "/test-banks", session, Array(body.utf8), "multipart/form-data; boundary=b")
    }

    /// A case at its examination with the task taken, as officials leave it; the task's name.
    private func task(_ service: TestService, takenBy iin: IIN) async throws -> String {
        let platform = service.platform
        let definition = try platform.casework.service("safety-examination")
        let now = platform.clock.now()
        let today = Day(at: now)
        let opened = CaseEvent.opened(kind: "examination", variants: [], by: .legalEntity)
        let submission = CaseEvent.Submission(
            at: now, acceptedOn: today, channel: "www.egov.kz", isSigned: true, lawOf: today,
            calendar: platform.casework.calendars.newest.version)
        var events = [
            opened, .submitted(submission),
            .accepted(by: department.digits, number: "2026-1", on: today),
        ]
        let state = try #require(try Case(folding: events, of: definition))
        events.append(
            try state.completing(
                outcome: "admitted", by: .responsibleExecutor, on: today, of: definition,
                options: CaseOptions()))
        let id = Identifier<StoredCase>(random: .system)
        let task = Identifier<CaseTask>(random: .system)
        try await platform.store.write { [events, department] transaction in
            try transaction.execute(
                """
                INSERT INTO casework_case (id, service, kind, recipient, applicant, opened_by,
                    phase, stage, body, number, created_at, submitted_at, last_event)
                VALUES (\(id), 'safety-examination', 'examination', 'legalEntity',
                    '650140000030', \(TestPeople.holder), 'stage', 'examination', \(department),
                    '2026-1', \(now), \(now), \(events.count))
                """)
            for (index, event) in events.enumerated() {
                let entry = try platform.journal.append(
                    .applicationChanged, at: now, in: transaction)
                try transaction.execute(
                    """
                    INSERT INTO casework_event (case_id, number, event, at, entry_id)
                    VALUES (\(id), \(index + 1), \(event.json.text), \(now), \(entry))
                    """)
            }
            try transaction.execute(
                """
                INSERT INTO casework_task (id, case_id, body, post, work, stage, opened_at, due,
                    watch, taken_by)
                VALUES (\(task), \(id), \(department), 'executor', 'stage', 'examination', \(now),
                    9999999, 9999999, \(iin))
                """)
        }
        return task.text
    }

    @Test(.clause("IS-2.10", "IS-2.10-v1"))
    func `an author loads and opens a bank, and a wrong row is named`() async throws {
        let service = try await TestService()
        let author = try await official(
            service, TestPeople.verifier, authorisedBody, "testAuthor")
        for language in Language.allCases {
            #expect(await service.get("/test-banks", author, language: language).status == 200)
        }
        let home = await service.get("/", author, language: .en)
        #expect(home.text.contains(#"href="/test-banks""#))
        let wrong = await upload(
            service, file(100).replacing("вопрос 57\"", with: "вопрос 17\""), author)
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("строка 57"))
        #expect(await upload(service, "", author).status == 422)
        #expect(await upload(service, file(99), author).location == "/test-banks")
        let small = await service.get("/test-banks", author)
        // What is too small has no button to open it.
        #expect(small.link("/test-banks/") == nil)
        #expect(await upload(service, file(100), author).location == "/test-banks")
        let page = await service.get("/test-banks", author)
        let open = try #require(page.link("/test-banks/"))
        #expect(await service.post(open, [("from", "soon")], author).status == 422)
        let day = service.platform.clock.today.description
        #expect(await service.post(open, [("from", day)], author).location == "/test-banks")
        #expect(await service.post(open, [("from", day)], author).status == 422)
        // An author of another body has nothing here.
        let other = try await official(service, TestPeople.holder, department, "testAuthor")
        #expect(await service.get("/test-banks", other).status == 403)
    }

    @Test(.clause("IS-2.10", "IS-2.5"))
    func `from admission to the result by pages alone, in three languages`() async throws {
        let service = try await TestService()
        let author = try await official(
            service, TestPeople.holder, authorisedBody, "testAuthor")
        _ = await upload(service, file(120), author)
        let banks = await service.get("/test-banks", author)
        _ = await service.post(
            try #require(banks.link("/test-banks/")),
            [("from", service.platform.clock.today.description)], author)
        let executor = try await official(
            service, TestPeople.verifier, department, "territorialExecutor")
        let task = "/tasks/" + (try await task(service, takenBy: TestPeople.verifier))
        let person = TestPeople.other
        let form = [
            ("iin", person.digits), ("name", "Ким Асқар"), ("position", "Инженер"),
            ("education", "Жоғары"), ("capacity", "head"),
        ]
        let incomplete = await service.post(task + "/examinees", [("iin", "1")], executor)
        #expect(incomplete.status == 422)
        #expect(await service.post(task + "/examinees", form, executor).location == task)
        #expect(await service.post(task + "/examinees", form, executor).status == 409)
        for language in Language.allCases {
            let page = await service.get(task, executor, language: language)
            #expect(page.status == 200 && page.text.contains("Ким Асқар"))
        }
        // The stage cannot end before its results.
        let early = await service.post(task + "/complete", [("outcome", "recorded")], executor)
        #expect(early.status == 409)

        let examinee = try await service.signInByEDS(person, BIN(stored: "650140000030"))
        let list = await service.get("/examinations", examinee)
        let address = try #require(list.link("/examinations/"))
        // Before the start there is no question; after it nobody else has one.
        #expect(await service.get(address + "/questions/1", examinee).location == address)
        let first = await service.post(address + "/start", [], examinee)
        #expect(first.location == address + "/questions/1")
        #expect(await service.post(address + "/start", [], examinee).location == first.location)
        #expect(await service.get(address + "/questions/1", executor).status == 404)
        #expect(await service.get(address + "/questions/101", examinee).status == 404)
        for language in Language.allCases {
            let page = await service.get(address + "/questions/1", examinee, language: language)
            #expect(page.status == 200)
            // Questions have no English here: the Russian text says that it is Russian.
            let shown = language == .kk ? "kk" : "ru"
            #expect(page.text.contains(#"<div lang="\#(shown)">"#))
            #expect(page.text.ranges(of: #"type="radio""#).count == 4)
            #expect(page.text.contains("countdown"))
        }
        let api = "/api" + address
        let questions = await service.get(api + "/questions", examinee)
        #expect(questions.status == 200 && !questions.text.contains("right"))
        #expect(await service.post(address + "/questions/1", [], examinee).status == 422)
        try await answer(service, address, examinee)
        let sure = await service.get(address + "/hand-in", examinee, language: .en)
        #expect(sure.text.contains("Not answered: 10"))
        let commitment = "/api/examination-commitments/" + address.dropFirst("/examinations/".count)
        #expect(await service.get(commitment).text.contains(#""opening":null"#))
        #expect(await service.post(address + "/hand-in", [], examinee).location == address)
        #expect(await service.post(address + "/hand-in", [], examinee).location == address)
        let late = await service.post(address + "/questions/1", [("option", "1")], examinee)
        #expect(late.status == 409)
        for (language, word) in [(Language.kk, "тапсырды"), (.ru, "сдал"), (.en, "passed")] {
            let page = await service.get(address, examinee, language: language)
            #expect(page.text.contains(word) && page.text.contains("90 / 100"))
        }
        #expect(await service.get(commitment).text.contains(#""salt":""#))
        let done = await service.post(task + "/complete", [("outcome", "recorded")], executor)
        #expect(done.location == "/tasks?done=1")
    }

    /// Ninety right answers; the right option is the third of the file.
    private func answer(
        _ service: TestService, _ address: String, _ session: String
    ) async throws {
        let questions = await service.get("/api" + address + "/questions", session)
        let items = try JSON.parse(Array(questions.text.utf8))["items"]?.array ?? []
        for (index, item) in items.prefix(90).enumerated() {
            service.advance(seconds: 1)
            let options = (item["options"]?.array ?? []).map { $0["ru"]?.string }
            let place = try #require(options.firstIndex(of: "ответ 2"))
            let saved = await service.post(
                "\(address)/questions/\(index + 1)", [("option", "\(place + 1)")], session)
            #expect(saved.location == "\(address)/questions/\(index + 2)")
        }
    }
}
