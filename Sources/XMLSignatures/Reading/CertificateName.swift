import Kernel
import Signatures

/// What a signature calls its certificate by, when it does not bring it.
///
/// A wrong match cannot do harm: the signature must still verify with the key that was found, and
/// the certificate is judged like any other.
package enum CertificateName: Hashable, Sendable {
    /// Its issuer's name and its serial number, in decimal digits (XML Signature 4.4.4).
    case issuerSerial(String)
    /// The SHA-1 digest of the whole certificate, in hexadecimal digits (WS-Security 1.1, 7.3).
    case thumbprint(String)
    /// Its subject key identifier, in hexadecimal digits (X.509 token profile 1.1, 3.2.2).
    case subjectKey(String)

    /// The longest name that is repeated in a finding, in characters.
    private static let lengthMax = 60

    /// The certificate that `X509IssuerSerial` names: the serial number decides, the issuer's name
    /// must agree in what both have.
    static func find(
        issuerSerial element: XMLNode, among known: [Certificate]
    ) throws(XMLFinding) -> Certificate {
        let parts = element.elements
        guard parts.count == 2, parts[0].isElement("X509IssuerName", in: Names.signature),
            parts[1].isElement("X509SerialNumber", in: Names.signature)
        else { throw .structure(part: "X509IssuerSerial") }
        let serial = parts[1].content.trimmed
        let name = DistinguishedName(parts[0].content)
        let found = known.first { certificate in
            [UInt8](hex: certificate.serial).map(decimal) == serial
                && name.agrees(with: certificate.issuer)
        }
        guard let found else {
            throw .certificateUnknown(.issuerSerial(String(serial.prefix(lengthMax))))
        }
        return found
    }

    /// The certificate that a `KeyIdentifier` names by its thumbprint or its subject key identifier.
    static func find(
        keyIdentifier element: XMLNode, among known: [Certificate]
    ) throws(XMLFinding) -> Certificate {
        guard let bytes = [UInt8](foldedBase64: element.content), !bytes.isEmpty else {
            throw .structure(part: "KeyIdentifier")
        }
        let hex = String(bytes.hex.prefix(lengthMax))
        switch element.attribute("ValueType") {
        case Names.thumbprint:
            // SHA-1 only finds the certificate here; nothing rests on its strength.
            let found = known.first { DigestAlgorithm.sha1.hash($0.der) == bytes }
            guard let found else { throw .certificateUnknown(.thumbprint(hex)) }
            return found
        case Names.subjectKey:
            let found = known.first { $0.extensions.subjectKeyIdentifier == bytes }
            guard let found else { throw .certificateUnknown(.subjectKey(hex)) }
            return found
        default:
            throw .structure(part: "KeyIdentifier")
        }
    }
}
