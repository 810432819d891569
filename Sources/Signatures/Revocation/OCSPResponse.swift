import ASN1
import Kernel

/// What an OCSP responder answered (RFC 6960 section 4.2), not yet believed.
package struct OCSPResponse: Sendable {
    /// How the responder took the question.
    package enum Status: Int, Hashable, Sendable, CaseIterable {
        /// It answers.
        case successful = 0
        /// It could not read the request.
        case malformedRequest = 1
        /// A fault of its own.
        case internalError = 2
        /// Busy: says nothing about the certificate.
        case tryLater = 3
        /// The request must be signed.
        case sigRequired = 5
        /// The asker may not ask.
        case unauthorized = 6
    }

    /// What it says of one certificate.
    package struct Single: Hashable, Sendable {
        /// Of which one.
        package let identifier: OCSPCertificateID
        /// What.
        package let answer: Answer
        /// From when on it is known to be right.
        package let thisUpdate: Instant
        /// When newer information is there at the latest.
        package let nextUpdate: Instant?
    }

    /// The three answers.
    package enum Answer: Hashable, Sendable {
        /// Not revoked.
        case good
        /// Revoked.
        case revoked(since: Instant, RevocationReason)
        /// The responder does not know the certificate.
        case unknown
    }

    /// Who answers, as it says itself.
    package enum Responder: Hashable, Sendable {
        /// By name.
        case name(DistinguishedName)
        /// By SHA-1 of the key.
        case keyHash([UInt8])
    }

    /// The most statements of one answer that are looked at; a question of ours is about one.
    static let singlesMax = 64

    static let nonceIdentifier: ObjectIdentifier = "1.3.6.1.5.5.7.48.1.2"

    /// How it took the question.
    package let status: Status
    /// The answer; nil unless successful.
    package let body: Body?

    /// The signed part of an answer.
    package struct Body: Sendable {
        /// Who answers.
        package let responder: Responder
        /// When.
        package let producedAt: Instant
        /// About which certificates.
        package let singles: [Single]
        /// The nonce that was repeated.
        package let nonce: [UInt8]?
        /// Whether "revoked" may mean "never issued" (RFC 6960 section 4.4.8).
        package let definesExtendedRevocation: Bool
        /// Certificates that came along.
        package let certificates: [Certificate]
        /// Whether nothing critical in it is unknown here.
        package let isUnderstood: Bool
        let signedBytes: [UInt8]
        let signature: [UInt8]
        let scheme: Result<SignatureScheme, SignatureScheme.Fault>

        /// Whether that key signed it.
        package func isSigned(by key: PublicKey) -> Bool {
            guard case .success(let scheme) = scheme else { return false }
            return key.verify(signedBytes, signature: signature, scheme: scheme)
        }

        /// What it says of this certificate; nil when it is about others.
        package func single(about certificate: Certificate, issuer: Certificate) -> Single? {
            singles.first {
                $0.identifier
                    == OCSPCertificateID(
                        certificate, issuer: issuer, digest: $0.identifier.digest)
            }
        }
    }

    /// Reads DER of 1 MiB at most.
    package init(der: [UInt8]) throws(ASN1Fault) {
        var members = try DER.parse(der, limits: .message).members(.sequence)
        let outcome = try members.next()
        guard outcome.tag == .enumerated, let status = Status(rawValue: try outcome.integer())
        else {
            throw .unexpectedValue
        }
        self.status = status
        guard let tagged = try members.nextIf(.contextConstructed(0)) else {
            guard status != .successful else { throw .unexpectedElement }
            body = nil
            return
        }
        try members.end()
        // RFC 6960 section 4.2.1: an error carries no answer; one that does is believed in neither.
        guard status == .successful else { throw .unexpectedElement }
        var bytes = try tagged.only().members(.sequence)
        guard try bytes.next().objectIdentifier() == "1.3.6.1.5.5.7.48.1.1" else {
            throw .unexpectedValue
        }
        body = try Body(DER.parse(bytes.next(.octetString).content, limits: .message))
        try bytes.end()
    }
}

extension OCSPResponse.Body {
    fileprivate init(_ basic: ASN1Element) throws(ASN1Fault) {
        var outer = try basic.members(.sequence)
        let data = try outer.next(.sequence)
        let algorithm = try outer.next(.sequence)
        signature = try outer.next(.bitString).bitStringBytes()
        var certificates: [Certificate] = []
        if let tagged = try outer.nextIf(.contextConstructed(0)) {
            // Those whose key we cannot use cannot have signed either.
            certificates = try tagged.only().children().prefix(OCSPAuthority.certificatesMax)
                .compactMap {
                    try? Certificate(der: Array($0.bytes))
                }
        }
        try outer.end()
        self.certificates = certificates
        signedBytes = Array(data.bytes)
        scheme = Result { () throws(SignatureScheme.Fault) in try SignatureScheme(algorithm) }
        var members = try data.members()
        if let version = try members.nextIf(.contextConstructed(0)),
            try version.only().integer() != 0
        {
            throw .unexpectedValue
        }
        let responder = try members.next()
        switch responder.tag {
        case .contextConstructed(1): self.responder = .name(try DistinguishedName(responder.only()))
        case .contextConstructed(2): self.responder = .keyHash(try responder.only().octetString())
        default: throw .unexpectedElement
        }
        producedAt = try members.next(.generalizedTime).time()
        var singles: [OCSPResponse.Single] = []
        var isUnderstood = true
        for item in try members.next(.sequence).children().prefix(OCSPResponse.singlesMax) {
            singles.append(try OCSPResponse.Single(item, isUnderstood: &isUnderstood))
        }
        self.singles = singles
        var nonce: [UInt8]?
        var extended = false
        if let tagged = try members.nextIf(.contextConstructed(1)) {
            for element in try tagged.only().children() {
                let item = try X509Extension(element)
                switch item.identifier {
                case OCSPResponse.nonceIdentifier: nonce = try item.value().octetString()
                case "1.3.6.1.5.5.7.48.1.9": extended = true
                default: if item.isCritical { isUnderstood = false }
                }
            }
        }
        try members.end()
        self.nonce = nonce
        self.definesExtendedRevocation = extended
        self.isUnderstood = isUnderstood
    }
}

extension OCSPResponse.Single {
    fileprivate init(_ element: ASN1Element, isUnderstood: inout Bool) throws(ASN1Fault) {
        var members = try element.members(.sequence)
        identifier = try OCSPCertificateID(members.next())
        let status = try members.next()
        switch status.tag {
        case .context(0): answer = .good
        case .contextConstructed(1):
            var details = try status.members()
            let since = try details.next(.generalizedTime).time()
            var reason = RevocationReason.unspecified
            if let tagged = try details.nextIf(.contextConstructed(0)) {
                guard let known = RevocationReason(rawValue: try tagged.only().integer()) else {
                    throw .unexpectedValue
                }
                reason = known
            }
            try details.end()
            answer = .revoked(since: since, reason)
        case .context(2): answer = .unknown
        default: throw .unexpectedElement
        }
        thisUpdate = try members.next(.generalizedTime).time()
        nextUpdate = try members.nextIf(.contextConstructed(0)).map {
            element throws(ASN1Fault) in try element.only().time()
        }
        if let tagged = try members.nextIf(.contextConstructed(1)) {
            for element in try tagged.only().children() where try X509Extension(element).isCritical
            {
                isUnderstood = false
            }
        }
        try members.end()
    }
}
