import COpenSSL
import Kernel

/// Verifies detached signatures against trusted roots, at a stated moment.
///
/// Revocation is not looked at: no list of revoked certificates is known to it.
/// Usable from many threads: the store of roots is filled once and only read afterwards, under the
/// library's own lock.
package struct CMSVerifier: Sendable {
    /// How far a signer's clock may be ahead of ours, in seconds.
    package static let clockLeewaySeconds: Int64 = 60

    private let chains: ChainVerifier

    /// A verifier that trusts these self-signed roots and nothing else.
    package init(trustedRoots: [Certificate]) throws(LibraryFault) {
        self.chains = try ChainVerifier(trustedRoots: trustedRoots)
    }

    /// Verifies that `der` is a signature of `content` by whom `isExpectedSigner` accepts.
    ///
    /// - Parameters:
    ///   - der: at most ``CMS/bytesMax`` bytes, nothing behind the structure.
    ///   - instant: the moment at which certificates are judged.
    ///   - isExpectedSigner: asked for every certificate that could be read.
    package func verifyDetached(
        _ der: [UInt8], content: [UInt8], at instant: Instant,
        isExpectedSigner: (Certificate) -> Bool
    ) -> SignatureVerdict {
        defer { discardLibraryErrors() }
        guard let message = SignedMessage(der), let signingTime = message.signingTime,
            let messageDigest = message.messageDigest
        else { return .refused(findings: [.malformed], claimedSigner: nil, claimedTime: nil) }
        var findings: Set<SignatureFinding> = []
        let contentDigest = SHA256.hash(content)
        if contentDigest.bytes != messageDigest { findings.insert(.contentDigestDiffers) }
        if instant.adding(seconds: CMSVerifier.clockLeewaySeconds) < signingTime {
            findings.insert(.signedInFuture)
        }
        guard let signer = message.chooseSigner() else {
            findings.insert(.signerCertificateMissing)
            return refuse(findings, nil, signingTime)
        }
        findings.formUnion(signatureFindings(message, signer))
        findings.formUnion(chains.findings(signer, message.certificates, at: instant))
        if signingTime < signer.notBefore { findings.insert(.signedBeforeCertificate) }
        if !isExpectedSigner(signer) { findings.insert(.wrongSigner) }
        guard findings.isEmpty else { return refuse(findings, signer, signingTime) }
        return .verified(
            VerifiedSignature(
                signer: signer, signingTime: signingTime, verifiedAt: instant,
                contentDigest: contentDigest))
    }

    private func signatureFindings(
        _ message: SignedMessage, _ signer: Certificate
    ) -> Set<SignatureFinding> {
        guard message.usesAllowedAlgorithms(of: signer.publicKey) else {
            return [.algorithmNotAllowed]
        }
        var findings: Set<SignatureFinding> = []
        if !message.signatureIsValid { findings.insert(.signatureInvalid) }
        if !message.namesCertificate(signer) { findings.insert(.signingCertificateDiffers) }
        return findings
    }

    private func refuse(
        _ findings: Set<SignatureFinding>, _ signer: Certificate?, _ time: Instant?
    ) -> SignatureVerdict {
        .refused(
            findings: SignatureFinding.allCases.filter(findings.contains), claimedSigner: signer,
            claimedTime: time)
    }
}
