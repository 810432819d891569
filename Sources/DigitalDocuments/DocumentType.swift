import Kernel

/// A kind of digital document that the platform offers (DD-5).
///
/// The raw value is the code that partner systems already use for the same document.
package enum DocumentType: String, CaseIterable, Sendable, Hashable {
    case identityCard = "IdentityCard"
    case driverLicense = "DriverLicense"
    case srts = "SRTS"
    case birthCertificate = "BirthCertificate"
    case aspCertificate = "AspCertificate"
    case diploma = "Diploma"

    /// What the document is called.
    package var title: LocalizedText {
        switch self {
        case .identityCard:
            LocalizedText(
                kk: "Жеке куәлік", ru: "Удостоверение личности", en: "Identity card")
        case .driverLicense:
            LocalizedText(
                kk: "Жүргізуші куәлігі", ru: "Водительское удостоверение", en: "Driving licence")
        case .srts:
            LocalizedText(
                kk: "Көлік құралын тіркеу туралы куәлік",
                ru: "Свидетельство о регистрации транспортного средства",
                en: "Vehicle registration certificate")
        case .birthCertificate:
            LocalizedText(
                kk: "Туу туралы куәлік", ru: "Свидетельство о рождении", en: "Birth certificate")
        case .aspCertificate:
            LocalizedText(
                kk: "Атаулы әлеуметтік көмек алушының анықтамасы",
                ru: "Справка получателя адресной социальной помощи",
                en: "Certificate of targeted social assistance")
        case .diploma:
            LocalizedText(kk: "Диплом", ru: "Диплом", en: "Diploma")
        }
    }
}
