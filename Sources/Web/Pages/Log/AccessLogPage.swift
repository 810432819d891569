import Journal
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /access-log`: everything in the journal about the person, in words (use case 05).
    static let getAccessLogPage = Endpoint(
        .get, "/access-log", summary: "Who did what with the caller's data",
        access: .person(
            on: "journal entries about the caller and about documents of minors they represent"),
        query: .page, answers: [.page], isPage: true
    ) { call in
        let wards = await call.platform.wards(of: call.caller)
        let list = try await call.platform.accessLog(
            of: call.caller, page: PageRequest(limit: 30, cursor: call.query["cursor"]),
            wards: wards)
        let names = try await call.platform.names(of: list.items.flatMap(\.systems))
        return .page(
            call.page(LogWords.title, at: "/access-log") {
                Heading(1, call.say(LogWords.title))
                Paragraph(call.say(Words.lead), style: .lead)
                Paragraph { Link(call.say(Words.marks), to: "/view-marks") }
                if wards.isUnknown { call.childrenUnanswered }
                if list.items.isEmpty {
                    EmptyState(
                        title: call.say(Words.none), text: call.say(Words.noneText), icon: .eye)
                }
                Timeline(call.language, list.items.map { call.event($0, names: names) })
                Pagination(
                    call.language, newer: call.query["cursor"] == nil ? nil : "/access-log",
                    older: list.nextCursor.map { "/access-log?cursor=\($0)" })
            })
    }
}

extension Call where Caller == SignedInPerson {
    /// Says that rows about the person's children are missing, so that nobody takes it for none.
    var childrenUnanswered: Notice {
        Notice(.warn, title: say(Words.childrenTitle)) { Paragraph(say(Words.childrenText)) }
    }

    fileprivate func event(_ row: LogRow, names: [String: LocalizedText]) -> Timeline.Event {
        let sentence = LogSentence(row, reader: caller.iin, names: names)
        return Timeline.Event(
            at: row.at, sentence.tone, icon: sentence.icon, title: say(sentence.title),
            text: sentence.detail.map { say($0) },
            link: (say(LogWords.proof), "/access-log/\(row.id.text)"))
    }
}

private enum Words {
    static let lead = LocalizedText(
        kk: "Деректеріңізбен не болғаны: кім сұрады, кім көрді, сіз не шештіңіз.",
        ru: "Что происходило с вашими данными: кто запрашивал, кто смотрел, что решили вы.",
        en: "What happened with your data: who asked, who looked, what you decided.")
    static let marks = LocalizedText(
        kk: "Тек құжаттардың қаралғаны туралы белгілер",
        ru: "Только отметки о просмотрах документов",
        en: "Only the view marks of documents")
    static let childrenTitle = LocalizedText(
        kk: "Халық тіркелімі жауап бермеді", ru: "Реестр населения не ответил",
        en: "The population register did not answer")
    static let childrenText = LocalizedText(
        kk:
            "Балаларыңыздың құжаттары туралы жазбалар әзірге көрсетілмейді. Кейінірек қайта кіріңіз.",
        ru: "Записи о документах ваших детей сейчас не показаны. Зайдите позже.",
        en: "Entries about your children's documents are not shown now. Come back later.")
    static let none = LocalizedText(
        kk: "Жазба жоқ", ru: "Записей нет", en: "No entries")
    static let noneText = LocalizedText(
        kk: "Деректеріңізбен ештеңе болған жоқ.", ru: "С вашими данными ничего не происходило.",
        en: "Nothing has happened with your data.")
}
