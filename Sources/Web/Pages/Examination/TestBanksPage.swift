import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /test-banks`: the banks of the authorised body (use case 47).
    static let getTestBanksPage = Endpoint(
        .get, "/test-banks", summary: "The banks of test questions",
        access: .official(role: .testAuthor, on: "the banks of the authorised body"),
        query: .page, answers: [.page], problems: [.roleNotAllowed], isPage: true
    ) { call in .page(try await call.testBanksPage(nil, field: nil)) }

    /// `POST /test-banks`: takes a file.
    static let postTestBankPage = Endpoint(
        .post, "/test-banks", summary: "Load a file of test questions",
        access: .official(role: .testAuthor, on: "the banks of the authorised body"),
        body: .upload(contentTypes: ["multipart/form-data"], bytesMax: testBankBodyBytesMax),
        answers: [.goOn, .page], problems: [.roleNotAllowed, .testBankRefused, .wrongOrigin],
        isPage: true
    ) { call in
        try await call.onTestBanks(field: "file") {
            let parts = MultipartFiles.read(
                call.upload, contentType: call.request.headers["content-type"] ?? "",
                fields: ["file"])
            guard let file = parts?["file"], !file.isEmpty else {
                throw Refusal(.testBankRefused, CaseWords.noFile)
            }
            _ = try await call.platform.loadTestBank(file, by: call.caller, once: call.once)
        }
    }

    /// `POST /test-banks/{id}/open`.
    static let postTestBankOpeningPage = Endpoint(
        .post, "/test-banks/{id}/open", summary: "Open a bank for sittings",
        access: .official(role: .testAuthor, on: "the banks of the authorised body"),
        body: .form([FormField(name: "from", lengthMax: 10)]), answers: [.goOn, .page],
        problems: [.roleNotAllowed, .notFound, .testBankRefused, .invalidField], isPage: true
    ) { call in
        try await call.onTestBanks(field: "from") {
            guard let day = Day(call.typed("from")) else {
                throw Refusal(.invalidField, TestBankWords.dayNeeded)
            }
            _ = try await call.platform.openTestBank(
                call.identifier("id"), from: day, by: call.caller, once: call.once)
        }
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func onTestBanks(
        field: String, _ work: () async throws -> Void
    ) async throws -> Reply {
        do {
            try await work()
            return .seeOther("/test-banks")
        } catch let refusal as Refusal
            where [.testBankRefused, .invalidField].contains(refusal.code)
        {
            return .page(
                try await testBanksPage(refusal, field: field), status: refusal.code.status)
        }
    }

    fileprivate func testBanksPage(_ refusal: Refusal?, field: String?) async throws -> Page {
        let list = try await platform.testBanks(for: caller, page: page)
        let words = refusal.map { $0.words(in: language, now: now) }
        return page(TestBankWords.title, at: "/test-banks", isFaulty: refusal != nil) {
            if let refusal, let words {
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    Paragraph(words)
                }
            }
            Heading(1, say(TestBankWords.title), caption: caller.name)
            Paragraph(say(TestBankWords.lead), style: .lead)
            Form(language, action: "/test-banks", hasFiles: true) {
                FileField(
                    language, name: "file", label: say(TestBankWords.file),
                    hint: say(TestBankWords.fileHint),
                    fault: field == "file" ? words : nil, accept: .anything)
                Button(submit: say(TestBankWords.load))
            }
            if list.items.isEmpty {
                EmptyState(title: say(TestBankWords.none), text: say(TestBankWords.noneMore))
            }
            for bank in list.items { card(bank) }
            Pagination(
                language, newer: nil, older: list.nextCursor.map { "/test-banks?cursor=\($0)" })
        }
    }

    private func card(_ bank: StoredTestBank) -> Card {
        Card(title: bank.title, level: 2) {
            Paragraph(
                say(TestBankWords.questions) + ": \(bank.questions) · "
                    + MomentFormat.dayAndTime(bank.loadedAt, language), style: .soft)
            Paragraph { tag(.code) { bank.digest } }
            if let day = bank.openedFrom {
                Paragraph(
                    say(TestBankWords.opened) + " " + MomentFormat.day(day, language))
            } else if bank.questions < TestRules.questions {
                Paragraph(say(TestBankWords.tooSmall))
            } else {
                Form(language, action: "/test-banks/\(bank.id.text)/open") {
                    // Several forms a page: the label says which bank it is.
                    tag(.label, .for("from-" + bank.id.text)) { say(TestBankWords.from) }
                    tag(
                        .input, .class("input digits"), .type("date"),
                        .id("from-" + bank.id.text), .name("from"),
                        .value(platform.clock.today.description))
                    Button(submit: say(TestBankWords.open), style: .secondary, isSmall: true)
                }
            }
        }
    }
}

/// What the page of test banks says.
enum TestBankWords {
    static let title = LocalizedText(
        kk: "Тест сұрақтарының базалары", ru: "Банки тестовых вопросов",
        en: "Banks of test questions")
    static let lead = LocalizedText(
        kk: "Тесттерді уәкілетті орган дайындайды (IS-2.10). Дұрыс жауаптар емтихан біткенше "
            + "серверден шықпайды.",
        ru: "Тесты готовит уполномоченный орган (IS-2.10). Верные ответы не покидают сервер до "
            + "конца экзамена.",
        en: "Tests are prepared by the authorised body (IS-2.10). Right answers do not leave the "
            + "server before the end of an examination.")
    static let file = LocalizedText(
        kk: "Сұрақтар файлы (JSON)", ru: "Файл вопросов (JSON)", en: "File of questions (JSON)")
    static let fileHint = LocalizedText(
        kk: "Әр сұрақта қазақша және орысша мәтін, дәл 4 нұсқа, біреуі дұрыс. Ең көбі 4 МБ.",
        ru: "У каждого вопроса текст на казахском и русском и ровно 4 варианта, верен один. Не "
            + "больше 4 МБ.",
        en: "Each question has a Kazakh and a Russian text and exactly 4 options, one right. At "
            + "most 4 MB.")
    static let load = LocalizedText(kk: "Жүктеу", ru: "Загрузить", en: "Load")
    static let none = LocalizedText(kk: "База жоқ", ru: "Банков нет", en: "No bank yet")
    static let noneMore = LocalizedText(
        kk: "Бірінші файлды жүктеңіз.", ru: "Загрузите первый файл.", en: "Load the first file.")
    static let questions = LocalizedText(kk: "Сұрақтар", ru: "Вопросов", en: "Questions")
    static let opened = LocalizedText(
        kk: "Ашылған, бастап:", ru: "Открыт с", en: "Opened from")
    static let tooSmall = LocalizedText(
        kk: "\(TestRules.questions) сұрақтан аз: емтиханға ашылмайды.",
        ru: "Меньше \(TestRules.questions) вопросов: открыть для экзамена нельзя.",
        en: "Fewer than \(TestRules.questions) questions: it cannot be opened.")
    static let from = LocalizedText(
        kk: "Қай күннен бастап", ru: "С какого дня", en: "From which day")
    static let open = LocalizedText(kk: "Ашу", ru: "Открыть", en: "Open")
    static let dayNeeded = LocalizedText(
        kk: "Күнді жазыңыз: ЖЖЖЖ-АА-КК", ru: "Укажите день: ГГГГ-ММ-ДД",
        en: "Give the day: YYYY-MM-DD")
}
