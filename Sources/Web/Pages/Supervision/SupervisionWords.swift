import AccessControl
import Kernel

/// The words of the authorised body's workplace.
enum SupervisionWords {
    static let title = LocalizedText(
        kk: "Дербес деректерді қорғауды бақылау", ru: "Надзор за защитой персональных данных",
        en: "Supervision of personal data")
    static let lead = LocalizedText(
        kk: "Адамның жазбаларын екінші лауазымды адам растағаннан кейін ғана қарауға болады.",
        ru: "Записи человека можно посмотреть только после подтверждения второго должностного "
            + "лица.",
        en: "A person's rows can be read only when a second official has confirmed.")
    static let ask = LocalizedText(
        kk: "Қарауға рұқсат сұрау", ru: "Запросить просмотр", en: "Ask to look")
    static let iin = LocalizedText(
        kk: "Кімнің жазбалары: ЖСН", ru: "Чьи записи: ИИН", en: "Whose rows: IIN")
    static let ground = LocalizedText(kk: "Негіз", ru: "Основание", en: "Ground")
    static let evidence = LocalizedText(
        kk: "Негіз болатын құжат", ru: "Документ-основание", en: "The document it rests on")
    static let evidenceHint = LocalizedText(
        kk: "Нөмірі мен күні. Адамның аты-жөнін жазбаңыз: бұл мәтінді адам да көреді.",
        ru: "Номер и день. Не пишите имён: этот текст увидит и сам человек.",
        en: "Number and day. Write no names: the person reads this text, too.")
    static let personSees = LocalizedText(
        kk: "Адам әр сұрау мен әр қарауды өз кабинетінде бірден көреді.",
        ru: "Человек сразу увидит в своём кабинете и запрос, и каждый просмотр.",
        en: "The person sees the wish and each look in the cabinet at once.")
    static let send = LocalizedText(kk: "Сұрау", ru: "Запросить", en: "Ask")
    static let looks = LocalizedText(kk: "Қараулар", ru: "Просмотры", en: "Looks")
    static let noLooks = LocalizedText(
        kk: "Әзірге ешкім сұраған жоқ.", ru: "Пока никто не запрашивал.",
        en: "Nobody has asked yet.")
    static let look = LocalizedText(
        kk: "Жазбаларды қарау", ru: "Просмотр записей", en: "A look at rows")
    static let askedAt = LocalizedText(kk: "Сұралды", ru: "Запрошено", en: "Asked at")
    static let confirmBy = LocalizedText(
        kk: "Растау мерзімі", ru: "Подтвердить до", en: "To be confirmed by")
    static let readUntil = LocalizedText(
        kk: "Қарау мерзімі", ru: "Можно смотреть до", en: "May be read until")
    static let waits = LocalizedText(
        kk: "Екінші лауазымды адамның растауы күтілуде. Өзіңіз растай алмайсыз.",
        ru: "Ждёт подтверждения второго должностного лица. Сами вы подтвердить не можете.",
        en: "It waits for a second official. You cannot confirm it yourself.")
    static let confirmNote = LocalizedText(
        kk: "Растасаңыз, сұраған адам жазбаларды 24 сағат қарай алады. Құжатты тексеріп шығыңыз.",
        ru: "После подтверждения запросивший сможет 24 часа смотреть записи. Сверьте документ.",
        en: "Then the official who asked may read the rows for 24 hours. Check the document first.")
    static let confirm = LocalizedText(kk: "Растау", ru: "Подтвердить", en: "Confirm")
    static let read = LocalizedText(
        kk: "Жазбаларды қарау", ru: "Посмотреть записи", en: "Read the rows")
    static let rows = LocalizedText(
        kk: "Адамның жазбалары", ru: "Записи о человеке", en: "The person's rows")
    static let recorded = LocalizedText(
        kk: "Бұл қарау жазылды; адам оны көреді.", ru: "Этот просмотр записан; человек его видит.",
        en: "This look is on record; the person sees it.")
    static let older = LocalizedText(kk: "Ертерек", ru: "Раньше", en: "Older")
    static let counts = LocalizedText(
        kk: "Соңғы 30 күн", ru: "Последние 30 дней", en: "The last 30 days")
    static let countsNote = LocalizedText(
        kk: "Мақсаттар бойынша сандар. 1-ден 4-ке дейінгі сан айтылмайды.",
        ru: "Числа по целям. Числа от 1 до 4 не называются.",
        en: "Numbers by purpose. A number from 1 to 4 is not said.")
    static let noCounts = LocalizedText(
        kk: "Сұрау болған жоқ.", ru: "Запросов не было.", en: "There were no requests.")
    static let few = LocalizedText(kk: "аз", ru: "мало", en: "few")
    static let purpose = LocalizedText(kk: "Мақсат", ru: "Цель", en: "Purpose")
    static let requests = LocalizedText(kk: "Сұраулар", ru: "Запросы", en: "Requests")
    static let granted = LocalizedText(kk: "Келісілді", ru: "Согласия", en: "Granted")
    static let refused = LocalizedText(kk: "Бас тартылды", ru: "Отказы", en: "Refused")
    static let withdrawn = LocalizedText(kk: "Қайтарылды", ru: "Отозваны", en: "Withdrawn")
    static let uses = LocalizedText(kk: "Пайдалану", ru: "Использования", en: "Uses")
    static let wrongIIN = LocalizedText(
        kk: "ЖСН 12 цифрдан тұрады және бақылау цифры дұрыс болуы керек",
        ru: "ИИН: 12 цифр с верной контрольной", en: "An IIN has 12 digits and a right check digit")
    static let ownRows = LocalizedText(
        kk: "Өз жазбаларыңыз кабинетіңізде", ru: "Свои записи смотрите в своём кабинете",
        en: "Your own rows stand in your cabinet")
    static let noGround = LocalizedText(
        kk: "Негізді таңдаңыз", ru: "Выберите основание", en: "Choose a ground")
    static let noEvidence = LocalizedText(
        kk: "Құжаттың нөмірі мен күнін жазыңыз", ru: "Укажите номер и день документа",
        en: "Write the document's number and day")

    static func status(_ status: PersonRead.Status) -> LocalizedText {
        switch status {
        case .awaitingSecondOfficial:
            LocalizedText(kk: "растауды күтеді", ru: "ждёт подтверждения", en: "to be confirmed")
        case .open: LocalizedText(kk: "қарауға болады", ru: "можно смотреть", en: "may be read")
        case .lapsed: LocalizedText(kk: "мерзімі өтті", ru: "срок прошёл", en: "lapsed")
        case .over: LocalizedText(kk: "аяқталды", ru: "завершён", en: "over")
        }
    }
}
