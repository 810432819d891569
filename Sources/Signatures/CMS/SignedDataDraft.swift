import ASN1
import Kernel

/// A SignedData under construction: new, or a received one to which signers are added.
package struct SignedDataDraft: Sendable {
    var parts: SignedData.Parts
    private let contentType: ObjectIdentifier
    private let content: [UInt8]
    /// The content's digest where the content itself is not at hand.
    private var knownDigest: [UInt8]?

    /// A new message without its content, of which only the digest is known.
    ///
    /// - Parameter digest: made with the hash of the keys that will sign.
    package init(ofDigest digest: [UInt8]) {
        self.init(content: [], detached: true)
        knownDigest = digest
    }

    /// A new message.
    ///
    /// - Parameter detached: whether the content stays outside.
    package init(content: [UInt8], detached: Bool) {
        self.init(content: content, type: SignedData.dataType, detached: detached)
    }

    init(content: [UInt8], type: ObjectIdentifier, detached: Bool) {
        self.content = content
        contentType = type
        parts = SignedData.Parts(
            version: DER.integer(type == SignedData.dataType ? 1 : 3), digestAlgorithms: [],
            encapsulated: Self.encapsulated(content, type, detached: detached),
            certificates: [], revocationLists: [], signers: [])
    }

    /// A received message; what is in it stays byte for byte.
    ///
    /// - Parameters:
    ///   - content: what was signed, when it is not inside.
    ///   - detached: whether the content is outside afterwards; nil for where it was.
    /// - Throws: ``CMSFault/malformed``, ``CMSFault/contentMissing``.
    package init(
        adding message: [UInt8], content: [UInt8]? = nil, detached: Bool? = nil
    ) throws(CMSFault) {
        let data: SignedData
        do throws(ASN1Fault) { data = try SignedData(message) } catch { throw .malformed }
        guard let signed = data.content ?? content else { throw .contentMissing }
        guard data.signers.count < SignedData.signersMax else { throw .malformed }
        self.content = signed
        contentType = data.contentType
        parts = data.parts
        if let detached, detached != (data.content == nil) {
            parts.encapsulated = Self.encapsulated(signed, contentType, detached: detached)
        }
    }

    private static func encapsulated(
        _ content: [UInt8], _ type: ObjectIdentifier, detached: Bool
    ) -> [UInt8] {
        let inner = detached ? [] : DER.explicit(0, DER.octetString(content))
        return DER.sequence(DER.objectIdentifier(type), inner)
    }

    /// Adds a signature; the signed attributes are the NCA's: contentType, signingTime,
    /// signingCertificateV2, messageDigest.
    ///
    /// - Parameters:
    ///   - chain: certificates of authorities to put inside with the signer's.
    ///   - signingTime: in whole seconds; milliseconds are cut off.
    /// - Returns: the signature, which a time-stamp covers.
    @discardableResult
    package mutating func sign(
        with key: any MessageSigner, certificate: Certificate, chain: [Certificate] = [],
        signingTime: Instant
    ) throws(CMSFault) -> [UInt8] {
        guard certificate.publicKey == key.publicKey else { throw .keyNotOfCertificate }
        let scheme = key.scheme
        let digest = scheme.messageDigest
        guard knownDigest == nil || knownDigest?.count == digest.byteCount else {
            throw .malformed
        }
        let algorithm = SignedDataDraft.identifier(digest)
        let identifier = DER.sequence(
            DER.sequence(DER.sequence(DER.octetString(SHA256.hash(certificate.der).bytes))))
        let attributes = DER.set(of: [
            CMSAttribute.encode(
                CMSAttribute.contentType, DER.objectIdentifier(contentType)),
            CMSAttribute.encode(CMSAttribute.signingTime, ASN1Time.encode(signingTime)),
            CMSAttribute.encode(CMSAttribute.signingCertificateV2, identifier),
            CMSAttribute.encode(
                CMSAttribute.messageDigest,
                DER.octetString(knownDigest ?? digest.hash(content))),
        ])
        let signature: [UInt8]
        do throws(LibraryFault) {
            signature = try key.signForCertificate(attributes)
        } catch { throw .library(error) }
        parts.signers.append(
            DER.sequence(
                DER.integer(1),
                DER.sequence(
                    certificate.issuerName.der, DER.element(.integer, certificate.serialBytes)),
                algorithm, DER.implicit(0, attributes), scheme.identifier,
                DER.octetString(signature)))
        if !parts.digestAlgorithms.contains(algorithm) { parts.digestAlgorithms.append(algorithm) }
        for added in [certificate] + chain where !parts.certificates.contains(added.der) {
            parts.certificates.append(added.der)
        }
        return signature
    }

    /// Puts a time-stamp token beside the newest signature, as an attribute that nobody signed, and
    /// beside those that stand there already.
    ///
    /// - Precondition: a signature was added.
    package mutating func attach(timeStamp token: [UInt8]) throws(CMSFault) {
        guard let last = parts.signers.popLast() else { preconditionFailure("nobody signed") }
        do throws(ASN1Fault) {
            let info = try SignerInfo(DER.parse(last, limits: .message))
            let attribute = CMSAttribute.encode(CMSAttribute.timeStamp, token)
            let unsigned = DER.implicit(1, DER.set(of: info.unsignedPart + [attribute]))
            parts.signers.append(DER.sequence(info.signedPart, unsigned))
        } catch { throw .malformed }
    }

    /// The ContentInfo in DER.
    package var der: [UInt8] {
        let optional = { (number: UInt8, members: [[UInt8]]) in
            members.isEmpty ? [] : DER.implicit(number, DER.set(of: members))
        }
        // Signers stay in the order in which they signed, as everybody shows them.
        return DER.sequence(
            DER.objectIdentifier(SignedData.signedDataType),
            DER.explicit(
                0,
                DER.sequence(
                    parts.version, DER.set(of: parts.digestAlgorithms), parts.encapsulated,
                    optional(0, parts.certificates), optional(1, parts.revocationLists),
                    DER.setAsGiven(parts.signers))))
    }

    /// The NCA writes NULL behind its hashes; RFC 5754 wants nothing behind SHA-2.
    private static func identifier(_ digest: DigestAlgorithm) -> [UInt8] {
        switch digest {
        case .sha1, .sha256, .sha384, .sha512:
            DER.sequence(DER.objectIdentifier(digest.identifier))
        case .streebog256, .streebog512, .gost94:
            DER.sequence(DER.objectIdentifier(digest.identifier), DER.null)
        }
    }
}
