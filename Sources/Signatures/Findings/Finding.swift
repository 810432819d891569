import ASN1
import Kernel

/// One thing that a verification found: what, where, by which rule, at which instant.
package struct Finding: Hashable, Sendable {
    /// What a finding does to the verdict.
    package enum Severity: String, Hashable, Sendable {
        /// The signature is refused.
        case refusal
        /// The signature may be accepted; people are told.
        case warning
    }

    /// What the finding is about.
    package enum Subject: Hashable, Sendable {
        /// The message as a whole.
        case message
        /// What this signer signed, or said.
        case signature
        /// A certificate of the chain: 0 is the signer's own.
        case certificate(position: Int, name: String, serial: String)
        /// The time-stamp.
        case timeStamp
    }

    /// What makes the finding plain to who must mend it.
    package enum Detail: Hashable, Sendable {
        /// Nothing more.
        case none
        /// Two digests that should be the same, hexadecimal.
        case digests(expected: String, found: String)
        /// A moment that the rule speaks of: of expiry, of revocation.
        case moment(Instant)
        /// An object identifier: of an algorithm, an extension, a policy.
        case identifier(ObjectIdentifier)
        /// Which of several things it is, each with its words.
        case reason(Reason)
        /// A name or number as it stands in a certificate.
        case text(String)
        /// What exactly is wrong here, in a sentence or two.
        case sentence(LocalizedText)
    }

    /// What was found.
    package let code: FindingCode
    /// What it does to the verdict.
    package let severity: Severity
    /// Which signature it is about, counted from 0; nil for the message as a whole.
    package let signer: Int?
    /// What exactly it is about.
    package let subject: Subject
    /// The instant at which the rule was applied; nil where time plays no part.
    package let instant: Instant?
    /// What makes it plain.
    package let detail: Detail

    /// A finding.
    package init(
        _ code: FindingCode, severity: Severity = .refusal, signer: Int? = nil,
        subject: Subject = .message, at instant: Instant? = nil, detail: Detail = .none
    ) {
        self.code = code
        self.severity = severity
        self.signer = signer
        self.subject = subject
        self.instant = instant
        self.detail = detail
    }

    /// The same about this signer.
    package func of(signer: Int) -> Finding {
        Finding(
            code, severity: severity, signer: signer, subject: subject, at: instant,
            detail: detail)
    }

    /// The same about the time-stamp of a signature, whose own signer it names.
    var ofTimeStamp: Finding {
        let isCertificate = if case .certificate = subject { true } else { false }
        switch code {
        case .signatureInvalid, .contentDigestDiffers, .signingCertificateDiffers,
            .attributesUnsound, .signedAttributesMissing, .contentTypeDiffers,
            .algorithmDiffersFromKey:
            return Finding(
                .timeStampSignatureInvalid, severity: severity, signer: signer,
                subject: .timeStamp, at: instant, detail: .reason(.finding(code)))
        default:
            return Finding(
                code, severity: severity, signer: signer,
                subject: isCertificate ? subject : .timeStamp, at: instant, detail: detail)
        }
    }
}

extension Finding.Subject {
    /// A certificate of the chain.
    static func certificate(_ certificate: Certificate, position: Int) -> Finding.Subject {
        .certificate(
            position: position, name: certificate.subjectName.description,
            serial: certificate.serial)
    }
}
