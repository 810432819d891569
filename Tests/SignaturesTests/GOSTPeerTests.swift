import ASN1
import Kernel
import Testing

@testable import Signatures

/// OpenSSL with Debian's GOST engine as the judge: another implementation of the same mathematics.
///
/// It knows the Russian names of the curves and writes s before r, big-endian each; so names are
/// exchanged and the whole signature is reversed, nothing else.
@Suite struct GOSTPeerTests {
    private let message = Array("Бұл құжатқа қол қойылды".utf8)

    private func russianAlgorithm(_ parameters: GOSTParameters) -> [UInt8] {
        let is512 = parameters == .gost2015With512
        return DER.sequence(
            DER.objectIdentifier(is512 ? "1.2.643.7.1.1.1.2" : "1.2.643.7.1.1.1.1"),
            DER.sequence(
                DER.objectIdentifier(is512 ? "1.2.643.7.1.2.1.2.1" : "1.2.643.2.2.35.1"),
                DER.objectIdentifier(is512 ? "1.2.643.7.1.1.2.3" : "1.2.643.7.1.1.2.2")))
    }

    private func point(_ key: PublicKey) throws -> [UInt8] {
        guard case .gost(_, let xy) = key.material else { throw KeyFault.unsupported }
        return xy
    }

    @Test(arguments: [GOSTParameters.gost2015With512, .gost2015With256])
    func `the engine accepts our signatures`(_ parameters: GOSTParameters) async throws {
        let tool = try OpenSSLTool()
        let key = try SigningKey.generateGOST(parameters)
        let spki = DER.sequence(
            russianAlgorithm(parameters),
            DER.bitString(DER.octetString(try point(key.publicKey))))
        let signature = try key.sign(message)
        let hash = parameters == .gost2015With512 ? "-md_gost12_512" : "-md_gost12_256"
        for (name, bytes, isRight) in [
            ("right", Array(signature.reversed()), true), ("as it stands", signature, false),
        ] {
            let answer = try await tool.run([
                "dgst", "-engine", "gost", hash, "-verify",
                try tool.file("key.pem", Array(PEM.encode(spki, label: "PUBLIC KEY").utf8)),
                "-signature", try tool.file("signature", bytes), try tool.file("text", message),
            ])
            #expect(answer.accepted == isRight, "\(name): \(answer.text)")
        }
    }

    @Test(arguments: [GOSTParameters.gost2015With512, .gost2015With256])
    func `we accept the engine's signatures and its keys`(
        _ parameters: GOSTParameters
    ) async throws {
        let tool = try OpenSSLTool()
        let is512 = parameters == .gost2015With512
        let private_ = try tool.file("private.pem")
        try await tool.run([
            "genpkey", "-engine", "gost", "-algorithm", is512 ? "gost2012_512" : "gost2012_256",
            "-pkeyopt", "paramset:A", "-out", private_,
        ])
        try await tool.run([
            "pkey", "-engine", "gost", "-in", private_, "-pubout", "-outform", "DER", "-out",
            try tool.file("public.der"),
        ])
        let signed = try await tool.run([
            "dgst", "-engine", "gost", is512 ? "-md_gost12_512" : "-md_gost12_256", "-sign",
            private_, "-out", try tool.file("signature"), try tool.file("text", message),
        ])
        #expect(signed.accepted, "\(signed.text)")
        let bits = try DER.parse(tool.bytes("public.der"), limits: .certificate).children()[1]
        let xy = try DER.parse(bits.bitStringBytes(), limits: .certificate).octetString()
        let key = try PublicKey(gost: parameters, xy: xy)
        let signature = Array(try tool.bytes("signature").reversed())
        #expect(key.verify(message, signature: signature))
        #expect(!key.verify(message, signature: signature.reversed()))
        // The private number stands there little-endian, as in PKCS #8 of the NCA.
        let text = String(decoding: try tool.bytes("private.pem"), as: UTF8.self)
        let der = try #require(PEM.decode(text, label: "PRIVATE KEY"))
        var d = try DER.parse(der, limits: .certificate).children()[2].octetString()
        #expect(try SigningKey(gost: parameters, littleEndian: &d).publicKey == key)
    }
}
