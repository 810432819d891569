extension ProblemCode {
    /// What went wrong with an electronic digital signature.
    var signatureTitle: LocalizedText {
        switch self {
        case .edsRequired:
            LocalizedText(
                kk: "Бұған тек ЭЦҚ арқылы кіргенде рұқсат етіледі",
                ru: "Это доступно только при входе по ЭЦП",
                en: "This needs a sign-in by EDS")
        case .challengeUnknown:
            LocalizedText(
                kk: "Мұндай кіру сұрауы жоқ немесе ол пайдаланылған",
                ru: "Такого запроса на вход нет, или он уже использован",
                en: "There is no such sign-in challenge, or it was used")
        case .challengeExpired:
            LocalizedText(
                kk: "Кіру сұрауының мерзімі өтті",
                ru: "Срок запроса на вход истёк",
                en: "The sign-in challenge has expired")
        case .signatureNotOfPerson:
            LocalizedText(
                kk: "Сертификатта адамның ЖСН-і жоқ",
                ru: "В сертификате нет ИИН человека",
                en: "The certificate names no person's IIN")
        case .revocationUnknown:
            LocalizedText(
                kk: "Сертификаттың қайтарып алынғаны қазір белгісіз",
                ru: "Сейчас неизвестно, не отозван ли сертификат",
                en: "It is not known now whether the certificate is revoked")
        default:
            LocalizedText(
                kk: "Қолтаңба тексеруден өтпеді",
                ru: "Подпись не прошла проверку",
                en: "The signature failed the check")
        }
    }

    /// What can be done about it.
    var signatureRemedy: LocalizedText? {
        switch self {
        case .edsRequired:
            LocalizedText(
                kk: "Ұйымыңыздың кілтімен кіріңіз: POST /auth/eds",
                ru: "Войдите ключом вашей организации: POST /auth/eds",
                en: "Sign in with your body's key: POST /auth/eds")
        case .challengeUnknown, .challengeExpired:
            LocalizedText(
                kk: "Жаңа сұрау алыңыз: POST /auth/eds",
                ru: "Получите новый запрос: POST /auth/eds",
                en: "Get a new challenge: POST /auth/eds")
        case .signatureNotOfPerson:
            LocalizedText(
                kk: "Жеке тұлғаның немесе ұйым қызметкерінің кілтімен кіріңіз",
                ru: "Войдите ключом физического лица или сотрудника организации",
                en: "Sign in with a natural person's or an employee's key")
        case .revocationUnknown:
            LocalizedText(
                kk: "Бірнеше минуттан кейін қайталап көріңіз",
                ru: "Повторите через несколько минут",
                en: "Try again in a few minutes")
        default: nil
        }
    }
}
