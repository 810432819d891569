import Kernel

/// A region, or one of the three cities of republican significance.
///
/// Names are those of KATO (NK RK 11-2025, as of 17 July 2026; Bureau of National Statistics).
package enum Region: String, CaseIterable, Sendable, Hashable {
    case abai = "10"
    case akmola = "11"
    case aktobe = "15"
    case almatyRegion = "19"
    case atyrau = "23"
    case westKazakhstan = "27"
    case zhambyl = "31"
    case zhetisu = "33"
    case karaganda = "35"
    case kostanay = "39"
    case kyzylorda = "43"
    case mangystau = "47"
    case pavlodar = "55"
    case northKazakhstan = "59"
    case turkistan = "61"
    case ulytau = "62"
    case eastKazakhstan = "63"
    case astana = "71"
    case almaty = "75"
    case shymkent = "79"

    /// The KATO code of the whole region: 9 digits.
    package var kato: String { rawValue + "0000000" }

    /// The name.
    package var name: LocalizedText {
        switch self {
        case .abai:
            LocalizedText(kk: "Абай облысы", ru: "область Абай", en: "Abai region")
        case .akmola:
            LocalizedText(kk: "Ақмола облысы", ru: "Акмолинская область", en: "Akmola region")
        case .aktobe:
            LocalizedText(kk: "Ақтөбе облысы", ru: "Актюбинская область", en: "Aktobe region")
        case .almatyRegion:
            LocalizedText(kk: "Алматы облысы", ru: "Алматинская область", en: "Almaty region")
        case .atyrau:
            LocalizedText(kk: "Атырау облысы", ru: "Атырауская область", en: "Atyrau region")
        case .westKazakhstan:
            LocalizedText(
                kk: "Батыс Қазақстан облысы", ru: "Западно-Казахстанская область",
                en: "West Kazakhstan region")
        case .zhambyl:
            LocalizedText(kk: "Жамбыл облысы", ru: "Жамбылская область", en: "Zhambyl region")
        case .zhetisu:
            LocalizedText(kk: "Жетісу облысы", ru: "область Жетісу", en: "Zhetisu region")
        case .karaganda:
            LocalizedText(
                kk: "Қарағанды облысы", ru: "Карагандинская область", en: "Karaganda region")
        case .kostanay:
            LocalizedText(kk: "Қостанай облысы", ru: "Костанайская область", en: "Kostanay region")
        case .kyzylorda:
            LocalizedText(
                kk: "Қызылорда облысы", ru: "Кызылординская область", en: "Kyzylorda region")
        case .mangystau:
            LocalizedText(
                kk: "Маңғыстау облысы", ru: "Мангистауская область", en: "Mangystau region")
        case .pavlodar:
            LocalizedText(kk: "Павлодар облысы", ru: "Павлодарская область", en: "Pavlodar region")
        case .northKazakhstan:
            LocalizedText(
                kk: "Солтүстік Қазақстан облысы", ru: "Северо-Казахстанская область",
                en: "North Kazakhstan region")
        case .turkistan:
            LocalizedText(
                kk: "Түркістан облысы", ru: "Туркестанская область", en: "Turkistan region")
        case .ulytau:
            LocalizedText(kk: "Ұлытау облысы", ru: "область Ұлытау", en: "Ulytau region")
        case .eastKazakhstan:
            LocalizedText(
                kk: "Шығыс Қазақстан облысы", ru: "Восточно-Казахстанская область",
                en: "East Kazakhstan region")
        case .astana:
            LocalizedText(kk: "Астана қаласы", ru: "город Астана", en: "Astana")
        case .almaty:
            LocalizedText(kk: "Алматы қаласы", ru: "город Алматы", en: "Almaty")
        case .shymkent:
            LocalizedText(kk: "Шымкент қаласы", ru: "город Шымкент", en: "Shymkent")
        }
    }

    /// The Russian name in the genitive, for the names of local bodies.
    package var russianGenitive: String {
        switch self {
        case .abai: "области Абай"
        case .akmola: "Акмолинской области"
        case .aktobe: "Актюбинской области"
        case .almatyRegion: "Алматинской области"
        case .atyrau: "Атырауской области"
        case .westKazakhstan: "Западно-Казахстанской области"
        case .zhambyl: "Жамбылской области"
        case .zhetisu: "области Жетісу"
        case .karaganda: "Карагандинской области"
        case .kostanay: "Костанайской области"
        case .kyzylorda: "Кызылординской области"
        case .mangystau: "Мангистауской области"
        case .pavlodar: "Павлодарской области"
        case .northKazakhstan: "Северо-Казахстанской области"
        case .turkistan: "Туркестанской области"
        case .ulytau: "области Ұлытау"
        case .eastKazakhstan: "Восточно-Казахстанской области"
        case .astana: "города Астаны"
        case .almaty: "города Алматы"
        case .shymkent: "города Шымкента"
        }
    }

    /// The region's number on number plates, two digits.
    package var plateCode: String {
        switch self {
        case .abai: "18"
        case .akmola: "03"
        case .aktobe: "04"
        case .almatyRegion: "05"
        case .atyrau: "06"
        case .westKazakhstan: "07"
        case .zhambyl: "08"
        case .zhetisu: "19"
        case .karaganda: "09"
        case .kostanay: "10"
        case .kyzylorda: "11"
        case .mangystau: "12"
        case .pavlodar: "14"
        case .northKazakhstan: "15"
        case .turkistan: "13"
        case .ulytau: "20"
        case .eastKazakhstan: "16"
        case .astana: "01"
        case .almaty: "02"
        case .shymkent: "17"
        }
    }
}
