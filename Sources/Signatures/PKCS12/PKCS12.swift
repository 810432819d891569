import ASN1
import COpenSSL
import Kernel

/// A key file of the NCA (RFC 7292): private keys with their certificates, under a password.
package struct PKCS12: Sendable {
    /// The most rounds of the key derivation that are done; the NCA does 1,024.
    package static let iterationsMax = 100_000
    /// The most rounds for all that is encrypted in one file; more than two bags of ``iterationsMax``.
    package static let roundsMax = 250_000

    /// A private key with its certificate.
    package struct Entry: Sendable {
        /// The name in the file: with the NCA, the key identifier in hexadecimal.
        package let alias: String
        /// The private key.
        package let key: SigningKey
        /// Its certificate.
        package let certificate: Certificate
    }

    /// The keys, in the order of the file.
    package let entries: [Entry]
    /// Certificates that belong to no key in the file: of authorities.
    package let certificates: [Certificate]

    /// Opens a file.
    ///
    /// - Throws: ``PKCS12Fault``; the password is judged before anything inside is looked at.
    package init(_ bytes: [UInt8], password: String) throws(PKCS12Fault) {
        guard bytes.count <= ASN1Limits.message.bytesMax else { throw .tooLarge }
        let secret = PKCS12Password(password)
        let contents = try PKCS12.authenticated(bytes, secret)
        var reader = PKCS12Reader(password: secret)
        try reader.read(contents)
        try self.init(reader)
    }

    /// Reads the contents of a file as if their HMAC had been right.
    ///
    /// For the fuzzer alone: whoever knows the password, or chose it, can send any contents.
    package init(unauthenticated contents: [UInt8], password: String) throws(PKCS12Fault) {
        var reader = PKCS12Reader(password: PKCS12Password(password))
        try reader.read(contents)
        try self.init(reader)
    }

    private init(_ reader: PKCS12Reader) throws(PKCS12Fault) {
        guard !reader.keys.isEmpty else { throw .noKey }
        var entries: [Entry] = []
        for item in reader.keys {
            guard
                let certificate = reader.certificates.first(where: {
                    $0.publicKey == item.key.publicKey
                })
            else { throw .noCertificate }
            entries.append(
                Entry(
                    alias: item.alias ?? certificate.serial, key: item.key,
                    certificate: certificate))
        }
        self.entries = entries
        self.certificates = reader.certificates.filter { certificate in
            !entries.contains { $0.certificate == certificate }
        }
    }

    /// The contents after the check of their HMAC.
    private static func authenticated(
        _ bytes: [UInt8], _ password: PKCS12Password
    ) throws(PKCS12Fault) -> [UInt8] {
        let contents: [UInt8]
        let tag: [UInt8]
        let salt: [UInt8]
        let iterations: Int
        do throws(ASN1Fault) {
            var members = try BER.parse(bytes, limits: .message).members(.sequence)
            guard try members.next().integer() == 3 else { throw ASN1Fault.unexpectedValue }
            var info = try members.next().members(.sequence)
            guard try info.next().objectIdentifier() == SignedData.dataType else {
                throw ASN1Fault.unexpectedValue
            }
            contents = try info.next(.contextConstructed(0)).only().octetString()
            var check = try members.next().members(.sequence)
            try members.end()
            var digest = try check.next().members(.sequence)
            let algorithm = try digest.next().children().first?.objectIdentifier()
            guard algorithm == DigestAlgorithm.sha1.identifier else {
                throw ASN1Fault.unexpectedElement
            }
            tag = try digest.next().octetString()
            salt = try check.next().octetString()
            iterations = try check.nextIf(.integer)?.integer() ?? 1
            try check.end()
        } catch { throw error == .tooLarge ? .tooLarge : .malformed }
        let parameters = try PKCS12Parameters(salt: salt, iterations: iterations)
        guard constantTimeEqual(password.authenticate(contents, parameters), tag) else {
            throw .wrongPassword
        }
        return contents
    }
}
