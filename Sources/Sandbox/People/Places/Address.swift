import Kernel

/// A registered address.
package struct Address: Hashable, Sendable {
    /// The town or village.
    package var place: Place
    /// The street, with the word for its kind.
    package var street: LocalizedText
    /// The number of the house.
    package var house: Int
    /// The number of the flat; nil for a house of its own.
    package var flat: Int?

    /// The address in one line.
    package var line: LocalizedText {
        let place = place.full
        var line = LocalizedText(
            kk: "\(place.kk), \(street.kk), \(house)-үй",
            ru: "\(place.ru), \(street.ru), дом \(house)",
            en: "\(place.en), \(house) \(street.en)")
        if let flat {
            line.kk += ", \(flat)-пәтер"
            line.ru += ", кв. \(flat)"
            line.en += ", apt. \(flat)"
        }
        return line
    }

    /// Draws an address in the place.
    static func random(in place: Place, _ random: inout SplitMix64) -> Address {
        let isTown = place.district == nil
        return Address(
            place: place, street: random.pick(streets), house: random.within(1...140),
            flat: isTown && random.chance(perThousand: 750) ? random.within(1...120) : nil)
    }

    private static let streets: [LocalizedText] = [
        LocalizedText(kk: "Абай көшесі", ru: "улица Абая", en: "Abai Street"),
        LocalizedText(
            kk: "Бөгенбай батыр көшесі", ru: "улица Богенбай батыра", en: "Bogenbai Street"),
        LocalizedText(kk: "Сарыарқа көшесі", ru: "улица Сарыарка", en: "Saryarqa Street"),
        LocalizedText(kk: "Бейбітшілік көшесі", ru: "улица Бейбитшилик", en: "Beibitshilik Street"),
        LocalizedText(kk: "Достық көшесі", ru: "улица Достык", en: "Dostyq Street"),
        LocalizedText(kk: "Жеңіс көшесі", ru: "улица Победы", en: "Victory Street"),
        LocalizedText(kk: "Тәуелсіздік көшесі", ru: "улица Тауелсиздик", en: "Independence Street"),
        LocalizedText(kk: "Мектеп көшесі", ru: "улица Школьная", en: "School Street"),
        LocalizedText(kk: "Көктем көшесі", ru: "улица Коктем", en: "Spring Street"),
        LocalizedText(kk: "Астана көшесі", ru: "улица Астана", en: "Astana Street"),
        LocalizedText(kk: "Дала көшесі", ru: "улица Степная", en: "Steppe Street"),
        LocalizedText(kk: "Орталық көшесі", ru: "улица Центральная", en: "Central Street"),
    ]
}
