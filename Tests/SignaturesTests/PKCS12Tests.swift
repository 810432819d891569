import ASN1
import Kernel
import Testing

@testable import Signatures

/// Key files of our own in the NCA's profile, as OpenSSL sees them, and damaged ones.
@Suite struct PKCS12Tests {
    private let pki: TestPKI
    private let password = "Құпия-12"

    init() throws { pki = try TestPKI() }

    private func file(_ key: SigningKey, _ certificate: Certificate) throws -> [UInt8] {
        try PKCS12.encode(
            key: key, certificate: certificate, chain: [pki.issuing.certificate],
            password: password, random: .system)
    }

    @Test func `what is written is read back`() throws {
        let bytes = try file(pki.signerKey, pki.signer)
        let opened = try PKCS12(bytes, password: password)
        let entry = try #require(opened.entries.first)
        #expect(entry.certificate == pki.signer)
        #expect(entry.key.publicKey == pki.signerKey.publicKey)
        #expect(entry.alias == pki.signer.extensions.subjectKeyIdentifier?.hex)
        #expect(opened.certificates == [pki.issuing.certificate])
        #expect(throws: PKCS12Fault.wrongPassword) { try PKCS12(bytes, password: password + " ") }
        #expect(throws: PKCS12Fault.noCertificate) { try file(.generateGOST(), pki.signer) }
        #expect(throws: PKCS12Fault.malformed) { try PKCS12([], password: password) }
        #expect(throws: PKCS12Fault.malformed) { try PKCS12(bytes + [0], password: password) }
        #expect(throws: PKCS12Fault.tooLarge) {
            try PKCS12([UInt8](repeating: 0, count: 1_048_577), password: password)
        }
    }

    @Test func `OpenSSL opens an RSA file of ours, and we open one of its`() async throws {
        let tool = try OpenSSLTool()
        let key = try TestKeys.rs256.get()
        let certificate = try TestPKI.issue(pki.issuing, key, .signing, TestPKI.person)
        let path = try tool.file("ours.p12", file(key, certificate))
        let shown = try await tool.run([
            "pkcs12", "-legacy", "-in", path, "-passin", "pass:" + password, "-nodes",
        ])
        #expect(shown.accepted && shown.text.contains("BEGIN PRIVATE KEY"), "\(shown.text)")
        let made = try await tool.run([
            "pkcs12", "-legacy", "-export", "-inkey",
            try tool.file("key.pem", Array(key.exportPEM().utf8)), "-in",
            try tool.file("certificate.pem", Array(certificate.pem.utf8)), "-passout",
            "pass:" + password, "-out", try tool.file("theirs.p12"),
        ])
        #expect(made.accepted, "\(made.text)")
        let opened = try PKCS12(tool.bytes("theirs.p12"), password: password)
        #expect(opened.entries.first?.certificate == certificate)
        let modern = try await tool.run([
            "pkcs12", "-export", "-inkey", tool.folder + "/key.pem", "-in",
            tool.folder + "/certificate.pem", "-macalg", "sha1", "-passout", "pass:" + password,
            "-out", try tool.file("modern.p12"),
        ])
        #expect(modern.accepted, "\(modern.text)")
        #expect(throws: PKCS12Fault.unsupported("1.2.840.113549.1.5.13")) {
            try PKCS12(tool.bytes("modern.p12"), password: password)
        }
    }

    @Test func `rounds without end are refused before they are done`() throws {
        let bytes = try file(pki.signerKey, pki.signer)
        let rounds = try #require(bytes.ranges(of: [2, 2, 4, 0]).last)
        var many = bytes
        many.replaceSubrange(rounds, with: [2, 2, 0x7F, 0xFF])
        #expect(throws: PKCS12Fault.wrongPassword) { try PKCS12(many, password: password) }
        let check = DER.sequence(
            DER.sequence(
                DER.sequence(DER.objectIdentifier(DigestAlgorithm.sha1.identifier), DER.null),
                DER.octetString([UInt8](repeating: 0, count: 20))), DER.octetString([1]),
            DER.integer(2_000_000_000))
        let endless = DER.sequence(
            DER.integer(3),
            DER.sequence(
                DER.objectIdentifier(SignedData.dataType), DER.explicit(0, DER.octetString([]))),
            check)
        #expect(throws: PKCS12Fault.tooManyIterations) { try PKCS12(endless, password: "") }
    }
}
