import ASN1

/// Which certificate is asked about (RFC 6960 section 4.1.1).
package struct OCSPCertificateID: Hashable, Sendable {
    /// The hash of the two digests.
    package let digest: DigestAlgorithm
    /// The digest of the issuer's name.
    package let issuerNameHash: [UInt8]
    /// The digest of the issuer's key.
    package let issuerKeyHash: [UInt8]
    /// The serial number as encoded.
    package let serial: [UInt8]

    /// The identifier of a certificate.
    ///
    /// - Parameter digest: SHA-1 is what old responders know; it names and protects nothing.
    package init(_ certificate: Certificate, issuer: Certificate, digest: DigestAlgorithm) {
        self.digest = digest
        issuerNameHash = digest.hash(issuer.subjectName.der)
        issuerKeyHash = digest.hash(OCSPCertificateID.keyBits(issuer))
        serial = certificate.serialBytes
    }

    /// Reads a CertID.
    init(_ element: ASN1Element) throws(ASN1Fault) {
        var members = try element.members(.sequence)
        var algorithm = try members.next().members(.sequence)
        guard let digest = DigestAlgorithm(try algorithm.next().objectIdentifier()) else {
            throw .unexpectedValue
        }
        self.digest = digest
        issuerNameHash = try members.next().octetString()
        issuerKeyHash = try members.next().octetString()
        serial = try members.next().integerBytes()
        try members.end()
    }

    /// The CertID in DER.
    var der: [UInt8] {
        DER.sequence(
            DER.sequence(DER.objectIdentifier(digest.identifier), DER.null),
            DER.octetString(issuerNameHash), DER.octetString(issuerKeyHash),
            DER.element(.integer, serial))
    }

    /// The bits of the issuer's key, without the algorithm.
    static func keyBits(_ certificate: Certificate) -> [UInt8] {
        guard let element = try? DER.parse(certificate.spki, limits: .certificate),
            let bits = try? element.children().last?.bitStringBytes()
        else { preconditionFailure("a certificate's key was read before") }
        return bits
    }
}

/// A question to an OCSP responder about one certificate (RFC 6960 section 4.1).
package struct OCSPRequest: Hashable, Sendable {
    /// About which certificate.
    package let identifier: OCSPCertificateID
    /// What the answer must repeat; nil when freshness is judged by time alone.
    package let nonce: [UInt8]?

    /// A question.
    package init(_ identifier: OCSPCertificateID, nonce: [UInt8]?) {
        self.identifier = identifier
        self.nonce = nonce
    }

    /// Reads a request of 64 KiB at most; only the first certificate of several is read.
    package init(der: [UInt8]) throws(ASN1Fault) {
        var outer = try DER.parse(der, limits: .certificate).members(.sequence)
        var body = try outer.next(.sequence).members()
        _ = try body.nextIf(.contextConstructed(0))
        _ = try body.nextIf(.contextConstructed(1))
        guard let first = try body.next(.sequence).children().first else {
            throw .unexpectedElement
        }
        var item = try first.members(.sequence)
        identifier = try OCSPCertificateID(item.next())
        var nonce: [UInt8]?
        if let tagged = try body.nextIf(.contextConstructed(2)) {
            for element in try tagged.only().children() {
                let item = try X509Extension(element)
                if item.identifier == OCSPResponse.nonceIdentifier {
                    nonce = try item.value().octetString()
                }
            }
        }
        self.nonce = nonce
    }

    /// The request in DER, unsigned.
    package var der: [UInt8] {
        let extensions =
            nonce.map { nonce in
                DER.explicit(
                    2,
                    DER.sequence(
                        X509Extension.encode(
                            OCSPResponse.nonceIdentifier, DER.octetString(nonce))))
            } ?? []
        return DER.sequence(
            DER.sequence(DER.sequence(DER.sequence(identifier.der)), extensions))
    }
}
