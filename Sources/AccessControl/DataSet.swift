import Kernel

/// A set of data that can be asked for, by the name that the interface uses for it.
package enum DataSet {
    /// The known data sets: types of documents, and the registers' own names.
    package static let names: [String: LocalizedText] = [
        "IdentityCard": LocalizedText(
            kk: "жеке куәлік", ru: "удостоверение личности", en: "identity card"),
        "DriverLicense": LocalizedText(
            kk: "жүргізуші куәлігі", ru: "водительское удостоверение", en: "driving licence"),
        "SRTS": LocalizedText(
            kk: "көлік құралын тіркеу туралы куәлік", ru: "свидетельство о регистрации ТС",
            en: "vehicle registration certificate"),
        "BirthCertificate": LocalizedText(
            kk: "туу туралы куәлік", ru: "свидетельство о рождении", en: "birth certificate"),
        "AspCertificate": LocalizedText(
            kk: "атаулы әлеуметтік көмек туралы анықтама", ru: "справка об АСП",
            en: "certificate of targeted social assistance"),
        "Diploma": LocalizedText(kk: "диплом", ru: "диплом", en: "diploma"),
        "persons": LocalizedText(
            kk: "халық тіркелімі", ru: "регистр населения", en: "population register"),
        "families": LocalizedText(
            kk: "отбасы туралы мәліметтер", ru: "сведения о семье", en: "family data"),
        "phoneNumbers": LocalizedText(
            kk: "ұялы нөмір", ru: "мобильный номер", en: "mobile number"),
        "legalEntities": LocalizedText(
            kk: "заңды тұлғалар", ru: "юридические лица", en: "legal entities"),
    ]

    /// The name that a person reads; the plain name for a data set that is not known.
    package static func name(of dataSet: String) -> LocalizedText {
        names[dataSet] ?? LocalizedText(kk: dataSet, ru: dataSet, en: dataSet)
    }
}
