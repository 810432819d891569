import AccessControl
import Journal
import Kernel
import Rendering

/// What systems and officials did around a person's consents, in words.
extension LogSentence {
    static func asking(_ kind: JournalKind, _ facts: EntryFacts) -> LogSentence {
        let who = facts.system("initiator") ?? facts.unknownSystem
        switch kind {
        case .accessRequestRejected:
            return LogSentence(
                .bad, .shield,
                LocalizedText(
                    kk: "\(who.kk) деректеріңізді сұрамақ болды, сервис рұқсат бермеді",
                    ru: "\(who.ru): попытка запросить ваши данные отклонена сервисом",
                    en: "\(who.en) tried to ask for your data; the service did not let it"),
                facts.problem("code"))
        case .dutyClaimed:
            let clause = facts.text("claimedClause") ?? ""
            return LogSentence(
                .warn, .document,
                LocalizedText(
                    kk: "\(who.kk): заң бойынша міндеті бар деп мәлімдеді",
                    ru: "\(who.ru): заявлена обязанность по закону",
                    en: "\(who.en) claims that a law obliges it"),
                LocalizedText(
                    kk: "Норма: \(clause). Деректеріңізді қайта алуға құқық бермейді.",
                    ru: "Норма: \(clause). Права снова получать ваши данные это не даёт.",
                    en: "The clause: \(clause). It gives no right to get your data again."))
        default:
            return LogSentence(
                .calm, .key,
                LocalizedText(
                    kk: "Келісіміңіз бойынша токен берілді: \(who.kk)",
                    ru: "По вашему согласию выдан токен: \(who.ru)",
                    en: "A token was issued under your consent: \(who.en)"))
        }
    }

    /// Acting for a participant of the park of innovation technologies.
    static func representing(_ kind: JournalKind) -> LogSentence {
        kind == .activityRepresentativeNamed
            ? LogSentence(
                .good, .shield,
                LocalizedText(
                    kk: "Сіз технопарк қатысушысының өкілі болып тіркелдіңіз",
                    ru: "Вас назвали представителем участника технопарка",
                    en: "You were named a representative of a participant of the park"))
            : LogSentence(
                .calm, .shield,
                LocalizedText(
                    kk: "Сіз енді технопарк қатысушысының өкілі емессіз",
                    ru: "Вы больше не представитель участника технопарка",
                    en: "You no longer represent a participant of the park"))
    }

    static func supervision(_ kind: JournalKind, _ facts: EntryFacts) -> LogSentence {
        let ground = facts.text("ground").flatMap(SupervisionGround.init(rawValue:))?.name
        switch kind {
        case .personReadAsked:
            return LogSentence(
                .warn, .shield,
                LocalizedText(
                    kk: "Уәкілетті органның қызметкері жазбаларыңызды қарауға рұқсат сұрады",
                    ru: "Сотрудник уполномоченного органа просит разрешения посмотреть ваши записи",
                    en: "An official of the authorised body asks to look at your rows"), ground)
        case .personReadConfirmed:
            return LogSentence(
                .warn, .shield,
                LocalizedText(
                    kk: "Екінші лауазымды адам жазбаларыңызды қарауға рұқсат берді",
                    ru: "Второе должностное лицо разрешило посмотреть ваши записи",
                    en: "A second official allowed the look at your rows"), ground)
        default:
            return LogSentence(
                .warn, .eye,
                LocalizedText(
                    kk: "Уәкілетті органның қызметкері жазбаларыңызды қарады",
                    ru: "Сотрудник уполномоченного органа посмотрел ваши записи",
                    en: "An official of the authorised body looked at your rows"), ground)
        }
    }

    static func stopped(_ facts: EntryFacts) -> LogSentence {
        if facts.text("cause") == "restored" { return restored }
        guard facts.text("cause") == "clientDisabled" else {
            return LogSentence(
                .warn,
                LocalizedText(
                    kk: "Барлық сеанс пен ашық қолжетімділік тоқтатылды",
                    ru: "Все сеансы и открытые доступы прекращены",
                    en: "All sessions and open access were ended"),
                LocalizedText(
                    kk: "Тіркелім бойынша нөмір енді сіздікі емес не жазба жабылған.",
                    ru: "По регистру номер больше не ваш, или запись закрыта.",
                    en: "By the register the number is no longer yours, or the record is closed."))
        }
        let who = facts.system("initiator") ?? facts.unknownSystem
        return LogSentence(
            .calm, .shield,
            LocalizedText(
                kk: "Сұрау тоқтатылды: \(who.kk)", ru: "Запрос прекращён: \(who.ru)",
                en: "A request was ended: \(who.en)"),
            LocalizedText(
                kk: "Сұраған жүйе сервистен ажыратылды.",
                ru: "Запросившая система отключена от сервиса.",
                en: "The system that asked was shut out of the service."))
    }

    /// A backup was brought back: what nobody can vouch for is over.
    private static let restored = LogSentence(
        .warn, .shield,
        LocalizedText(
            kk: "Сұраулар, ашық қолжетімділік және келісімдер тоқтатылды",
            ru: "Запросы, открытые доступы и согласия прекращены",
            en: "Requests, open access and consents were ended"),
        LocalizedText(
            kk: "Сервис сақтық көшірмеден қалпына келтірілді. Сол аралықта сіз келісімді кері "
                + "қайтарған болуыңыз мүмкін, сондықтан қайта сұралады.",
            ru: "Сервис восстановлен из резервной копии. За это время вы могли отозвать согласие, "
                + "поэтому вас спросят заново.",
            en: "The service was restored from a backup. You may have withdrawn a consent in "
                + "between, so you will be asked again."))
}
