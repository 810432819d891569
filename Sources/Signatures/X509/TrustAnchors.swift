/// Whom is trusted without a proof.
package struct TrustAnchors: Hashable, Sendable {
    /// Authorities that vouch for the certificates they issued; usually self-signed roots.
    package var authorities: [Certificate]
    /// Certificates that are trusted themselves and vouch for nobody.
    package var pinned: [Certificate]

    /// Anchors.
    package init(authorities: [Certificate], pinned: [Certificate] = []) {
        self.authorities = authorities
        self.pinned = pinned
    }
}

/// A chain of certificates, the holder's own first, and what speaks against it.
package struct CertificatePath: Hashable, Sendable {
    /// The certificates; the last is the anchor when one was reached.
    package let certificates: [Certificate]
    /// What speaks against the chain; empty when nothing does.
    package let findings: [Finding]

    /// Whether nothing speaks against it.
    package var isValid: Bool { findings.isEmpty }

    /// The issuer of the certificate at a position; of a self-signed anchor, itself.
    func issuer(of position: Int) -> Certificate? {
        if position + 1 < certificates.count { return certificates[position + 1] }
        guard let last = certificates.last, last.isSelfIssued else { return nil }
        return last
    }
}
