import Kernel

/// What is said of fees and of decisions of courts and bailiffs.
package enum ObligationWords {
    static let unknownReceipt = LocalizedText(
        kk: "Төлем шлюзінде мұндай түбіртек жоқ. Нөмірін тексеріңіз.",
        ru: "Платёжный шлюз не знает такой квитанции. Проверьте номер.",
        en: "The payment gateway knows no such receipt. Check the number.")
    static let otherPayer = LocalizedText(
        kk: "Бұл түбіртек бойынша өтініш беруші емес, басқа тұлға төлеген.",
        ru: "По этой квитанции платил не заявитель.",
        en: "Another than the applicant paid under this receipt.")
    static let used = LocalizedText(
        kk: "Бұл түбіртек басқа өтінішке жұмсалған. Жаңа төлемнің нөмірін жазыңыз.",
        ru: "Эта квитанция уже служит другому заявлению. Укажите номер нового платежа.",
        en: "This receipt serves another application. Give the number of a new payment.")
    package static let unavailable = LocalizedText(
        kk: "Сот шектеулері тізілімі немесе төлем шлюзі жауап бермейді. Кейінірек қайталаңыз.",
        ru: "Реестр судебных ограничений или платёжный шлюз не отвечает. Повторите позже.",
        en: "The register of court restrictions or the payment gateway does not answer. Try later.")

    static func tooLittle(_ needed: Int64) -> LocalizedText {
        LocalizedText(
            kk: "Төленген сома алымнан аз: \(NumberFormat.money(tiyn: needed, .kk)) керек.",
            ru: "Уплачено меньше сбора: нужно \(NumberFormat.money(tiyn: needed, .ru)).",
            en: "Less than the fee was paid: it is \(NumberFormat.money(tiyn: needed, .en)).")
    }

    static func refunded(_ day: Day) -> LocalizedText {
        LocalizedText(
            kk: "Төлем \(day) қайтарылған. Алымды қайта төлеңіз.",
            ru: "Платёж возвращён \(day). Уплатите сбор заново.",
            en: "The payment was given back on \(day). Pay the fee again.")
    }

    static func restricted(_ number: String) -> LocalizedText {
        LocalizedText(
            kk:
                "№ \(number) шешім күшінде тұрғанда сұралған нәтиже берілмейді. Шешім алынса, іс әрі "
                + "қарай жүреді.",
            ru:
                "Пока действует решение № \(number), запрошенное не выдаётся. Когда его снимут, дело "
                + "пойдёт дальше.",
            en:
                "While decision No. \(number) is in force, what was asked for is not given. Once it is "
                + "lifted, the case goes on.")
    }
}
