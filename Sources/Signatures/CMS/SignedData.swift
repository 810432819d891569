import ASN1
import Kernel

/// A SignedData (RFC 5652 section 5) as it was received; nothing in it is believed.
package struct SignedData: Sendable {
    /// The largest number of signers that is looked at.
    package static let signersMax = 64
    /// The largest number of certificates that is looked at.
    package static let certificatesMax = 64

    /// The largest number of lists of revoked certificates that is looked at.
    package static let revocationListsMax = 16
    /// The largest number of time-stamps of all signers together that is looked at.
    package static let timeStampsMax = 64

    /// What kind of content was signed.
    package let contentType: ObjectIdentifier
    /// The content, when it is inside.
    package let content: [UInt8]?
    /// The certificates inside, those that can be read.
    package let certificates: [Certificate]
    /// The certificates inside that cannot be used, with the reason.
    package let refusedCertificates: [RefusedCertificate]
    /// Lists of revoked certificates inside.
    package let revocationLists: [RevocationList]
    /// The signers.
    package let signers: [SignerInfo]
    let parts: Parts

    /// A certificate that cannot be used.
    package struct RefusedCertificate: Hashable, Sendable {
        /// Its bytes.
        package let der: [UInt8]
        /// Why.
        package let fault: CertificateFault
    }

    /// The members as received, to which a signer is added.
    struct Parts: Sendable {
        var version: [UInt8]
        var digestAlgorithms: [[UInt8]]
        var encapsulated: [UInt8]
        var certificates: [[UInt8]]
        var revocationLists: [[UInt8]]
        var signers: [[UInt8]]
    }

    static let signedDataType: ObjectIdentifier = "1.2.840.113549.1.7.2"
    static let dataType: ObjectIdentifier = "1.2.840.113549.1.7.1"

    /// Reads a ContentInfo with a SignedData and nothing behind it: DER, or BER as old software
    /// writes it.
    package init(_ bytes: [UInt8], limits: ASN1Limits = .document) throws(ASN1Fault) {
        try self.init(SignedData.parse(bytes, limits))
    }

    /// Reads DER alone.
    package init(strict bytes: [UInt8], limits: ASN1Limits) throws(ASN1Fault) {
        try self.init(DER.parse(bytes, limits: limits))
    }

    /// DER is read in place; only what is BER is turned into DER first.
    private static func parse(
        _ bytes: [UInt8], _ limits: ASN1Limits
    ) throws(ASN1Fault) -> ASN1Element {
        do throws(ASN1Fault) {
            return try DER.parse(bytes, limits: limits)
        } catch {
            switch error {
            case .indefiniteLength, .constructedString, .lengthForm:
                return try BER.parse(bytes, limits: limits)
            default: throw error
            }
        }
    }

    /// Reads a ContentInfo.
    package init(_ info: ASN1Element) throws(ASN1Fault) {
        var outer = try info.members(.sequence)
        guard try outer.next().objectIdentifier() == SignedData.signedDataType else {
            throw .unexpectedValue
        }
        var members = try outer.next(.contextConstructed(0)).only().members(.sequence)
        try outer.end()
        let version = try members.next(.integer)
        let digests = try members.next(.set)
        let encapsulated = try members.next(.sequence)
        let certificates = try members.nextIf(.contextConstructed(0))
        let lists = try members.nextIf(.contextConstructed(1))
        let signers = try members.next(.set)
        try members.end()
        parts = Parts(
            version: Array(version.bytes), digestAlgorithms: try encodings(digests),
            encapsulated: Array(encapsulated.bytes),
            certificates: try encodings(certificates), revocationLists: try encodings(lists),
            signers: try encodings(signers))
        guard parts.signers.count <= SignedData.signersMax,
            parts.certificates.count <= SignedData.certificatesMax,
            parts.revocationLists.count <= SignedData.revocationListsMax
        else { throw .tooManyElements }
        (contentType, content) = try readContent(encapsulated)
        var readable: [Certificate] = []
        var refused: [RefusedCertificate] = []
        for der in parts.certificates {
            do throws(CertificateFault) {
                readable.append(try Certificate(der: der))
            } catch { refused.append(RefusedCertificate(der: der, fault: error)) }
        }
        self.certificates = readable
        self.refusedCertificates = refused
        revocationLists = parts.revocationLists.compactMap { try? RevocationList(der: $0) }
        var infos: [SignerInfo] = []
        for element in try signers.children() { infos.append(try SignerInfo(element)) }
        guard infos.map(\.timeStamps.count).reduce(0, +) <= SignedData.timeStampsMax else {
            throw .tooManyElements
        }
        self.signers = infos
    }
}

/// The members of a set, as received; none of a set that is not there.
private func encodings(_ set: ASN1Element?) throws(ASN1Fault) -> [[UInt8]] {
    guard let set else { return [] }
    return try set.children().map { Array($0.bytes) }
}

private func readContent(
    _ encapsulated: ASN1Element
) throws(ASN1Fault) -> (ObjectIdentifier, [UInt8]?) {
    var members = try encapsulated.members()
    let type = try members.next().objectIdentifier()
    var content: [UInt8]?
    if let tagged = try members.nextIf(.contextConstructed(0)) {
        content = try tagged.only().octetString()
    }
    try members.end()
    return (type, content)
}
