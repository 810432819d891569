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
