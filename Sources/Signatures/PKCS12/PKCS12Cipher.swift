import ASN1
import CNettle
import COpenSSL

/// The protections of the NCA's key files (RFC 7292 appendices B and C).
///
/// RC2 with 40 bits hides nothing; it covers the certificates, which are public. Triple DES covers
/// the key.
enum PKCS12Cipher {
    /// pbeWithSHA1And3-KeyTripleDES-CBC.
    case tripleDES
    /// pbeWithSHA1And40BitRC2-CBC.
    case rc2With40Bits

    var identifier: ObjectIdentifier {
        switch self {
        case .tripleDES: "1.2.840.113549.1.12.1.3"
        case .rc2With40Bits: "1.2.840.113549.1.12.1.6"
        }
    }

    init(_ identifier: ObjectIdentifier) throws(PKCS12Fault) {
        switch identifier {
        case "1.2.840.113549.1.12.1.3": self = .tripleDES
        case "1.2.840.113549.1.12.1.6": self = .rc2With40Bits
        default: throw .unsupported(identifier.description)
        }
    }

    private var keyBytes: Int { self == .tripleDES ? 24 : 5 }

    /// The plain bytes; nil when the padding is wrong, as it is under another password.
    func decrypt(
        _ bytes: [UInt8], _ parameters: PKCS12Parameters, _ password: PKCS12Password
    ) -> [UInt8]? {
        guard !bytes.isEmpty, bytes.count % 8 == 0 else { return nil }
        var plain = run(bytes, parameters, password, encrypts: false)
        guard let padding = plain.last, (1...8).contains(padding),
            plain.suffix(Int(padding)).allSatisfy({ $0 == padding })
        else {
            unsafe OPENSSL_cleanse(&plain, plain.count)
            return nil
        }
        plain.removeLast(Int(padding))
        return plain
    }

    func encrypt(
        _ bytes: [UInt8], _ parameters: PKCS12Parameters, _ password: PKCS12Password
    ) -> [UInt8] {
        let padding = 8 - bytes.count % 8
        var padded = bytes + [UInt8](repeating: UInt8(padding), count: padding)
        defer { unsafe OPENSSL_cleanse(&padded, padded.count) }
        return run(padded, parameters, password, encrypts: true)
    }

    private func run(
        _ bytes: [UInt8], _ parameters: PKCS12Parameters, _ password: PKCS12Password,
        encrypts: Bool
    ) -> [UInt8] {
        var key = password.derive(.key, parameters, count: keyBytes)
        var vector = password.derive(.vector, parameters, count: 8)
        defer { unsafe OPENSSL_cleanse(&key, key.count) }
        var output = [UInt8](repeating: 0, count: bytes.count)
        switch self {
        case .tripleDES:
            unsafe qyzmet_des3_cbc(encrypts ? 1 : 0, key, &vector, bytes.count, &output, bytes)
        case .rc2With40Bits:
            unsafe qyzmet_rc2_40_cbc(encrypts ? 1 : 0, key, &vector, bytes.count, &output, bytes)
        }
        return output
    }
}

/// Salt and number of rounds of a key derivation.
struct PKCS12Parameters {
    let salt: [UInt8]
    let iterations: Int

    init(salt: [UInt8], iterations: Int) throws(PKCS12Fault) {
        guard (1...64).contains(salt.count), iterations >= 1 else { throw .malformed }
        guard iterations <= PKCS12.iterationsMax else { throw .tooManyIterations }
        self.salt = salt
        self.iterations = iterations
    }

    init(_ element: ASN1Element) throws(PKCS12Fault) {
        let salt: [UInt8]
        let iterations: Int
        do throws(ASN1Fault) {
            var members = try element.members(.sequence)
            salt = try members.next().octetString()
            iterations = try members.next().integer()
            try members.end()
        } catch { throw .malformed }
        try self.init(salt: salt, iterations: iterations)
    }

    var der: [UInt8] { DER.sequence(DER.octetString(salt), DER.integer(iterations)) }
}

/// A password as the key derivation takes it: UTF-16, big-endian, ended by two zeros; overwritten
/// when the last user is gone.
@safe final class PKCS12Password {
    /// What is derived (RFC 7292 appendix B.3).
    enum Purpose: Int32 {
        case key = 1
        case vector = 2
        case authentication = 3
    }

    private var bytes: [UInt8]

    init(_ text: String) {
        bytes = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + [0, 0]
    }

    deinit { unsafe OPENSSL_cleanse(&bytes, bytes.count) }

    func derive(_ purpose: Purpose, _ parameters: PKCS12Parameters, count: Int) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: count)
        var salt = parameters.salt
        let outcome = unsafe PKCS12_key_gen_uni(
            &bytes, Int32(bytes.count), &salt, Int32(salt.count), purpose.rawValue,
            Int32(parameters.iterations), Int32(count), &output, EVP_sha1())
        guard outcome == 1 else { preconditionFailure("SHA-1 is not available") }
        return output
    }

    /// HMAC-SHA1 over the contents of the file.
    func authenticate(_ bytes: [UInt8], _ parameters: PKCS12Parameters) -> [UInt8] {
        var key = derive(.authentication, parameters, count: 20)
        defer { unsafe OPENSSL_cleanse(&key, key.count) }
        var tag = [UInt8](repeating: 0, count: 20)
        guard
            unsafe HMAC(EVP_sha1(), key, Int32(key.count), bytes, bytes.count, &tag, nil) != nil
        else { preconditionFailure("HMAC is not available") }
        return tag
    }
}
