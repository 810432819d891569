import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /registers/{register}`: a public register as it stood on a day (use case 46).
    static let getRegisterPage = Endpoint(
        .get, "/registers/{register}", summary: "A public register as it stood on a day",
        access: .anyoneOrPerson(because: "The registers of permits are public"),
        query: [QueryParameter].page + [
            QueryParameter(name: "at", schema: .string(.day), meaning: "The day; default today")
        ], answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        let day = call.query["at"].flatMap { Day($0) } ?? call.platform.clock.today
        let register = call.path["register"] ?? ""
        let list = try await call.platform.registerItems(
            register, on: day, of: nil, page: call.page)
        let address: PageURL = "/registers/\(register)"
        return .page(
            call.page(RegisterWords.title, at: address, width: .wide) {
                BackLink(call.say(CaseWords.toServices), to: "/services")
                Heading(1, call.say(RegisterWords.title), caption: register)
                Form(call.language, action: address, isGet: true) {
                    TextField(
                        call.language, name: "at", label: call.say(LawWords.onDay),
                        value: "\(day)", content: .day)
                    Button(submit: call.say(LawWords.show), style: .secondary)
                }
                if list.items.isEmpty {
                    Notice(.calm) { Paragraph(call.say(RegisterWords.empty)) }
                } else {
                    Table(
                        caption: MomentFormat.day(day, call.language),
                        columns: [
                            .init(call.say(CaseWords.number)), .init(call.say(RegisterWords.bin)),
                            .init(call.say(RegisterWords.since)),
                            .init(call.say(RegisterWords.state)), .init(call.say(CaseWords.entry)),
                        ], rows: list.items.map(call.row))
                    Paragraph(call.say(RegisterWords.proof), style: .soft)
                }
                Pagination(
                    call.language, newer: nil,
                    older: list.nextCursor.map {
                        address.setting("at", to: "\(day)").setting("cursor", to: $0)
                    })
            })
    }
}

extension Endpoint {
    /// `GET /registers/{register}/{body}/{number}`: one result, where the code on its paper leads.
    static let getRegisterItemPage = Endpoint(
        .get, "/registers/{register}/{body}/{number}", summary: "One entry of a public register",
        access: .anyoneOrPerson(because: "The registers of permits are public"),
        query: [
            QueryParameter(name: "at", schema: .string(.day), meaning: "The day; default today")
        ], answers: [.page], problems: [.notFound], isPage: true
    ) { call in
        let item = try await call.registerItem()
        let address: PageURL =
            "/registers/\(item.register)/\(item.body.digits)/\(item.number)"
        let paper = await call.paper(of: item)
        return .page(
            call.page(RegisterWords.item, at: address) {
                BackLink(call.say(RegisterWords.title), to: "/registers/\(item.register)")
                Heading(1, "№ " + item.number, caption: item.register)
                Paragraph {
                    Badge(
                        item.state == .inForce ? .good : .bad,
                        call.say(RegisterWords.state(item.state)))
                }
                SummaryList([
                    SummaryList.Row(
                        call.say(RegisterWords.bin),
                        item.bin?.digits ?? call.say(RegisterWords.person)),
                    SummaryList.Row(call.say(RegisterWords.body), item.body.digits),
                    SummaryList.Row(
                        call.say(RegisterWords.since),
                        MomentFormat.day(item.validFrom, call.language)),
                    SummaryList.Row(call.say(RegisterWords.digest)) {
                        Monospaced(item.resultDigest)
                    },
                    SummaryList.Row(call.say(CaseWords.entry)) { Monospaced(item.entry.text) },
                ])
                Paragraph(call.say(RegisterWords.compare), style: .soft)
                if let paper {
                    Actions {
                        Button(call.say(CaseWords.resultPaper), to: paper, icon: .document)
                    }
                }
                Paragraph {
                    Link(call.say(RegisterWords.check), to: "/signature-check")
                }
            })
    }
}

extension Call where Caller == SignedInPerson? {
    /// Where the paper of an entry is, for the organisation that has it; the register itself shows
    /// no papers, since they name people.
    fileprivate func paper(of item: RegisterItem) async -> PageURL? {
        guard let caller,
            let stored = try? await platform.application(item.caseID, for: caller)
        else { return nil }
        return "/api/applications/\(stored.id.text)/result.pdf"
    }
}

extension Call {
    fileprivate func row(_ item: RegisterItem) -> [HTML] {
        [
            Link(
                item.number,
                to: "/registers/\(item.register)/\(item.body.digits)/\(item.number)"
            ).html, .text(item.bin?.digits ?? say(RegisterWords.person)),
            .text(MomentFormat.day(item.validFrom, language)),
            Badge(item.state == .inForce ? .good : .bad, say(RegisterWords.state(item.state)))
                .html,
            Monospaced(item.entry.text).html,
        ]
    }
}

private enum RegisterWords {
    static let title = LocalizedText(
        kk: "Ашық тізілім", ru: "Открытый реестр", en: "Public register")
    static let item = LocalizedText(
        kk: "Тізілім жазбасы", ru: "Запись реестра", en: "Register entry")
    static let body = LocalizedText(
        kk: "Берген орган (БСН)", ru: "Кем выдано (БИН)", en: "Given by (BIN)")
    static let digest = LocalizedText(
        kk: "Нәтиженің SHA-256 мәні", ru: "SHA-256 результата", en: "SHA-256 of the result")
    static let compare = LocalizedText(
        kk: "Дәл осы мән құжаттың төменгі жағында басылған: салыстырыңыз.",
        ru: "То же значение напечатано внизу документа: сравните их.",
        en: "The same value is printed at the foot of the paper: compare them.")
    static let check = LocalizedText(
        kk: "Құжаттың қолтаңбасын тексеру", ru: "Проверить подпись документа",
        en: "Check the paper's signature")
    static let empty = LocalizedText(
        kk: "Бұл күнге жазба жоқ", ru: "На этот день записей нет",
        en: "There are no entries on that day")
    static let bin = LocalizedText(kk: "БСН", ru: "БИН", en: "BIN")
    static let person = LocalizedText(
        kk: "жеке тұлға", ru: "физическое лицо", en: "a natural person")
    static let since = LocalizedText(kk: "Бастап", ru: "Действует с", en: "Since")
    static let state = LocalizedText(kk: "Күйі", ru: "Состояние", en: "State")
    static let proof = LocalizedText(
        kk: "Әр жазбаның журналда дәлелі бар.",
        ru: "У каждой записи есть доказательство в журнале.",
        en: "Every entry has a proof in the journal.")

    static func state(_ state: RegisterItem.State) -> LocalizedText {
        switch state {
        case .inForce: LocalizedText(kk: "күшінде", ru: "действует", en: "in force")
        case .suspended: LocalizedText(kk: "тоқтатылған", ru: "приостановлено", en: "suspended")
        case .withdrawn: LocalizedText(kk: "қайтарылған", ru: "отозвано", en: "withdrawn")
        }
    }
}
