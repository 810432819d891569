import ASN1
import Kernel

/// By what a signature is judged; everything that could be a silent assumption stands here.
package struct SignaturePolicy: Sendable {
    /// What the signer's key must be allowed to do.
    package enum Purpose: String, Hashable, Sendable {
        /// Sign documents: nonRepudiation, as the NCA has always set it for that.
        case document
        /// Sign in: digitalSignature.
        case authentication
        /// Either of both bits.
        case any
        /// Either of both bits, or no key usage stated at all: a time-stamping authority, whose
        /// extended key usage says what it may do.
        case anyOrUnstated
    }

    /// What it means that nobody can say whether a certificate is revoked.
    package enum UnknownRevocation: String, Hashable, Sendable {
        /// The signature is refused.
        case refuse
        /// It is taken, with a warning.
        case warn
        /// Revocation is not asked about at all, which is said in a warning.
        case notChecked
    }

    /// The moment of verification.
    package var instant: Instant
    /// What the key must be allowed to do.
    package var purpose = Purpose.document
    /// One of these roles the signer must have; nil when any may sign.
    package var roles: Set<CertificateRole>?
    /// The certificate must have been issued under one of these policies; nil when any is taken.
    package var certificatePolicies: Set<ObjectIdentifier>?
    /// What unknown revocation means.
    package var unknownRevocation = UnknownRevocation.refuse
    /// How old an OCSP answer that does not repeat the question's nonce may be, in seconds; nil when
    /// it is taken for as long as it says itself.
    ///
    /// Such an answer may have been kept by anyone on the way from before a revocation.
    package var nonceLessAnswerAgeSecondsMax: Int64?
    /// Whether there must be a time-stamp.
    package var isTimeStampRequired = false
    /// Whether certificates are judged at the moment of a sound time-stamp, and not now.
    package var isTimeStampTrusted = true
    /// A time-stamp must have been made under one of these policies; nil when any is taken.
    package var timeStampPolicies: Set<ObjectIdentifier>?
    /// The signature algorithms that are taken.
    package var algorithms = Set(SignatureAlgorithm.allCases)
    /// How far the signer's clock may be ahead of ours, in seconds.
    package var clockLeewaySeconds: Int64 = 60

    /// How old an answer without our nonce may be where something is signed now and acted upon at
    /// once, in seconds: as far as two clocks may differ.
    package static let freshAnswerAgeSecondsMax = RevocationChecker.clockLeewaySeconds

    /// The policy for what is signed in front of us and acted upon at once: it is judged now.
    ///
    /// A time-stamp says when something was signed. Whose certificate was revoked since then has
    /// nothing to hand in any more, so it moves the judgement to no earlier moment.
    package static func signedNow(_ purpose: Purpose, at instant: Instant) -> SignaturePolicy {
        var policy = SignaturePolicy(at: instant)
        policy.purpose = purpose
        policy.unknownRevocation = .refuse
        policy.isTimeStampTrusted = false
        policy.nonceLessAnswerAgeSecondsMax = freshAnswerAgeSecondsMax
        return policy
    }

    /// The strictest policy at this moment: documents, revocation known, any role.
    package init(at instant: Instant) {
        self.instant = instant
    }
}
