import ASN1
import Foundation
import Kernel
import Signatures
import XMLSignatures

/// Signatures against the bare arithmetic of the libraries, on one core, in the same run.
struct SignatureBenchmark {
    /// 2026-07-20, an hour after the sample was signed.
    private static let signedDay = Instant(seconds: 1_784_542_086)

    private let vectors = FileManager.default.currentDirectoryPath + "/Tests/Vectors/nca-gost/"

    /// Measures and prints.
    func run() throws {
        try messages()
        try envelopes()
        try tokens()
    }

    /// The NCA's sample with its time-stamp: every GOST verification in it is one of the raw call's.
    private func messages() throws {
        let message = try bytes("individual_attached.der")
        let root = try Certificate(der: bytes("root_test_gost_2022.cer"))
        let issuing = try Certificate(der: bytes("nca_gost2022_test.cer"))
        // The production service stamped the sample; its issuer's certificate is not published.
        guard let stamp = try SignedData(message).signers.first?.timeStamps.first else {
            throw NotValid()
        }
        let pinned = try TimeStampToken(der: stamp).certificates
        let verifier = SignatureVerifier(
            judge: SignerJudge(
                anchors: TrustAnchors(authorities: [root], pinned: pinned),
                certificates: [issuing]))
        var policy = SignaturePolicy(at: SignatureBenchmark.signedDay)
        policy.unknownRevocation = .notChecked
        let report = verifier.verify(message, policy: policy)
        guard report.isValid, let signature = report.signatures.first else { throw NotValid() }
        // One for the signature and one for each certificate below the anchor, of both chains.
        // A chain of n certificates has n - 1 below its anchor, so n in all.
        let chains = [signature.path] + signature.timeStamps.map(\.path)
        let inside = chains.reduce(0) { $0 + ($1?.certificates.count ?? 0) }
        let raw = try RawGOST()
        let slices = try PairedSlices(
            raw: { try raw.verify() },
            own: {
                guard verifier.verify(message, policy: policy).isValid else { throw NotValid() }
                return 1
            })
        Figure(name: "gostdsa_verify, 512 bits, one core", value: slices.raw, unit: "1/s").show()
        Figure(
            name: "GOST CMS with time-stamp verified, one core", value: slices.own, unit: "1/s",
            against: "gostdsa_verify / \(inside)", ratio: slices.ratio * Double(inside)
        ).show()
    }

    /// A SOAP envelope of 10 kB with one GOST signature, as SHEP passes it on.
    private func envelopes() throws {
        let key = try SigningKey.generateGOST()
        let now = SignatureBenchmark.signedDay
        let authority = try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX"), key: key, from: now,
            to: now.adding(seconds: 86_400), random: .system)
        let line = "<line><name>Құжаттың жолы</name><value>123456</value></line>"
        let lines = String(repeating: line, count: 10_000 / line.utf8.count)
        let envelope =
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/>"
            + "<s:Body><lines>\(lines)</lines></s:Body></s:Envelope>"
        let signed = try XMLSigner(certificate: authority.certificate, key: key)
            .signEnvelope(Array(envelope.utf8), random: .system)
        let verifier = XMLVerifier()
        let raw = try RawGOST()
        let slices = try PairedSlices(
            raw: { try raw.verify() },
            own: {
                guard verifier.verifyEnvelope(signed).isIntact else { throw NotValid() }
                return 1
            })
        Figure(
            name: "WS-Security envelope of 10 kB verified, one core", value: slices.own,
            unit: "1/s", against: "gostdsa_verify", ratio: slices.ratio
        ).show()
    }

    private func tokens() throws {
        let key = try SigningKey.generateES256()
        let claims: JSON = [
            "iss": "https://127.0.0.1", "sub": "7b1f0c52", "aud": "bank", "exp": 1_800_000_000,
            "iat": 1_799_999_400, "jti": "0d7a2f34c1", "scope": "access.request",
        ]
        var rounds = Rounds()
        for _ in 0..<Rounds.count {
            rounds.note("raw", try opensslSignatures())
            rounds.note(
                "token",
                try perSecond(for: 1.5) {
                    _ = try JWT.sign(claims: claims, type: "at+jwt", key: key)
                    return 1
                })
        }
        Figure(name: "openssl speed ecdsap256, sign", value: rounds["raw"], unit: "1/s").show()
        Figure(
            name: "ES256 token issued, one core", value: rounds["token"], unit: "1/s",
            against: "openssl speed ecdsap256, sign", ratio: rounds["token"] / rounds["raw"]
        ).show()
    }

    /// What OpenSSL's own measurement says: ` 256 bits ecdsa (nistp256) 0.0000s 0.0001s 40000 13000`.
    private func opensslSignatures() throws -> Double {
        let text = try Command.output("openssl", ["speed", "-seconds", "1", "ecdsap256"])
        let line = text.split(separator: "\n").last { $0.contains("nistp256") }
        let words = line?.split(separator: " ") ?? []
        guard words.count >= 2, let value = Double(words[words.count - 2]) else { throw NotValid() }
        return value
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: vectors + name)))
    }

    /// What was measured did not do what it should.
    struct NotValid: Error {}
}
