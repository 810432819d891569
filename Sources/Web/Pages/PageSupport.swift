import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases

extension Call {
    /// The text in the language of the answer.
    func say(_ text: LocalizedText) -> String { text[language] }

    /// The present moment.
    var now: Instant { platform.clock.now() }

    /// What was typed in a field of the form, without blanks around it.
    func typed(_ name: String) -> String { form[name]?.trimmed ?? "" }

    /// The name of a body, and its number where it has none or is asked for too.
    func bodyName(_ body: BIN, withNumber: Bool = false) -> String {
        guard let name = platform.authorityName(body) else { return body.digits }
        return withNumber ? "\(say(name)), \(body.digits)" : say(name)
    }

    /// A page that says what was refused, why, and what can be done, inside the usual frame.
    func refused(
        _ refusal: Refusal, _ title: LocalizedText, at address: PageURL,
        back: (text: LocalizedText, url: PageURL)
    ) -> Reply {
        .page(
            page(title, at: address) {
                BackLink(say(back.text), to: back.url)
                Heading(1, say(title))
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    Paragraph(refusal.advice(in: language, now: now))
                }
            }, status: refusal.code.status)
    }
}

extension Clause {
    /// As it follows a sentence: by its place in the law, or the tag in brackets where that is all.
    fileprivate func appended(in language: Language) -> String {
        let text = cited()[language]
        return text == tag ? " (\(tag))" : " – " + text
    }
}

/// A path of our own to go on to; anything else leads to the first page.
package struct LocalPath {
    /// The path.
    package let url: PageURL

    /// Takes a path that came from outside: one slash at the start, nothing that names a host.
    package init(_ text: String?) {
        guard let text, text.hasPrefix("/"), let url = PageURL(checking: text) else {
            self.url = "/"
            return
        }
        self.url = url
    }
}

/// What is wrong with a sent form, field by field.
struct FormFaults {
    private(set) var all: [(field: String, text: String)] = []

    mutating func add(_ field: String, _ text: String) { all.append((field, text)) }

    subscript(_ field: String) -> String? { all.first { $0.field == field }?.text }

    var isEmpty: Bool { all.isEmpty }
}

extension Refusal {
    /// The reason and the clause, and when to try again: what stands at a field.
    func words(in language: Language, now: Instant) -> String {
        var text = (detail ?? code.title)[language]
        if let clause { text += clause.appended(in: language) }
        if let again = again(in: language, now: now) { text += ". " + again }
        return text
    }

    /// What can be done about it, for a page that has already said what it is.
    func advice(in language: Language, now: Instant) -> String {
        var sentences = [code.advice[language]]
        if let detail { sentences.insert(detail[language] + ".", at: 0) }
        if let again = again(in: language, now: now) { sentences.append(again + ".") }
        if let clause {
            sentences.append(Self.basis[language] + " " + clause.cited()[language] + ".")
        }
        return sentences.joined(separator: " ")
    }

    /// When trying again makes sense: a moment, so that no number has to be inflected.
    private func again(in language: Language, now: Instant) -> String? {
        guard let seconds = retryAfterSeconds else { return nil }
        if seconds <= 15 { return Self.now[language] }
        if seconds <= 60 { return Self.soon[language] }
        return Self.later[language] + " " + MomentFormat.time(now.adding(seconds: Int64(seconds)))
    }

    private static let basis = LocalizedText(kk: "Негіз:", ru: "Основание:", en: "Basis:")
    private static let now = LocalizedText(
        kk: "Бірнеше секундтан кейін қайталап көріңіз",
        ru: "Попробуйте снова через несколько секунд",
        en: "Try again in a few seconds")
    private static let soon = LocalizedText(
        kk: "Бір минуттан кейін қайталап көріңіз", ru: "Попробуйте снова через минуту",
        en: "Try again in a minute")
    private static let later = LocalizedText(
        kk: "Қайталап көруге болатын уақыт:", ru: "Попробуйте снова после", en: "Try again after")
}

extension ProblemCode {
    /// What a person can do, in one sentence.
    fileprivate var advice: LocalizedText {
        switch self {
        case .registerUnavailable, .storeUnavailable, .overloaded, .revocationUnknown,
            .signingKeyUnavailable:
            LocalizedText(
                kk: "Бұл сіздің қателігіңіз емес. Бірнеше минуттан кейін қайталап көріңіз.",
                ru: "Вы ни в чём не ошиблись. Попробуйте ещё раз через несколько минут.",
                en: "You did nothing wrong. Try again in a few minutes.")
        case .registerAnswerInvalid, .registerSignatureInvalid, .wrongPerson:
            LocalizedText(
                kk: "Тексеруден өтпеген құжат көрсетілмейді. Құжатты берген органға хабарласыңыз.",
                ru: "Документ, не прошедший проверку, не показывается. Обратитесь в орган, который "
                    + "его выдал.",
                en: "A document that fails a check is not shown. Contact the body that issued it.")
        case .documentNotInForce:
            LocalizedText(
                kk: "Мерзімі өткен, тоқтатылған не жойылған құжат көрсетілмейді. Жаңа құжат алу "
                    + "үшін оны берген органға жүгініңіз.",
                ru: "Просроченный, приостановленный или отозванный документ не показывается. За "
                    + "новым обратитесь в орган, который его выдал.",
                en: "A document that has expired, or was suspended or revoked, is not shown. Ask "
                    + "the body that issued it for a new one.")
        case .replayNotPossible:
            LocalizedText(
                kk: "Құжат бір рет қана көрсетіледі. Қайта көру үшін иесінен қолжетімділікті "
                    + "тағы ашуды сұраңыз.",
                ru: "Документ показывается один раз. Чтобы увидеть его снова, попросите владельца "
                    + "ещё раз открыть доступ.",
                en: "The document is shown once. To see it again, ask its holder to open access "
                    + "again.")
        case .alreadyWithdrawn, .consentNotActive:
            LocalizedText(
                kk: "Деректеріңізді бұл келісім бойынша енді ешкім ала алмайды.",
                ru: "По этому согласию ваши данные больше никто не получит.",
                en: "Nobody can get your data under this consent any more.")
        default:
            LocalizedText(
                kk: "Артқа қайтып, қайталап көріңіз.", ru: "Вернитесь назад и попробуйте снова.",
                en: "Go back and try again.")
        }
    }
}
