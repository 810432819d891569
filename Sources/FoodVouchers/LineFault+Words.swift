import Kernel

extension LineFault {
    /// The line and the reason, for the cashier who must mend it.
    package var explanation: LocalizedText {
        let words = reason.words
        return LocalizedText(
            kk: "\(line)-жол: \(words.kk) (\(reason.clause))",
            ru: "строка \(line): \(words.ru) (\(reason.clause))",
            en: "line \(line): \(words.en) (\(reason.clause))")
    }

    /// The same at its place among what the till sent.
    package var place: Refusal.Place {
        Refusal.Place("items/\(line - 1)", reason.words, clause: reason.clause)
    }
}

extension LineFault.Reason {
    /// The reason in words.
    package var words: LocalizedText {
        switch self {
        case .notSociallySignificant:
            LocalizedText(
                kk: "тауар әлеуметтік маңызы бар азық-түлік тізімінде жоқ",
                ru: "товара нет в перечне социально значимых",
                en: "the good is not on the list of socially significant goods")
        case .brokenPiece:
            LocalizedText(
                kk: "данамен сатылатын тауардың саны бүтін болуы керек",
                ru: "штучный товар продаётся целыми штуками",
                en: "a good sold by the piece needs a whole number")
        case .notInShop:
            LocalizedText(
                kk: "дүкен бұл тауардың сатып алу бағасын осы күнге енгізбеген",
                ru: "магазин не внёс закупочную цену этого товара на этот день",
                en: "the shop has entered no purchase price of this good for this day")
        case .notPurchasePrice:
            LocalizedText(
                kk: "баға сатып алу бағасына тең емес", ru: "цена не равна закупочной",
                en: "the price is not the purchase price")
        case .noOfficialPrice:
            LocalizedText(
                kk: "салыстыратын ресми нарықтық баға жоқ",
                ru: "нет официальной рыночной цены для сравнения",
                en: "there is no official market price to compare with")
        case .aboveNineTenths:
            LocalizedText(
                kk: "баға ресми нарықтық бағадан 10 пайызға төмен емес",
                ru: "цена не ниже официальной рыночной на 10 процентов",
                en: "the price is not 10 per cent below the official market price")
        case .aboveShelfPrice:
            LocalizedText(
                kk: "алушыға баға сөредегі бағадан қымбат",
                ru: "цена для получателя выше цены на полке",
                en: "the price for the recipient is above the shelf price")
        case .aboveOfficialPrice:
            LocalizedText(
                kk: "сөредегі баға ресми нарықтық бағадан жоғары",
                ru: "цена на полке выше официальной рыночной",
                en: "the shelf price is above the official market price")
        }
    }
}
