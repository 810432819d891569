import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Testing

@testable import XMLSignatures

/// xmlsec1's command line, an implementation of others, judges our signatures and we judge its.
struct XmlsecPeerTests {
    private let signers: Signers
    private let folder: String

    init() throws {
        signers = try Signers()
        folder = NSTemporaryDirectory() + "xmlsec-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    private func xmlsec(_ arguments: [String]) async throws -> ChildProcess.End {
        let process = try ChildProcess(
            "xmlsec1", arguments, environment: ["PATH": "/usr/bin"], files: folder + "/xmlsec")
        let end = try await process.end(within: .seconds(30))
        if end != .exited(0) { print(process.errors.prefix(600)) }
        return end
    }

    private func write(_ text: String, _ name: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private let document = """
        <a xmlns="urn:a" xmlns:b="urn:b"><b:c d="&lt;">Қазақша\r\n &amp; &#13;</b:c><!-- e --> </a>
        """

    @Test func `xmlsec1 accepts our enveloped signatures and no changed ones`() async throws {
        for signer in signers.all {
            let key = try write(signer.certificate.pem, "signer.pem")
            let signed = string(try signer.sign(document.bytes))
            let good = try write(signed, "good.xml")
            #expect(
                try await xmlsec(["--verify", "--pubkey-cert-pem", key, good]) == .exited(0))
            let bad = try write(try signed.changing("Қазақша", "Қазакша"), "bad.xml")
            #expect(
                try await xmlsec(["--verify", "--pubkey-cert-pem", key, bad]) != .exited(0))
        }
    }

    @Test func `xmlsec1 accepts our WS-Security envelopes`() async throws {
        let envelope = """
            <S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:x="urn:x">\
            <S:Body><m xmlns="urn:m" x:a=" "> Қ </m></S:Body></S:Envelope>
            """
        for signer in signers.all {
            let key = try write(signer.certificate.pem, "signer.pem")
            let signed = string(try signer.signEnvelope(envelope.bytes, random: .system))
            // xmlsec1 knows no SecurityTokenReference: it is given the key and no KeyInfo.
            let keyInfo = signed.components2("<ds:KeyInfo>", "</ds:KeyInfo>")
            let plain = try signed.changing("<ds:KeyInfo>\(keyInfo)</ds:KeyInfo>", "")
            let file = try write(plain, "envelope.xml")
            let arguments = ["--verify", "--id-attr:Id", "Body", "--pubkey-cert-pem", key, file]
            #expect(try await xmlsec(arguments) == .exited(0))
            let changed = try write(try plain.changing(" Қ ", " қ "), "changed.xml")
            #expect(try await xmlsec(arguments.dropLast() + [changed]) != .exited(0))
        }
    }

    @Test func `we accept what xmlsec1 signs, its line breaks included`() async throws {
        let key = try SigningKey.generateRS256(bits: 2048)
        let root = try CertificateAuthority(
            root: CertificateSubject(commonName: "PEER"), key: .generateES256(),
            from: Signers.now, to: Signers.now.adding(seconds: 1000), random: .system)
        let signer = try Signers.make(root, key)
        let template = string(try signer.sign(document.bytes))
            .replacing("</ds:Transforms>", with: "\n</ds:Transforms>\n  ")
        let pem = try write(try key.exportPEM(), "key.pem")
        let certificate = try write(signer.certificate.pem, "cert.pem")
        let input = try write(template, "template.xml")
        let output = folder + "/signed.xml"
        #expect(
            try await xmlsec([
                "--sign", "--privkey-pem", "\(pem),\(certificate)", "--output", output, input,
            ]) == .exited(0))
        let signed = try String(contentsOfFile: output, encoding: .utf8)
        #expect(signed != template)
        let verdict = XMLVerifier().verify(signed.bytes)
        #expect(verdict.allFindings == [])
        let edited = try signed.changing("\n</ds:Transforms>\n  ", "</ds:Transforms>")
        #expect(XMLVerifier().verify(edited.bytes).allFindings.map(\.code) == ["signatureInvalid"])
    }
}
