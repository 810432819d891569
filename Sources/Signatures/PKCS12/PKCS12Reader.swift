import ASN1
import COpenSSL

/// Goes through the bags of a key file whose HMAC was right.
struct PKCS12Reader {
    let password: PKCS12Password
    var keys: [(alias: String?, key: SigningKey)] = []
    var certificates: [Certificate] = []

    private static let encryptedType: ObjectIdentifier = "1.2.840.113549.1.7.6"
    private static let keyBag: ObjectIdentifier = "1.2.840.113549.1.12.10.1.1"
    private static let shroudedKeyBag: ObjectIdentifier = "1.2.840.113549.1.12.10.1.2"
    private static let certificateBag: ObjectIdentifier = "1.2.840.113549.1.12.10.1.3"

    /// Rounds of the key derivation done so far.
    private var rounds = 0

    /// How many bags are looked at.
    private static let bagsMax = 64

    init(password: PKCS12Password) {
        self.password = password
    }

    mutating func read(_ contents: [UInt8]) throws(PKCS12Fault) {
        for info in try children(of: contents) {
            try readInfo(info)
        }
    }

    private func children(of bytes: [UInt8]) throws(PKCS12Fault) -> [ASN1Element] {
        do throws(ASN1Fault) {
            let list = try BER.parse(bytes, limits: .message).children()
            guard list.count <= PKCS12Reader.bagsMax else { throw ASN1Fault.tooManyElements }
            return list
        } catch { throw .malformed }
    }

    private mutating func readInfo(_ info: ASN1Element) throws(PKCS12Fault) {
        let type: ObjectIdentifier
        let value: ASN1Element
        do throws(ASN1Fault) {
            var members = try info.members(.sequence)
            type = try members.next().objectIdentifier()
            value = try members.next(.contextConstructed(0)).only()
        } catch { throw .malformed }
        var bags: [UInt8]
        switch type {
        case SignedData.dataType:
            do throws(ASN1Fault) { bags = try value.octetString() } catch { throw .malformed }
        case PKCS12Reader.encryptedType: bags = try decrypted(value)
        default: throw .unsupported(type.description)
        }
        defer { unsafe OPENSSL_cleanse(&bags, bags.count) }
        for bag in try children(of: bags) { try readBag(bag) }
    }

    /// An EncryptedData (RFC 5652 section 8).
    private mutating func decrypted(_ value: ASN1Element) throws(PKCS12Fault) -> [UInt8] {
        let algorithm: ASN1Element
        let octets: [UInt8]
        do throws(ASN1Fault) {
            var members = try value.members(.sequence)
            _ = try members.next(.integer)
            var content = try members.next(.sequence).members()
            _ = try content.next(.objectIdentifier)
            algorithm = try content.next(.sequence)
            octets = try BER.implicitOctets(content.next())
        } catch { throw .malformed }
        return try decrypt(octets, algorithm)
    }

    private mutating func decrypt(
        _ octets: [UInt8], _ algorithm: ASN1Element
    ) throws(PKCS12Fault) -> [UInt8] {
        let type: ObjectIdentifier
        let details: ASN1Element
        do throws(ASN1Fault) {
            var members = try algorithm.members(.sequence)
            type = try members.next().objectIdentifier()
            details = try members.next()
        } catch { throw .malformed }
        let cipher = try PKCS12Cipher(type)
        let parameters = try PKCS12Parameters(details)
        rounds += parameters.iterations
        guard rounds <= PKCS12.roundsMax else { throw .tooManyIterations }
        guard let plain = cipher.decrypt(octets, parameters, password) else { throw .malformed }
        return plain
    }

    private mutating func readBag(_ bag: ASN1Element) throws(PKCS12Fault) {
        let type: ObjectIdentifier
        let value: ASN1Element
        let alias: String?
        do throws(ASN1Fault) {
            var members = try bag.members(.sequence)
            type = try members.next().objectIdentifier()
            value = try members.next(.contextConstructed(0)).only()
            alias = try PKCS12Reader.alias(members.nextIf(.set))
        } catch { throw .malformed }
        switch type {
        case PKCS12Reader.keyBag:
            var plain = Array(value.bytes)
            defer { unsafe OPENSSL_cleanse(&plain, plain.count) }
            try addKey(plain, alias)
        case PKCS12Reader.shroudedKeyBag:
            let parts = try? value.children()
            guard let parts, parts.count == 2, let octets = try? parts[1].octetString() else {
                throw .malformed
            }
            var plain = try decrypt(octets, parts[0])
            defer { unsafe OPENSSL_cleanse(&plain, plain.count) }
            try addKey(plain, alias)
        case PKCS12Reader.certificateBag: try addCertificate(value)
        // Lists and other secrets say nothing here.
        default: break
        }
    }

    private mutating func addKey(_ pkcs8: [UInt8], _ alias: String?) throws(PKCS12Fault) {
        do throws(KeyFault) {
            keys.append((alias, try SigningKey(pkcs8: pkcs8)))
        } catch { throw .key(error) }
    }

    private mutating func addCertificate(_ value: ASN1Element) throws(PKCS12Fault) {
        let der: [UInt8]
        do throws(ASN1Fault) {
            var members = try value.members(.sequence)
            guard try members.next().objectIdentifier() == "1.2.840.113549.1.9.22.1" else { return }
            der = try members.next(.contextConstructed(0)).only().octetString()
        } catch { throw .malformed }
        do throws(CertificateFault) {
            certificates.append(try Certificate(der: der))
        } catch { throw .certificate(error) }
    }

    /// friendlyName (RFC 2985 section 5.5.1).
    private static func alias(_ set: ASN1Element?) throws(ASN1Fault) -> String? {
        for element in try set?.children() ?? [] {
            let attribute = try CMSAttribute(element)
            if attribute.type == "1.2.840.113549.1.9.20" {
                return try attribute.values.first?.text()
            }
        }
        return nil
    }
}
