import AccessControl
import Journal
import Kernel

extension OpenPoints {
    /// Seconds that a person's answer to an access request is awaited (KDP-7.1).
    package static let accessRequestWait = Setting(
        "accessRequest.waitSeconds", "Q-KDP-08", of: .accessControl, clause: "KDP-7.1",
        sandbox: 600, within: 60...86_400,
        LocalizedText(
            kk: "сұрауға жауапты күту уақыты, секунд",
            ru: "сколько ждать ответа на запрос, секунд",
            en: "how long the answer to a request is awaited, seconds"))
    /// The purposes of access with their limits (KDP-2.3, 2.8).
    package static let purposes = Setting(
        "accessControl.purposes", "Q-KDP-10", of: .accessControl, clause: "KDP-2.3",
        sandbox: PurposeList.shipped,
        expects: "\"shipped\", or a list as in Regulations/access-control/purposes.json",
        LocalizedText(
            kk: "қол жеткізу мақсаттары және олардың шектері",
            ru: "цели доступа и их пределы", en: "the purposes of access and their limits"))
    /// Clauses under which a duty may outlive a withdrawal; a claim that names one is shown as
    /// listed, and gives no use: use always stops.
    package static let withdrawalDutyClauses = Setting(
        "withdrawal.dutyClauses", "Q-KDP-14", of: .accessControl, clause: "KDP-2.3",
        sandbox: [String](),
        expects: "a list of clauses, each 1 to 200 characters, which may be empty",
        LocalizedText(
            kk: "келісім қайтарылғаннан кейін де сақталатын міндеттер",
            ru: "обязанности, которые остаются после отзыва",
            en: "duties that outlive a withdrawal")
    ) { clauses in clauses.allSatisfy { (1...200).contains($0.count) } }
    /// Whether representatives answer requests about minors and incapable people.
    package static let representativeAnswers = Setting(
        "accessRequest.representativeAnswers", "Q-KDP-15", of: .accessControl, clause: "KDP-2.5",
        sandbox: false, expects: "false: requests go to the number that the base holds",
        LocalizedText(
            kk: "сұрауға заңды өкіл жауап бере ме", ru: "отвечает ли на запрос представитель",
            en: "whether a representative answers a request")
    ) { !$0 }
    /// Rows of the access log that are shown later; this version shows every row at once.
    package static let accessLogDelays = Setting(
        "accessLog.delayClasses", "Q-KDP-16", of: .accessControl, clause: "KDP-2.3",
        sandbox: [String](), expects: "[]: every row is shown at once",
        LocalizedText(
            kk: "кешіктіріп көрсетілетін жазбалар", ru: "записи, которые показываются с задержкой",
            en: "rows that are shown with a delay")
    ) { $0.isEmpty }
    /// Seconds within which everyone whose consent holds has been looked at (KDP-2.8).
    package static let deathRound = Setting(
        "consent.deathRoundSeconds", "Q-KDP-29", of: .accessControl, clause: "KDP-2.8",
        sandbox: 3600, within: 60...86_400, shipped: true,
        LocalizedText(
            kk: "келісім иесінің қайтыс болғаны қанша уақытта анықталады, секунд",
            ru: "за сколько выясняется смерть того, чьё согласие действует, секунд",
            en: "how soon the death of who consented is found out, seconds"))
    /// The body whose officials supervise: read a person's rows on a ground, and counts (KDP-2.6).
    package static let supervisingBody = Setting(
        "accessControl.authorisedBody", "Q-KDP-30", of: .accessControl, clause: "KDP-2.6",
        sandbox: BIN(stored: "651040002101"), expects: "a BIN, as text of 12 digits",
        LocalizedText(
            kk: "дербес деректерді қорғау саласындағы уәкілетті орган",
            ru: "уполномоченный орган в сфере защиты персональных данных",
            en: "the authorised body in personal-data protection"))
    /// How long requests, answers and uses are kept.
    package static let retentionConsentEvidence = Setting(
        "retention.consentEvidence", "Q-KDP-20", of: .accessControl, clause: "KDP-5.4",
        sandbox: RetentionTerms(years: 5), expects: RetentionTerms.expectation,
        LocalizedText(
            kk: "сұраулар мен жауаптардың сақталу мерзімі",
            ru: "срок хранения запросов и ответов", en: "how long requests and answers are kept"))
    /// The day of the act's first official publication (KDP-O.4).
    package static let publicationDayKDP = Setting(
        "acts.KDP.publicationDay", "Q-KDP-21", of: .accessControl, clause: "KDP-O.4",
        sandbox: Day(daysSince1970: 19_186), expects: "a day, YYYY-MM-DD",
        LocalizedText(
            kk: "қағидалардың алғашқы ресми жарияланған күні",
            ru: "день первого официального опубликования правил",
            en: "day of the rules' first official publication"))
    /// The publication days of the act's amendments.
    package static let amendmentsKDP = Setting(
        "acts.KDP.amendments", "Q-KDP-21", of: .accessControl, clause: "KDP-O.4",
        sandbox: NamedDays(["276/НҚ": Day(daysSince1970: 20_238)]),
        expects: "{\"276/НҚ\": \"YYYY-MM-DD\"}",
        LocalizedText(
            kk: "түзетулердің жарияланған күндері", ru: "дни опубликования поправок",
            en: "days of the amendments' publication")
    ) { Set($0.days.keys) == ["276/НҚ"] }

    static let accessControl: [SettingDeclaration] = [
        accessRequestWait.declaration, purposes.declaration, withdrawalDutyClauses.declaration,
        representativeAnswers.declaration, accessLogDelays.declaration,
        deathRound.declaration, supervisingBody.declaration,
        retentionConsentEvidence.declaration, publicationDayKDP.declaration,
        amendmentsKDP.declaration,
    ]
}
