import Kernel
import Signatures

extension XMLSigner {
    /// How the Security header names the certificate.
    package enum EnvelopeKeyForm: Hashable, Sendable {
        /// The whole certificate in `wsse:KeyIdentifier`, as Smart Bridge wants it of clients.
        case certificate
        /// Issuer and serial number, as SHEP answers.
        case issuerSerial
    }

    /// Signs the Body of a SOAP envelope in a WS-Security header.
    ///
    /// The header and the Body's identifier are made when they are missing.
    /// - Parameter random: gives the Body's identifier.
    package func signEnvelope(
        _ envelope: [UInt8], keyForm: EnvelopeKeyForm = .certificate, random: RandomSource
    ) throws(XMLSigningFault) -> [UInt8] {
        let tree = try readTree(envelope)
        let (security, body) = try prepare(tree.root)
        let identifier: String
        if let present = body.attribute("Id", in: Names.utility) {
            identifier = present
        } else {
            identifier = "id-" + makeUUID(random)
            body.set("Id", in: Names.utility, prefix: "wsu", identifier)
        }
        guard Identifiers(tree.root).elements(identifier).count == 1 else { throw .noSuchElement }
        let bytes = try canonical(
            NodeSubset(apex: body, hasComments: false), .exclusive, of: tree)
        let signature = security.append("Signature", in: Names.signature, prefix: "ds")
        let draft = SignatureDraft(
            method: method, canonicalization: .exclusive, reference: "#" + identifier,
            transforms: [Canonicalization.exclusive.rawValue], digest: method.digest.hash(bytes))
        let keyInfo = try write(draft, into: signature, of: tree)
        write(keyForm, into: keyInfo)
        let signed = tree.serialized()
        let verdict = XMLVerifier(known: [certificate]).verifyEnvelope(signed)
        guard verdict.isIntact else { throw .notVerifiable(verdict.allFindings) }
        return signed
    }

    /// The Security header to sign in, made if need be, and the Body.
    private func prepare(_ root: XMLNode) throws(XMLSigningFault) -> (XMLNode, XMLNode) {
        do throws(XMLFinding) {
            let places = try EnvelopePlaces(root)
            let prefix = "soapenv"
            let header =
                places.header ?? root.prepend("Header", in: root.namespace, prefix: prefix)
            if let security = try places.security() {
                guard signatureElements(security).isEmpty else {
                    throw XMLFinding.envelope(part: "Signature")
                }
                return (security, places.body)
            }
            let security = header.append("Security", in: Names.security, prefix: "wsse")
            security.set("mustUnderstand", in: root.namespace, prefix: prefix, "1")
            return (security, places.body)
        } catch {
            guard case .envelope(let part) = error else { throw .envelope(part: "Envelope") }
            throw .envelope(part: part)
        }
    }

    private func write(_ form: EnvelopeKeyForm, into keyInfo: XMLNode) {
        let reference = keyInfo.append(
            "SecurityTokenReference", in: Names.security, prefix: "wsse")
        switch form {
        case .certificate:
            let identifier = reference.append("KeyIdentifier", in: Names.security, prefix: "wsse")
            identifier.set("EncodingType", Names.base64Binary)
            identifier.set("ValueType", Names.certificateToken)
            identifier.append(text: certificate.der.base64)
        case .issuerSerial:
            let inner = reference.append("X509Data", in: Names.signature, prefix: "ds")
                .append("X509IssuerSerial", in: Names.signature, prefix: "ds")
            inner.append("X509IssuerName", in: Names.signature, prefix: "ds")
                .append(text: DistinguishedName(certificate.issuer).text)
            inner.append("X509SerialNumber", in: Names.signature, prefix: "ds")
                .append(text: decimal([UInt8](hex: certificate.serial) ?? []))
        }
    }
}

/// A random identifier in the form of RFC 9562 version 4.
private func makeUUID(_ random: RandomSource) -> String {
    var bytes = random.bytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Array(bytes.hex)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        .joined(separator: "-")
}
