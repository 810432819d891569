import DigitalDocuments
import Journal
import Kernel

extension OpenPoints {
    /// Seconds that open access lives unless its holder chooses (DD-15).
    package static let shareLifetimeDefault = Setting(
        "share.lifetimeSecondsDefault", "Q-DD-01", of: .digitalDocuments, clause: "DD-15",
        sandbox: 180, within: Share.lifetimeSeconds,
        LocalizedText(
            kk: "ашық қолжетімділіктің әдепкі мерзімі, секунд",
            ru: "срок открытого доступа по умолчанию, секунд",
            en: "default life of open access, seconds"))
    /// The longest life that a holder may choose, in seconds.
    package static let shareLifetimeMax = Setting(
        "share.lifetimeSecondsMax", "Q-DD-01", of: .digitalDocuments, clause: "DD-15",
        sandbox: 3600, within: Share.lifetimeSeconds,
        LocalizedText(
            kk: "ашық қолжетімділіктің ең ұзақ мерзімі, секунд",
            ru: "наибольший срок открытого доступа, секунд",
            en: "longest life of open access, seconds"))
    /// Views that open access gives unless its holder chooses.
    package static let shareViewsDefault = Setting(
        "share.viewsDefault", "Q-DD-02", of: .digitalDocuments, clause: "DD-15", sandbox: 1,
        within: Share.views,
        LocalizedText(
            kk: "бір рұқсатпен қарау саны, әдепкі",
            ru: "число просмотров по одному разрешению, по умолчанию",
            en: "views that one permission gives by default"))
    /// The most views that a holder may choose.
    package static let shareViewsMax = Setting(
        "share.viewsMax", "Q-DD-02", of: .digitalDocuments, clause: "DD-15", sandbox: 20,
        within: Share.views,
        LocalizedText(
            kk: "бір рұқсатпен қарау саны, ең көбі",
            ru: "число просмотров по одному разрешению, не больше",
            en: "most views that one permission gives"))
    /// Seconds that a one-time password lives (DD-2.2).
    package static let oneTimePasswordLifetime = Setting(
        "oneTimePassword.lifetimeSeconds", "Q-DD-03", of: .installation, clause: "DD-2.2",
        sandbox: 300, within: 60...900, shipped: true,
        LocalizedText(
            kk: "бір реттік парольдің мерзімі, секунд", ru: "срок одноразового пароля, секунд",
            en: "life of a one-time password, seconds"))
    /// Wrong passwords that end an attempt.
    package static let oneTimePasswordTries = Setting(
        "oneTimePassword.triesMax", "Q-DD-03", of: .installation, clause: "DD-2.2", sandbox: 5,
        within: 1...5, shipped: true,
        LocalizedText(
            kk: "бір реттік парольді енгізу әрекеттері",
            ru: "число попыток ввода одноразового пароля", en: "tries of a one-time password"))
    /// Seconds that the owner's answer about a document is awaited (DD-20).
    package static let documentRequestWait = Setting(
        "documentRequest.waitSeconds", "Q-DD-14", of: .digitalDocuments, clause: "DD-20",
        sandbox: 600, within: 60...86_400,
        LocalizedText(
            kk: "құжат иесінің жауабын күту уақыты, секунд",
            ru: "сколько ждать ответа владельца документа, секунд",
            en: "how long the document owner's answer is awaited, seconds"))
    /// Numbers that are nobody's about which one system may ask in an hour (DD-20).
    package static let unknownNumbersPerHour = Setting(
        "documentRequest.unknownNumbersPerHourMax", "Q-DD-15", of: .digitalDocuments,
        clause: "DD-20", sandbox: 30, within: 1...1000, shipped: true,
        LocalizedText(
            kk: "бір жүйенің бір сағатта тіркелмеген нөмірлерді сұрау шегі",
            ru: "сколько раз в час система может назвать незарегистрированный номер",
            en: "how many unregistered numbers one system may name in an hour"))
    /// The age from which a child's documents no longer open to representatives (DD-14).
    package static let majorityYears = Setting(
        "majority.years", "Q-DD-17", of: .digitalDocuments, clause: "DD-14", sandbox: 18,
        within: 14...21,
        LocalizedText(kk: "кәмелеттік жасы", ru: "возраст совершеннолетия", en: "age of majority"))
    /// Whether a representative may open a child's document to a third party.
    package static let guardianMayShare = Setting(
        "guardian.mayShare", "Q-DD-18", of: .digitalDocuments, clause: "DD-14", sandbox: true,
        expects: "true or false",
        LocalizedText(
            kk: "заңды өкіл баланың құжатын басқаға аша ала ма",
            ru: "может ли представитель открыть документ ребёнка третьему лицу",
            en: "whether a representative may open a child's document to a third party"))
    /// The day of the act's first official publication (DD-O.4).
    package static let publicationDayDD = Setting(
        "acts.DD.publicationDay", "Q-DD-23", of: .digitalDocuments, clause: "DD-O.4",
        sandbox: Day(daysSince1970: 19_270), expects: "a day, YYYY-MM-DD",
        LocalizedText(
            kk: "қағидалардың алғашқы ресми жарияланған күні",
            ru: "день первого официального опубликования правил",
            en: "day of the rules' first official publication"))
    /// How long view marks are kept.
    package static let retentionViewMarks = Setting(
        "retention.viewMarks", "Q-DD-24", of: .digitalDocuments, clause: "DD-18",
        sandbox: RetentionTerms(years: 3), expects: RetentionTerms.expectation,
        LocalizedText(
            kk: "қарау белгілерінің сақталу мерзімі", ru: "срок хранения отметок о просмотре",
            en: "how long view marks are kept"))
    /// What it means that nobody can say whether the issuing body's certificate is revoked (DD-5).
    package static let issuerUnknownRevocation = Setting(
        "issuerCertificate.unknownRevocation", "Q-DD-27", of: .digitalDocuments, clause: "DD-5",
        sandbox: "refuse", shipped: true, expects: "\"refuse\" or \"show\"",
        LocalizedText(
            kk: "құжатты берген органның сертификаты қайтарып алынғаны белгісіз болса",
            ru: "если неизвестно, не отозван ли сертификат органа, выдавшего документ",
            en: "when nobody can say whether the issuing body's certificate is revoked")
    ) { ["refuse", "show"].contains($0) }
    /// Wrong short codes of everyone in an hour, above which a typed code needs the holder's tap.
    package static let wrongCodesOverall = Setting(
        "share.wrongCodesPerHourOverallMax", "Q-F-02", of: .digitalDocuments, clause: "DD-15",
        sandbox: 600, within: 1...6000, shipped: true,
        LocalizedText(
            kk: "бір сағаттағы қате қысқа кодтардың жалпы шегі",
            ru: "общий предел неверных коротких кодов в час",
            en: "overall limit of wrong short codes an hour"))
    /// The product of wrong codes an hour and live codes that is not exceeded.
    package static let wrongCodesTimesLive = Setting(
        "share.wrongCodesTimesLiveMax", "Q-F-02", of: .digitalDocuments, clause: "DD-15",
        sandbox: 6_000_000, within: 1...6_000_000, shipped: true,
        LocalizedText(
            kk: "қате кодтар × жарамды кодтар шегі", ru: "предел: неверные коды × живые коды",
            en: "limit of wrong codes × live codes"))

    static let digitalDocuments: [SettingDeclaration] = [
        shareLifetimeDefault.declaration, shareLifetimeMax.declaration,
        shareViewsDefault.declaration, shareViewsMax.declaration,
        oneTimePasswordLifetime.declaration, oneTimePasswordTries.declaration,
        documentRequestWait.declaration, unknownNumbersPerHour.declaration,
        majorityYears.declaration,
        guardianMayShare.declaration, publicationDayDD.declaration,
        retentionViewMarks.declaration, wrongCodesOverall.declaration,
        wrongCodesTimesLive.declaration, issuerUnknownRevocation.declaration,
    ]
}
