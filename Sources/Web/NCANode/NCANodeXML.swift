import Kernel
import Signatures
import UseCases
import XMLSignatures

extension Endpoint {
    /// `POST /ncanode/xml/sign`: adds enveloped signatures to a document.
    static let postNCANodeXMLSign = ncaNode(
        .post, "/ncanode/xml/sign", summary: "NCANode: sign XML"
    ) { call in
        var document = try call.ncaPreparedXML()
        for signer in try call.ncaSigners() {
            document = try call.ncaXMLSigned {
                () throws(XMLSigningFault) in
                try XMLSigner(certificate: signer.certificate, key: signer.key).sign(document)
            }
        }
        return ["xml": .string(String(decoding: document, as: UTF8.self))]
    }

    /// `POST /ncanode/xml/verify`: verifies every enveloped signature.
    static let postNCANodeXMLVerify = ncaNode(
        .post, "/ncanode/xml/verify", summary: "NCANode: verify signed XML"
    ) { call in
        try await call.ncaXMLVerdict(
            XMLVerifier(known: call.platform.signatureService.known).verify(call.ncaXML()))
    }

    /// `POST /ncanode/wsse/sign`: signs the body of a SOAP envelope.
    static let postNCANodeWSSESign = ncaNode(
        .post, "/ncanode/wsse/sign", summary: "NCANode: sign a SOAP envelope"
    ) { call in
        let envelope = try call.ncaPreparedXML()
        let signer = try call.ncaSigner(call.body)
        let random = call.platform.random
        let signed = try call.ncaXMLSigned {
            () throws(XMLSigningFault) in
            try XMLSigner(certificate: signer.certificate, key: signer.key)
                .signEnvelope(envelope, random: random)
        }
        return ["xml": .string(String(decoding: signed, as: UTF8.self))]
    }

    /// `POST /ncanode/wsse/verify`: verifies a SOAP envelope.
    static let postNCANodeWSSEVerify = ncaNode(
        .post, "/ncanode/wsse/verify", summary: "NCANode: verify a SOAP envelope"
    ) { call in
        try await call.ncaXMLVerdict(
            XMLVerifier(known: call.platform.signatureService.known)
                .verifyEnvelope(call.ncaXML()))
    }
}

extension Call where Caller == Void {
    fileprivate func ncaXML() throws(NCANodeFault) -> [UInt8] {
        guard let text = body["xml"]?.string, !text.isEmpty else {
            throw NCANodeFault("xml: must not be blank")
        }
        return Array(text.utf8)
    }

    /// The document as it is to be signed: with `clearSignatures` without those it has, with
    /// `trimXml` without blanks between elements; otherwise byte for byte as it came.
    fileprivate func ncaPreparedXML() throws(NCANodeFault) -> [UInt8] {
        let document = try ncaXML()
        let clears = body["clearSignatures"]?.bool == true
        let trims = body["trimXml"]?.bool == true
        guard clears || trims else { return document }
        return try ncaXMLSigned {
            () throws(XMLSigningFault) in
            try XMLSigner.prepared(document, withoutSignatures: clears, withoutBlanks: trims)
        }
    }

    fileprivate func ncaXMLSigned(
        _ sign: () throws(XMLSigningFault) -> [UInt8]
    ) throws(NCANodeFault) -> [UInt8] {
        do throws(XMLSigningFault) { return try sign() } catch {
            throw NCANodeFault("xml: cannot be signed: \(error)".prefix(300).description)
        }
    }

    /// The signatures must be intact and every signer's certificate believed.
    fileprivate func ncaXMLVerdict(_ verdict: XMLVerdict) async throws(NCANodeFault) -> JSON {
        let sources = try ncaSources()
        let policy = ncaPolicy(sources)
        let service = platform.signatureService
        var signers: [JSON] = []
        for signature in verdict.signatures {
            guard let signer = signature.signer else { continue }
            signers.append(
                await service.ncaNodeInfo(
                    signer, included: signature.otherCertificates, policy: policy,
                    sources: sources))
        }
        let valid =
            verdict.isIntact && !verdict.signatures.isEmpty
            && signers.count == verdict.signatures.count
            && signers.allSatisfy { $0["valid"]?.bool == true }
        return ["valid": .bool(valid), "signers": .array(signers)]
    }
}
