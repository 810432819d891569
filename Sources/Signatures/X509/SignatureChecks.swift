import Kernel
import Synchronization

/// The checks of certificates' and lists' signatures that one message causes: each is made once, and
/// so many in all as ``checksMax`` says, whatever stands in the message.
///
/// A check beyond that counts as one that failed: half a check refuses.
package final class SignatureChecks: Sendable {
    /// The most checks for one message; one takes about a millisecond.
    package static let checksMax = 512

    private struct Check: Hashable {
        let signed: [UInt8]
        let signature: [UInt8]
        let issuer: Certificate

        /// The signature alone tells checks apart; what it stands over may be long.
        func hash(into hasher: inout Hasher) {
            unsafe signature.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }

    private let outcomes = Mutex<[Check: Bool]>([:])

    /// No check made yet.
    package init() {}

    /// Whether the certificate's signature is by the issuer's key.
    func isSigned(_ certificate: Certificate, by issuer: Certificate) -> Bool {
        let check = Check(
            signed: certificate.der, signature: certificate.signature, issuer: issuer)
        return outcome(check) { certificate.isSigned(by: issuer.publicKey) }
    }

    /// Whether the list's signature is by the issuer's key.
    func isSigned(_ list: RevocationList, by issuer: Certificate) -> Bool {
        let check = Check(signed: list.signedBytes, signature: list.signature, issuer: issuer)
        return outcome(check) { list.isSigned(by: issuer.publicKey) }
    }

    private func outcome(_ check: Check, _ make: () -> Bool) -> Bool {
        let (known, isSpent) = outcomes.withLock { ($0[check], $0.count >= Self.checksMax) }
        if let known { return known }
        guard !isSpent else { return false }
        let made = make()
        outcomes.withLock { $0[check] = made }
        return made
    }
}
