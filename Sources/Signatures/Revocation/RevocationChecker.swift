import ASN1
import Kernel

/// Judges revocation by what is at hand (RFC 5280 section 6.3, RFC 6960 section 3.2).
package struct RevocationChecker: Sendable {
    /// How old an OCSP answer without nextUpdate may be, in seconds: a day.
    package static let answerAgeSecondsMax: Int64 = 86_400
    /// How old a list without nextUpdate may be, in seconds: a day.
    ///
    /// A complete list whose authority also issues deltas says "good" without one for as long.
    package static let listAgeSecondsMax: Int64 = 86_400
    /// How many certificates of the list's issuer are tried as its signer.
    static let listSignersMax = 8
    /// How far another clock may be ahead of ours, in seconds.
    package static let clockLeewaySeconds: Int64 = 300

    private let evidence: RevocationEvidence
    private let paths: PathBuilder
    private let pool: [Certificate]
    private let checks: SignatureChecks

    /// A checker.
    ///
    /// - Parameters:
    ///   - paths: who may vouch for a separate signer of lists.
    ///   - pool: certificates among which such a signer is looked for.
    ///   - checks: what was checked for the same message already.
    package init(
        evidence: RevocationEvidence, paths: PathBuilder, pool: [Certificate],
        checks: SignatureChecks = SignatureChecks()
    ) {
        self.evidence = evidence
        self.paths = paths
        self.pool = pool
        self.checks = checks
    }

    /// Whether `certificate` was revoked at `instant`; OCSP first, lists then.
    ///
    /// A list or answer from after the instant is as good: it says since when.
    package func status(
        of certificate: Certificate, issuer: Certificate, at instant: Instant
    ) -> RevocationStatus {
        status(of: certificate, issuer: issuer, at: instant, isOfListSigner: false)
    }

    private func status(
        of certificate: Certificate, issuer: Certificate, at instant: Instant,
        isOfListSigner: Bool
    ) -> RevocationStatus {
        var uncertainty = RevocationStatus.Uncertainty.noEvidence
        for answer in evidence.answers {
            let status = judge(answer, certificate, issuer, at: instant)
            if status.isDecided { return status }
            if case .unknown(let reason) = status, reason != .otherCertificate {
                uncertainty = reason
            }
        }
        let status = listStatus(
            of: certificate, issuer: issuer, at: instant, isOfListSigner: isOfListSigner)
        if case .unknown(.noEvidence) = status { return .unknown(uncertainty) }
        return status
    }

    /// What the lists say.
    private func listStatus(
        of certificate: Certificate, issuer: Certificate, at instant: Instant,
        isOfListSigner: Bool
    ) -> RevocationStatus {
        var uncertainty = RevocationStatus.Uncertainty.noEvidence
        let lists = evidence.lists.filter { $0.issuerName == certificate.issuerName }
        // The newest first, so that a certificate that came off hold is judged by the last word.
        for list in lists.filter({ !$0.isDelta }).sorted(by: { $0.thisUpdate > $1.thisUpdate }) {
            let status = judge(
                list, certificate, issuer, at: instant, isOfListSigner: isOfListSigner)
            if status.isDecided { return status }
            if case .unknown(let reason) = status { uncertainty = reason }
        }
        return .unknown(uncertainty)
    }

    // MARK: - Lists

    private func judge(
        _ list: RevocationList, _ certificate: Certificate, _ issuer: Certificate,
        at instant: Instant, isOfListSigner: Bool
    ) -> RevocationStatus {
        let doubt = { (list: RevocationList) in
            self.doubt(list, certificate, issuer, at: instant, isOfListSigner: isOfListSigner)
        }
        if let reason = doubt(list) { return .unknown(reason) }
        var entry = list.entries[certificate.serialBytes]
        let deltas = evidence.lists.filter { $0.completes(list) }
            .sorted { $0.thisUpdate > $1.thisUpdate }
        let delta = deltas.first { doubt($0) == nil }
        if let changed = delta?.entries[certificate.serialBytes] {
            entry = changed.reason == .removeFromList ? nil : changed
        }
        if let entry, entry.since <= instant {
            return .revoked(since: entry.since, reason: entry.reason, .crl)
        }
        // Whoever issues deltas puts what was revoked since the list into them: without one, a list
        // of days ago does not say what holds now.
        let age = RevocationChecker.listAgeSecondsMax
        if delta == nil, namesDelta(certificate, list),
            list.thisUpdate.adding(seconds: age) < instant
        {
            return .unknown(.stale)
        }
        return .good(.crl)
    }

    private func namesDelta(_ certificate: Certificate, _ list: RevocationList) -> Bool {
        !certificate.extensions.deltaListAddresses.isEmpty || !list.deltaListAddresses.isEmpty
    }

    private func doubt(
        _ list: RevocationList, _ certificate: Certificate, _ issuer: Certificate,
        at instant: Instant, isOfListSigner: Bool
    ) -> RevocationStatus.Uncertainty? {
        guard list.isUnderstood, list.covers(certificate) else { return .scopeNotSupported }
        let next =
            list.nextUpdate
            ?? list.thisUpdate.adding(seconds: RevocationChecker.listAgeSecondsMax)
        if next < instant { return .stale }
        // Lists drop certificates that have expired.
        guard list.thisUpdate < certificate.notAfter.adding(seconds: 1) else { return .stale }
        let signers =
            [issuer]
            + (paths.anchors.authorities + pool).filter {
                $0.subjectName == list.issuerName && $0 != issuer
            }
        let fitting = signers.filter { $0.extensions.keyUsage?.contains(.cRLSign) ?? true }
        guard !fitting.isEmpty else { return .notAuthorised }
        for signer in fitting.prefix(Self.listSignersMax) where checks.isSigned(list, by: signer) {
            if signer == issuer { return nil }
            let isTrusted =
                isOfListSigner
                ? isOtherKey(signer, of: issuer, at: instant)
                : isTrusted(listSigner: signer, for: issuer, at: instant)
            if isTrusted { return nil }
        }
        return .signatureInvalid
    }

    /// A separate signer of lists has a sound chain of its own to the same anchor
    /// (RFC 5280 section 6.3.3 (f)), and neither it nor an authority above it is revoked.
    ///
    /// That question is answered by lists of the authority itself alone, by any of its keys: with a
    /// list about its own signer it would have no end, and whoever stole the signer's key would
    /// answer it.
    private func isTrusted(
        listSigner signer: Certificate, for authority: Certificate, at instant: Instant
    ) -> Bool {
        guard let (path, _) = soundPath(of: signer, to: authority, at: instant) else {
            return false
        }
        return path.certificates.indices.dropLast().allSatisfy { position in
            guard let issuer = path.issuer(of: position) else { return false }
            let status = status(
                of: path.certificates[position], issuer: issuer, at: instant,
                isOfListSigner: true)
            if case .good = status { return true }
            return false
        }
    }

    /// Whether the certificate is the authority's own for a key that came before or after
    /// (RFC 4210 section 4.4): the one that vouches for the authority's, or one that the authority
    /// issued to itself and has not revoked.
    private func isOtherKey(
        _ certificate: Certificate, of authority: Certificate, at instant: Instant
    ) -> Bool {
        guard certificate.subjectName == authority.subjectName,
            let (path, above) = soundPath(of: certificate, to: authority, at: instant)
        else { return false }
        if authority.isSelfIssued, above.certificates.dropFirst().contains(certificate) {
            return true
        }
        guard certificate.isSelfIssued, path.issuer(of: 0) == authority else { return false }
        return !evidence.lists.contains { list in
            list.issuerName == authority.subjectName
                && list.entries[certificate.serialBytes] != nil
                && checks.isSigned(list, by: authority)
        }
    }

    /// The path of a certificate to the anchor of the authority, and the authority's own; nil when
    /// anything speaks against the first.
    private func soundPath(
        of certificate: Certificate, to authority: Certificate, at instant: Instant
    ) -> (path: CertificatePath, above: CertificatePath)? {
        let path = paths.path(of: certificate, pool: pool, at: instant, checks: checks)
        let above = paths.path(of: authority, pool: pool, at: instant, checks: checks)
        guard path.isValid, path.certificates.last == above.certificates.last else { return nil }
        return (path, above)
    }

    // MARK: - OCSP

    private func judge(
        _ response: OCSPResponse, _ certificate: Certificate, _ issuer: Certificate,
        at instant: Instant
    ) -> RevocationStatus {
        guard let body = response.body else {
            return .unknown(response.status == .tryLater ? .tryLater : .responderDoesNotKnow)
        }
        guard let single = body.single(about: certificate, issuer: issuer) else {
            return .unknown(.otherCertificate)
        }
        guard body.isUnderstood else { return .unknown(.scopeNotSupported) }
        if let doubt = doubt(body, single, issuer, at: instant) { return .unknown(doubt) }
        switch single.answer {
        // Responders forget certificates that have expired: "good" says nothing about one then.
        case .good where single.thisUpdate > certificate.notAfter: return .unknown(.stale)
        case .good: return .good(.ocsp)
        case .unknown: return .unknown(.responderDoesNotKnow)
        case .revoked(let since, let reason):
            // RFC 6960 section 2.2: what was never issued is revoked since 1970, on hold.
            if since == Instant(seconds: 0), reason == .certificateHold {
                return .neverIssued(.ocsp)
            }
            return since <= instant
                ? .revoked(since: since, reason: reason, .ocsp) : .good(.ocsp)
        }
    }

    private func doubt(
        _ body: OCSPResponse.Body, _ single: OCSPResponse.Single, _ issuer: Certificate,
        at instant: Instant
    ) -> RevocationStatus.Uncertainty? {
        let last =
            single.nextUpdate
            ?? single.thisUpdate.adding(seconds: RevocationChecker.answerAgeSecondsMax)
        if last.adding(seconds: RevocationChecker.clockLeewaySeconds) < instant { return .stale }
        if body.producedAt.adding(seconds: RevocationChecker.clockLeewaySeconds)
            < single.thisUpdate
        {
            return .fromFuture
        }
        guard
            let responder = OCSPAuthority.responder(of: body, issuer: issuer, checks: checks)
        else {
            return .notAuthorised
        }
        guard checks.isSigned(body, by: responder) else { return .signatureInvalid }
        return isInForce(responder, of: issuer, at: instant) ? nil : .notAuthorised
    }

    /// Whether a responder's own certificate is not revoked.
    ///
    /// That is shown by its word that nobody need ask, or the authority's list (RFC 6960 section
    /// 4.2.2.2.1). Answers are not asked: they would be its own.
    private func isInForce(
        _ responder: Certificate, of issuer: Certificate, at instant: Instant
    ) -> Bool {
        if responder == issuer || responder.extensions.isFreeOfRevocationCheck { return true }
        let status = listStatus(
            of: responder, issuer: issuer, at: instant, isOfListSigner: true)
        if case .good = status { return true }
        return false
    }
}

/// Who may answer for an authority (RFC 6960 section 4.2.2.2).
package enum OCSPAuthority {
    /// The most certificates of an answer that are looked at.
    package static let certificatesMax = 8

    /// The certificate of the responder: the issuer's own, or one that the issuer itself issued for
    /// OCSP and that was valid when the answer was made.
    ///
    /// - Parameter checks: what was checked for the same message already.
    package static func responder(
        of body: OCSPResponse.Body, issuer: Certificate,
        checks: SignatureChecks = SignatureChecks()
    ) -> Certificate? {
        ([issuer] + body.certificates.prefix(certificatesMax)).first { candidate in
            guard names(body.responder, candidate) else { return false }
            return candidate == issuer
                || (candidate.issuerName == issuer.subjectName
                    && candidate.extensions.extendedKeyUsage?.contains(
                        CertificateExtensions.ocspSigning) == true
                    && candidate.extensions.unknownCritical.isEmpty
                    && candidate.isValid(at: body.producedAt)
                    && checks.isSigned(candidate, by: issuer))
        }
    }

    private static func names(_ responder: OCSPResponse.Responder, _ certificate: Certificate)
        -> Bool
    {
        switch responder {
        case .name(let name): certificate.subjectName == name
        case .keyHash(let hash):
            DigestAlgorithm.sha1.hash(OCSPCertificateID.keyBits(certificate)) == hash
        }
    }
}
