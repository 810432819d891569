import FoodVouchers
import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/feed`: where a maker of the feed tries a list.
    func getFeedPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/feed", summary: "Try a list of families before the feed brings it",
            access: .anyone(because: "Synthetic families; nothing is kept"), answers: [.page],
            isPage: true, isSandboxOnly: true
        ) { call in .page(call.feedPage(nil)) }
    }

    /// `POST /sandbox/feed`: checks each row as the real route would, and keeps nothing.
    func postFeedPage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/feed", summary: "Check the rows of a list; nothing is taken",
            access: .anyone(because: "Synthetic families; nothing is kept"),
            body: .form([
                .init(name: "pilot", lengthMax: 64), .init(name: "month", lengthMax: 7),
                .init(name: "rows", lengthMax: FeedTrial.charactersMax),
            ]), answers: [.page], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            return .page(call.feedPage(FeedTrial(call)))
        }
    }
}

/// A list that was tried, or what keeps it from being tried.
private struct FeedTrial {
    /// Fits into one form: a few hundred families.
    static let charactersMax = 20_000
    /// Rows whose faults are shown.
    static let shownMax = 100

    let reading: ListReading?
    /// The field that is wrong, with what is expected there.
    var fault: (field: String, text: LocalizedText)?

    init(_ call: Call<Void>) {
        let pilots = call.platform.pilotsInForce
        guard let pilot = pilots.first(where: { $0.id == call.typed("pilot") }) else {
            (reading, fault) = (nil, ("pilot", Words.noPilot))
            return
        }
        guard let month = CalendarMonth(call.typed("month")), pilot.covers(month) else {
            (reading, fault) = (nil, ("month", Words.noMonth))
            return
        }
        let text = call.typed("rows")
        let isJSON = text.hasPrefix("{")
        let read = ListReading(
            Array(text.utf8), form: isJSON ? .ndjson : .csv, month: month, pilot: pilot,
            rules: call.platform.configuration.identityRules)
        reading = read.count > 0 ? read : nil
        if reading == nil { fault = ("rows", Words.noRow) }
    }
}

extension Call where Caller == Void {
    fileprivate func feedPage(_ trial: FeedTrial?) -> Page {
        let fault = trial?.fault
        let month = CalendarMonth(of: Day(at: now))
        return sandboxPage(
            Words.title, at: "/sandbox/feed", section: .start, isFaulty: fault != nil
        ) {
            ErrorSummary(language, fault.map { [(field: $0.field, text: say($0.text))] } ?? [])
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead))
            if let reading = trial?.reading { outcome(reading) }
            Form(language, action: "/sandbox/feed") {
                SelectField(
                    language, name: "pilot", label: say(Words.pilot), fault: text("pilot", fault),
                    options: platform.pilotsInForce.map { ($0.id, say($0.name)) },
                    chosen: trial == nil
                        ? platform.pilotsInForce.last?.id : typed("pilot"))
                TextField(
                    language, name: "month", label: say(Words.month),
                    value: trial == nil ? month.description : typed("month"),
                    fault: text("month", fault))
                TextField(
                    language, name: "rows", label: say(Words.rows), hint: say(Words.rowsHint),
                    value: trial == nil ? sample(month) : typed("rows"),
                    fault: text("rows", fault), content: .lines(10))
                Button(submit: say(Words.check), icon: .check)
            }
        }
    }

    private func text(_ field: String, _ fault: (field: String, text: LocalizedText)?) -> String? {
        fault.flatMap { $0.field == field ? say($0.text) : nil }
    }

    /// A row that is right but for its number, so that the page shows what it is for.
    private func sample(_ month: CalendarMonth) -> String {
        #"{"recipientIin":"000000000000","memberIins":[],"residenceKato":"113220100","#
            + #""tsaRecipientOn":"\#(month.statusDay)"}"#
    }

    @HTMLBuilder private func outcome(_ reading: ListReading) -> HTML {
        Notice(reading.faults.isEmpty ? .good : .warn, isAnnounced: true) {
            Paragraph(
                say(Words.right) + ": \(reading.rows.count). " + say(Words.wrong)
                    + ": \(reading.faults.count).")
        }
        if !reading.faults.isEmpty {
            Table(
                caption: say(Words.wrong),
                columns: [
                    Table.Column(say(Words.line), isNumber: true),
                    Table.Column(say(Words.reason)), Table.Column(say(Words.clause)),
                ],
                rows: reading.faults.prefix(FeedTrial.shownMax).map { line, fault in
                    [.text("\(line)"), .text(say(fault.words)), .text(fault.clause.tag)]
                })
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Отбасылар тізімін тексеру", ru: "Проверка списка семей",
        en: "Check a list of families")
    static let lead = LocalizedText(
        kk: "Әлеуметтік қорғау жүйесі жіберетін тізімді осында сынап көріңіз: әр жол нағыз "
            + "қабылдаудағыдай тексеріледі, бірақ ештеңе сақталмайды.",
        ru: "Попробуйте здесь список, который передаёт система соцзащиты: каждая строка "
            + "проверяется как при настоящем приёме, но ничего не сохраняется.",
        en: "Try here a list as the social-protection system brings it: each row is checked as it "
            + "would be, and nothing is kept.")
    static let pilot = LocalizedText(kk: "Пилоттық жоба", ru: "Пилот", en: "Pilot")
    static let month = LocalizedText(
        kk: "Ай, ЖЖЖЖ-АА", ru: "Месяц, ГГГГ-ММ", en: "Month, YYYY-MM")
    static let rows = LocalizedText(kk: "Жолдар", ru: "Строки", en: "Rows")
    static let rowsHint = LocalizedText(
        kk: "Әр жол бір отбасы: NDJSON, немесе тақырыбы бар CSV. 20 000 таңбаға дейін.",
        ru: "Строка на семью: NDJSON или CSV с заголовком. До 20 000 знаков.",
        en: "A family a line: NDJSON, or CSV with its heading. Up to 20,000 characters.")
    static let check = LocalizedText(kk: "Тексеру", ru: "Проверить", en: "Check")
    static let right = LocalizedText(
        kk: "Дұрыс жолдар", ru: "Верных строк", en: "Rows that are right")
    static let wrong = LocalizedText(
        kk: "Қате жолдар", ru: "Строки с ошибками", en: "Rows that are wrong")
    static let line = LocalizedText(kk: "Жол", ru: "Строка", en: "Line")
    static let reason = LocalizedText(kk: "Себебі", ru: "Причина", en: "Reason")
    static let clause = LocalizedText(kk: "Тармақ", ru: "Пункт", en: "Clause")
    static let noPilot = LocalizedText(
        kk: "Пилоттық жобаны таңдаңыз", ru: "Выберите пилот", en: "Choose a pilot")
    static let noMonth = LocalizedText(
        kk: "Пилоттық жобаның айын жазыңыз, мысалы 2025-07",
        ru: "Укажите месяц пилота, например 2025-07", en: "Name a month of the pilot, as 2025-07")
    static let noRow = LocalizedText(
        kk: "Кемінде бір жол жазыңыз", ru: "Введите хотя бы одну строку",
        en: "Enter one row at least")
}
