import AccessControl
import DigitalDocuments
import Kernel
import Rendering
import UseCases

/// The facts of an entry that people are shown, with their names.
enum FactWords {
    static let names: [String: LocalizedText] = [
        "initiator": LocalizedText(kk: "Сұраған жүйе", ru: "Кто запросил", en: "Who asked"),
        "client": LocalizedText(kk: "Жүйе", ru: "Система", en: "System"),
        "owner": LocalizedText(kk: "Деректер кімде", ru: "У кого данные", en: "Who holds the data"),
        "service": LocalizedText(kk: "Қызмет", ru: "Услуга", en: "Service"),
        "recipients": LocalizedText(
            kk: "Кімге беріледі", ru: "Кому ещё передадут", en: "To whom else they go"),
        "action": LocalizedText(kk: "Әрекет", ru: "Действие", en: "Action"),
        "purpose": LocalizedText(kk: "Мақсаты", ru: "Цель", en: "Purpose"),
        "dataSets": LocalizedText(kk: "Деректер", ru: "Данные", en: "Data"),
        "dataSet": LocalizedText(kk: "Деректер", ru: "Данные", en: "Data"),
        "lifetimeSeconds": LocalizedText(
            kk: "Келісім мерзімі", ru: "Срок согласия", en: "Life of the consent"),
        "uses": LocalizedText(
            kk: "Пайдалану саны", ru: "Сколько использований", en: "Uses allowed"),
        "use": LocalizedText(
            kk: "Нешінші пайдалану", ru: "Какое по счёту использование", en: "Which use"),
        "reason": LocalizedText(kk: "Себебі", ru: "Причина", en: "Reason"),
        "code": LocalizedText(kk: "Себебі", ru: "Причина", en: "Reason"),
        "documentType": LocalizedText(kk: "Құжат", ru: "Документ", en: "Document"),
        "expiresAt": LocalizedText(kk: "Мерзімі", ru: "Действует до", en: "Until"),
        "views": LocalizedText(
            kk: "Неше рет көруге болады", ru: "Сколько просмотров", en: "Views allowed"),
        "way": LocalizedText(kk: "Қалай сұралды", ru: "Каким образом", en: "How"),
        "means": LocalizedText(kk: "Қалай жауап берілді", ru: "Каким образом", en: "How"),
        "channel": LocalizedText(kk: "Арна", ru: "Канал", en: "Channel"),
        "signedDigest": LocalizedText(
            kk: "Қол қойылған деректердің SHA-256 таңбасы", ru: "SHA-256 подписанных данных",
            en: "SHA-256 of the signed data"),
        "issuer": LocalizedText(
            kk: "Берген органның БСН-і", ru: "БИН органа, выдавшего документ",
            en: "BIN of the issuing body"),
        "claimedClause": LocalizedText(
            kk: "Аталған норма", ru: "Названная норма", en: "The clause claimed"),
        "evidence": LocalizedText(
            kk: "Негіз болған құжат", ru: "Документ-основание", en: "The document it rests on"),
        "exemption": LocalizedText(
            kk: "Сұраған жүйе интеграциядан босатылған",
            ru: "Запросивший освобождён от интеграции",
            en: "Who asked is freed from integration by"),
        "ownerExemption": LocalizedText(
            kk: "Деректер иесі интеграциядан босатылған",
            ru: "Владелец данных освобождён от интеграции",
            en: "The data owner is freed from integration by"),
        "ground": LocalizedText(kk: "Негізі", ru: "Основание", en: "Ground"),
        "body": LocalizedText(
            kk: "Органның БСН-і", ru: "БИН органа", en: "BIN of the body"),
        "count": LocalizedText(
            kk: "Неше жазба көрді", ru: "Сколько записей показано", en: "Rows shown"),
        "clause": LocalizedText(kk: "Негіз", ru: "Основание", en: "Clause"),
    ]

    /// A fact's value as a person reads it.
    static func value(
        _ member: JSON.Member, facts: EntryFacts, configuration: PlatformConfiguration,
        language: Language
    ) -> HTML {
        if member.name == "signedDigest" { return Monospaced(member.value.string ?? "").html }
        return .text(text(member, facts, configuration)?[language] ?? plain(member.value, language))
    }

    private static func text(
        _ member: JSON.Member, _ facts: EntryFacts, _ configuration: PlatformConfiguration
    ) -> LocalizedText? {
        let value = member.value.string ?? ""
        switch member.name {
        case "initiator", "client", "owner": return facts.system(member.name)
        case "action": return AccessAction(rawValue: value)?.name
        case "purpose": return configuration.purpose(value)?.name ?? purposes[value]
        case "dataSets": return facts.dataSets
        case "dataSet": return facts.dataSet
        case "documentType": return facts.documentTitle
        case "way": return facts.way
        case "reason", "code":
            return Consent.UseRefusal(rawValue: value)?.explanation ?? facts.problem(member.name)
        case "means", "channel": return channels[value]
        case "exemption", "ownerExemption": return ExemptionGround(rawValue: value)?.name
        case "ground": return SupervisionGround(rawValue: value)?.name
        default: return nil
        }
    }

    private static func plain(_ value: JSON, _ language: Language) -> String {
        if let number = value.integer { return NumberFormat.whole(number, language) }
        let text = value.string ?? ""
        return Instant(rfc3339: text).map { MomentFormat.dayAndTime($0, language) } ?? text
    }

    private static let purposes = [
        "view": LocalizedText(kk: "қарау", ru: "просмотр", en: "viewing"),
        "present": LocalizedText(kk: "ұсыну", ru: "предъявление", en: "presenting"),
    ]

    private static let channels = [
        "1414": LocalizedText(
            kk: "1414 нөміріне SMS", ru: "SMS на номер 1414", en: "SMS to 1414"),
        "sms": LocalizedText(kk: "SMS", ru: "SMS", en: "SMS"),
        "oneTimePassword": LocalizedText(
            kk: "бір реттік пароль", ru: "одноразовый пароль", en: "one-time password"),
        "cabinet": LocalizedText(
            kk: "жеке кабинетте", ru: "в личном кабинете", en: "in the cabinet"),
        "pages": LocalizedText(kk: "осы сайт", ru: "этот сайт", en: "these pages"),
        "userSystem": LocalizedText(
            kk: "ұйымның ақпараттық жүйесі", ru: "информационная система организации",
            en: "an organisation's system"),
    ]
}
