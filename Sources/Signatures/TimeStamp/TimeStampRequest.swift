import ASN1

/// A request for a time-stamp (RFC 3161 section 2.4.1).
package struct TimeStampRequest: Hashable, Sendable {
    /// The hash's object identifier.
    package let digestIdentifier: ObjectIdentifier
    /// The digest of what is to be stamped.
    package let imprint: [UInt8]
    /// Under which policy; nil for any.
    package let policy: ObjectIdentifier?
    /// What the answer must repeat, as encoded in an INTEGER; nil for none.
    package let nonce: [UInt8]?
    /// Whether the authority's certificate is to be inside.
    package let wantsCertificate: Bool

    /// A request to stamp `bytes`.
    ///
    /// - Parameter nonce: up to 16 bytes of chance.
    package init(
        stamping bytes: [UInt8], digest: DigestAlgorithm, policy: ObjectIdentifier?,
        nonce: [UInt8]?
    ) {
        digestIdentifier = digest.identifier
        imprint = digest.hash(bytes)
        self.policy = policy
        self.nonce = nonce.map { nonce in
            let magnitude = Array(nonce.drop { $0 == 0 })
            return magnitude.first.map { $0 < 0x80 } ?? false ? magnitude : [0] + magnitude
        }
        wantsCertificate = true
    }

    /// Reads a request of 64 KiB at most.
    package init(der: [UInt8]) throws(ASN1Fault) {
        var members = try DER.parse(der, limits: .certificate).members(.sequence)
        guard try members.next().integer() == 1 else { throw .unexpectedValue }
        (digestIdentifier, imprint) = try readImprint(members.next())
        policy = try members.nextIf(.objectIdentifier)?.objectIdentifier()
        nonce = try members.nextIf(.integer).map { Array($0.content) }
        wantsCertificate = try members.nextIf(.boolean)?.boolean() ?? false
        if let extensions = try members.nextIf(.contextConstructed(0)) {
            for item in try extensions.children() where try X509Extension(item).isCritical {
                throw .unexpectedValue
            }
        }
        try members.end()
    }

    /// The request in DER.
    package var der: [UInt8] {
        DER.sequence(
            DER.integer(1),
            DER.sequence(
                DER.sequence(DER.objectIdentifier(digestIdentifier), DER.null),
                DER.octetString(imprint)),
            policy.map { DER.objectIdentifier($0) } ?? [],
            nonce.map { DER.element(.integer, $0) } ?? [],
            wantsCertificate ? DER.boolean(true) : [])
    }
}

/// What a time-stamping service answered (RFC 3161 section 2.4.2).
package enum TimeStampResponse: Sendable {
    /// A token; nothing of it is believed yet.
    case granted(TimeStampToken)
    /// No token; the status and the failure's bit, as the service states them.
    case refused(status: Int, failure: Int?)

    /// Reads an answer of 1 MiB at most.
    package init(der: [UInt8]) throws(ASN1Fault) {
        let element: ASN1Element
        do throws(ASN1Fault) {
            element = try DER.parse(der, limits: .message)
        } catch { element = try BER.parse(der, limits: .message) }
        var members = try element.members(.sequence)
        var info = try members.next().members(.sequence)
        let status = try info.next().integer()
        _ = try info.nextIf(.sequence)
        let failure = try info.nextIf(.bitString)?.namedBits().min()
        if status == 0 || status == 1 {
            self = .granted(try TimeStampToken(der: Array(members.next().bytes)))
            try members.end()
        } else {
            self = .refused(status: status, failure: failure)
        }
    }
}
