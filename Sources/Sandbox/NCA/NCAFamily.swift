import ASN1
import Kernel
import Signatures

/// The two hierarchies of the sandbox's certification authority.
package enum NCAFamily: String, CaseIterable, Sendable, Hashable {
    /// GOST 34.10-2015 with 512 bits, as people and bodies have it since 2022.
    case gost
    /// ECDSA on P-256, for programs that know no GOST.
    case ecdsa

    /// The mark in names that says whose the certificates are.
    var mark: String {
        switch self {
        case .gost: "(GOST) SANDBOX"
        case .ecdsa: "(ECDSA) SANDBOX"
        }
    }

    /// The policy of its time-stamps: of GOST 2015 and of RSA, as the NCA numbers them.
    var stampPolicy: ObjectIdentifier {
        switch self {
        case .gost: "1.2.398.3.3.2.6.4"
        case .ecdsa: "1.2.398.3.3.2.6.2"
        }
    }

    /// A new key of the family.
    func generateKey() throws -> SigningKey {
        switch self {
        case .gost: try SigningKey.generateGOST()
        case .ecdsa: try SigningKey.generateES256()
        }
    }
}

/// As what the holder of a certificate acts.
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
    /// An information system of a body.
    case informationSystem
    /// A signer of the treasury's client system.
    case treasury

    /// Whether the certificate names a body.
    package var namesBody: Bool { self != .individual }
    /// Whether the certificate names a person.
    package var namesPerson: Bool { self != .informationSystem }

    /// The roles in the certificate.
    var roles: [CertificateRole] {
        switch self {
        case .individual: [.individual]
        case .firstHead: [.organization, .firstHead]
        case .rightToSign: [.organization, .rightToSign]
        case .rightToSignFinancial: [.organization, .rightToSignFinancial]
        case .humanResources: [.organization, .humanResources]
        case .employee: [.organization, .employee]
        case .informationSystem: [.organization]
        case .treasury: [.organization, .treasury]
        }
    }

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
        case .treasury: LocalizedText(kk: "Қазынашылық", ru: "Казначейство", en: "Treasury")
        }
    }
}

/// When a new certificate is valid.
package enum NCAValidity: String, CaseIterable, Sendable, Hashable {
    /// Now.
    case valid
    /// Until yesterday.
    case expired
    /// From tomorrow on.
    case notYetValid
    /// Now, but revoked at once.
    case revoked

    /// The name that people read.
    package var name: LocalizedText {
        switch self {
        case .valid: LocalizedText(kk: "Жарамды", ru: "Действует", en: "Valid")
        case .expired: LocalizedText(kk: "Мерзімі өткен", ru: "Истёк", en: "Expired")
        case .notYetValid:
            LocalizedText(kk: "Әлі күшіне енбеген", ru: "Ещё не действует", en: "Not valid yet")
        case .revoked: LocalizedText(kk: "Қайтарып алынған", ru: "Отозван", en: "Revoked")
        }
    }
}
