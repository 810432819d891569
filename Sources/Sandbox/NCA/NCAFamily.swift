import ASN1
import Kernel
import Signatures

/// The hierarchies of the sandbox's certification authority.
package enum NCAFamily: String, CaseIterable, Sendable, Hashable {
    /// GOST 34.10-2015 with 512 bits, as people and bodies have it since 2022.
    case gost
    /// ECDSA on P-256, for programs that know no GOST.
    case ecdsa
    /// RSA with 2048 bits, as people and bodies had it beside GOST.
    case rsa

    /// The mark in names that says whose the certificates are.
    var mark: String {
        switch self {
        case .gost: "(GOST) SANDBOX"
        case .ecdsa: "(ECDSA) SANDBOX"
        case .rsa: "(RSA) SANDBOX"
        }
    }

    /// The policy of its time-stamps: of GOST 2015 and of RSA, as the NCA numbers them.
    var stampPolicy: ObjectIdentifier {
        switch self {
        case .gost: "1.2.398.3.3.2.6.4"
        case .ecdsa, .rsa: "1.2.398.3.3.2.6.2"
        }
    }

    /// A new key of the family.
    func generateKey() throws -> SigningKey {
        switch self {
        case .gost: try SigningKey.generateGOST()
        case .ecdsa: try SigningKey.generateES256()
        case .rsa: try SigningKey.generateRS256(bits: 2048)
        }
    }

    /// The name that people read.
    package var name: String {
        switch self {
        case .gost: "GOST 34.10-2015, 512"
        case .ecdsa: "ECDSA P-256"
        case .rsa: "RSA 2048"
        }
    }

    /// How its key files are called, in the NCA's manner.
    package var filePrefix: String {
        switch self {
        case .gost: "GOST512"
        case .ecdsa: "ECDSA256"
        case .rsa: "RSA256"
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
