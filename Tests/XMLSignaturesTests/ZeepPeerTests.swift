import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Testing

@testable import XMLSignatures

/// Zeep, the SOAP client that integrators write in Python with, judges our envelopes and we judge its.
@Suite(.timeLimit(.minutes(6)))
struct ZeepPeerTests {
    private let signer: XMLSigner
    private let key: SigningKey
    private let folder: String

    init() throws {
        let root = try CertificateAuthority(
            root: CertificateSubject(commonName: "PEER"), key: .generateES256(),
            from: Signers.now, to: Signers.now.adding(seconds: 1000), random: .system)
        key = try .generateRS256(bits: 2048)
        signer = try Signers.make(root, key)
        folder = NSTemporaryDirectory() + "zeep-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    private func zeep(_ arguments: [String]) async throws -> String {
        let run = try await Peer.run(
            "soap/zeep_peer.py", arguments, in: folder, within: .seconds(60))
        try #require(run.end == .exited(0), "\(run.errors.suffix(1500))")
        return run.output
    }

    private func write(_ text: String, _ name: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private let envelope = """
        <S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:x="urn:x">\
        <S:Body><m xmlns="urn:m" x:a=" "> Қ </m></S:Body></S:Envelope>
        """

    @Test func `zeep accepts our envelopes in both forms and no changed one`() async throws {
        let certificate = try write(signer.certificate.pem, "signer.pem")
        for form in [XMLSigner.EnvelopeKeyForm.certificate, .issuerSerial] {
            let signed = string(
                try signer.signEnvelope(envelope.bytes, keyForm: form, random: .system))
            let good = try write(signed, "good.xml")
            #expect(try await zeep(["verify", certificate, good]) == "accepted\n")
            let bad = try write(try signed.changing(" Қ ", " қ "), "bad.xml")
            #expect(
                try await zeep(["verify", certificate, bad])
                    == "refused: SignatureVerificationFailed\n")
        }
    }

    @Test(arguments: ["certificate", "token"])
    func `we accept what zeep signs, and explain what was changed`(_ form: String) async throws {
        let certificate = try write(signer.certificate.pem, "signer.pem")
        let pem = try write(try key.exportPEM(), "key.pem")
        let output = folder + "/signed.xml"
        _ = try await zeep(["sign", form, pem, certificate, output])
        let signed = try String(contentsOfFile: output, encoding: .utf8)
        let verifier = XMLVerifier(known: [signer.certificate])
        #expect(verifier.verifyEnvelope(signed.bytes).allFindings == [])
        let changed = try signed.changing("Қазақша", "Казакша")
        #expect(
            verifier.verifyEnvelope(changed.bytes).allFindings.map(\.code)
                == ["contentDigestDiffers"])
    }
}
