import Kernel

/// The places where synthetic people live.
///
/// Codes and names: KATO, NK RK 11-2025, as of 17 July 2026, Bureau of National Statistics
/// (stat.gov.kz). A short list is enough: Akkol weighs much above its size, because the food
/// vouchers of the pilot are paid there (FV-O.1, FV-4).
package enum Places {
    /// All of them, Akkol first.
    package static let all: [Place] = [
        Place(
            kato: "113220100", region: .akmola,
            district: LocalizedText(
                kk: "Ақкөл ауданы", ru: "Аккольский район", en: "Akkol district"),
            name: LocalizedText(kk: "Ақкөл қаласы", ru: "город Акколь", en: "Akkol"), weight: 190),
        Place(
            kato: "113239100", region: .akmola,
            district: LocalizedText(
                kk: "Ақкөл ауданы", ru: "Аккольский район", en: "Akkol district"),
            name: LocalizedText(kk: "Азат ауылы", ru: "село Азат", en: "Azat"), weight: 12),
        Place(
            kato: "113255100", region: .akmola,
            district: LocalizedText(
                kk: "Ақкөл ауданы", ru: "Аккольский район", en: "Akkol district"),
            name: LocalizedText(kk: "Урюпинка ауылы", ru: "село Урюпинка", en: "Uriupinka"),
            weight: 10),
        Place(
            kato: "111010000", region: .akmola,
            district: nil,
            name: LocalizedText(kk: "Көкшетау қаласы", ru: "город Кокшетау", en: "Kokshetau"),
            weight: 30),
        Place(
            kato: "111810000", region: .akmola,
            district: nil,
            name: LocalizedText(kk: "Степногор қаласы", ru: "город Степногорск", en: "Stepnogorsk"),
            weight: 14),
        Place(
            kato: "117020100", region: .akmola,
            district: LocalizedText(
                kk: "Бурабай ауданы", ru: "Бурабайский район", en: "Burabay district"),
            name: LocalizedText(kk: "Щучинск қаласы", ru: "город Щучинск", en: "Shchuchinsk"),
            weight: 14),
        Place(
            kato: "710000000", region: .astana,
            district: nil,
            name: LocalizedText(kk: "Астана қаласы", ru: "город Астана", en: "Astana"), weight: 150),
        Place(
            kato: "750000000", region: .almaty,
            district: nil,
            name: LocalizedText(kk: "Алматы қаласы", ru: "город Алматы", en: "Almaty"), weight: 190),
        Place(
            kato: "790000000", region: .shymkent,
            district: nil,
            name: LocalizedText(kk: "Шымкент қаласы", ru: "город Шымкент", en: "Shymkent"),
            weight: 90),
        Place(
            kato: "101010000", region: .abai,
            district: nil,
            name: LocalizedText(kk: "Семей қаласы", ru: "город Семей", en: "Semey"), weight: 26),
        Place(
            kato: "151010000", region: .aktobe,
            district: nil,
            name: LocalizedText(kk: "Ақтөбе қаласы", ru: "город Актобе", en: "Aktobe"), weight: 34),
        Place(
            kato: "156020100", region: .aktobe,
            district: LocalizedText(
                kk: "Хромтау ауданы", ru: "Хромтауский район", en: "Khromtau district"),
            name: LocalizedText(kk: "Хромтау қаласы", ru: "город Хромтау", en: "Khromtau"),
            weight: 6),
        Place(
            kato: "191010000", region: .almatyRegion,
            district: nil,
            name: LocalizedText(kk: "Қонаев қаласы", ru: "город Қонаев", en: "Qonaev"), weight: 10),
        Place(
            kato: "196220100", region: .almatyRegion,
            district: LocalizedText(
                kk: "Талғар ауданы", ru: "Талгарский район", en: "Talgar district"),
            name: LocalizedText(kk: "Талғар қаласы", ru: "город Талгар", en: "Talgar"), weight: 10),
        Place(
            kato: "231010000", region: .atyrau,
            district: nil,
            name: LocalizedText(kk: "Атырау қаласы", ru: "город Атырау", en: "Atyrau"), weight: 22),
        Place(
            kato: "271010000", region: .westKazakhstan,
            district: nil,
            name: LocalizedText(kk: "Орал қаласы", ru: "город Уральск", en: "Oral"), weight: 20),
        Place(
            kato: "311010000", region: .zhambyl,
            district: nil,
            name: LocalizedText(kk: "Тараз қаласы", ru: "город Тараз", en: "Taraz"), weight: 30),
        Place(
            kato: "331010000", region: .zhetisu,
            district: nil,
            name: LocalizedText(
                kk: "Талдықорған қаласы", ru: "город Талдыкорган", en: "Taldykorgan"), weight: 14),
        Place(
            kato: "334620100", region: .zhetisu,
            district: LocalizedText(
                kk: "Панфилов ауданы", ru: "Панфиловский район", en: "Panfilov district"),
            name: LocalizedText(kk: "Жаркент қаласы", ru: "город Жаркент", en: "Zharkent"),
            weight: 8),
        Place(
            kato: "351010000", region: .karaganda,
            district: nil,
            name: LocalizedText(kk: "Қарағанды қаласы", ru: "город Караганда", en: "Karaganda"),
            weight: 40),
        Place(
            kato: "351610000", region: .karaganda,
            district: nil,
            name: LocalizedText(kk: "Балқаш қаласы", ru: "город Балхаш", en: "Balkhash"), weight: 8),
        Place(
            kato: "352410000", region: .karaganda,
            district: nil,
            name: LocalizedText(kk: "Теміртау қаласы", ru: "город Темиртау", en: "Temirtau"),
            weight: 12),
        Place(
            kato: "391010000", region: .kostanay,
            district: nil,
            name: LocalizedText(kk: "Қостанай қаласы", ru: "город Костанай", en: "Kostanay"),
            weight: 20),
        Place(
            kato: "392410000", region: .kostanay,
            district: nil,
            name: LocalizedText(kk: "Рудный қаласы", ru: "город Рудный", en: "Rudny"), weight: 8),
        Place(
            kato: "431010000", region: .kyzylorda,
            district: nil,
            name: LocalizedText(kk: "Қызылорда қаласы", ru: "город Кызылорда", en: "Kyzylorda"),
            weight: 24),
        Place(
            kato: "471010000", region: .mangystau,
            district: nil,
            name: LocalizedText(kk: "Ақтау қаласы", ru: "город Актау", en: "Aktau"), weight: 18),
        Place(
            kato: "471810000", region: .mangystau,
            district: nil,
            name: LocalizedText(kk: "Жаңаөзен қаласы", ru: "город Жанаозен", en: "Zhanaozen"),
            weight: 8),
        Place(
            kato: "551010000", region: .pavlodar,
            district: nil,
            name: LocalizedText(kk: "Павлодар қаласы", ru: "город Павлодар", en: "Pavlodar"),
            weight: 26),
        Place(
            kato: "552210000", region: .pavlodar,
            district: nil,
            name: LocalizedText(kk: "Екібастұз қаласы", ru: "город Экибастуз", en: "Ekibastuz"),
            weight: 10),
        Place(
            kato: "591010000", region: .northKazakhstan,
            district: nil,
            name: LocalizedText(kk: "Петропавл қаласы", ru: "город Петропавловск", en: "Petropavl"),
            weight: 18),
        Place(
            kato: "611010000", region: .turkistan,
            district: nil,
            name: LocalizedText(kk: "Түркістан қаласы", ru: "город Туркестан", en: "Turkistan"),
            weight: 18),
        Place(
            kato: "615420100", region: .turkistan,
            district: LocalizedText(
                kk: "Сарыағаш ауданы", ru: "Сарыагашский район", en: "Saryagash district"),
            name: LocalizedText(kk: "Сарыағаш қаласы", ru: "город Сарыагаш", en: "Saryagash"),
            weight: 8),
        Place(
            kato: "621010000", region: .ulytau,
            district: nil,
            name: LocalizedText(kk: "Жезқазған қаласы", ru: "город Жезказган", en: "Zhezkazgan"),
            weight: 10),
        Place(
            kato: "631010000", region: .eastKazakhstan,
            district: nil,
            name: LocalizedText(kk: "Өскемен қаласы", ru: "город Усть-Каменогорск", en: "Oskemen"),
            weight: 24),
        Place(
            kato: "632410000", region: .eastKazakhstan,
            district: nil,
            name: LocalizedText(kk: "Риддер қаласы", ru: "город Риддер", en: "Ridder"), weight: 6),
    ]

    /// The town of Akkol, Akmola region.
    package static let akkol = all[0]

    /// The place with the code; nil when it is not one of ours.
    package static func place(kato: String) -> Place? {
        all.first { $0.kato == kato }
    }

    static let weights = all.map(\.weight)
}
