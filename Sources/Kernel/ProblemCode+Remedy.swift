extension ProblemCode {
    /// What the caller can do about it; nil where the title or the detail already says it.
    ///
    /// Written for the person who must mend the call, and safe to show to anyone.
    package var remedy: LocalizedText? {
        requestRemedy ?? callerRemedy ?? repetitionRemedy ?? consentRemedy ?? signatureRemedy
    }

    private var requestRemedy: LocalizedText? {
        switch self {
        case .methodNotAllowed:
            LocalizedText(
                kk: "Рұқсат етілген әдістер Allow тақырыбында",
                ru: "Допустимые методы названы в заголовке Allow",
                en: "The Allow header names the methods that it has")
        case .notFound:
            LocalizedText(
                kk: "Барлық мекенжай: GET /openapi.json. Басқа адамның жазбасы да табылмайды",
                ru: "Все адреса: GET /openapi.json. Чужая запись тоже не находится",
                en:
                    "Every address: GET /openapi.json. A record of another person is not found either"
            )
        case .wrongHost:
            LocalizedText(
                kk: "QYZMET_PUBLIC_URL мекенжайын пайдаланыңыз",
                ru: "Обращайтесь по адресу из QYZMET_PUBLIC_URL",
                en: "Use the address that stands in QYZMET_PUBLIC_URL")
        case .unsupportedMediaType:
            LocalizedText(
                kk: "Content-Type тақырыбын осы түрге қойыңыз",
                ru: "Укажите этот вид в заголовке Content-Type",
                en: "Send this kind and say so in Content-Type")
        case .bodyTooLarge, .headersTooLarge:
            LocalizedText(
                kk: "Азырақ жіберіңіз: шектер docs/configuration.md ішінде",
                ru: "Пришлите меньше: пределы названы в docs/configuration.md",
                en: "Send less; docs/configuration.md names the limits")
        default: nil
        }
    }

    private var callerRemedy: LocalizedText? {
        switch self {
        case .notSignedIn, .sessionExpired:
            LocalizedText(
                kk: "/sign-in бетінде кіріңіз немесе POST /auth/otp шақырыңыз",
                ru: "Войдите на странице /sign-in или вызовите POST /auth/otp",
                en: "Sign in at /sign-in, or call POST /auth/otp")
        case .wrongOrigin:
            LocalizedText(
                kk: "Cookie бар сұрауда біздің Origin немесе JSON денесі болуы керек",
                ru: "Запрос с cookie должен нести наш Origin или тело JSON без Origin",
                en: "A call with a cookie needs our own Origin, or none and a JSON body")
        case .invalidToken:
            LocalizedText(
                kk: "POST /oauth/token арқылы жаңа токен алып, "
                    + "«Authorization: Bearer …» тақырыбында жіберіңіз",
                ru: "Получите новый токен через POST /oauth/token "
                    + "и пришлите его в заголовке «Authorization: Bearer …»",
                en:
                    "Get a new token from POST /oauth/token and send it as “Authorization: Bearer …”"
            )
        case .invalidClient:
            LocalizedText(
                kk: "client_assertion: iss және sub — clientId, aud — токен мекенжайы, "
                    + "jti бір рет, exp ең көбі 5 минут, қолтаңба тіркелген кілтпен",
                ru: "client_assertion: iss и sub — clientId, aud — адрес токенов, jti один раз, "
                    + "exp не дальше 5 минут, подпись зарегистрированным ключом",
                en: "client_assertion: iss and sub are the clientId, aud is the token address, jti "
                    + "is used once, exp is at most 5 minutes off, signed by the registered key")
        case .insufficientScope:
            LocalizedText(
                kk: "Рұқсаттарды оператор береді; токенде қандай рұқсат барын scope көрсетеді",
                ru: "Права даёт оператор; что разрешено токену, говорит его scope",
                en: "The operator grants scopes; the token's own scope says what it may do")
        case .secondOfficialRequired:
            LocalizedText(
                kk: "Екінші лауазымды адам POST …/confirm шақырсын",
                ru: "Пусть второе должностное лицо вызовет POST …/confirm",
                en: "Let a second official call POST …/confirm")
        case .systemNotAdmitted:
            LocalizedText(
                kk: "Шешім мен интеграцияны оператор енгізеді: qyzmet client integrate ID EVIDENCE",
                ru: "Решение и интеграцию вносит оператор: qyzmet client integrate ID EVIDENCE",
                en: "The operator enters decision and integration: qyzmet client integrate ID "
                    + "EVIDENCE")
        default: nil
        }
    }

    private var repetitionRemedy: LocalizedText? {
        switch self {
        case .tooManyRequests, .overloaded, .registerUnavailable:
            LocalizedText(
                kk: "Retry-After тақырыбындағы секундтан кейін қайталаңыз",
                ru: "Повторите через столько секунд, сколько в заголовке Retry-After",
                en: "Try again after the seconds in Retry-After")
        case .serviceClosed:
            LocalizedText(
                kk: "Оператор QYZMET_CONFIG файлының settings бөлімін толтыруы керек; бәрін "
                    + "qyzmet check атайды",
                ru: "Оператор должен заполнить раздел settings файла QYZMET_CONFIG; всё называет "
                    + "qyzmet check",
                en:
                    "The operator fills in the section settings of QYZMET_CONFIG; qyzmet check names "
                    + "everything that is missing")
        case .storeUnavailable:
            LocalizedText(
                kk: "Сол Idempotency-Key кілтімен қайталаңыз",
                ru: "Повторите с тем же Idempotency-Key",
                en: "Try again with the same Idempotency-Key")
        case .idempotencyKeyReused:
            LocalizedText(
                kk: "Жаңа сұрауға жаңа кілт керек",
                ru: "Новому запросу нужен новый ключ",
                en: "A new request needs a new key")
        case .idempotencyKeyInFlight:
            LocalizedText(
                kk: "Бір секундтан кейін сол кілтпен қайталаңыз",
                ru: "Повторите через секунду с тем же ключом",
                en: "Try again in a second with the same key")
        case .replayNotPossible:
            LocalizedText(
                kk: "Әрекет орындалып қойған; керек болса жаңа кілтпен жаңа сұрау жіберіңіз",
                ru: "Действие уже выполнено; если нужно ещё раз, пришлите запрос с новым ключом",
                en: "It was done already; to do it once more, send a new request with a new key")
        case .proofNotYetAvailable:
            LocalizedText(
                kk: "Келесі журнал басынан кейін, бір секундтан соң қайталаңыз",
                ru: "Повторите через секунду, после следующей вершины журнала",
                en: "Try again in a second, after the next head of the journal")
        case .signingKeyUnavailable:
            LocalizedText(
                kk: "Бір минуттан кейін қайталаңыз; оператор аппараттық модульді тексеруі керек",
                ru: "Повторите через минуту; оператору следует проверить аппаратный модуль",
                en: "Try again in a minute; the operator must look at the hardware module")
        case .internalError:
            LocalizedText(
                kk: "Операторға requestId нөмірін айтыңыз",
                ru: "Сообщите оператору номер requestId",
                en: "Tell the operator the requestId")
        default: nil
        }
    }

    private var consentRemedy: LocalizedText? {
        switch self {
        case .methodNotAvailable:
            LocalizedText(
                kk: "method өрісін қалдырыңыз: әдепкі тәсіл 1414",
                ru: "Уберите поле method: по умолчанию действует 1414",
                en: "Leave method out: 1414 is the default")
        case .purposeNotAllowed, .lifetimeTooLong, .tooManyUses, .tooFrequent:
            LocalizedText(
                kk: "Мақсаттардың шектері: Regulations/access-control/purposes.json",
                ru: "Пределы целей: Regulations/access-control/purposes.json",
                en: "The limits of each purpose: Regulations/access-control/purposes.json")
        case .unknownOwner, .unknownDataSet:
            LocalizedText(
                kk: "Құмсалғышта атаулар GET /sandbox/clients ішінде",
                ru: "В песочнице имена даёт GET /sandbox/clients",
                en: "In the sandbox GET /sandbox/clients gives the names")
        case .consentNotActive:
            LocalizedText(
                kk: "Адамнан жаңа келісім сұраңыз: POST /api/kdp/access-requests",
                ru: "Спросите у человека новое согласие: POST /api/kdp/access-requests",
                en: "Ask the person for a new consent: POST /api/kdp/access-requests")
        default: nil
        }
    }
}
