import Kernel
import Testing

@testable import Signatures

@Suite struct CertificateTests {
    private let authority: SandboxAuthority

    init() throws {
        authority = try SandboxAuthority()
    }

    @Test func `a body's certificate names the body, its BIN and its issuer`() throws {
        let certificate = authority.body
        #expect(certificate.subject == SandboxAuthority.subject)
        #expect(certificate.subject.bin == "600140000017")
        #expect(certificate.subject.iin == nil)
        #expect(certificate.issuer.commonName == "SANDBOX ROOT")
        #expect(certificate.notBefore == SandboxAuthority.from)
        #expect(certificate.notAfter == SandboxAuthority.to)
        #expect(certificate.publicKey == authority.bodyKey.publicKey)
        #expect(certificate.serial.utf8.count == 32)
        let other = try SandboxAuthority()
        #expect(certificate.serial != other.body.serial)
    }

    @Test func `a certificate survives DER and PEM and refuses anything more or less`() throws {
        let certificate = authority.body
        #expect(try Certificate(der: certificate.der) == certificate)
        #expect(try Certificate(pem: certificate.pem) == certificate)
        #expect(try Certificate(pem: certificate.pem).fingerprint == SHA256.hash(certificate.der))
        #expect(throws: CertificateFault.malformed) { try Certificate(der: certificate.der + [0]) }
        #expect(throws: CertificateFault.malformed) {
            try Certificate(der: certificate.der.dropLast())
        }
        #expect(throws: CertificateFault.malformed) { try Certificate(der: []) }
        #expect(throws: CertificateFault.malformed) {
            try Certificate(pem: authority.bodyKey.publicKey.pem)
        }
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `both ends of the validity belong to it`() {
        let certificate = authority.body
        #expect(!certificate.isValid(at: certificate.notBefore.adding(milliseconds: -1)))
        #expect(certificate.isValid(at: certificate.notBefore))
        #expect(certificate.isValid(at: certificate.notAfter.adding(milliseconds: 999)))
        #expect(!certificate.isValid(at: certificate.notAfter.adding(seconds: 1)))
    }

    @Test func `validity beyond 2049 is kept to the second`() throws {
        let end = Instant(seconds: 4_000_000_000)
        let late = try authority.root.issue(
            to: SandboxAuthority.subject, key: authority.bodyKey.publicKey,
            from: SandboxAuthority.from, to: end, random: .system)
        #expect(try Certificate(der: late.der).notAfter == end)
    }

    @Test func `a subject that cannot stand in a certificate is refused`() {
        let subjects = [
            CertificateSubject(commonName: ""),
            CertificateSubject(commonName: String(repeating: "x", count: 65)),
            CertificateSubject(commonName: "x", organization: ""),
            CertificateSubject(commonName: "x", country: "KAZ"),
        ]
        for subject in subjects {
            #expect(throws: CertificateFault.invalidSubject) {
                try authority.root.issue(
                    to: subject, key: authority.bodyKey.publicKey, from: SandboxAuthority.from,
                    to: SandboxAuthority.to, random: .system)
            }
        }
        #expect(throws: CertificateFault.invalidValidity) {
            try authority.root.issue(
                to: SandboxAuthority.subject, key: authority.bodyKey.publicKey,
                from: SandboxAuthority.to, to: SandboxAuthority.from, random: .system)
        }
        #expect(libraryErrorQueueIsEmpty())
    }

    @Test func `an authority is taken up only with its own key and an issuing certificate`() throws
    {
        let key = try SigningKey.generateES256()
        let root = try CertificateAuthority(
            root: CertificateSubject(commonName: "R"), key: key, from: SandboxAuthority.from,
            to: SandboxAuthority.to, random: .system)
        #expect(
            try CertificateAuthority(certificate: root.certificate, key: key).certificate
                == root.certificate)
        #expect(throws: CertificateFault.notTheAuthority) {
            try CertificateAuthority(certificate: root.certificate, key: authority.bodyKey)
        }
        #expect(throws: CertificateFault.notTheAuthority) {
            try CertificateAuthority(certificate: authority.body, key: authority.bodyKey)
        }
    }

    @Test func `BIN and IIN are read from the fields of Kazakh certificates only`() {
        var subject = CertificateSubject(
            commonName: "x", organizationalUnits: ["Sales", "BIN600140000017"],
            serialNumber: "IIN600101100019")
        #expect(subject.bin == "600140000017")
        #expect(subject.iin == "600101100019")
        subject.organizationalUnits.append("BIN600140000018")
        #expect(subject.bin == nil)
        subject.organizationalUnits = ["BIN60014000001", "XBIN600140000017", "BIN60014000001a"]
        #expect(subject.bin == nil)
        subject.serialNumber = "600101100019"
        #expect(subject.iin == nil)
    }
}
