import ASN1
import Kernel

/// Makes time-stamps; the sandbox's, and one in tests.
package struct TimeStampAuthority: Sendable {
    /// Why a request is not stamped (RFC 3161 section 2.4.2, PKIFailureInfo).
    package enum Failure: Int, Error, Hashable, Sendable {
        /// The hash is not taken.
        case badAlgorithm = 0
        /// The request cannot be read.
        case badDataFormat = 5
        /// The clock is not to be relied on.
        case timeNotAvailable = 14
        /// The policy is not this authority's.
        case unacceptedPolicy = 15
        /// The service itself failed.
        case systemFailure = 25
    }

    /// The certificate, whose only extended key usage is time-stamping.
    package let certificate: Certificate
    /// The policy that stands in every stamp.
    package let policy: ObjectIdentifier
    private let key: SigningKey

    /// An authority.
    ///
    /// - Throws: ``CertificateFault/notTheAuthority`` when the key is not the certificate's.
    package init(
        certificate: Certificate, key: SigningKey, policy: ObjectIdentifier
    ) throws(CertificateFault) {
        guard certificate.publicKey == key.publicKey else { throw .notTheAuthority }
        self.certificate = certificate
        self.key = key
        self.policy = policy
    }

    /// The answer to a request in DER: a stamp, or a refusal with its reason.
    ///
    /// - Parameters:
    ///   - now: milliseconds stand in the stamp.
    ///   - random: gives the 128 bits of the stamp's number.
    package func answer(_ request: [UInt8], now: Instant, random: RandomSource) -> [UInt8] {
        do throws(Failure) {
            let token = try stamp(request, now: now, random: random)
            return DER.sequence(DER.sequence(DER.integer(0)), token)
        } catch {
            return DER.sequence(
                DER.sequence(DER.integer(2), DER.namedBits([error.rawValue])))
        }
    }

    private func stamp(
        _ bytes: [UInt8], now: Instant, random: RandomSource
    ) throws(Failure) -> [UInt8] {
        let request: TimeStampRequest
        do throws(ASN1Fault) {
            request = try TimeStampRequest(der: bytes)
        } catch { throw .badDataFormat }
        guard let digest = DigestAlgorithm(request.digestIdentifier), digest.isStrong else {
            throw .badAlgorithm
        }
        guard request.policy.map({ $0 == policy }) ?? true else { throw .unacceptedPolicy }
        let info = DER.sequence(
            DER.integer(1), DER.objectIdentifier(policy),
            DER.sequence(
                DER.sequence(DER.objectIdentifier(digest.identifier), DER.null),
                DER.octetString(request.imprint)), DER.integer(unsigned: random.bytes(16)),
            ASN1Time.encodeGeneralized(now, withMilliseconds: true),
            request.nonce.map { DER.element(.integer, $0) } ?? [])
        var draft = SignedDataDraft(
            content: info, type: TimeStampToken.infoType, detached: false)
        do throws(CMSFault) {
            try draft.sign(with: key, certificate: certificate, signingTime: now)
        } catch { throw .systemFailure }
        return draft.der
    }
}
