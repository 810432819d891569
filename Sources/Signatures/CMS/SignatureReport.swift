import ASN1
import Kernel

/// Everything that a verification found out.
package struct SignatureReport: Sendable {
    /// One signature of the message.
    package struct Signature: Sendable {
        /// The signer's certificate; a claim when something is refused.
        package let signer: Certificate?
        /// The chain to a trusted authority, or as far as it came.
        package let path: CertificatePath?
        /// When it was signed, as the signer says.
        package let signingTime: Instant?
        /// The sound or unsound time-stamps, in their order.
        package let timeStamps: [TimeStampReport]
        /// The moment at which the signer's certificates were judged.
        package let judgedAt: Instant
        /// What is known of revocation, for each certificate of the chain but the anchor.
        package let revocations: [RevocationStatus]
        /// The signature algorithm, where it is one we know.
        package let scheme: SignatureScheme?
        /// What was found about this signature alone.
        package let findings: [Finding]

        /// Whether nothing is refused.
        package var isValid: Bool { !findings.contains { $0.severity == .refusal } }

        /// The report of a signature in another container than CMS.
        package init(
            signer: Certificate?, judgement: SignerJudge.Judgement?, judgedAt: Instant,
            findings: [Finding]
        ) {
            self.init(
                signer: signer, path: judgement?.path, signingTime: nil, timeStamps: [],
                judgedAt: judgedAt, revocations: judgement?.revocations ?? [], scheme: nil,
                findings: findings)
        }

        init(
            signer: Certificate?, path: CertificatePath?, signingTime: Instant?,
            timeStamps: [TimeStampReport], judgedAt: Instant, revocations: [RevocationStatus],
            scheme: SignatureScheme?, findings: [Finding]
        ) {
            self.signer = signer
            self.path = path
            self.signingTime = signingTime
            self.timeStamps = timeStamps
            self.judgedAt = judgedAt
            self.revocations = revocations
            self.scheme = scheme
            self.findings = findings
        }

        /// The same as a signature of this number, with what else was found about it.
        package func numbered(_ number: Int, adding more: [Finding]) -> Signature {
            Signature(
                signer: signer, path: path, signingTime: signingTime, timeStamps: timeStamps,
                judgedAt: judgedAt, revocations: revocations, scheme: scheme,
                findings: (more + findings).map { $0.of(signer: number) })
        }
    }

    /// The signatures, in the order of the message.
    package let signatures: [Signature]
    /// What was found about the message as a whole.
    package let messageFindings: [Finding]
    /// The content that was judged.
    package let content: [UInt8]?

    /// Everything that was found: about the message, then signature by signature.
    package var findings: [Finding] { messageFindings + signatures.flatMap(\.findings) }

    /// Whether there are signatures and nothing about any of them is refused.
    package var isValid: Bool {
        !signatures.isEmpty && !findings.contains { $0.severity == .refusal }
    }

    /// A report.
    package init(
        signatures: [Signature], messageFindings: [Finding], content: [UInt8]? = nil
    ) {
        self.signatures = signatures
        self.messageFindings = messageFindings
        self.content = content
    }

    /// A report of a message that could not be read.
    static func unreadable(_ finding: Finding) -> SignatureReport {
        SignatureReport(signatures: [], messageFindings: [finding], content: nil)
    }
}

/// What was found out about a time-stamp.
package struct TimeStampReport: Sendable {
    /// What it says.
    package let info: TimeStampInfo
    /// The authority's certificate; a claim when something is refused.
    package let authority: Certificate?
    /// The chain of the authority.
    package let path: CertificatePath?
    /// What was found.
    package let findings: [Finding]

    /// Whether nothing is refused.
    package var isValid: Bool { !findings.contains { $0.severity == .refusal } }
}
