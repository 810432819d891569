import ASN1
import Kernel
import Signatures

/// The parsers of outside bytes, each as a function of any bytes that must neither trap nor hang.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// The strict reader, and that what it accepts is told apart member by member.
    case der
    /// The lenient reader: what it accepts must come out as DER and stay as it is.
    case ber
    /// A signed message with all that stands in it, verified with nobody trusted.
    case cms
    /// A key file, and its contents as if their HMAC had been right.
    case pkcs12
    /// A token in compact form.
    case jws
    /// A certificate.
    case certificate
    /// An OCSP answer and a list of revoked certificates.
    case revocation
    /// A time-stamp's answer and request.
    case timeStamp

    /// Runs the parser; traps when a promise is broken.
    package func run(_ bytes: [UInt8]) {
        switch self {
        case .der: if let element = try? DER.parse(bytes, limits: .message) { walk(element) }
        case .ber: runBER(bytes)
        case .cms: runCMS(bytes)
        case .pkcs12:
            _ = try? PKCS12(bytes, password: "Qwerty12")
            _ = try? PKCS12(unauthenticated: bytes, password: "Qwerty12")
        case .jws: runJWS(bytes)
        case .certificate: if let found = try? Certificate(der: bytes) { use(found) }
        case .revocation:
            _ = try? OCSPResponse(der: bytes)
            _ = try? OCSPRequest(der: bytes)
            _ = try? RevocationList(der: bytes)
        case .timeStamp:
            _ = try? TimeStampResponse(der: bytes)
            _ = try? TimeStampRequest(der: bytes)
        }
    }

    private func walk(_ element: ASN1Element) {
        _ = try? element.integer()
        _ = try? element.text()
        _ = try? element.time()
        _ = try? element.namedBits()
        _ = (try? element.objectIdentifier()).map { ObjectIdentifier($0.description) }
        guard let children = try? element.children() else { return }
        children.forEach(walk)
    }

    private func runBER(_ bytes: [UInt8]) {
        guard let normal = try? BER.normalized(bytes, limits: .message) else { return }
        guard let again = try? BER.normalized(normal, limits: .message) else {
            preconditionFailure("the normal form is not read")
        }
        precondition(again == normal, "the normal form is not stable")
    }

    private func runCMS(_ bytes: [UInt8]) {
        guard let data = try? SignedData(bytes, limits: .message) else { return }
        var policy = SignaturePolicy(at: Instant(seconds: 1_784_538_486))
        policy.unknownRevocation = .warn
        let judge = SignerJudge(anchors: TrustAnchors(authorities: []))
        let report = SignatureVerifier(judge: judge).verify(data, content: [], policy: policy)
        precondition(!report.isValid, "nobody is trusted")
        _ = try? SignedDataDraft(adding: bytes, content: []).der
    }

    private func runJWS(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let token = try? UnverifiedJWS(text, bytesMax: 8192) else { return }
        _ = token.header.bytes
    }

    private func use(_ certificate: Certificate) {
        _ = (certificate.roles, certificate.subject.iin, certificate.subject.bin)
        _ = certificate.isSigned(by: certificate.publicKey)
        _ = certificate.subjectName.description
    }
}
