import Kernel
import Signatures

/// As what the holder of a certificate acts: together they have every role of the NCA.
package enum NCAHolderKind: String, CaseIterable, Sendable, Hashable {
    /// A natural person.
    case individual
    /// The first head of a body.
    case firstHead
    /// A person with the right to sign.
    case rightToSign
    /// A person with the right to sign financial documents.
    case rightToSignFinancial
    /// A member of the personnel department.
    case humanResources
    /// An employee.
    case employee
    /// An information system of a body, known by the missing person alone.
    case informationSystem
    /// An information system of a body with the role of its own.
    case organizationSystem
    /// A signer of the treasury's client system.
    case treasury
    /// Somebody with privileges inside the certification authority.
    case authorityPrivileges
    /// An administrator of the certification authority.
    case authorityAdministrator
    /// A manager of the certification authority.
    case authorityManager
    /// An operator of the certification authority.
    case authorityOperator
    /// A natural person who was identified.
    case identification
    /// A natural person who was identified at a public service centre.
    case identificationInPerson
    /// A natural person who was identified from afar.
    case identificationRemote
    /// A natural person who was identified from afar by Digital ID.
    case identificationDigitalID
    /// A natural person who was identified from afar on the AI platform.
    case identificationAIPlatform

    /// Whether the certificate names a body.
    package var namesBody: Bool {
        switch self {
        case .individual, .identification, .identificationInPerson, .identificationRemote,
            .identificationDigitalID, .identificationAIPlatform:
            false
        default: true
        }
    }
    /// Whether the certificate names a person.
    package var namesPerson: Bool { self != .informationSystem && self != .organizationSystem }

    /// The roles in the certificate.
    package var roles: [CertificateRole] {
        switch self {
        case .individual: [.individual]
        case .firstHead: [.organization, .firstHead]
        case .rightToSign: [.organization, .rightToSign]
        case .rightToSignFinancial: [.organization, .rightToSignFinancial]
        case .humanResources: [.organization, .humanResources]
        case .employee: [.organization, .employee]
        case .informationSystem: [.organization]
        case .organizationSystem: [.organization, .organizationSystem]
        case .treasury: [.organization, .treasury]
        case .authorityPrivileges: [.organization, .authorityPrivileges]
        case .authorityAdministrator: [.organization, .authorityAdministrator]
        case .authorityManager: [.organization, .authorityManager]
        case .authorityOperator: [.organization, .authorityOperator]
        case .identification: [.individual, .identification]
        case .identificationInPerson: [.individual, .identificationInPerson]
        case .identificationRemote: [.individual, .identificationRemote]
        case .identificationDigitalID: [.individual, .identificationDigitalID]
        case .identificationAIPlatform: [.individual, .identificationAIPlatform]
        }
    }
}

extension NCAHolderKind {
    /// The name that people read.
    package var name: LocalizedText {
        switch self {
        case .individual:
            LocalizedText(kk: "Жеке тұлға", ru: "Физическое лицо", en: "Natural person")
        case .firstHead:
            LocalizedText(kk: "Бірінші басшы", ru: "Первый руководитель", en: "First head")
        case .rightToSign:
            LocalizedText(kk: "Қол қою құқығы бар", ru: "С правом подписи", en: "May sign")
        case .rightToSignFinancial:
            LocalizedText(
                kk: "Қаржы құжаттарына қол қою құқығы бар", ru: "С правом финансовой подписи",
                en: "May sign financial documents")
        case .humanResources:
            LocalizedText(kk: "Кадр қызметі", ru: "Отдел кадров", en: "Personnel department")
        case .employee: LocalizedText(kk: "Қызметкер", ru: "Сотрудник", en: "Employee")
        case .informationSystem:
            LocalizedText(
                kk: "Ақпараттық жүйе", ru: "Информационная система", en: "Information system")
        case .organizationSystem:
            LocalizedText(
                kk: "Ұйымның ақпараттық жүйесі (жеке рөлмен)",
                ru: "Информационная система организации (с отдельной ролью)",
                en: "A body's information system (with a role of its own)")
        case .treasury: LocalizedText(kk: "Қазынашылық", ru: "Казначейство", en: "Treasury")
        default: rareName
        }
    }

    /// The names of the authority's own people and of those who were identified.
    private var rareName: LocalizedText {
        switch self {
        case .authorityPrivileges:
            LocalizedText(
                kk: "ҰКО-дағы артықшылықтар", ru: "Полномочия в НУЦ", en: "Privileges in the NCA")
        case .authorityAdministrator:
            LocalizedText(kk: "ҰКО әкімшісі", ru: "Администратор НУЦ", en: "NCA administrator")
        case .authorityManager:
            LocalizedText(kk: "ҰКО менеджері", ru: "Менеджер НУЦ", en: "NCA manager")
        case .authorityOperator:
            LocalizedText(kk: "ҰКО операторы", ru: "Оператор НУЦ", en: "NCA operator")
        case .identificationInPerson:
            LocalizedText(
                kk: "Жеке басы ХҚКО-да анықталған", ru: "Личность установлена в ЦОН",
                en: "Identified at a public service centre")
        case .identificationRemote:
            LocalizedText(
                kk: "Жеке басы қашықтан анықталған", ru: "Личность установлена удалённо",
                en: "Identified from afar")
        case .identificationDigitalID:
            LocalizedText(
                kk: "Жеке басы Digital ID арқылы анықталған",
                ru: "Личность установлена через Digital ID", en: "Identified by Digital ID")
        case .identificationAIPlatform:
            LocalizedText(
                kk: "Жеке басы ЖИ платформасында анықталған",
                ru: "Личность установлена на платформе ИИ", en: "Identified on the AI platform")
        default:
            LocalizedText(
                kk: "Жеке басы анықталған", ru: "Личность установлена", en: "Identified person")
        }
    }
}
