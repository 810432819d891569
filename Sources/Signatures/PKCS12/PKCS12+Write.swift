import ASN1
import COpenSSL
import Kernel

extension PKCS12 {
    /// A key file in the NCA's profile: the key under triple DES, the certificates under RC2 with
    /// 40 bits, HMAC-SHA1, 1,024 rounds; the alias is the key identifier in hexadecimal.
    ///
    /// The profile is weak and is made because every Kazakh program reads it: for sandbox keys.
    /// - Throws: ``PKCS12Fault/noCertificate`` when the certificate is not the key's.
    package static func encode(
        key: SigningKey, certificate: Certificate, chain: [Certificate] = [], password: String,
        random: RandomSource
    ) throws(PKCS12Fault) -> [UInt8] {
        guard certificate.publicKey == key.publicKey else { throw .noCertificate }
        let secret = PKCS12Password(password)
        let fresh = { () throws(PKCS12Fault) in
            try PKCS12Parameters(salt: random.bytes(20), iterations: 1024)
        }
        let identifier = CertificateDraft.keyIdentifier(of: key.publicKey)
        let attributes = bagAttributes(identifier)
        var pkcs8: [UInt8]
        do throws(LibraryFault) {
            pkcs8 = try key.exportPKCS8()
        } catch { throw .key(.library(error)) }
        defer { unsafe OPENSSL_cleanse(&pkcs8, pkcs8.count) }
        let parameters = try fresh()
        let shrouded = DER.sequence(
            algorithm(.tripleDES, parameters),
            DER.octetString(PKCS12Cipher.tripleDES.encrypt(pkcs8, parameters, secret)))
        let keys = DER.sequence(
            bag("1.2.840.113549.1.12.10.1.2", shrouded, attributes))
        var bags = [certificateBag(certificate, attributes)]
        bags += chain.map { certificateBag($0, []) }
        let outer = try fresh()
        let contents = DER.sequence(
            info(SignedData.dataType, DER.octetString(keys)),
            info("1.2.840.113549.1.7.6", encrypted(DER.sequence(of: bags), outer, secret)))
        let check = try fresh()
        let tag = secret.authenticate(contents, check)
        return DER.sequence(
            DER.integer(3), info(SignedData.dataType, DER.octetString(contents)),
            DER.sequence(
                DER.sequence(
                    DER.sequence(
                        DER.objectIdentifier(DigestAlgorithm.sha1.identifier), DER.null),
                    DER.octetString(tag)), DER.octetString(check.salt),
                DER.integer(check.iterations)))
    }

    private static func info(_ type: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.explicit(0, value))
    }

    private static func bag(
        _ type: ObjectIdentifier, _ value: [UInt8], _ attributes: [UInt8]
    ) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.explicit(0, value), attributes)
    }

    private static func certificateBag(
        _ certificate: Certificate, _ attributes: [UInt8]
    ) -> [UInt8] {
        bag(
            "1.2.840.113549.1.12.10.1.3",
            DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.9.22.1"),
                DER.explicit(0, DER.octetString(certificate.der))), attributes)
    }

    private static func encrypted(
        _ bags: [UInt8], _ parameters: PKCS12Parameters, _ secret: PKCS12Password
    ) -> [UInt8] {
        DER.sequence(
            DER.integer(0),
            DER.sequence(
                DER.objectIdentifier(SignedData.dataType),
                algorithm(.rc2With40Bits, parameters),
                DER.implicit(
                    0,
                    DER.octetString(
                        PKCS12Cipher.rc2With40Bits.encrypt(bags, parameters, secret)))))
    }

    private static func algorithm(
        _ cipher: PKCS12Cipher, _ parameters: PKCS12Parameters
    ) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(cipher.identifier), parameters.der)
    }

    /// friendlyName and localKeyId, as the NCA writes them.
    private static func bagAttributes(_ identifier: [UInt8]) -> [UInt8] {
        let name = identifier.hex.utf8.flatMap { [UInt8(0), $0] }
        return DER.set(of: [
            CMSAttribute.encode("1.2.840.113549.1.9.20", DER.element(.bmpString, name)),
            CMSAttribute.encode("1.2.840.113549.1.9.21", DER.octetString(identifier)),
        ])
    }
}
