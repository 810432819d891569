import FoodVouchers
import Kernel

/// Words of the pages on food vouchers.
enum WalletWords {
    static let usedBefore = LocalizedText(
        kk: "Ваучер бұрын пайдаланылған", ru: "Ваучер использован раньше",
        en: "The voucher was used before")
    static let holderBefore = LocalizedText(
        kk: "Ваучерді бұрын ұстаған адам сатып алды: тізім түзетілгенде ваучер сізге көшті",
        ru: "Купил тот, у кого ваучер был раньше: по исправленному списку он перешёл к вам",
        en: "Bought by who held the voucher before: a corrected list moved it to you")
    static let title = LocalizedText(
        kk: "Азық-түлік ваучерлері", ru: "Продовольственные ваучеры", en: "Food vouchers")
    static let none = LocalizedText(
        kk: "Ваучер жоқ", ru: "Ваучеров нет", en: "There are no vouchers")
    static let noneText = LocalizedText(
        kk: "Ваучер тізімдегі отбасыға SMS арқылы келісім бергеннен кейін беріледі. Айдың 5-і күні "
            + "келетін SMS-ке жауап беріңіз.",
        ru: "Ваучер появляется у семьи из списка после согласия по SMS. Ответьте на SMS, которое "
            + "приходит 5-го числа.",
        en:
            "A family on the list gets a voucher after consenting by SMS. Answer the SMS that comes "
            + "on the 5th.")
    static let left = LocalizedText(kk: "Қалдық", ru: "Остаток", en: "Left")
    static let amount = LocalizedText(kk: "Мөлшері", ru: "Размер", en: "Amount")
    static let lastDay = LocalizedText(
        kk: "Соңғы күні", ru: "Последний день", en: "Last day")
    static let own = LocalizedText(kk: "Өз ваучеріңіз", ru: "Ваш ваучер", en: "Your voucher")
    static let member = LocalizedText(
        kk: "Отбасы мүшесінің ваучері", ru: "Ваучер члена семьи", en: "A family member's voucher")
    static let activate = LocalizedText(
        kk: "Ваучерлерді белсендіру", ru: "Активировать ваучеры", en: "Activate the vouchers")
    static let showQR = LocalizedText(
        kk: "QR-кодты көрсету", ru: "Показать QR-код", en: "Show the QR code")
    static let takeBack = LocalizedText(
        kk: "Бала үшін берген келісімді қайтарып алу", ru: "Отозвать согласие за ребёнка",
        en: "Take back the consent for the child")
    static let nextQR = LocalizedText(kk: "Жаңа код", ru: "Новый код", en: "A new code")
    static let qrLabel = LocalizedText(
        kk: "Ваучердің QR-коды", ru: "QR-код ваучера", en: "The voucher's QR code")
    static let qrText = LocalizedText(
        kk: "Кассирге экранды көрсетіңіз. Код бір рет қана және бір минут жарамды; экран жаңарған "
            + "соң оның суреті ештеңеге жарамайды.",
        ru: "Покажите экран кассиру. Код действует один раз и одну минуту; когда экран обновится, "
            + "его снимок бесполезен.",
        en:
            "Show the screen to the cashier. The code is good once and for a minute; when the screen "
            + "has moved on, a photograph of it is of no use.")
    static let history = LocalizedText(kk: "Тарих", ru: "История", en: "History")
    static let purchases = LocalizedText(
        kk: "Сатып алулар", ru: "Покупки", en: "Purchases")
    static let unused = LocalizedText(
        kk: "Әлі сатып алынған жоқ", ru: "Покупок ещё не было", en: "Nothing bought yet")
    static let unusedText = LocalizedText(
        kk: "Мұнда әр сатып алу оның тауарларымен көрінеді.",
        ru: "Здесь будет видна каждая покупка с её товарами.",
        en: "Each purchase will stand here with its goods.")
    static let paid = LocalizedText(kk: "Төленді", ru: "Оплачено", en: "Paid")
    static let failed = LocalizedText(
        kk: "Төлем өтпеді", ru: "Оплата не прошла", en: "Payment failed")
    static let lines = LocalizedText(kk: "Тауарлар", ru: "Товары", en: "Goods")
    static let good = LocalizedText(kk: "Тауар", ru: "Товар", en: "Good")
    static let quantity = LocalizedText(kk: "Саны", ru: "Количество", en: "Quantity")
    static let sum = LocalizedText(kk: "Сомасы", ru: "Сумма", en: "Sum")
    static let byVoucher = LocalizedText(
        kk: "Ваучермен төленді", ru: "Оплачено ваучером", en: "Paid by voucher")
    static let otherwise = LocalizedText(
        kk: "Басқаша төленді", ru: "Оплачено иначе", en: "Paid otherwise")
    static let returned = LocalizedText(
        kk: "Ваучерге қайтарылды", ru: "Возвращено на ваучер", en: "Returned to the voucher")

    /// A month by its name and year.
    static func month(_ month: CalendarMonth) -> LocalizedText {
        let parts = month.firstDay.components
        let names = months[parts.month - 1]
        return LocalizedText(
            kk: "\(parts.year) жылғы \(names.kk)", ru: "\(names.ru) \(parts.year) года",
            en: "\(names.en) \(parts.year)")
    }

    private static let months: [(kk: String, ru: String, en: String)] = [
        ("қаңтар", "Январь", "January"), ("ақпан", "Февраль", "February"),
        ("наурыз", "Март", "March"), ("сәуір", "Апрель", "April"), ("мамыр", "Май", "May"),
        ("маусым", "Июнь", "June"), ("шілде", "Июль", "July"), ("тамыз", "Август", "August"),
        ("қыркүйек", "Сентябрь", "September"), ("қазан", "Октябрь", "October"),
        ("қараша", "Ноябрь", "November"), ("желтоқсан", "Декабрь", "December"),
    ]
}

extension Voucher.Status {
    /// What the state is called.
    var name: LocalizedText {
        switch self {
        case .formed:
            LocalizedText(kk: "Белсендірілмеген", ru: "Не активирован", en: "Not yet active")
        case .active: LocalizedText(kk: "Белсенді", ru: "Активен", en: "Active")
        case .expired: LocalizedText(kk: "Мерзімі өтті", ru: "Срок истёк", en: "Expired")
        case .removed: LocalizedText(kk: "Алынып тасталды", ru: "Снят", en: "Taken back")
        }
    }
}
