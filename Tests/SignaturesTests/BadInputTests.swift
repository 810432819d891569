import ASN1
import FuzzTargets
import Kernel
import QyzmetTesting
import Testing

@testable import Signatures

/// Bytes that mean harm: refused with a reason, within limits of time and memory.
@Suite struct BadInputTests {
    private let policy = TestPKI.lenient()

    private func refusals(_ message: [UInt8], _ content: [UInt8]? = nil) -> [Finding] {
        let nobody = SignatureVerifier(judge: SignerJudge(anchors: TrustAnchors(authorities: [])))
        return nobody.verify(message, content: content, policy: policy).findings
    }

    @Test func `truncated, nested and huge messages are malformed with the reason`() throws {
        let sample = try Vectors.bytes("nca-gost/individual_attached.der")
        for count in stride(from: 0, to: sample.count, by: 37) {
            #expect(refusals(Array(sample[..<count])).map(\.code) == [.malformed])
        }
        let nested = [UInt8](Array(repeating: [0x30, 0x80] as [UInt8], count: 100_000).joined())
        #expect(refusals(nested).first?.detail == .reason(.structure(.tooDeep)))
        var deep: [UInt8] = DER.null
        for _ in 0..<200 { deep = DER.sequence(deep) }
        #expect(refusals(deep).first?.detail == .reason(.structure(.tooDeep)))
        let number = DER.sequence(DER.integer(unsigned: [UInt8](repeating: 0xFF, count: 5000)))
        #expect(refusals(number).first?.detail == .reason(.structure(.integerTooLong)))
        let many = DER.sequence(of: Array(repeating: DER.null, count: 70_000))
        #expect(refusals(many).first?.detail == .reason(.structure(.tooManyElements)))
        let large = [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 100)
        #expect(refusals(large).first?.detail == .reason(.structure(.truncated)))
    }

    @Test func `a message above the limit is refused by its length, before anything is read`() {
        let limit = ASN1Limits.document.bytesMax
        #expect(limit == 64 << 20)
        var message = [UInt8](repeating: 0, count: limit + 1)
        // Well formed as far as the head says: of a sequence that fills the rest.
        message.replaceSubrange(0..<6, with: [0x30, 0x84, 0x03, 0xFF, 0xFF, 0xFB])
        let found = refusals(message)
        #expect(found.map(\.code) == [.tooLarge])
        #expect(found.first?.detail == .reason(.structure(.tooLarge)))
        #expect(refusals(message, [1]).map(\.code) == [.tooLarge])
        // One byte less is read, and is no message.
        message.removeLast()
        message[5] = 0xFA
        #expect(refusals(message).map(\.code) == [.malformed])
    }

    @Test func `weak RSA keys, foreign curves and false points are named`() async throws {
        let tool = try OpenSSLTool()
        let cases: [([String], KeyFault)] = [
            (["rsa:1024"], .modulusTooShort),
            (["ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"], .unsupported),
            (["ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], .unsupported),
        ]
        for (kind, reason) in cases {
            let made = try await tool.run(
                ["req", "-x509", "-nodes", "-subj", "/CN=x", "-keyout", try tool.file("key.pem")]
                    + ["-out", try tool.file("certificate.pem"), "-newkey"] + kind)
            #expect(made.accepted, "\(made.text)")
            let signed = try await tool.run([
                "cms", "-sign", "-binary", "-nodetach", "-in", try tool.file("text", [1]),
                "-signer", tool.folder + "/certificate.pem", "-inkey", tool.folder + "/key.pem",
                "-outform", "DER", "-out", try tool.file("message"),
            ])
            #expect(signed.accepted, "\(signed.text)")
            let found = refusals(try tool.bytes("message"))
            #expect(
                found.contains {
                    $0.code == .signerKeyRefused && $0.detail == .reason(.key(reason))
                })
        }
        // A GOST certificate whose point was moved off the curve.
        var moved = try Vectors.bytes("nca-gost/individual_attached.der")
        moved[153 + 400] ^= 1
        #expect(
            refusals(moved).contains {
                $0.code == .signerKeyRefused && $0.detail == .reason(.key(.notOnCurve))
            })
    }

    @Test func `SHA-1 and MD5 are refused by name`() async throws {
        let pki = try TestPKI { try TestKeys.rs256.get() }
        let tool = try OpenSSLTool()
        for hash in ["sha1", "md5"] {
            let made = try await tool.run([
                "cms", "-sign", "-binary", "-nodetach", "-md", hash, "-in",
                try tool.file("text", [1]), "-signer",
                try tool.file("signer.pem", Array(pki.signer.pem.utf8)), "-inkey",
                try tool.file("key.pem", Array(pki.signerKey.exportPEM().utf8)), "-outform", "DER",
                "-out", try tool.file("message"),
            ])
            #expect(made.accepted, "\(made.text)")
            let report = pki.verifier().verify(
                try tool.bytes("message"),
                policy: TestPKI.lenient(at: TestPKI.to.adding(seconds: -1)))
            #expect(report.refusals.contains(hash == "sha1" ? .digestWeak : .digestNotAllowed))
        }
    }

    @Test func `keys of Ed25519 that generate a small group are refused`() {
        let zero = [UInt8](repeating: 0, count: 32)
        var one = zero
        one[0] = 1
        for point in [
            zero, one,
            [UInt8](repeating: 0xEC, count: 1) + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
        ] {
            #expect(throws: KeyFault.notOnCurve) {
                try PublicKey(jwk: [
                    "kty": "OKP", "crv": "Ed25519", "x": .string(point.base64URL),
                ])
            }
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `what fuzzing found breaks no parser`(_ target: FuzzTarget) throws {
        let found = try SourceTree.files(in: "Fuzz/Found/" + target.rawValue, ending: "")
        #expect(!found.isEmpty, "there is nothing to replay")
        for path in found {
            let parts = path.split(separator: "/").map(String.init)
            target.run(
                try Vectors.bytes("../../Fuzz/Found/" + parts.suffix(2).joined(separator: "/")))
        }
        // And every vector, cut and changed here and there.
        for name in [
            "nca-gost/individual_attached.der", "nca-gost/p12/ceo.p12", "ncanode/tsp_response.bin",
        ] {
            let bytes = try Vectors.bytes(name)
            for step in 0..<60 {
                var changed = bytes
                changed[step * bytes.count / 60] ^= UInt8(1 << (step % 8))
                target.run(changed)
                target.run(Array(bytes[..<(step * bytes.count / 60)]))
            }
        }
    }
}
