import ASN1
import COpenSSL

extension SigningKey {
    /// The private key of a PKCS #8 structure with one of our GOST key types; nil for any other.
    ///
    /// The octets hold an OCTET STRING with the number, little-endian. The old family has an
    /// INTEGER there and is refused: it signs nothing here.
    static func readGOST(pkcs8 der: [UInt8]) throws(KeyFault) -> GOSTPrivateKey? {
        guard let element = try? DER.parse(der, limits: .certificate),
            var members = try? element.members(.sequence), (try? members.next(.integer)) != nil,
            let algorithm = try? members.next(),
            let parameters = try GOSTParameters.read(keyAlgorithm: algorithm)
        else { return nil }
        guard parameters != .gost2004 else { throw .unsupported }
        var number: [UInt8]
        do throws(ASN1Fault) {
            let inner = try members.next(.octetString).content
            number = try DER.parse(inner, limits: .certificate).octetString()
        } catch { throw .malformed }
        defer { unsafe OPENSSL_cleanse(&number, number.count) }
        return try GOSTPrivateKey(parameters, littleEndian: number)
    }

    /// What ``readGOST(pkcs8:)`` reads; whoever takes it overwrites it.
    func exportGOST() -> [UInt8] {
        guard case .nettle(let key) = engine else { preconditionFailure("not a GOST key") }
        var number = key.littleEndian()
        var inner = DER.octetString(number)
        defer {
            unsafe OPENSSL_cleanse(&number, number.count)
            unsafe OPENSSL_cleanse(&inner, inner.count)
        }
        return DER.sequence(
            DER.integer(0), key.parameters.keyAlgorithm, DER.octetString(inner))
    }
}
