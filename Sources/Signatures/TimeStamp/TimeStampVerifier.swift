import ASN1
import Kernel

/// Verifies time-stamps (RFC 3161 section 2.2, RFC 5816).
///
/// The authority's certificates are judged at the stamp's own moment, revocation at the moment of
/// verification: a key that became known can stamp any moment, also one before its revocation. One
/// that was superseded or ceased to be used keeps the stamps made before (RFC 3161 section 4).
package struct TimeStampVerifier: Sendable {
    private let judge: SignerJudge

    /// A verifier.
    package init(judge: SignerJudge) {
        self.judge = judge
    }

    /// Verifies a token over `stamped`.
    ///
    /// - Parameters:
    ///   - certificates: others that are at hand, when the token has none inside.
    ///   - nonce: what the request said, as encoded; nil when it said nothing or is not known.
    ///   - checks: what was checked for the same message already.
    package func verify(
        _ token: TimeStampToken, stamped: [UInt8], certificates: [Certificate] = [],
        nonce: [UInt8]? = nil, policy: SignaturePolicy,
        checks: SignatureChecks = SignatureChecks()
    ) -> TimeStampReport {
        let info = token.info
        var findings: [Finding] = []
        if let digest = info.digest {
            if !digest.isStrong {
                findings.append(finding(.digestWeak, .identifier(info.digestIdentifier)))
            }
            let own = digest.hash(stamped)
            if own != info.imprint {
                findings.append(
                    finding(
                        .timeStampImprintDiffers,
                        .digests(expected: info.imprint.hex, found: own.hex)))
            }
        } else {
            findings.append(finding(.digestNotAllowed, .identifier(info.digestIdentifier)))
        }
        if let nonce, nonce != info.nonce { findings.append(finding(.timeStampNonceDiffers)) }
        if let policies = policy.timeStampPolicies, !policies.contains(info.policy) {
            findings.append(finding(.timeStampPolicyNotAllowed, .identifier(info.policy)))
        }
        if policy.instant.adding(seconds: policy.clockLeewaySeconds) < info.time {
            findings.append(
                Finding(
                    .signedInFuture, subject: .timeStamp, at: policy.instant,
                    detail: .moment(info.time)))
        }
        return authority(of: token, certificates, findings, policy, checks)
    }

    private func authority(
        of token: TimeStampToken, _ certificates: [Certificate], _ found: [Finding],
        _ policy: SignaturePolicy, _ checks: SignatureChecks
    ) -> TimeStampReport {
        let included = token.data.certificates + certificates
        let check = SignerCheck(
            info: token.data.signers[0], contentType: token.data.contentType,
            certificates: included, refused: token.data.refusedCertificates,
            algorithms: policy.algorithms)
        let (signer, cryptography) = check.run { $0.hash(token.content) }
        var findings = found + cryptography.map(\.ofTimeStamp)
        guard let signer else {
            return TimeStampReport(
                info: token.info, authority: nil, path: nil, findings: findings)
        }
        var own = policy
        own.purpose = .anyOrUnstated
        own.roles = nil
        own.certificatePolicies = nil
        let judgement = judge.judge(
            signer, included: included, policy: own, at: token.info.time,
            revokedAt: policy.instant, checks: checks)
        findings += judgement.findings.map(\.ofTimeStamp)
        // RFC 3161 section 2.3: this purpose alone, and critical.
        if signer.extensions.extendedKeyUsage != [CertificateExtensions.timeStamping]
            || !signer.extensions.isExtendedKeyUsageCritical
        {
            findings.append(finding(.timeStampPurposeMissing))
        }
        return TimeStampReport(
            info: token.info, authority: signer, path: judgement.path, findings: findings)
    }

    private func finding(_ code: FindingCode, _ detail: Finding.Detail = .none) -> Finding {
        Finding(code, subject: .timeStamp, detail: detail)
    }
}
