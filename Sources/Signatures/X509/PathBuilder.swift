import Kernel

/// Finds chains of certificates to trusted authorities (RFC 5280 section 6, RFC 4158).
package struct PathBuilder: Sendable {
    /// How many certificates a chain may have, the anchor with it.
    package static let certificatesMax = 8
    /// How many signatures of certificates are checked before the search is given up.
    package static let signaturesMax = 64
    /// How many authorities of the issuer's name are tried before a certificate is called forged.
    static let namesakesMax = 4

    /// Whom is trusted.
    package let anchors: TrustAnchors

    /// A builder.
    package init(anchors: TrustAnchors) {
        self.anchors = anchors
    }

    /// The chain of `leaf` with which least is wrong at `instant`.
    ///
    /// - Parameters:
    ///   - pool: certificates that came along or are at hand; nothing is believed of them.
    ///   - checks: what was checked for the same message already.
    ///   - extra: what else speaks against a finished chain, such as revocation; a chain with which
    ///     nothing is wrong ends the search.
    package func path(
        of leaf: Certificate, pool: [Certificate], at instant: Instant,
        checks: SignatureChecks = SignatureChecks(),
        extra: (CertificatePath) -> [Finding] = { _ in [] }
    ) -> CertificatePath {
        if anchors.pinned.contains(leaf) {
            return CertificatePath(
                certificates: [leaf], findings: PathRules.validity(leaf, 0, at: instant))
        }
        var search = Search(anchors: anchors, pool: pool, instant: instant, checks: checks)
        var best: CertificatePath?
        _ = search.extend([leaf]) { certificates in
            let rules = PathRules.findings(certificates, at: instant)
            let bare = CertificatePath(certificates: certificates, findings: rules)
            let all = rules + (rules.isEmpty ? extra(bare) : [])
            let found = CertificatePath(certificates: certificates, findings: all)
            if best.map({ all.count < $0.findings.count }) ?? true { best = found }
            return !all.contains { $0.severity == .refusal }
        }
        return best ?? untrusted(leaf, search, at: instant)
    }

    /// No chain: the finding names the last certificate whose issuer nobody knows.
    private func untrusted(
        _ leaf: Certificate, _ search: Search, at instant: Instant
    ) -> CertificatePath {
        let chain = search.closest.isEmpty ? [leaf] : search.closest
        let last = chain[chain.count - 1]
        let subject = Finding.Subject.certificate(last, position: chain.count - 1)
        var findings: [Finding] = []
        if case .failure(let fault) = last.scheme {
            findings = [
                Finding(
                    .certificateAlgorithmNotAllowed, subject: subject, at: instant,
                    detail: fault.detail)
            ]
        } else {
            findings = [
                Finding(
                    search.isForged(last) ? .certificateSignatureInvalid : .certificateUntrusted,
                    subject: subject, at: instant, detail: .text(last.issuerName.description))
            ]
        }
        findings += PathRules.validity(leaf, 0, at: instant)
        return CertificatePath(certificates: chain, findings: findings)
    }
}

/// The search in depth, anchors first.
private struct Search {
    let anchors: TrustAnchors
    let pool: [Certificate]
    let instant: Instant
    let checks: SignatureChecks
    var signatures = 0
    var closest: [Certificate] = []

    /// Calls `finished` with every chain that reaches an authority until it answers true.
    mutating func extend(
        _ chain: [Certificate], _ finished: ([Certificate]) -> Bool
    ) -> Bool {
        guard let last = chain.last else { return false }
        if chain.count > closest.count { closest = chain }
        // A root that is judged itself is its own anchor; a holder among the authorities is no authority.
        if last.isAuthority, anchors.authorities.contains(last), finished(chain) { return true }
        guard chain.count < PathBuilder.certificatesMax else { return false }
        for candidate in issuers(of: last, in: anchors.authorities)
        where !chain.contains(candidate) && isIssuer(candidate, of: last) {
            if finished(chain + [candidate]) { return true }
        }
        for candidate in issuers(of: last, in: pool)
        where !chain.contains(candidate) && !anchors.authorities.contains(candidate)
            && isIssuer(candidate, of: last)
        {
            if extend(chain + [candidate], finished) { return true }
        }
        return false
    }

    /// Whether authorities of the issuer's name are at hand and none of them signed this.
    func isForged(_ certificate: Certificate) -> Bool {
        let named = issuers(of: certificate, in: anchors.authorities + pool).prefix(
            PathBuilder.namesakesMax)
        return !named.isEmpty && named.allSatisfy { !checks.isSigned(certificate, by: $0) }
    }

    private mutating func isIssuer(_ candidate: Certificate, of certificate: Certificate) -> Bool {
        guard signatures < PathBuilder.signaturesMax else { return false }
        signatures += 1
        return checks.isSigned(certificate, by: candidate)
    }

    /// By name, and by key identifier where both have one; a short one of old certificates is the
    /// end of the issuer's.
    private func issuers(of certificate: Certificate, in list: [Certificate]) -> [Certificate] {
        list.filter { candidate in
            guard candidate.subjectName == certificate.issuerName else { return false }
            guard let wanted = certificate.extensions.authorityKeyIdentifier,
                let own = candidate.extensions.subjectKeyIdentifier
            else { return true }
            return own == wanted
                || (wanted.count < own.count && own.suffix(wanted.count) == wanted[...])
                || (wanted.count < own.count && own.starts(with: wanted))
        }
    }
}
