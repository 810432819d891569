import ASN1
import Kernel

/// An attribute of a signer (RFC 5652 section 5.3).
package struct CMSAttribute: Sendable, Hashable {
    /// Which one.
    package let type: ObjectIdentifier
    /// Its values.
    package let values: [ASN1Element]

    static let contentType: ObjectIdentifier = "1.2.840.113549.1.9.3"
    static let messageDigest: ObjectIdentifier = "1.2.840.113549.1.9.4"
    static let signingTime: ObjectIdentifier = "1.2.840.113549.1.9.5"
    static let signingCertificate: ObjectIdentifier = "1.2.840.113549.1.9.16.2.12"
    static let signingCertificateV2: ObjectIdentifier = "1.2.840.113549.1.9.16.2.47"
    static let timeStamp: ObjectIdentifier = "1.2.840.113549.1.9.16.2.14"

    init(_ element: ASN1Element) throws(ASN1Fault) {
        var members = try element.members(.sequence)
        type = try members.next().objectIdentifier()
        values = try members.next(.set).children()
        try members.end()
    }

    /// An attribute with one value, in DER.
    static func encode(_ type: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.set(of: [value]))
    }
}

/// One signer of a SignedData.
package struct SignerInfo: Sendable {
    /// How the signer's certificate is named.
    package enum Identifier: Hashable, Sendable {
        /// By issuer and serial number.
        case issuerAndSerial(DistinguishedName, serial: [UInt8])
        /// By the identifier of its key.
        case subjectKeyIdentifier([UInt8])
    }

    /// Which certificate signed, as the message says.
    package let identifier: Identifier
    /// The hash; nil when it is none that we know.
    package let digest: DigestAlgorithm?
    /// The hash's object identifier.
    package let digestIdentifier: ObjectIdentifier
    /// The signed attributes; nil when there are none.
    package let signedAttributes: [CMSAttribute]?
    /// What was signed when there are signed attributes: their SET OF, in the order received.
    package let signedBytes: [UInt8]
    /// How it was signed; the fault when that is nothing we accept.
    package let scheme: Result<SignatureScheme, SignatureScheme.Fault>
    /// The signature.
    package let signature: [UInt8]
    /// The attributes that nobody signed: time-stamps.
    package let unsignedAttributes: [CMSAttribute]
    /// The members without the unsigned attributes, to which others are put.
    let signedPart: [UInt8]
    /// The unsigned attributes as received.
    let unsignedPart: [[UInt8]]

    init(_ element: ASN1Element) throws(ASN1Fault) {
        var members = try element.members(.sequence)
        let version = try members.next(.integer)
        let name = try members.next()
        switch name.tag {
        case .sequence:
            var parts = try name.members()
            let issuer = try DistinguishedName(parts.next())
            identifier = .issuerAndSerial(issuer, serial: try parts.next().integerBytes())
            try parts.end()
        case .context(0): identifier = .subjectKeyIdentifier(Array(name.content))
        default: throw .unexpectedElement
        }
        let digestAlgorithm = try members.next(.sequence)
        guard let algorithm = try? AlgorithmIdentifier(digestAlgorithm),
            algorithm.hasNoParameters
        else { throw .unexpectedValue }
        digestIdentifier = algorithm.algorithm
        let digest = DigestAlgorithm(algorithm.algorithm)
        self.digest = digest
        let signed = try members.nextIf(.contextConstructed(0))
        let signatureAlgorithm = try members.next(.sequence)
        let octets = try members.next(.octetString)
        let unsigned = try members.nextIf(.contextConstructed(1))
        try members.end()
        signature = Array(octets.content)
        scheme = Result { () throws(SignatureScheme.Fault) in
            try SignatureScheme(signatureAlgorithm, digest: digest)
        }
        signedAttributes = if let signed { try SignerInfo.attributes(signed) } else { nil }
        // RFC 5652 section 5.4: signed is the SET OF, whose identifier octet is not the one sent.
        signedBytes = signed.map { [ASN1Tag.set.octet] + $0.bytes.dropFirst() } ?? []
        unsignedAttributes = if let unsigned { try SignerInfo.attributes(unsigned) } else { [] }
        unsignedPart = try unsigned?.children().map { Array($0.bytes) } ?? []
        let parts = [version, name, digestAlgorithm, signed, signatureAlgorithm, octets]
        signedPart = Array(parts.compactMap { $0?.bytes }.joined())
    }

    private static func attributes(_ set: ASN1Element) throws(ASN1Fault) -> [CMSAttribute] {
        let elements = try set.children()
        guard elements.count <= 64 else { throw .tooManyElements }
        var found: [CMSAttribute] = []
        for element in elements { found.append(try CMSAttribute(element)) }
        return found
    }

    /// Whether any signed attribute stands twice: no one of two is chosen.
    var hasDoubledAttribute: Bool {
        let types = (signedAttributes ?? []).map(\.type)
        return Set(types).count != types.count
    }

    /// The value of a signed attribute that stands once with one value.
    package func signedValue(_ type: ObjectIdentifier) -> ASN1Element? {
        let found = (signedAttributes ?? []).filter { $0.type == type }
        guard found.count == 1, found[0].values.count == 1 else { return nil }
        return found[0].values.first
    }

    /// The time of signing, as the signer says.
    package var signingTime: Instant? {
        signedValue(CMSAttribute.signingTime).flatMap { try? $0.time() }
    }

    /// The digest of the content, as the signer says.
    package var messageDigest: [UInt8]? {
        signedValue(CMSAttribute.messageDigest).flatMap { try? $0.octetString() }
    }

    /// The time-stamp tokens, as received.
    package var timeStamps: [[UInt8]] {
        unsignedAttributes.filter { $0.type == CMSAttribute.timeStamp }.flatMap(\.values)
            .map { Array($0.bytes) }
    }

    /// Whether the certificate is the one that is named.
    package func names(_ certificate: Certificate) -> Bool {
        switch identifier {
        case .issuerAndSerial(let issuer, let serial):
            certificate.issuerName == issuer && certificate.serialBytes == serial
        case .subjectKeyIdentifier(let key):
            certificate.extensions.subjectKeyIdentifier == key
        }
    }

    /// Whether the signed attributes bind the signature to this certificate (RFC 5035, RFC 2634);
    /// true when they bind it to none.
    package func binds(_ certificate: Certificate) -> Bool {
        for attribute in signedAttributes ?? [] {
            let isSecond = attribute.type == CMSAttribute.signingCertificateV2
            guard isSecond || attribute.type == CMSAttribute.signingCertificate else { continue }
            let matches = try? SignerInfo.firstIdentifier(attribute, isSecond, certificate)
            guard matches == true else { return false }
        }
        return true
    }

    /// The first ESSCertID must be the signer's; the others may be any.
    private static func firstIdentifier(
        _ attribute: CMSAttribute, _ isSecond: Bool, _ certificate: Certificate
    ) throws(ASN1Fault) -> Bool {
        guard attribute.values.count == 1, let value = attribute.values.first else { return false }
        var list = try value.members(.sequence)
        guard let first = try list.next(.sequence).children().first else { return false }
        var members = try first.members(.sequence)
        var digest = isSecond ? DigestAlgorithm.sha256 : .sha1
        if isSecond, let algorithm = try members.nextIf(.sequence) {
            guard let identifier = try? AlgorithmIdentifier(algorithm),
                let named = DigestAlgorithm(identifier.algorithm), named.isStrong
            else { return false }
            digest = named
        }
        guard try members.next().octetString() == digest.hash(certificate.der) else { return false }
        guard let issuerSerial = try members.nextIf(.sequence) else { return true }
        var parts = try issuerSerial.members()
        let names = try parts.next().children()
        guard let directory = names.first(where: { $0.tag == .contextConstructed(4) }) else {
            return false
        }
        let issuer = try DistinguishedName(directory.only())
        let serial = try parts.next().integerBytes()
        return issuer == certificate.issuerName && serial == certificate.serialBytes
    }
}
