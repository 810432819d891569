import Kernel

/// What refusals at the law workplace say.
enum LawOfficeWords {
    static let notYourBody = LocalizedText(
        kk: "Бұл туралы өнеркәсіптік қауіпсіздік саласындағы уәкілетті органның «authorisedBody» "
            + "рөлі бар қызметкерлері шешеді",
        ru: "Это решают сотрудники уполномоченного органа в области промышленной безопасности с "
            + "ролью «authorisedBody»",
        en: "Officials of the authorised body in industrial safety with the role “authorisedBody” "
            + "decide this")
    static let sourceNeeded = LocalizedText(
        kk: "Кім және қайда жариялағанын жазыңыз: әрқайсысы 3–300 таңба",
        ru: "Укажите, кто и где опубликовал: от 3 до 300 знаков в каждом поле",
        en: "Say who published it and where: 3 to 300 characters each")
    static let sameDay = LocalizedText(
        kk: "Дәл осы күн енгізілген", ru: "Этот день уже введён",
        en: "This very day has been entered")
    static let notPublishedYet = LocalizedText(
        kk: "Болашақ күн енгізілмейді: жариялау болғаннан кейін енгізіледі",
        ru: "День ещё не наступил: публикацию вводят после того, как она состоялась",
        en: "The day has not come: a publication is entered once it has happened")
    static let changedSince = LocalizedText(
        kk: "Ұсыныс жасалғаннан бері басқа шешім расталды: қайта ұсыныңыз",
        ru: "С тех пор подтверждено другое решение: предложите заново",
        en: "Another decision was confirmed since: propose anew")

    static func beforeRegistration(_ day: Day) -> LocalizedText {
        LocalizedText(
            kk: "Бұйрық \(day) күні тіркелді: тіркелгенге дейін жариялана алмайды",
            ru: "Приказ зарегистрирован \(day): до регистрации он не мог быть опубликован",
            en: "The order was registered on \(day): it cannot have been published before")
    }

    static func inForce(_ day: Day) -> LocalizedText {
        LocalizedText(
            kk: "Бұйрық енгізілген күн бойынша \(day) күнінен бері қолданылуда: оны өзгертуге "
                + "болмайды",
            ru: "По введённому дню приказ действует с \(day): изменить день нельзя",
            en: "By the day that was entered the order is in force since \(day): the day can no "
                + "longer be changed")
    }
}
