import ASN1
import Kernel

/// The cryptography of one signer: digests, attributes, signature; nothing of trust.
struct SignerCheck {
    let info: SignerInfo
    let contentType: ObjectIdentifier
    let certificates: [Certificate]
    let refused: [SignedData.RefusedCertificate]
    let algorithms: Set<SignatureAlgorithm>

    /// The certificate that the signer names, and what is wrong; the content is hashed by `digest`.
    func run(_ digest: (DigestAlgorithm) -> [UInt8]) -> (signer: Certificate?, findings: [Finding])
    {
        var findings = attributes()
        if let algorithm = info.digest {
            if !algorithm.isStrong { findings.append(weakDigest) }
            findings += content(digest(algorithm))
        } else {
            findings.append(
                finding(.digestNotAllowed, .identifier(info.digestIdentifier)))
        }
        guard let signer = certificates.first(where: { info.names($0) }) else {
            return (nil, findings + [missing])
        }
        guard info.signedAttributes != nil else { return (signer, findings) }
        return (signer, findings + signature(by: signer))
    }

    private var weakDigest: Finding { finding(.digestWeak, .identifier(info.digestIdentifier)) }

    private func attributes() -> [Finding] {
        guard info.signedAttributes != nil else { return [finding(.signedAttributesMissing)] }
        guard !info.hasDoubledAttribute, info.messageDigest != nil,
            let type = info.signedValue(CMSAttribute.contentType)
        else { return [finding(.attributesUnsound)] }
        return (try? type.objectIdentifier()) == contentType ? [] : [finding(.contentTypeDiffers)]
    }

    private func content(_ own: [UInt8]) -> [Finding] {
        guard let claimed = info.messageDigest, claimed != own else { return [] }
        return [finding(.contentDigestDiffers, .digests(expected: claimed.hex, found: own.hex))]
    }

    private func signature(by signer: Certificate) -> [Finding] {
        var findings: [Finding] = []
        switch info.scheme {
        case .failure(let fault):
            let code: FindingCode =
                if case .weak = fault { .algorithmWeak } else { .algorithmNotAllowed }
            findings.append(finding(code, fault.detail))
        case .success(let scheme):
            if !algorithms.contains(signer.publicKey.algorithm) {
                findings.append(finding(.algorithmNotAllowed, .identifier(scheme.objectIdentifier)))
            } else if !signer.publicKey.fits(scheme) || !digestFits(scheme) {
                findings.append(finding(.algorithmDiffersFromKey))
            } else if !signer.publicKey.verify(
                info.signedBytes, signature: info.signature, scheme: scheme)
            {
                findings.append(finding(.signatureInvalid))
            }
        }
        if !info.binds(signer) { findings.append(finding(.signingCertificateDiffers)) }
        return findings
    }

    /// RFC 5652 section 5.4 has one hash for content and attributes; Ed25519 hashes by itself.
    private func digestFits(_ scheme: SignatureScheme) -> Bool {
        scheme.digest == nil || scheme.digest == info.digest
    }

    private var missing: Finding {
        guard let found = refused.first(where: isNamed) else {
            return finding(.signerCertificateMissing)
        }
        switch found.fault {
        case .key(let fault): return finding(.signerKeyRefused, .reason(.key(fault)))
        default: return finding(.signerCertificateMalformed)
        }
    }

    /// A refused certificate can only be recognised by its serial number's bytes.
    private func isNamed(_ refused: SignedData.RefusedCertificate) -> Bool {
        guard case .issuerAndSerial(_, let serial) = info.identifier else { return true }
        return refused.der.firstRange(of: DER.element(.integer, serial)) != nil
    }

    private func finding(_ code: FindingCode, _ detail: Finding.Detail = .none) -> Finding {
        Finding(code, subject: .signature, detail: detail)
    }
}
