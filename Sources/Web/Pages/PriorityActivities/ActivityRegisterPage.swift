import Journal
import Kernel
import PriorityActivities
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/register`: the public page of an organisation, by BIN and by day.
    static let getActivityRegisterPage = Endpoint(
        .get, "/activities/register",
        summary: "What the registers of activities say of an organisation",
        access: .anyoneOrPerson(because: "A register of organisations is public"),
        query: [
            QueryParameter(name: "bin", schema: .string(.anything), meaning: "The organisation"),
            QueryParameter(name: "on", schema: .string(.anything), meaning: "The day"),
            QueryParameter(
                name: "knownOn", schema: .string(.anything), meaning: "The day of knowledge"),
        ] + .page, answers: [.page], isPage: true
    ) { call in
        let today = call.platform.clock.today
        let text = (call.query["bin"] ?? "").trimmed
        let (on, knownOn) = (
            call.query["on"].flatMap { Day($0) } ?? today,
            call.query["knownOn"].flatMap { Day($0) } ?? today
        )
        guard let bin = try? call.bin(text) else {
            return .page(
                call.registerPage(
                    bin: text, on: on, knownOn: knownOn, extract: nil,
                    fault: text.isEmpty ? nil : call.say(ActivityPageWords.wrongBIN)))
        }
        let extract = try await call.platform.activityExtract(
            of: bin, on: on, knownOn: knownOn, page: call.page)
        return .page(
            call.registerPage(bin: text, on: on, knownOn: knownOn, extract: extract, fault: nil))
    }
}

extension Call where Caller == SignedInPerson? {
    fileprivate func registerPage(
        bin: String, on: Day, knownOn: Day, extract: ActivityExtract?, fault: String?
    ) -> Page {
        page(Words.title, at: "/activities/register", width: .wide, isFaulty: fault != nil) {
            ErrorSummary(language, fault.map { [("bin", $0)] } ?? [])
            BackLink(say(ActivityPageWords.toStart), to: "/activities")
            Heading(1, say(Words.title))
            Form(language, action: "/activities/register", isGet: true) {
                TextField(
                    language, name: "bin", label: say(ActivityPageWords.bin), value: bin,
                    fault: fault, content: .identificationNumber)
                TextField(
                    language, name: "on", label: say(Words.on), value: on.description,
                    content: .day)
                TextField(
                    language, name: "knownOn", label: say(Words.knownOn),
                    hint: say(Words.knownHint),
                    value: knownOn.description, content: .day)
                Button(submit: say(ActivityPageWords.show))
            }
            if let extract { tables(extract, on: on) }
        }
    }

    @HTMLBuilder private func tables(_ extract: ActivityExtract, on: Day) -> HTML {
        if extract.evidence.isEmpty, extract.activities.isEmpty {
            Notice(.calm) { Paragraph(say(Words.nothing)) }
        }
        if !extract.evidence.isEmpty {
            Table(
                caption: say(Words.papers),
                columns: [
                    .init(say(Words.paper)), .init(say(Words.number)), .init(say(Words.holds)),
                    .init(say(Words.entry)),
                ], rows: extract.evidence.map { paper($0, on: on) })
        }
        if !extract.activities.isEmpty {
            Table(
                caption: say(Words.activities),
                columns: [
                    .init(say(Words.activity)), .init(say(Words.priority)),
                    .init(say(ActivityPageWords.ownProduction)), .init(say(Words.entry)),
                ], rows: extract.activities.map { activity($0, $1) })
        }
        Pagination(
            language, newer: query["cursor"] == nil ? nil : address(extract),
            older: extract.nextCursor.map { address(extract).setting("cursor", to: $0) })
    }

    private func address(_ extract: ActivityExtract) -> PageURL {
        ("/activities/register" as PageURL).setting("bin", to: extract.bin.digits)
            .setting("on", to: extract.on.description)
            .setting("knownOn", to: extract.knownOn.description)
    }

    private func paper(_ row: ActivityEvidence, on day: Day) -> [HTML] {
        [
            .text(say(Words.kind(row.kind)) + ": " + row.name), .text(row.number),
            row.validity(on: day, language), proof(row.entry, of: row.bin),
        ]
    }

    private func activity(_ row: DeclaredActivity, _ standing: ActivityStanding) -> [HTML] {
        let item = row.claimedItem.map { " (\(say(ActivityPageWords.item)) \($0))" } ?? ""
        return [
            .text(row.title + item), standing.outcome.badge(language).html,
            standing.ownProduction.badge(language).html, proof(row.entry, of: row.bin),
        ]
    }

    private func proof(_ entry: Identifier<JournalEntry>, of bin: BIN) -> HTML {
        Link(
            say(ActivityPageWords.proof),
            to: "/api/activity-register/\(bin.digits)/proofs/\(entry.text)"
        ).html
    }

    private typealias Words = ActivityRegisterWords
}

/// Words of the public page and the workplaces.
enum ActivityRegisterWords {
    static let title = LocalizedText(
        kk: "Ұйымның қызметі", ru: "Деятельность организации", en: "Activities of an organisation")
    static let on = LocalizedText(
        kk: "Қай күнгі жағдай?", ru: "Состояние на день", en: "As of the day")
    static let knownOn = LocalizedText(
        kk: "Қай күні белгілі болған?", ru: "По сведениям на день", en: "As known on the day")
    static let knownHint = LocalizedText(
        kk: "Кейінгі түзетулер есепке алынбайды", ru: "Более поздние исправления не учитываются",
        en: "Later corrections do not count")
    static let papers = LocalizedText(kk: "Құжаттар", ru: "Документы", en: "Papers")
    static let paper = LocalizedText(kk: "Құжат", ru: "Документ", en: "Paper")
    static let number = LocalizedText(kk: "Нөмірі", ru: "Номер", en: "Number")
    static let holds = LocalizedText(kk: "Жарамды", ru: "Действует", en: "Holds")
    static let entry = LocalizedText(
        kk: "Журнал жазбасы", ru: "Запись журнала", en: "Journal entry")
    static let activities = LocalizedText(
        kk: "Мәлімделген қызмет", ru: "Заявленная деятельность", en: "Declared activities")
    static let activity = LocalizedText(kk: "Қызмет", ru: "Деятельность", en: "Activity")
    static let priority = LocalizedText(
        kk: "Басым қызмет", ru: "Приоритетная", en: "Priority activity")
    static let nothing = LocalizedText(
        kk: "Бұл ұйым туралы жазба жоқ. Бұл «жоқ» деген жауап емес.",
        ru: "Записей об этой организации нет. Это не означает ответа «нет».",
        en: "There is no row about this organisation. That is not a “no”.")

    static func source(_ kind: ActivityEvidence.Kind) -> LocalizedText {
        switch kind {
        case .participants:
            LocalizedText(
                kk: "«Астана Хаб» қатысушыларының тізілімі", ru: "реестр участников «Астана Хаб»",
                en: "register of Astana Hub participants")
        case .producerExtracts:
            LocalizedText(
                kk: "үзінділер тізілімі", ru: "реестр выписок", en: "register of extracts")
        }
    }

    static func kind(_ kind: ActivityEvidence.Kind) -> LocalizedText {
        switch kind {
        case .participants:
            LocalizedText(
                kk: "«Астана Хаб» қатысушысы", ru: "Участник «Астана Хаб»",
                en: "Astana Hub participant")
        case .producerExtracts:
            LocalizedText(
                kk: "Тауар өндірушілер тізілімінен үзінді",
                ru: "Выписка из реестра товаропроизводителей",
                en: "Extract from the register of producers")
        }
    }
}
