import Kernel
import Signatures

/// The certificates that a signature brings or names.
struct KeyInfoCertificates {
    let signer: Certificate
    let others: [Certificate]

    /// Reads `X509Data` with whole certificates, the signer's first.
    init(enveloped keyInfo: XMLNode?) throws(XMLFinding) {
        guard let data = keyInfo?.elements("X509Data", in: Names.signature).first else {
            throw .certificateMissing
        }
        self = try readData(data, known: [])
    }

    /// Reads a `SecurityTokenReference`: the whole certificate, its issuer and serial number, its
    /// thumbprint, its subject key identifier, or the address of a `BinarySecurityToken` in the same
    /// header.
    ///
    /// - Parameter known: the certificates among which a named one is looked for.
    init(secured keyInfo: XMLNode?, known: [Certificate]) throws(XMLFinding) {
        let references = keyInfo?.elements ?? []
        guard references.count == 1, let reference = references.first,
            reference.isElement("SecurityTokenReference", in: Names.security)
        else { throw .certificateMissing }
        guard let inner = reference.elements.first, reference.elements.count == 1 else {
            throw .structure(part: "SecurityTokenReference")
        }
        if inner.isElement("KeyIdentifier", in: Names.security) {
            self.init(signer: try readKeyIdentifier(inner, known: known), others: [])
        } else if inner.isElement("X509Data", in: Names.signature) {
            self = try readData(inner, known: known)
        } else if inner.isElement("Reference", in: Names.security) {
            self.init(signer: try readToken(inner), others: [])
        } else {
            throw .certificateMissing
        }
    }

    fileprivate init(signer: Certificate, others: [Certificate]) {
        self.signer = signer
        self.others = others
    }
}

private func readData(
    _ data: XMLNode, known: [Certificate]
) throws(XMLFinding) -> KeyInfoCertificates {
    let included = data.elements("X509Certificate", in: Names.signature)
    guard included.count <= XMLLimits.certificatesMax else { throw .structure(part: "X509Data") }
    if let first = included.first {
        let signer = try readCertificate(first)
        var others: [Certificate] = []
        for element in included.dropFirst() { others.append(try readCertificate(element)) }
        return KeyInfoCertificates(signer: signer, others: others)
    }
    let named = data.elements("X509IssuerSerial", in: Names.signature)
    guard named.count == 1, let issuerSerial = named.first else { throw .certificateMissing }
    return KeyInfoCertificates(
        signer: try CertificateName.find(issuerSerial: issuerSerial, among: known), others: [])
}

/// The certificate that a `KeyIdentifier` holds, or names among the known ones.
private func readKeyIdentifier(
    _ element: XMLNode, known: [Certificate]
) throws(XMLFinding) -> Certificate {
    guard element.attribute("EncodingType") ?? Names.base64Binary == Names.base64Binary else {
        throw .structure(part: "KeyIdentifier")
    }
    guard element.attribute("ValueType") == Names.certificateToken else {
        return try CertificateName.find(keyIdentifier: element, among: known)
    }
    return try readCertificate(element)
}

/// The certificate of the `BinarySecurityToken` that the reference names, beside the signature
/// (WS-Security X.509 token profile 1.1 section 3.2.1).
///
/// Nobody signed it: the signature must still verify with its key, and it is judged like any other.
private func readToken(_ reference: XMLNode) throws(XMLFinding) -> Certificate {
    guard let address = reference.attribute("URI"), address.hasPrefix("#"),
        reference.attribute("ValueType") ?? Names.certificateToken == Names.certificateToken
    else { throw .structure(part: "Reference") }
    // Out of SecurityTokenReference, KeyInfo and Signature into Security.
    let security = reference.parent?.parent?.parent?.parent
    let tokens = (security?.elements("BinarySecurityToken", in: Names.security) ?? []).filter {
        $0.attribute("Id", in: Names.utility) == String(address.dropFirst())
    }
    guard tokens.count == 1, let token = tokens.first,
        token.attribute("ValueType") == Names.certificateToken,
        token.attribute("EncodingType") ?? Names.base64Binary == Names.base64Binary
    else { throw .structure(part: "BinarySecurityToken") }
    return try readCertificate(token)
}

private func readCertificate(_ element: XMLNode) throws(XMLFinding) -> Certificate {
    guard let der = [UInt8](foldedBase64: element.content),
        let certificate = try? Certificate(der: der)
    else { throw .certificateUnreadable }
    return certificate
}

/// The decimal digits of a big-endian number.
func decimal(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = [0]
    for byte in bytes {
        var carry = Int(byte)
        for index in digits.indices {
            carry += Int(digits[index]) << 8
            digits[index] = UInt8(carry % 10)
            carry /= 10
        }
        while carry > 0 {
            digits.append(UInt8(carry % 10))
            carry /= 10
        }
    }
    return String(decoding: digits.reversed().map { $0 + 48 }, as: UTF8.self)
}
