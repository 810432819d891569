import Kernel

/// How a key in a token is found.
package enum HSMKeyName: Hashable, Sendable {
    /// By `CKA_LABEL`.
    case label(String)
    /// By `CKA_ID`.
    case identifier([UInt8])

    /// The name as an operator writes it.
    var text: String {
        switch self {
        case .label(let label): label
        case .identifier(let bytes): bytes.hex
        }
    }
}
