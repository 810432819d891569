import Kernel
import PriorityActivities
import Rendering
import UseCases

/// Words of the pages about priority activities.
enum ActivityPageWords {
    static let title = LocalizedText(
        kk: "АКТ саласындағы басым қызметті тексеру",
        ru: "Проверка приоритетной деятельности в области ИКТ",
        en: "Check a priority ICT activity")
    static let lead = LocalizedText(
        kk: "521/НҚ бұйрығының тізбесі: 19 тармақ және өз өндірісінің өлшемшарты. Тексеру тегін, "
            + "тіркелусіз, жауаптар сақталмайды.",
        ru: "Перечень приказа 521/НҚ: 19 пунктов и критерий собственного производства. Проверка "
            + "бесплатна, без регистрации, ответы не сохраняются.",
        en: "The list of order 521/НҚ: 19 items and the criterion of own production. Free, without "
            + "signing in; no answer is kept.")
    static let describe = LocalizedText(
        kk: "Не істейтініңізді өз сөзіңізбен жазыңыз", ru: "Опишите своими словами, что вы делаете",
        en: "Say in your own words what you do")
    static let describeHint = LocalizedText(
        kk: "Сөздер тек тармақ табуға көмектеседі, қорытындыға әсер етпейді",
        ru: "Слова помогают только найти пункт и на вывод не влияют",
        en: "The words only help to find an item and never decide")
    static let find = LocalizedText(
        kk: "Тармақ табу", ru: "Найти пункт", en: "Find an item")
    static let found = LocalizedText(
        kk: "Сәйкес келуі мүмкін тармақтар", ru: "Возможные пункты", en: "Items that may fit")
    static let nothing = LocalizedText(
        kk: "Таныс сөз табылмады. Тармақты тізімнен таңдаңыз.",
        ru: "Знакомых слов не нашлось. Выберите пункт из списка.",
        en: "No known words were found. Choose an item from the list.")
    static let quotes = LocalizedText(
        kk: "Сіздің сөздеріңіз:", ru: "Ваши слова:", en: "Your words:")
    static let all = LocalizedText(
        kk: "Барлық тармақтар", ru: "Все пункты", en: "All items")
    static let item = LocalizedText(kk: "тармақ", ru: "пункт", en: "item")
    static let ownProduction = LocalizedText(
        kk: "Өз өндірісі", ru: "Собственное производство", en: "Own production")
    static let unofficial = LocalizedText(
        kk: "Тармақтың мазмұны біздің сөзімізбен, ресми емес",
        ru: "Наше изложение пункта, не официальное",
        en: "Our own statement of the item, unofficial")
    static let on = LocalizedText(
        kk: "Қай күнге?", ru: "На какой день?", en: "For which day?")
    static let unknown = LocalizedText(kk: "Білмеймін", ru: "Не знаю", en: "I do not know")
    static let number = LocalizedText(
        kk: "құжат нөмірі", ru: "номер документа", en: "number of the paper")
    static let validUntil = LocalizedText(
        kk: "соңғы күні", ru: "действует по", en: "last day")
    static let several = LocalizedText(
        kk: "Бірнешеуін белгілеуге болады: әр әрекет бөлек тексеріледі.",
        ru: "Можно отметить несколько: каждое действие проверяется отдельно.",
        en: "Several may be marked: each operation is checked by itself.")
    static let check = LocalizedText(kk: "Тексеру", ru: "Проверить", en: "Check")
    static let again = LocalizedText(
        kk: "Жауаптарды өзгерту", ru: "Изменить ответы", en: "Change the answers")
    static let toStart = LocalizedText(
        kk: "Тізбеге оралу", ru: "К перечню", en: "Back to the list")
    static let criterion = LocalizedText(kk: "Өлшемшарт", ru: "Критерий", en: "Criterion")
    static let answer = LocalizedText(
        kk: "Жауап", ru: "Ответ", en: "Answer")
    static let verdict = LocalizedText(kk: "Қорытынды", ru: "Вывод", en: "Verdict")
    static let noAnswer = LocalizedText(
        kk: "жауап жоқ", ru: "нет ответа", en: "no answer")
    static let change = LocalizedText(
        kk: "Қорытындыны не өзгертеді", ru: "Что изменит вывод", en: "What would change the verdict"
    )
    static let receipt = LocalizedText(
        kk: "Қол қойылған түбіртек", ru: "Подписанная квитанция", en: "Signed receipt")
    static let receiptHint = LocalizedText(
        kk: "Осы мәтіннен кез келген адам қорытындыны интернетсіз қайта есептей алады "
            + "(docs/verify/verify_activity_receipt.py).",
        ru: "По этому тексту любой пересчитает вывод без интернета "
            + "(docs/verify/verify_activity_receipt.py).",
        en: "From this text anyone can come to the verdict again offline "
            + "(docs/verify/verify_activity_receipt.py).")
    static let receiptVerifier = LocalizedText(
        kk: "Тексеретін бағдарлама (Python)", ru: "Программа проверки (Python)",
        en: "The script that checks it (Python)")
    static let receiptKeys = LocalizedText(
        kk: "Түбіртек кілті", ru: "Ключ квитанций", en: "The key of receipts")
    static let others = LocalizedText(
        kk: "Тізбенің басқа тармақтары", ru: "Другие пункты перечня",
        en: "Other items of the list")
    static func andMore(_ count: Int) -> LocalizedText {
        LocalizedText(
            kk: "және тағы \(count)", ru: "и ещё \(count)", en: "and \(count) more")
    }
    static let source = LocalizedText(kk: "дереккөзі", ru: "источник", en: "source")
    static let yourAnswer = LocalizedText(
        kk: "сіздің жауабыңыз", ru: "ваш ответ", en: "your answer")
    static let noItemThen = LocalizedText(
        kk: "Бұл күнгі тізбеде мұндай тармақ жоқ", ru: "В перечне этого дня такого пункта нет",
        en: "The list of that day has no such item")
    static let paperOfNothing = LocalizedText(
        kk: "Құжат көрсетілген, бірақ жауап таңдалмаған", ru: "Документ указан, а ответ не выбран",
        en: "A paper is named, but no answer is chosen")
    static let copy = LocalizedText(kk: "Көшіру", ru: "Скопировать", en: "Copy")
    static let copied = LocalizedText(kk: "Көшірілді", ru: "Скопировано", en: "Copied")
    static let notes = LocalizedText(
        kk: "Бұйрықта ашық қалған", ru: "Что приказ оставил открытым",
        en: "What the order leaves open")
    static let byBIN = LocalizedText(
        kk: "Ұйымды БСН бойынша қарау", ru: "Найти организацию по БИН",
        en: "Look an organisation up by BIN")
    static let bin = LocalizedText(kk: "БСН", ru: "БИН", en: "BIN")
    static let organisation = LocalizedText(
        kk: "Ұйымның БСН", ru: "БИН организации", en: "BIN of the organisation")
    static let proof = LocalizedText(kk: "Дәлелдеме", ru: "Доказательство", en: "Proof")
    static let show = LocalizedText(kk: "Көрсету", ru: "Показать", en: "Show")
    static let wrongBIN = LocalizedText(
        kk: "БСН 12 цифрдан тұрады, бақылау цифры дұрыс болуы керек",
        ru: "БИН – 12 цифр с верной контрольной цифрой",
        en: "A BIN has 12 digits with a right check digit")
    static let wrongDay = LocalizedText(
        kk: "Күнді таңдаңыз", ru: "Укажите день", en: "Give a day")
    static let workplace = LocalizedText(
        kk: "Жұмыс орны", ru: "Рабочее место", en: "Workplace")

    static func words(_ verdict: Verdict) -> LocalizedText {
        switch verdict {
        case .yes: LocalizedText(kk: "Иә", ru: "Да", en: "Yes")
        case .no: LocalizedText(kk: "Жоқ", ru: "Нет", en: "No")
        case .cannotTell:
            LocalizedText(kk: "Айту мүмкін емес", ru: "Сказать нельзя", en: "Cannot tell")
        }
    }

    static func words(_ state: FactState) -> LocalizedText? {
        switch state {
        case .stated, .absent: nil
        case .notKnownYet:
            LocalizedText(
                kk: "ол күні әлі белгісіз", ru: "на тот день ещё не было известно",
                en: "not known on that day")
        case .expired:
            LocalizedText(kk: "мерзімі өткен", ru: "срок истёк", en: "expired")
        case .notYetValid:
            LocalizedText(
                kk: "әлі күшіне енбеген", ru: "ещё не действует", en: "not valid yet")
        case .contradicted:
            LocalizedText(
                kk: "басқа жауапқа қайшы", ru: "противоречит другому ответу",
                en: "contradicts another answer")
        }
    }
}

extension Verdict {
    /// How it looks.
    var tone: Tone {
        switch self {
        case .yes: .good
        case .no: .bad
        case .cannotTell: .warn
        }
    }

    /// A word and a shape.
    func badge(_ language: Language) -> Badge {
        Badge(tone, ActivityPageWords.words(self)[language])
    }
}
