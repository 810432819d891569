import COpenSSL

/// Whether two secrets are equal, in a time that depends on their length alone.
///
/// For codes, one-time passwords and session digests: an ordinary comparison stops at the first
/// difference and so tells how many leading bytes were right.
package func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe CRYPTO_memcmp(left, right, left.count) == 0
}
