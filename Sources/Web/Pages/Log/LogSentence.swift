import AccessControl
import DigitalDocuments
import Journal
import Kernel
import Rendering
import UseCases

/// A journal entry in words, for the person who reads it: who did what, and why not if not.
struct LogSentence {
    let tone: Tone
    var icon: Icon?
    let title: LocalizedText
    var detail: LocalizedText?

    /// Says what an entry means.
    ///
    /// - Parameters:
    ///   - reader: who reads it: the same entry tells the viewer another thing than the subject.
    ///   - names: the names of the systems that entries mention, by client name.
    init(_ row: LogRow, reader: IIN, names: [String: LocalizedText]) {
        let facts = EntryFacts(row: row, names: names)
        let isSubject = row.personal["subject"]?.string == reader.digits
        if let child = row.childName, let sentence = Self.child(child, row.kind, facts) {
            self = sentence
            return
        }
        switch row.kind {
        case .signedIn, .signedOut, .signInRefused:
            self = Self.signing(row.kind, facts)
        case .accessRequested, .requestUndeliverable, .requestExpired, .consentGiven,
            .consentRefused, .consentWithdrawn:
            self = Self.consent(row.kind, facts)
        case .accessRequestRejected, .dutyClaimed, .tokenIssued:
            self = Self.asking(row.kind, facts)
        case .tokenVerified, .tokenRefused:
            self = Self.token(row.kind, facts)
        case .personReadAsked, .personReadConfirmed, .personRead:
            self = Self.supervision(row.kind, facts)
        case .documentShown, .documentNotShown, .shareCreated, .shareRevoked,
            .confirmationAsked, .confirmationGiven:
            self = Self.document(row.kind, facts)
        case .documentViewed, .viewRefused:
            self = Self.view(row.kind, facts, isSubject: isSubject)
        case .documentRequested, .documentDelivered, .documentNotDelivered:
            self = Self.delivery(row.kind, facts)
        case .accessStopped: self = Self.stopped(facts)
        case .activityRepresentativeNamed, .activityRepresentativeRemoved:
            self = Self.representing(row.kind)
        default:
            self =
                Self.voucher(row.kind).map { LogSentence($0.tone, $0.title) }
                ?? Self.casework(row.kind).map { LogSentence(.calm, .document, $0) }
                ?? Self.installation
        }
    }

    init(
        _ tone: Tone, _ icon: Icon, _ title: LocalizedText, _ detail: LocalizedText? = nil
    ) {
        self.tone = tone
        self.icon = icon
        self.title = title
        self.detail = detail
    }

    init(_ tone: Tone, _ title: LocalizedText, _ detail: LocalizedText? = nil) {
        self.tone = tone
        self.title = title
        self.detail = detail
    }

    private static let installation = LogSentence(
        .calm,
        LocalizedText(
            kk: "Жүйеге қызмет көрсету", ru: "Обслуживание системы", en: "Running of the system"))
}

// MARK: - Signing in

extension LogSentence {
    private static func signing(_ kind: JournalKind, _ facts: EntryFacts) -> LogSentence {
        switch kind {
        case .signedIn:
            LogSentence(
                .calm, .key,
                facts.text("method") == "eds"
                    ? LocalizedText(
                        kk: "Сіз ЭЦҚ арқылы кірдіңіз", ru: "Вы вошли по ЭЦП",
                        en: "You signed in with an EDS")
                    : LocalizedText(
                        kk: "Сіз SMS коды арқылы кірдіңіз", ru: "Вы вошли по коду из SMS",
                        en: "You signed in with an SMS code"))
        case .signInRefused:
            LogSentence(
                .bad, .key,
                LocalizedText(
                    kk: "Сіздің ЖСН-іңізбен кіру әрекеті сәтсіз болды",
                    ru: "Неудачная попытка входа с вашим ИИН", en: "A try to sign in as you failed"),
                facts.problem("reason"))
        default:
            LogSentence(
                .calm, .key,
                facts.raw["everywhere"]?.bool == true
                    ? LocalizedText(
                        kk: "Сіз барлық құрылғыда шықтыңыз", ru: "Вы вышли на всех устройствах",
                        en: "You signed out on every device")
                    : LocalizedText(kk: "Сіз шықтыңыз", ru: "Вы вышли", en: "You signed out"))
        }
    }
}

// MARK: - Consents

extension LogSentence {
    private static func consent(_ kind: JournalKind, _ facts: EntryFacts) -> LogSentence {
        let who = facts.system("initiator") ?? facts.system("client") ?? facts.unknownSystem
        let what = facts.dataSets ?? facts.documentTitle
        return switch kind {
        case .accessRequested:
            LogSentence(
                .warn, .message,
                LocalizedText(
                    kk: "\(who.kk) деректеріңізді сұрады", ru: "\(who.ru): запрос ваших данных",
                    en: "\(who.en) asked for your data"), what)
        case .requestUndeliverable:
            LogSentence(
                .bad, .message,
                LocalizedText(
                    kk: "\(who.kk) сұрауы сізге жеткізілмеді",
                    ru: "\(who.ru): запрос не удалось вам доставить",
                    en: "A request of \(who.en) could not reach you"), what)
        case .requestExpired:
            LogSentence(
                .calm, .clock,
                LocalizedText(
                    kk: "\(who.kk) сұрауына жауап берілмеді, деректер берілген жоқ",
                    ru: "\(who.ru): запрос остался без ответа, данные не переданы",
                    en: "A request of \(who.en) was not answered; no data were handed over"))
        case .consentGiven:
            LogSentence(
                .good,
                LocalizedText(
                    kk: "Сіз келісім бердіңіз: \(who.kk)", ru: "Вы дали согласие: \(who.ru)",
                    en: "You consented: \(who.en)"), what)
        case .consentRefused:
            LogSentence(
                .bad,
                LocalizedText(
                    kk: "Сіз бас тарттыңыз: \(who.kk)", ru: "Вы отказали: \(who.ru)",
                    en: "You refused: \(who.en)"), what)
        default:
            LogSentence(
                .bad,
                LocalizedText(
                    kk: "Сіз келісімді кері қайтарып алдыңыз: \(who.kk)",
                    ru: "Вы отозвали согласие: \(who.ru)",
                    en: "You withdrew your consent: \(who.en)"))
        }
    }

    private static func token(_ kind: JournalKind, _ facts: EntryFacts) -> LogSentence {
        let who = facts.system("initiator") ?? facts.unknownSystem
        let owner = facts.system("owner") ?? facts.unknownSystem
        let what = facts.dataSet
        if kind == .tokenVerified {
            return LogSentence(
                .good, .eye,
                LocalizedText(
                    kk: "\(owner.kk) деректеріңізді берді. Алған: \(who.kk)",
                    ru: "\(owner.ru): ваши данные переданы. Кому: \(who.ru)",
                    en: "\(owner.en) handed your data to \(who.en)"), what)
        }
        let reason = facts.text("reason").flatMap(Consent.UseRefusal.init(rawValue:))?.explanation
        return LogSentence(
            .bad,
            LocalizedText(
                kk: "\(owner.kk) деректеріңізді бермеді. Сұраған: \(who.kk)",
                ru: "\(owner.ru): ваши данные не переданы. Запрашивал: \(who.ru)",
                en: "\(owner.en) did not hand your data to \(who.en)"),
            reason.map { facts.joined(what, $0) } ?? what)
    }
}

// MARK: - Documents

extension LogSentence {
    static func document(_ kind: JournalKind, _ facts: EntryFacts) -> LogSentence {
        let title = facts.documentTitle
        let isGuardian = facts.text("basis") == DocumentBasis.guardian.rawValue
        switch kind {
        case .documentShown:
            return LogSentence(
                .calm, .document,
                isGuardian
                    ? LocalizedText(
                        kk: "Заңды өкіл құжатты ашты", ru: "Документ открыл законный представитель",
                        en: "The legal representative opened the document")
                    : LocalizedText(
                        kk: "Сіз құжатыңызды аштыңыз", ru: "Вы открыли свой документ",
                        en: "You opened your document"), title)
        case .documentNotShown:
            return LogSentence(
                .bad, .document,
                LocalizedText(
                    kk: "Құжат көрсетілмеді", ru: "Документ не показан",
                    en: "The document was not shown"),
                facts.problem("code").map { facts.joined(title, $0) } ?? title)
        case .shareCreated:
            return LogSentence(
                .warn, .eye,
                LocalizedText(
                    kk: "Құжатқа қолжетімділік ашылды", ru: "Открыт доступ к документу",
                    en: "Access to the document was opened"), title)
        case .shareRevoked:
            return LogSentence(
                .calm,
                LocalizedText(
                    kk: "Құжатқа қолжетімділік жабылды", ru: "Доступ к документу закрыт",
                    en: "Access to the document was closed"))
        case .confirmationAsked:
            let name = facts.viewer
            return LogSentence(
                .warn, .key,
                LocalizedText(
                    kk: "\(name.kk) кодты теріп, көрсетуді сұрады",
                    ru: "\(name.ru): код набран, просит показать документ",
                    en: "\(name.en) typed the code and asked to see the document"))
        default:
            return LogSentence(
                .good,
                LocalizedText(
                    kk: "Сіз көрсетуге рұқсат бердіңіз", ru: "Вы разрешили показать документ",
                    en: "You allowed the document to be shown"))
        }
    }

    private static func view(
        _ kind: JournalKind, _ facts: EntryFacts, isSubject: Bool
    ) -> LogSentence {
        let name = facts.viewer
        guard kind == .viewRefused else {
            return LogSentence(
                .good, .eye,
                isSubject
                    ? LocalizedText(
                        kk: "\(name.kk) құжатыңызды көрді", ru: "Ваш документ показан: \(name.ru)",
                        en: "\(name.en) saw your document")
                    : LocalizedText(
                        kk: "Сіз басқа адамның құжатын көрдіңіз",
                        ru: "Вы посмотрели документ другого человека",
                        en: "You looked at another person's document"),
                facts.joined(facts.documentTitle, facts.way, by: ", "))
        }
        return LogSentence(
            .bad, .eye,
            isSubject
                ? LocalizedText(
                    kk: "\(name.kk) құжатыңызды көре алмады",
                    ru: "Попытка посмотреть ваш документ не удалась: \(name.ru)",
                    en: "\(name.en) tried to see your document and could not")
                : LocalizedText(
                    kk: "Сіз құжатты көре алмадыңыз", ru: "Вам не удалось посмотреть документ",
                    en: "You tried to see a document and could not"),
            facts.problem("code").map { facts.joined(facts.documentTitle, $0) })
    }

    private static func delivery(_ kind: JournalKind, _ facts: EntryFacts) -> LogSentence {
        let who = facts.system("client") ?? facts.unknownSystem
        let title = facts.documentTitle
        return switch kind {
        case .documentRequested:
            LogSentence(
                .warn, .message,
                LocalizedText(
                    kk: "\(who.kk) құжатыңызды сұрады", ru: "\(who.ru): запрос вашего документа",
                    en: "\(who.en) asked for your document"), title)
        case .documentDelivered:
            LogSentence(
                .good, .eye,
                LocalizedText(
                    kk: "Құжатыңыз берілді: \(who.kk)", ru: "Ваш документ передан: \(who.ru)",
                    en: "Your document was handed to \(who.en)"), title)
        default:
            LogSentence(
                .bad,
                LocalizedText(
                    kk: "Құжатыңыз берілмеді", ru: "Ваш документ не передан",
                    en: "Your document was not handed over"), facts.problem("code"))
        }
    }
}
