import ASN1
import Kernel
import Testing

@testable import Signatures

/// OpenSSL as the judge of what we sign with RSA and ECDSA, and we of what it signs.
@Suite struct OpenSSLPeerTests {
    private let content = Array("Шарт".utf8)

    static let keys: [@Sendable () throws -> SigningKey] = [
        { try SigningKey.generateES256() }, { try TestKeys.rs256.get() },
    ]

    private struct Files {
        let tool = Result { try OpenSSLTool() }
        let root: String
        let middle: String

        init(_ pki: TestPKI) throws {
            root = try tool.get().file("root.pem", Array(pki.root.certificate.pem.utf8))
            middle = try tool.get().file("middle.pem", Array(pki.issuing.certificate.pem.utf8))
        }
    }

    @Test(arguments: keys.indices)
    func `openssl cms accepts ours and refuses them when changed`(_ index: Int) async throws {
        let pki = try TestPKI(OpenSSLPeerTests.keys[index])
        let files = try Files(pki)
        let tool = try files.tool.get()
        for stamped in [false, true] {
            let message = try tool.file("message", pki.sign(content, stamped: stamped))
            for (text, isRight) in [(content, true), (content + [1], false)] {
                let answer = try await tool.run([
                    "cms", "-verify", "-cades", "-inform", "DER", "-in", message, "-content",
                    try tool.file("text", text), "-CAfile", files.root, "-certfile", files.middle,
                    "-attime", String(TestPKI.now.seconds), "-purpose", "any", "-binary", "-out",
                    "/dev/null",
                ])
                #expect(answer.accepted == isRight, "\(answer.text)")
            }
        }
    }

    @Test(arguments: keys.indices)
    func `we accept what openssl cms signs`(_ index: Int) async throws {
        let pki = try TestPKI(OpenSSLPeerTests.keys[index])
        let tool = try Files(pki).tool.get()
        for extra in [["-cades"], ["-nodetach"], ["-keyid"], ["-md", "sha512"]] {
            let made = try await tool.run(
                [
                    "cms", "-sign", "-binary", "-in", try tool.file("text", content), "-signer",
                    try tool.file("signer.pem", Array(pki.signer.pem.utf8)), "-inkey",
                    try tool.file("key.pem", Array(pki.signerKey.exportPEM().utf8)), "-outform",
                    "DER", "-out", try tool.file("message"),
                ] + extra)
            #expect(made.accepted, "\(made.text)")
            // It stamps its own time, which lies after ours and before the certificates' end.
            let report = pki.verifier().verify(
                try tool.bytes("message"), content: content,
                policy: TestPKI.lenient(at: TestPKI.to.adding(seconds: -1)))
            #expect(report.isValid, "\(extra): \(report.findings)")
        }
    }

    @Test(arguments: keys.indices)
    func `openssl ts accepts our time-stamps and makes our requests`(_ index: Int) async throws {
        let pki = try TestPKI(OpenSSLPeerTests.keys[index])
        let files = try Files(pki)
        let tool = try files.tool.get()
        let text = try tool.file("text", content)
        let asked = try await tool.run([
            "ts", "-query", "-data", text, "-sha256", "-cert", "-out", try tool.file("query"),
        ])
        #expect(asked.accepted, "\(asked.text)")
        let answer = pki.stamps.answer(
            try tool.bytes("query"), now: TestPKI.now, random: .system)
        let reply = try tool.file("reply", answer)
        for (data, isRight) in [(text, true), (try tool.file("other", [1]), false)] {
            let checked = try await tool.run([
                "ts", "-verify", "-in", reply, "-data", data, "-CAfile", files.root, "-untrusted",
                files.middle, "-attime", String(TestPKI.now.seconds),
            ])
            #expect(checked.accepted == isRight, "\(checked.text)")
        }
        let matched = try await tool.run([
            "ts", "-verify", "-in", reply, "-queryfile", tool.folder + "/query", "-CAfile",
            files.root, "-untrusted", files.middle, "-attime", String(TestPKI.now.seconds),
        ])
        #expect(matched.accepted, "\(matched.text)")
    }

    @Test(arguments: keys.indices)
    func `openssl reads our certificates, lists and OCSP answers`(_ index: Int) async throws {
        let pki = try TestPKI(OpenSSLPeerTests.keys[index])
        let files = try Files(pki)
        let tool = try files.tool.get()
        let list = try pki.issuing.makeRevocationList(
            number: 1,
            entries: [
                pki.signer.serialBytes: .init(since: TestPKI.now, reason: .keyCompromise)
            ], thisUpdate: TestPKI.from, nextUpdate: TestPKI.to)
        let path = try tool.file("list.crl", list)
        let shown = try await tool.run([
            "crl", "-inform", "DER", "-in", path, "-noout", "-CAfile", files.middle,
        ])
        #expect(shown.text.contains("verify OK"), "\(shown.text)")
        let converted = try await tool.run([
            "crl", "-inform", "DER", "-in", path, "-out", try tool.file("list.pem"),
        ])
        #expect(converted.accepted)
        let signer = try tool.file("signer.pem", Array(pki.signer.pem.utf8))
        for (crl, isRight) in [
            ([], true), (["-crl_check", "-CRLfile", tool.folder + "/list.pem"], false),
        ] {
            let verified = try await tool.run(
                [
                    "verify", "-x509_strict", "-CAfile", files.root, "-untrusted", files.middle,
                    "-attime", String(TestPKI.now.seconds),
                ] + crl + [signer])
            #expect(verified.accepted == isRight, "\(verified.text)")
        }
        let asked = try await tool.run([
            "ocsp", "-issuer", files.middle, "-cert", signer, "-reqout", try tool.file("ask"),
        ])
        #expect(asked.accepted, "\(asked.text)")
        let request = try OCSPRequest(der: tool.bytes("ask"))
        #expect(
            request.identifier
                == OCSPCertificateID(pki.signer, issuer: pki.issuing.certificate, digest: .sha1))
        let answer = try pki.ocsp.answer(
            request, .good, now: TestPKI.now, nextUpdate: TestPKI.to)
        let judged = try await tool.run([
            "ocsp", "-issuer", files.middle, "-cert", signer, "-respin",
            try tool.file("answer", answer), "-CAfile", files.root, "-verify_other", files.middle,
            "-no_nonce", "-attime", String(TestPKI.now.seconds),
        ])
        #expect(judged.text.contains("Response verify OK"), "\(judged.text)")
    }
}
