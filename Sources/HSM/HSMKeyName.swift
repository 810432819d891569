/// How a key in a token is found.
package enum HSMKeyName: Hashable, Sendable {
    /// By `CKA_LABEL`.
    case label(String)
    /// By `CKA_ID`.
    case identifier([UInt8])
}
