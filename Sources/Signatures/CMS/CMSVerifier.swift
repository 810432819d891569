import ASN1
import Kernel

/// Verifies the detached signature of a document by one expected signer, at a stated moment.
///
/// The engine is ``SignatureVerifier``'s; this is its narrow form: DER, one signer, SHA-256 with
/// ECDSA or RSA, or GOST 34.10-2015 with Streebog, no time-stamp. Revocation is not looked at: no
/// list of revoked certificates is known to it.
package struct CMSVerifier: Sendable {
    /// How far a signer's clock may be ahead of ours, in seconds.
    package static let clockLeewaySeconds: Int64 = 60

    private let judge: SignerJudge

    /// A verifier that trusts these authorities and nothing else.
    package init(trustedRoots: [Certificate]) throws(LibraryFault) {
        judge = SignerJudge(anchors: TrustAnchors(authorities: trustedRoots))
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
        guard let data = CMSVerifier.read(der), let signingTime = data.signers[0].signingTime
        else { return .refused(findings: [.malformed], claimedSigner: nil, claimedTime: nil) }
        var policy = SignaturePolicy(at: instant)
        policy.purpose = .any
        policy.unknownRevocation = .notChecked
        policy.isTimeStampTrusted = false
        policy.clockLeewaySeconds = CMSVerifier.clockLeewaySeconds
        policy.algorithms = [.es256, .rs256, .gost2015With512, .gost2015With256]
        let report = SignatureVerifier(judge: judge).verify(
            data, content: content, policy: policy)
        guard let signature = report.signatures.first else {
            return .refused(findings: [.malformed], claimedSigner: nil, claimedTime: nil)
        }
        var findings = Set(
            report.findings.filter { $0.severity == .refusal }.map { SignatureFinding($0.code) })
        if let signer = signature.signer, !isExpectedSigner(signer) {
            findings.insert(.wrongSigner)
        }
        guard findings.isEmpty, let signer = signature.signer else {
            return .refused(
                findings: SignatureFinding.allCases.filter(findings.contains),
                claimedSigner: signature.signer, claimedTime: signingTime)
        }
        return .verified(
            VerifiedSignature(
                signer: signer, signingTime: signingTime, verifiedAt: instant,
                contentDigest: SHA256.hash(content)))
    }

    /// The outer form: one signer, no content, the signed attributes that must be there.
    private static func read(_ der: [UInt8]) -> SignedData? {
        let limits = ASN1Limits(bytesMax: CMS.bytesMax, elementsMax: 16_384)
        guard let data = try? SignedData(strict: der, limits: limits), data.content == nil,
            data.contentType == SignedData.dataType, data.signers.count == 1,
            data.signers[0].messageDigest != nil, !data.signers[0].hasDoubledAttribute,
            let type = data.signers[0].signedValue(CMSAttribute.contentType),
            (try? type.objectIdentifier()) == SignedData.dataType
        else { return nil }
        return data
    }
}

extension SignatureFinding {
    /// The narrow list's name for a finding of the engine.
    init(_ code: FindingCode) {
        switch code {
        case .digestNotAllowed, .digestWeak, .algorithmNotAllowed, .algorithmWeak,
            .algorithmDiffersFromKey:
            self = .algorithmNotAllowed
        case .signerCertificateMissing, .signerCertificateMalformed, .signerKeyRefused:
            self = .signerCertificateMissing
        case .contentDigestDiffers: self = .contentDigestDiffers
        case .signatureInvalid: self = .signatureInvalid
        case .signingCertificateDiffers: self = .signingCertificateDiffers
        case .certificateNotYetValid: self = .certificateNotYetValid
        case .certificateExpired: self = .certificateExpired
        case .keyUsageForbids: self = .keyUsageForbids
        case .signedInFuture: self = .signedInFuture
        case .signedBeforeCertificate: self = .signedBeforeCertificate
        case .certificateUntrusted, .certificateSignatureInvalid, .certificateAlgorithmNotAllowed,
            .issuerNotAuthority, .pathTooLong, .criticalExtensionUnknown, .constraintNotSupported,
            .certificateRevoked, .certificateNotIssued, .revocationUnknown, .roleNotAllowed,
            .policyNotAllowed, .revocationNotChecked:
            self = .signerUntrusted
        case .wrongSigner: self = .wrongSigner
        case .malformed, .tooLarge, .contentMissing, .contentDiffers, .noSigner,
            .signedAttributesMissing, .attributesUnsound, .contentTypeDiffers, .signingTimeMissing,
            .timeStampMissing, .timeStampMalformed, .timeStampRefused, .timeStampImprintDiffers,
            .timeStampNonceDiffers, .timeStampPolicyNotAllowed, .timeStampPurposeMissing,
            .timeStampSignatureInvalid, .signatureMisplaced, .tooManySignatures,
            .signatureStructure, .transformNotAllowed, .referenceNotFound, .referenceAmbiguous,
            .coverageTooSmall, .envelopeStructure, .pdfRangesWrong, .pdfKindNotAllowed,
            .pdfChangedAfterSigning:
            self = .malformed
        }
    }
}
