import ASN1
import Kernel

extension Finding {
    /// What exactly is behind a finding, of the closed lists in which that is known.
    package enum Reason: Hashable, Sendable {
        /// How the bytes are not the structure that was expected.
        case structure(ASN1Fault)
        /// Why nobody could say whether a certificate is revoked.
        case revocation(RevocationStatus.Uncertainty)
        /// Why a key is not taken.
        case key(KeyFault)
        /// For what the certificate's key was made.
        case keyUse(KeyProfile)
        /// What is wrong with what the finding is about.
        case finding(FindingCode)

        /// Its name in answers and for whoever has to mend it.
        package var name: String {
            switch self {
            case .structure(let fault): fault.rawValue
            case .revocation(let reason): reason.rawValue
            case .key(let fault): fault.name
            case .keyUse(let profile): profile.rawValue
            case .finding(let code): code.rawValue
            }
        }

        /// What it means, in a sentence.
        package var text: LocalizedText {
            switch self {
            case .structure(let fault): fault.text
            case .revocation(let reason): reason.text
            case .key(let fault): fault.text
            case .keyUse(let profile): profile.text
            case .finding(let code): code.text
            }
        }
    }
}

extension KeyFault {
    /// The name of the case, without what it carries.
    var name: String {
        let text = String(describing: self)
        return String(text.prefix { $0 != "(" })
    }
}
