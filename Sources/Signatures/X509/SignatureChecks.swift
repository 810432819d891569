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

        /// What stands for the check in memory.
        var mark: SHA256Digest {
            SHA256.hash(
                SHA256.hash(signed).bytes + SHA256.hash(signature).bytes
                    + SHA256.hash(issuer.der).bytes)
        }

        /// The signature alone tells checks apart; what it stands over may be long.
        func hash(into hasher: inout Hasher) {
            unsafe signature.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }

    private let outcomes = Mutex<[Check: Bool]>([:])
    private let memory: SignatureMemory?

    /// No check made yet.
    ///
    /// - Parameter memory: what was found good for messages before this one.
    package init(memory: SignatureMemory? = nil) {
        self.memory = memory
    }

    /// Whether the certificate's signature is by the issuer's key.
    func isSigned(_ certificate: Certificate, by issuer: Certificate) -> Bool {
        let check = Check(
            signed: certificate.der, signature: certificate.signature, issuer: issuer)
        return outcome(check, memory) { certificate.isSigned(by: issuer.publicKey) }
    }

    /// Whether the list's signature is by the issuer's key.
    package func isSigned(_ list: RevocationList, by issuer: Certificate) -> Bool {
        let check = Check(signed: list.signedBytes, signature: list.signature, issuer: issuer)
        return outcome(check, memory) { list.isSigned(by: issuer.publicKey) }
    }

    /// Whether the answer's signature is by the responder's key; no answer comes twice.
    func isSigned(_ body: OCSPResponse.Body, by responder: Certificate) -> Bool {
        let check = Check(signed: body.signedBytes, signature: body.signature, issuer: responder)
        return outcome(check, nil) { body.isSigned(by: responder.publicKey) }
    }

    private func outcome(
        _ check: Check, _ memory: SignatureMemory?, _ make: () -> Bool
    ) -> Bool {
        let (known, isSpent) = outcomes.withLock { ($0[check], $0.count >= Self.checksMax) }
        if let known { return known }
        guard !isSpent else { return false }
        let made = memory?.isGood(check.mark, make) ?? make()
        outcomes.withLock { $0[check] = made }
        return made
    }
}

/// Signatures of certificates and lists that were found good, for all messages: whether an authority's
/// key signed these bytes never changes, and most messages come from the same few authorities.
///
/// What is bad is not remembered: it may be anything that somebody sends.
package final class SignatureMemory: Sendable {
    /// The most signatures that are remembered; then it begins anew.
    package static let signaturesMax = 8192

    private let good = Mutex<Set<SHA256Digest>>([])

    /// Nothing is remembered yet.
    package init() {}

    /// Whether it was good before, or is found good now.
    ///
    /// - Parameter mark: a digest of everything that decides.
    func isGood(_ mark: SHA256Digest, _ make: () -> Bool) -> Bool {
        if good.withLock({ $0.contains(mark) }) { return true }
        guard make() else { return false }
        good.withLock { good in
            if good.count >= Self.signaturesMax { good.removeAll() }
            good.insert(mark)
        }
        return true
    }
}
