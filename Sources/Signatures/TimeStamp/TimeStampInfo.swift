import ASN1
import Kernel

/// What a time-stamping authority says (RFC 3161 section 2.4.2).
package struct TimeStampInfo: Hashable, Sendable {
    /// Under which policy.
    package let policy: ObjectIdentifier
    /// The hash of what was stamped; nil when it is none that we know.
    package let digest: DigestAlgorithm?
    /// The hash's object identifier.
    package let digestIdentifier: ObjectIdentifier
    /// The digest of what was stamped.
    package let imprint: [UInt8]
    /// The number of the stamp, as encoded.
    package let serial: [UInt8]
    /// When.
    package let time: Instant
    /// What the request said, to tell answers apart; as encoded.
    package let nonce: [UInt8]?

    init(_ element: ASN1Element) throws(ASN1Fault) {
        var members = try element.members(.sequence)
        guard try members.next().integer() == 1 else { throw .unexpectedValue }
        policy = try members.next().objectIdentifier()
        (digestIdentifier, imprint) = try readImprint(members.next())
        digest = DigestAlgorithm(digestIdentifier)
        serial = try members.next().integerBytes()
        time = try members.next(.generalizedTime).time()
        // Accuracy and ordering are passed over: nothing is decided by less than a second.
        _ = try members.nextIf(.sequence)
        _ = try members.nextIf(.boolean)
        nonce = try members.nextIf(.integer).map { Array($0.content) }
        _ = try members.nextIf(.contextConstructed(0))
        if let extensions = try members.nextIf(.contextConstructed(1)) {
            for item in try extensions.children() where try X509Extension(item).isCritical {
                throw .unexpectedValue
            }
        }
        try members.end()
    }
}

/// A MessageImprint: the hash's name and the digest.
func readImprint(_ element: ASN1Element) throws(ASN1Fault) -> (ObjectIdentifier, [UInt8]) {
    var members = try element.members(.sequence)
    var algorithm = try members.next().members(.sequence)
    let identifier = try algorithm.next().objectIdentifier()
    let imprint = try members.next().octetString()
    try members.end()
    if let digest = DigestAlgorithm(identifier), digest.byteCount != imprint.count {
        throw .unexpectedValue
    }
    return (identifier, imprint)
}

/// A time-stamp token: a SignedData over a ``TimeStampInfo``.
package struct TimeStampToken: Sendable {
    static let infoType: ObjectIdentifier = "1.2.840.113549.1.9.16.1.4"

    /// The token as received.
    package let der: [UInt8]
    /// What it says.
    package let info: TimeStampInfo
    /// The certificates inside, those that can be read; nothing is believed of them.
    package var certificates: [Certificate] { data.certificates }
    let data: SignedData
    let content: [UInt8]

    /// Reads a token: one signer, the statement inside.
    package init(der: [UInt8]) throws(ASN1Fault) {
        data = try SignedData(der, limits: .message)
        guard data.contentType == TimeStampToken.infoType, data.signers.count == 1,
            let content = data.content
        else { throw .unexpectedValue }
        self.der = der
        self.content = content
        info = try TimeStampInfo(DER.parse(content, limits: .certificate))
    }
}
