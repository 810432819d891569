import Kernel

/// Words of the pages on ratings and complaints.
enum ComplaintWords {
    static let title = LocalizedText(kk: "Шағымдар", ru: "Жалобы", en: "Complaints")
    static let sent = LocalizedText(
        kk: "Әкімдікке жіберілген", ru: "Направлены в акимат", en: "Sent to the akimat")
    static let none = LocalizedText(kk: "Шағым жоқ", ru: "Жалоб нет", en: "No complaints")
    static let noneText = LocalizedText(
        kk: "Шағым түбіртектің жолынан беріледі.",
        ru: "Жалоба подаётся со строки чека.", en: "A complaint begins at a line of a receipt.")
    static let complain = LocalizedText(
        kk: "Әкімдікке шағым", ru: "Жалоба в акимат", en: "Complaint to the akimat")
    static let about = LocalizedText(
        kk: "Осы жолға шағым", ru: "Пожаловаться на строку", en: "Complain about this line")
    static let what = LocalizedText(kk: "Не дұрыс емес?", ru: "Что не так?", en: "What is wrong?")
    static let whatHint = LocalizedText(
        kk: "Баға, сапа, стикер, дүкендегі қызмет. Аты-жөніңізді жазбаңыз.",
        ru: "Цена, качество, стикер, обслуживание. Имя писать не нужно.",
        en: "Price, quality, sticker, service. Your name is not needed.")
    static let send = LocalizedText(
        kk: "Әкімдікке жіберу", ru: "Отправить в акимат", en: "Send to the akimat")
    static let bought = LocalizedText(kk: "Сатып алынды", ru: "Куплено", en: "Bought")
    static let made = LocalizedText(kk: "Берілді", ru: "Подана", en: "Made")
    static let due = LocalizedText(kk: "Жауап мерзімі", ru: "Ответ до", en: "Answer by")
    static let answer = LocalizedText(
        kk: "Әкімдіктің жауабы", ru: "Ответ акимата", en: "The akimat's answer")
    static let open = LocalizedText(kk: "Қаралуда", ru: "На рассмотрении", en: "Being looked at")
    static let late = LocalizedText(
        kk: "Мерзімі өтті", ru: "Срок прошёл", en: "The term is over")
    static let upheld = LocalizedText(kk: "Дәлелді", ru: "Обоснована", en: "Upheld")
    static let rejected = LocalizedText(kk: "Дәлелсіз", ru: "Не подтвердилась", en: "Not upheld")
    static let appeal = LocalizedText(kk: "e-Otinish", ru: "e-Otinish", en: "e-Otinish")
    static let appealNumber = LocalizedText(
        kk: "e-Otinish нөмірі", ru: "Номер в e-Otinish", en: "Number in e-Otinish")
    static let registered = LocalizedText(
        kk: "Тіркелді", ru: "Зарегистрирована", en: "Registered")
    static let appealWaits = LocalizedText(
        kk: "Тіркелуді күтуде. e-Otinish жауап бергенше қайта жіберіледі.",
        ru: "Ждёт регистрации. Отправляется снова, пока e-Otinish не ответит.",
        en: "Waits to be registered. It is sent again until e-Otinish takes it.")
    static let appealCut = LocalizedText(
        kk: "e-Otinish жүйесіне қосылу әлі бапталмаған. Шағым сақталды және күтуде.",
        ru: "Связь с e-Otinish ещё не настроена. Жалоба сохранена и ждёт.",
        en: "The connection to e-Otinish is not set up yet. The complaint is kept and waits.")
    static let appealStuck = LocalizedText(
        kk: "e-Otinish қабылдамады. Оператор қарайды, шағым жоғалмайды.",
        ru: "e-Otinish не принял. Этим занимается оператор, жалоба не потеряна.",
        en: "e-Otinish did not take it. The operator is looking at it, and nothing is lost.")

    static let rate = LocalizedText(
        kk: "Дүкендегі қызмет қандай болды?", ru: "Как вас обслужили?",
        en: "How was the service in the shop?")
    static let yourRating = LocalizedText(kk: "Бағаңыз", ru: "Ваша оценка", en: "Your rating")
    static let ratings: [(Int64, LocalizedText)] = [
        (5, LocalizedText(kk: "5: өте жақсы", ru: "5: отлично", en: "5: very good")),
        (4, LocalizedText(kk: "4: жақсы", ru: "4: хорошо", en: "4: good")),
        (3, LocalizedText(kk: "3: орташа", ru: "3: средне", en: "3: fair")),
        (2, LocalizedText(kk: "2: нашар", ru: "2: плохо", en: "2: poor")),
        (1, LocalizedText(kk: "1: өте нашар", ru: "1: очень плохо", en: "1: bad")),
    ]
}
