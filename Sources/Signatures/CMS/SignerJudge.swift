import ASN1
import Kernel

/// Judges a signer's certificate: chain, use, roles, revocation.
///
/// The same for every container.
package struct SignerJudge: Sendable {
    /// What was found out about a certificate.
    package struct Judgement: Sendable {
        /// The chain, or as far as it came.
        package let path: CertificatePath
        /// What is known of revocation, for each certificate of the chain but the anchor.
        package let revocations: [RevocationStatus]
        /// What speaks against the certificate, or could not be checked.
        package let findings: [Finding]
    }

    private let paths: PathBuilder
    private let evidence: RevocationEvidence
    private let certificates: [Certificate]

    /// A judge.
    ///
    /// - Parameters:
    ///   - anchors: whom is trusted.
    ///   - certificates: intermediate authorities that are at hand beside those in the messages.
    ///   - evidence: lists and OCSP answers that are at hand.
    package init(
        anchors: TrustAnchors, certificates: [Certificate] = [],
        evidence: RevocationEvidence = RevocationEvidence()
    ) {
        self.paths = PathBuilder(anchors: anchors)
        self.certificates = certificates
        self.evidence = evidence
    }

    /// Judges `signer` at `instant`.
    ///
    /// - Parameters:
    ///   - included: certificates that came with the signature; nothing is believed of them.
    ///   - revokedAt: the moment by which a revocation counts; the same instant unless the
    ///     certificate is a time-stamping authority's. A revocation after `instant` for a reason
    ///     that ``RevocationReason/keepsEarlierWork`` does not count.
    ///   - checks: what was checked for the same message already.
    package func judge(
        _ signer: Certificate, included: [Certificate], lists: [RevocationList] = [],
        policy: SignaturePolicy, at instant: Instant, revokedAt: Instant? = nil,
        checks: SignatureChecks = SignatureChecks()
    ) -> Judgement {
        let pool = included + certificates
        var evidence = evidence
        evidence.lists += lists
        let checker = RevocationChecker(
            evidence: evidence, paths: paths, pool: pool, checks: checks)
        let moment = revokedAt ?? instant
        let path = paths.path(of: signer, pool: pool, at: instant, checks: checks) { path in
            Self.revocation(path, checker, policy, at: moment, of: instant).findings
        }
        let known = Self.revocation(path, checker, policy, at: moment, of: instant)
        return Judgement(
            path: path, revocations: known.statuses,
            findings: path.findings + uses(signer, policy))
    }

    // MARK: - Revocation

    /// Every certificate is asked about but the anchor, which nobody can revoke.
    ///
    /// - Parameter made: when that was made which the certificates vouch for.
    private static func revocation(
        _ path: CertificatePath, _ checker: RevocationChecker, _ policy: SignaturePolicy,
        at instant: Instant, of made: Instant
    ) -> (statuses: [RevocationStatus], findings: [Finding]) {
        let asked = path.certificates.enumerated().dropLast()
        guard policy.unknownRevocation != .notChecked else {
            let finding = Finding(.revocationNotChecked, severity: .warning, at: instant)
            return ([], asked.isEmpty ? [] : [finding])
        }
        var statuses: [RevocationStatus] = []
        var findings: [Finding] = []
        for (position, certificate) in asked {
            guard let issuer = path.issuer(of: position) else { continue }
            var status =
                certificate.extensions.isFreeOfRevocationCheck
                ? .good(.ocsp) : checker.status(of: certificate, issuer: issuer, at: instant)
            if case .revoked(let since, let reason, let source) = status, made < since,
                reason.keepsEarlierWork
            {
                status = .good(source)
            }
            statuses.append(status)
            let subject = Finding.Subject.certificate(certificate, position: position)
            if let finding = finding(status, subject, policy, at: instant) {
                findings.append(finding)
            }
        }
        return (statuses, findings)
    }

    private static func finding(
        _ status: RevocationStatus, _ subject: Finding.Subject, _ policy: SignaturePolicy,
        at instant: Instant
    ) -> Finding? {
        switch status {
        case .good: nil
        case .revoked(let since, _, _):
            Finding(.certificateRevoked, subject: subject, at: instant, detail: .moment(since))
        case .neverIssued: Finding(.certificateNotIssued, subject: subject, at: instant)
        case .unknown(let reason):
            Finding(
                .revocationUnknown,
                severity: policy.unknownRevocation == .refuse ? .refusal : .warning,
                subject: subject, at: instant, detail: .reason(.revocation(reason)))
        }
    }

    // MARK: - Use

    /// A key that answers for revocation or stamps time signs nothing else (RFC 3161 section 2.3,
    /// RFC 6960 section 4.2.2.2).
    private func isOfService(_ signer: Certificate, _ policy: SignaturePolicy) -> Bool {
        guard policy.purpose != .anyOrUnstated else { return false }
        let purposes = signer.extensions.extendedKeyUsage ?? []
        return purposes.contains(CertificateExtensions.timeStamping)
            || purposes.contains(CertificateExtensions.ocspSigning)
    }

    private func uses(_ signer: Certificate, _ policy: SignaturePolicy) -> [Finding] {
        let subject = Finding.Subject.certificate(signer, position: 0)
        var findings: [Finding] = []
        // Without the extension everything would be allowed; we ask for it.
        let usage = signer.extensions.keyUsage ?? []
        let isAllowed =
            switch policy.purpose {
            case .document: usage.contains(.nonRepudiation)
            case .authentication:
                // A key of before 2022 is for documents or for signing in, never for both.
                usage.contains(.digitalSignature) && signer.keyProfile != .signing
            case .any: !usage.isDisjoint(with: [.digitalSignature, .nonRepudiation])
            case .anyOrUnstated:
                signer.extensions.keyUsage == nil
                    || !usage.isDisjoint(with: [.digitalSignature, .nonRepudiation])
            }
        if !isAllowed || isOfService(signer, policy) {
            findings.append(
                Finding(
                    .keyUsageForbids, subject: subject,
                    detail: .reason(.keyUse(signer.keyProfile))))
        }
        if let roles = policy.roles, roles.isDisjoint(with: signer.roles) {
            findings.append(Finding(.roleNotAllowed, subject: subject))
        }
        if let wanted = policy.certificatePolicies,
            wanted.isDisjoint(with: signer.extensions.policies)
        {
            findings.append(Finding(.policyNotAllowed, subject: subject))
        }
        return findings
    }
}
