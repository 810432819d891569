import ASN1
import Kernel
import Signatures

/// For what a certificate says its key is, by the years of the NCA's rules.
package enum NCAKeyUse: String, CaseIterable, Sendable, Hashable {
    /// For everything, since 2024: with keyAgreement.
    case universal
    /// For everything, in 2022 and 2023: with keyEncipherment.
    case universal2022
    /// Documents alone, before 2022 (SIGN).
    case signing
    /// Signing in alone, before 2022 (AUTH).
    case authentication

    /// The profile of a holder's certificate.
    ///
    /// RSA agrees on no keys (RFC 3279 section 2.3.1): there the key for everything enciphers them,
    /// whatever the year.
    func profile(of kind: NCAHolderKind, in family: NCAFamily) -> CertificateProfile {
        var profile = CertificateProfile.holder(kind.roles)
        switch self {
        case .universal:
            if family == .rsa {
                profile.keyUsage = [.digitalSignature, .nonRepudiation, .keyEncipherment]
            }
        case .universal2022:
            profile.keyUsage = [.digitalSignature, .nonRepudiation, .keyEncipherment]
        case .signing:
            profile.keyUsage = [.digitalSignature, .nonRepudiation]
            profile.policies = [kind.namesBody ? "1.2.398.3.3.2.1" : "1.2.398.3.3.2.3"]
        case .authentication:
            profile.keyUsage = [.digitalSignature, .keyEncipherment]
            profile.extendedKeyUsage = [Self.clientAuthentication] + kind.roles.map(\.identifier)
            profile.policies = [kind.namesBody ? "1.2.398.3.3.2.2" : "1.2.398.3.3.2.4"]
        }
        return profile
    }

    private static let clientAuthentication: ObjectIdentifier = "1.3.6.1.5.5.7.3.2"

    /// The name that people read.
    package var name: LocalizedText {
        switch self {
        case .universal:
            LocalizedText(
                kk: "Бәріне, 2024 жылдан", ru: "Для всего, с 2024 года",
                en: "For everything, since 2024")
        case .universal2022:
            LocalizedText(
                kk: "Бәріне, 2022–2023 жж.", ru: "Для всего, 2022–2023 годы",
                en: "For everything, 2022 and 2023")
        case .signing:
            LocalizedText(
                kk: "Тек қол қоюға (SIGN), 2022 жылға дейін",
                ru: "Только подпись (SIGN), до 2022 года",
                en: "Documents alone (SIGN), before 2022")
        case .authentication:
            LocalizedText(
                kk: "Тек жүйеге кіруге (AUTH), 2022 жылға дейін",
                ru: "Только вход (AUTH), до 2022 года",
                en: "Signing in alone (AUTH), before 2022")
        }
    }
}
