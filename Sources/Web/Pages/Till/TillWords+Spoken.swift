import FoodVouchers
import Kernel

extension TillWords {
    /// What the page's script says, by the names that it uses.
    static func spoken(in language: Language) -> JSON {
        .object(all.map { JSON.Member($0.key, .string($0.value[language])) })
    }

    private static let all: KeyValuePairs<String, LocalizedText> = [
        "total": total, "byVoucher": byVoucher, "pay": pay, "left": left,
        "otherwise": LocalizedText(kk: "Басқаша", ru: "Иначе", en: "Otherwise"),
        "at": LocalizedText(kk: "Уақыты", ru: "Когда", en: "When"),
        "number": LocalizedText(kk: "Түбіртек нөмірі", ru: "Номер чека", en: "Receipt number"),
        "reserve": LocalizedText(
            kk: "Сақтап, қалғанын алу", ru: "Придержать и взять доплату",
            en: "Reserve and take the rest"),
        "quantity": LocalizedText(kk: "Саны", ru: "Количество", en: "Quantity"),
        "less": LocalizedText(kk: "Азайту", ru: "Убавить", en: "Less"),
        "more": LocalizedText(kk: "Қосу", ru: "Прибавить", en: "More"),
        "remove": LocalizedText(kk: "Алып тастау", ru: "Убрать", en: "Remove"),
        "prices": LocalizedText(kk: "Бағалар", ru: "Цены", en: "Prices"),
        "shelf": LocalizedText(
            kk: "Сөредегі баға, ₸", ru: "Цена на полке, ₸", en: "Price on the shelf, ₸"),
        "price": LocalizedText(
            kk: "Алушыға баға, ₸", ru: "Цена для получателя, ₸", en: "Price for the recipient, ₸"),
        "piece": LocalizedText(kk: "дана", ru: "шт.", en: "piece"),
        "kilogram": LocalizedText(kk: "кг", ru: "кг", en: "kg"),
        "litre": LocalizedText(kk: "л", ru: "л", en: "l"),
        "check": LocalizedText(
            kk: "Белгіленген жолдарды тексеріңіз", ru: "Проверьте отмеченные строки",
            en: "Check the marked lines"),
        "wrongQuantity": LocalizedText(
            kk: "санын цифрмен жазыңыз, мысалы 2 немесе 0,350",
            ru: "напишите количество цифрами, например 2 или 0,350",
            en: "write the quantity in digits, for example 2 or 0.350"),
        "wrongPrice": LocalizedText(
            kk: "бағаны теңгемен жазыңыз, мысалы 250", ru: "напишите цену в тенге, например 250",
            en: "write the price in tenge, for example 250"),
        "empty": LocalizedText(kk: "Себет бос", ru: "Корзина пуста", en: "The basket is empty"),
        "nothingLeft": LocalizedText(
            kk: "Ваучерде қаражат қалмады", ru: "На ваучере ничего не осталось",
            en: "Nothing is left on the voucher"),
        "nothingBack": LocalizedText(
            kk: "Қайтарылатын тауардың санын жазыңыз", ru: "Напишите, сколько возвращается",
            en: "Write how much comes back"),
        "take": LocalizedText(kk: "Қайтаруға", ru: "Вернуть из этого чека", en: "Return from this"),
        "cameBack": LocalizedText(kk: "қайтарылғаны", ru: "возвращено", en: "came back"),
        "onVoucher": LocalizedText(
            kk: "Ваучерге қайтты", ru: "Вернулось на ваучер", en: "Back on the voucher"),
        "inMoney": LocalizedText(
            kk: "Ақшалай беріңіз", ru: "Отдайте деньгами", en: "Give back in money"),
        "nameMissing": LocalizedText(
            kk: "Касса атауын жазыңыз", ru: "Напишите имя кассы", en: "Write the till's name"),
        "sending": LocalizedText(kk: "Жіберілуде…", ru: "Отправляем…", en: "Sending…"),
        "loading": LocalizedText(kk: "Жүктелуде…", ru: "Загружаем…", en: "Loading…"),
        "offline": LocalizedText(
            kk: "Байланыс жоқ. Бәрі сақталды, байланыс қалпына келгенде өзі жіберіледі.",
            ru: "Нет связи. Всё сохранено и отправится само, когда связь появится.",
            en: "No connection. Everything is kept and is sent by itself when it is back."),
        "busy": LocalizedText(
            kk: "Сервис әзірге жауап бермейді. Бәрі сақталды, өзі қайта жіберіледі.",
            ru: "Сервис пока не отвечает. Всё сохранено и отправится ещё раз само.",
            en: "The service does not answer yet. Everything is kept and is sent again by itself."),
        "notKnown": LocalizedText(
            kk: "Касса танылмады, операторға хабарласыңыз.",
            ru: "Касса не опознана, обратитесь к оператору.",
            en: "The till is not recognised, call the operator."),
        "away": LocalizedText(kk: "Байланыс жоқ", ru: "Нет связи", en: "No connection"),
        "later": LocalizedText(
            kk: "Байланыс қалпына келгенде қайталаңыз",
            ru: "Попробуйте снова, когда связь появится",
            en: "Try again when the connection is back"),
        "scanAgain": LocalizedText(
            kk: "Байланыс қалпына келгенде кодты қайта сканерлеңіз",
            ru: "Когда связь появится, отсканируйте код снова",
            en: "Scan the code again when the connection is back"),
        "failed": LocalizedText(
            kk: "Орындалмады", ru: "Не получилось", en: "It did not work"),
    ]
}
