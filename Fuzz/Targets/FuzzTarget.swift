import ASN1
import Casework
import HTTPServer
import Kernel
import PDFSignatures
import Signatures
import SigningChannels
import XMLSignatures

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
    /// A token in compact form, checked with keys of each kind; a key and a set of keys in JSON.
    case jws
    /// A certificate.
    case certificate
    /// An OCSP answer and a list of revoked certificates, and what follows from them for a holder.
    case revocation
    /// A time-stamp's answer and request.
    case timeStamp
    /// A document with enveloped signatures, and what is done to it before signing.
    case xml
    /// A SOAP envelope with a Security header.
    case wsse
    /// The text of a QR code and both documents that it leads to.
    case qr
    /// What a page sends to NCALayer: the handshake, the frames, the requests in them.
    case ncaLayer
    /// A PDF with signatures.
    case pdf
    /// What is packed with deflate, as objects of a PDF are.
    case inflate
    /// A file that an applicant attaches: what it is, and what in it runs.
    case attachment

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
        case .revocation: runRevocation(bytes)
        case .timeStamp:
            _ = try? TimeStampResponse(der: bytes)
            _ = try? TimeStampRequest(der: bytes)
        case .xml: runXML(bytes)
        case .wsse: _ = XMLVerifier().verifyEnvelope(bytes).allFindings.map(\.text)
        case .qr: runQR(bytes)
        case .ncaLayer: runNCALayer(bytes)
        case .pdf: _ = try? PDFSignature.all(in: bytes).map(\.findings)
        case .inflate: runInflate(bytes)
        case .attachment:
            // Inputs seldom begin as a PDF by chance.
            _ = try? FileKind(of: Array("%PDF-1.7\n".utf8) + bytes)
            _ = try? FileKind(of: bytes)
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

    private func runInflate(_ bytes: [UInt8]) {
        let bytesMax = 1 << 20
        guard let whole = try? Inflate.zlib(bytes[...], bytesMax: bytesMax) else { return }
        precondition(whole.count <= bytesMax, "more came out than is allowed")
        // What fits is the same under a limit that it just reaches, and does not fit under less.
        let again = try? Inflate.zlib(bytes[...], bytesMax: whole.count)
        precondition(again == whole, "the limit changes what comes out")
        guard !whole.isEmpty else { return }
        precondition(
            (try? Inflate.zlib(bytes[...], bytesMax: whole.count - 1)) == nil,
            "the limit does not hold")
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
        var policy = SignaturePolicy(at: FuzzKnown.instant)
        policy.unknownRevocation = .warn
        let judge = SignerJudge(anchors: TrustAnchors(authorities: []))
        let report = SignatureVerifier(judge: judge).verify(data, content: [], policy: policy)
        precondition(!report.isValid, "nobody is trusted")
        _ = try? SignedDataDraft(adding: bytes, content: []).der
    }

    private func runJWS(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let json = try? JSON.parse(bytes) {
            if let key = try? PublicKey(jwk: json) {
                precondition((try? PublicKey(jwk: key.jwk)) == key, "a key is read back")
            }
            _ = try? KeySet(jwks: json)
        }
        guard let token = try? UnverifiedJWS(text, bytesMax: 8192) else { return }
        _ = token.header.bytes
        let keys = FuzzKnown.tokenKeys()
        for count in [1, keys.count] {
            guard let set = try? KeySet(named: Array(keys.prefix(count))) else {
                preconditionFailure("no keys")
            }
            let signatures = JWSVerifier(
                keys: set, algorithms: Set(SignatureAlgorithm.allCases), type: nil)
            _ = try? signatures.verify(token)
            let expectations = JWTVerifier.Expectations(
                issuer: "joe", audience: .any, leewaySeconds: 300, lifetimeSecondsMax: 3600)
            let verifier = JWTVerifier(signatures: signatures, expectations: expectations)
            // The moment of RFC 7515's example.
            _ = try? verifier.verify(text, now: Instant(seconds: 1_300_819_000))
        }
    }

    private func runRevocation(_ bytes: [UInt8]) {
        _ = try? OCSPRequest(der: bytes)
        let answer = try? OCSPResponse(der: bytes)
        let list = try? RevocationList(der: bytes)
        guard answer != nil || list != nil else { return }
        let (authority, holder) = (FuzzKnown.authority(), FuzzKnown.holder())
        let along = answer?.body?.certificates ?? []
        if let body = answer?.body {
            // Whoever came along may be the issuer; nobody but a true one gets past the names.
            for issuer in [authority] + along {
                _ = OCSPAuthority.responder(of: body, issuer: issuer)
            }
        }
        let evidence = RevocationEvidence(
            lists: list.map { [$0, $0] } ?? [], answers: answer.map { [$0] } ?? [])
        let checker = RevocationChecker(
            evidence: evidence, paths: PathBuilder(anchors: TrustAnchors(authorities: [])),
            pool: [authority, holder] + along)
        for issuer in [authority, holder] + along {
            _ = checker.status(of: holder, issuer: issuer, at: FuzzKnown.instant)
        }
    }

    private func use(_ certificate: Certificate) {
        _ = (certificate.roles, certificate.subject.iin, certificate.subject.bin)
        _ = certificate.isSigned(by: certificate.publicKey)
        _ = certificate.subjectName.description
    }

    private func runXML(_ bytes: [UInt8]) {
        _ = XMLVerifier().verify(bytes).allFindings.map(\.text)
        _ = XMLVerifier.isSecuredEnvelope(bytes)
        guard
            let bare = try? XMLSigner.prepared(
                bytes, withoutSignatures: true, withoutBlanks: true)
        else { return }
        let again = try? XMLSigner.prepared(bare, withoutSignatures: true, withoutBlanks: true)
        precondition(again == bare, "what was prepared is read and stays as it is")
    }

    private func runQR(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let link = try? MobileSignLink(text) {
            precondition((try? MobileSignLink(link.text)) == link, "a link is read back")
        }
        guard let json = try? JSON.parse(bytes) else { return }
        let invitation = SigningInvitation.check(json, at: FuzzKnown.instant, rules: .sandbox)
        _ = invitation.findings.map(\.text)
        let package = SigningPackage.check(json)
        _ = package.findings.map(\.text)
        guard let sound = package.package else { return }
        precondition(!sound.findings(signed: sound).isEmpty, "nothing is signed yet")
        precondition(SigningPackage.check(sound.json).package == sound, "a package is read back")
    }

    private func runNCALayer(_ bytes: [UInt8]) {
        _ = WebSocketHandshake(bytes)
        var reader = WebSocketReader(messageBytesMax: 32_768)
        reader.add(bytes)
        while let event = try? reader.next() {
            if case .text(let text) = event { ask(Array(text.utf8)) }
        }
        ask(bytes)
    }

    private func ask(_ bytes: [UInt8]) {
        guard let json = try? JSON.parse(bytes) else { return }
        _ = try? NCALayerRequest(json).wish
        _ = NCALayerAnswer(basics: json)?.common
    }
}
