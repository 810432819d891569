/// A service that the operator opens by deciding what its act leaves open.
package enum OfferedService: String, CaseIterable, Sendable, Hashable {
    /// What every service needs; while it is incomplete, all of them stay closed.
    case installation
    /// Control of access to personal data (KDP).
    case accessControl
    /// Digital documents (DD).
    case digitalDocuments
    /// Casework in industrial safety (IS).
    case industrialSafety

    /// The service's name for people.
    package var name: LocalizedText {
        switch self {
        case .installation:
            LocalizedText(kk: "Бүкіл орнатым", ru: "Вся установка", en: "The whole installation")
        case .accessControl:
            LocalizedText(
                kk: "Дербес деректерге қол жеткізуді бақылау",
                ru: "Контроль доступа к персональным данным",
                en: "Control of access to personal data")
        case .digitalDocuments:
            LocalizedText(
                kk: "Цифрлық құжаттар", ru: "Цифровые документы", en: "Digital documents")
        case .industrialSafety:
            LocalizedText(
                kk: "Өнеркәсіптік қауіпсіздік қызметтері",
                ru: "Услуги в области промышленной безопасности",
                en: "Services in industrial safety")
        }
    }
}
