import AccessControl
import Journal
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /access-log/{entry}`: one entry with its facts and the way to its proof (use case 09).
    static let getLogEntryPage = Endpoint(
        .get, "/access-log/{entry}", summary: "One journal entry about the caller, with its proof",
        access: .person(
            on: "a journal entry about the caller or a document of a minor they represent"),
        answers: [.page], isPage: true
    ) { call in
        let row = try await call.platform.logEntry(try call.identifier("entry"), of: call.caller)
        let names = try await call.platform.names(of: row.systems)
        let sentence = LogSentence(row, reader: call.caller.iin, names: names)
        return .page(
            call.page(Words.title, at: "/access-log/\(row.id.text)") {
                BackLink(call.say(LogWords.title), to: "/access-log")
                Heading(1, call.say(sentence.title), caption: call.say(Words.title))
                if let detail = sentence.detail { Paragraph(call.say(detail), style: .lead) }
                SummaryList(call.rows(row, EntryFacts(row: row, names: names)))
                // The proof has the minor's number in it; it is the minor's own.
                if row.childName == nil {
                    Heading(2, call.say(Words.proof))
                    call.proof(row)
                }
            })
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func rows(_ row: LogRow, _ facts: EntryFacts) -> [SummaryList.Row] {
        var rows = [
            SummaryList.Row(
                say(Words.when),
                MomentFormat.day(Day(at: row.at), language) + ", "
                    + MomentFormat.timeWithSeconds(row.at))
        ]
        for member in row.facts.members ?? [] {
            guard let name = FactWords.names[member.name] else { continue }
            rows.append(
                SummaryList.Row(say(name)) {
                    FactWords.value(
                        member, facts: facts, configuration: platform.configuration,
                        language: language)
                })
        }
        if let name = row.personal["viewerName"]?.string, !name.isEmpty {
            rows.append(SummaryList.Row(say(Words.viewer), name))
        }
        for field in ["service", "evidence"] {
            guard let text = row.personal[field]?.string, let name = FactWords.names[field] else {
                continue
            }
            rows.append(SummaryList.Row(say(name), text))
        }
        let recipients = (row.personal["recipients"]?.array ?? []).compactMap(\.string)
        if !recipients.isEmpty, let name = FactWords.names["recipients"] {
            rows.append(SummaryList.Row(say(name), recipients.joined(separator: ", ")))
        }
        let officials = (row.personal["officials"]?.array ?? []).compactMap(\.string)
        if !officials.isEmpty {
            rows.append(
                SummaryList.Row(say(Words.officials), officials.joined(separator: ", ")))
        }
        return rows + [
            SummaryList.Row(say(Words.kind)) { Monospaced(row.kind.rawValue) },
            SummaryList.Row(say(Words.entry)) { Monospaced(row.id.text) },
            SummaryList.Row(
                say(Words.leaf), row.leafIndex.map { "\($0)" } ?? say(Words.notYet)),
        ]
    }

    @HTMLBuilder fileprivate func proof(_ row: LogRow) -> HTML {
        Paragraph(say(Words.proofText))
        if row.leafIndex == nil {
            Notice(.warn) { Paragraph(say(Words.soon)) }
        } else {
            Actions {
                Button(
                    say(Words.download),
                    to: "/api/journal/evidence/\(row.id.text)", style: .secondary,
                    icon: .download)
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Журнал жазбасы", ru: "Запись журнала", en: "Journal entry")
    static let when = LocalizedText(kk: "Уақыты", ru: "Когда", en: "When")
    static let viewer = LocalizedText(kk: "Кім қарады", ru: "Кто смотрел", en: "Who looked")
    static let officials = LocalizedText(
        kk: "Лауазымды адам", ru: "Должностное лицо", en: "Official")
    static let kind = LocalizedText(kk: "Жазба түрі", ru: "Вид записи", en: "Kind of entry")
    static let entry = LocalizedText(
        kk: "Жазба нөмірі", ru: "Номер записи", en: "Name of the entry")
    static let leaf = LocalizedText(
        kk: "Журналдағы орны", ru: "Место в журнале", en: "Place in the journal")
    static let notYet = LocalizedText(
        kk: "әлі берілмеген", ru: "ещё не присвоено", en: "not numbered yet")
    static let proof = LocalizedText(kk: "Дәлелдеме", ru: "Доказательство", en: "Proof")
    static let proofText = LocalizedText(
        kk: "Дәлелдеме осы жазбаның журналда бар екенін және өзгермегенін көрсетеді. Оны бізге "
            + "сенбей-ақ кез келген адам тексере алады.",
        ru: "Доказательство показывает, что эта запись есть в журнале и не изменена. Проверить его "
            + "может кто угодно, не полагаясь на нас.",
        en: "The proof shows that this entry is in the journal and unchanged. Anyone can check it "
            + "without trusting us.")
    static let soon = LocalizedText(
        kk: "Дәлелдеме бірнеше секундтан кейін дайын болады. Бетті жаңартыңыз.",
        ru: "Доказательство будет готово через несколько секунд. Обновите страницу.",
        en: "The proof will be ready in a few seconds. Reload the page.")
    static let download = LocalizedText(
        kk: "Дәлелдемені жүктеп алу", ru: "Скачать доказательство", en: "Download the proof")
}
