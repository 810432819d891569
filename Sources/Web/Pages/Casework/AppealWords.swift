import HTTPServer
import Kernel

/// What pages say about an appeal against a refusal.
enum AppealWords {
    static let title = LocalizedText(
        kk: "Бас тартуға шағымдану", ru: "Обжаловать отказ", en: "Appeal against the refusal")
    static let lead = LocalizedText(
        kk: "Шағымды жоғары тұрған орган қарайды; оны бұл істі шешкендер қарамайды.",
        ru: "Жалобу рассмотрит вышестоящий орган; те, кто решал это дело, её не рассматривают.",
        en: "The higher body considers it; nobody who decided this case does.")
    static let body = LocalizedText(
        kk: "Кім қарайды", ru: "Кто рассмотрит", en: "Who considers it")
    static let until = LocalizedText(
        kk: "Соңғы күні", ru: "Последний день", en: "The last day")
    static let text = LocalizedText(
        kk: "Неге келіспейсіз", ru: "С чем вы не согласны", en: "Why you disagree")
    static let hint = LocalizedText(
        kk: "Кемінде 20 таңба", ru: "Не меньше 20 знаков", en: "At least 20 characters")
    static let prepare = LocalizedText(
        kk: "Қол қоюға дайындау", ru: "Подготовить к подписи", en: "Prepare for signature")
    static let toSign = LocalizedText(
        kk: "Шағым дайын: ЭЦҚ-мен қол қойыңыз, сонда ол беріледі",
        ru: "Жалоба готова: подпишите её ЭЦП, тогда она будет подана",
        en: "The appeal is prepared: sign it with your EDS, and it is lodged")
    static let change = LocalizedText(
        kk: "Шағымды өзгерту", ru: "Изменить жалобу", en: "Change the appeal")
    static let send = LocalizedText(
        kk: "Қол қойылған шағымды беру", ru: "Подать подписанную жалобу",
        en: "Lodge the signed appeal")
    static let notSigned = LocalizedText(
        kk: "Шағымға қол қойылмаған (бұрынғы тәртіппен берілген)",
        ru: "Жалоба не подписана (подана по прежнему порядку)",
        en: "The appeal is not signed (lodged before appeals were)")
    static let signatureHolds = LocalizedText(
        kk: "Шағымның қолтаңбасы жарамды", ru: "Подпись под жалобой действительна",
        en: "The signature under the appeal holds")
    static let signatureBroken = LocalizedText(
        kk: "Шағымның қолтаңбасы жарамсыз", ru: "Подпись под жалобой недействительна",
        en: "The signature under the appeal does not hold")
    static let signedBy = LocalizedText(kk: "Қол қойған", ru: "Подписал", en: "Signed by")
    static let signedText = LocalizedText(
        kk: "Қол қойылған мәтін", ru: "Подписанный текст", en: "What was signed")
    static let lodged = LocalizedText(
        kk: "Бас тартуға шағым берілді", ru: "Подана жалоба на отказ",
        en: "An appeal was lodged against the refusal")
    static let stands = LocalizedText(
        kk: "Шағым қаралып жатыр. Шешім шыққанша бас тарту күшінде; қызмет мерзімі жүрмейді.",
        ru: "Жалоба рассматривается. До решения отказ действует; срок услуги не идёт.",
        en: "The appeal is considered. Until it is decided the refusal is in force; the term of "
            + "the service does not run.")
    static let file = LocalizedText(
        kk: "Шағымның файлы", ru: "Файл жалобы", en: "File of the appeal")
    static let left = LocalizedText(
        kk: "Шағым бойынша: бас тарту күшінде", ru: "По жалобе: отказ оставлен в силе",
        en: "On appeal: the refusal stands")
    static let cancelled = LocalizedText(
        kk: "Шағым бойынша: бас тарту күшін жойды, іс қайта қаралады",
        ru: "По жалобе: отказ отменён, дело рассматривается заново",
        en: "On appeal: the refusal is cancelled, the case is considered again")
    static let decision = LocalizedText(
        kk: "Шағым бойынша шешім (PDF)", ru: "Решение по жалобе (PDF)",
        en: "The decision on the appeal (PDF)")
    static let earlier = LocalizedText(
        kk: "Бұрынғы нәтиже (PDF)", ru: "Прежний результат (PDF)", en: "The earlier result (PDF)")
    static let reasons = LocalizedText(
        kk: "Шешімнің себептері", ru: "Причины решения", en: "Reasons of the decision")
}
