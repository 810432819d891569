import Kernel

/// Words of refusals about appeals.
enum AppealWording {
    static let nothing = LocalizedText(
        kk: "Шағымданатын бас тарту жоқ немесе оған бұрын шағым берілген",
        ru: "Нет отказа, который можно обжаловать, или он уже обжалован",
        en: "There is no refusal to appeal against, or it was appealed against already")
    static let off = LocalizedText(
        kk: "Бұл шешімге мұнда шағым берілмейді: шешімнің өзінде жазылған тәртіппен шағымданыңыз",
        ru: "Обжаловать это решение здесь нельзя: как это сделать, сказано в самом решении",
        en: "This decision is not appealed against here: the decision itself says how")
    static let ownDecision = LocalizedText(
        kk: "Бұл іске қатысқан қызметкер шағымды қарамайды",
        ru: "Тот, кто решал это дело, не рассматривает жалобу по нему",
        en: "Who took part in this case does not consider the appeal")

    static func late(_ last: Day) -> LocalizedText {
        LocalizedText(
            kk: "Шағым беру мерзімі \(last) күні аяқталды: сотқа жүгінуге болады",
            ru: "Срок жалобы истёк \(last): можно обратиться в суд",
            en: "The time to appeal ended on \(last): a court is left")
    }
}
