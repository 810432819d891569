import Kernel
import Signatures

/// Signs XML with one key; every result is read again and verified before it is handed out.
package struct XMLSigner: Sendable {
    let certificate: Certificate
    let key: any MessageSigner
    let method: XMLSignatureMethod

    /// A signer whose certificate is its key's.
    package init(certificate: Certificate, key: any MessageSigner) throws(XMLSigningFault) {
        guard certificate.publicKey == key.publicKey else { throw .keyNotOfCertificate }
        guard let method = XMLSignatureMethod(signingWith: key.publicKey) else {
            throw .keyOfAnotherKind
        }
        self.certificate = certificate
        self.key = key
        self.method = method
    }

    /// Adds an enveloped signature as the last child of the root.
    ///
    /// Signatures that are there already stay and are signed along.
    /// - Parameter identifier: of the element to sign; nil for the whole document.
    package func sign(
        _ document: [UInt8], identifier: String? = nil
    ) throws(XMLSigningFault) -> [UInt8] {
        let tree = try readTree(document)
        let root = tree.root
        var apex: XMLNode?
        if let identifier {
            let found = Identifiers(root).elements(identifier)
            guard found.count == 1, let element = found.first else { throw .noSuchElement }
            apex = element
        }
        let bytes = try canonical(
            NodeSubset(apex: apex, hasComments: false), .inclusiveWithComments, of: tree)
        let signature = root.append("Signature", in: Names.signature, prefix: "ds")
        let reference = identifier.map { "#" + $0 } ?? ""
        let isEnveloped = apex == nil || apex == root
        let draft = SignatureDraft(
            method: method, canonicalization: .inclusive, reference: reference,
            transforms: (isEnveloped ? [Names.enveloped] : [])
                + [Canonicalization.inclusiveWithComments.rawValue],
            digest: method.digest.hash(bytes))
        let keyInfo = try write(draft, into: signature, of: tree)
        keyInfo.append("X509Data", in: Names.signature, prefix: "ds")
            .append("X509Certificate", in: Names.signature, prefix: "ds")
            .append(text: certificate.der.base64)
        let signed = tree.serialized()
        let verdict = XMLVerifier().verify(signed, covering: .anyPart)
        guard verdict.signatures.last?.isIntact == true else {
            throw .notVerifiable(verdict.allFindings)
        }
        return signed
    }

    func readTree(_ document: [UInt8]) throws(XMLSigningFault) -> XMLTree {
        do throws(XMLFault) { return try XMLTree(document) } catch { throw .unreadable(error) }
    }

    func canonical(
        _ subset: NodeSubset, _ method: Canonicalization, of tree: XMLTree
    ) throws(XMLSigningFault) -> [UInt8] {
        do throws(XMLFinding) { return try tree.canonical(subset, method) } catch {
            throw .unreadable(.noCanonicalForm)
        }
    }

    /// Fills a signature element, signs, and gives the empty KeyInfo.
    func write(
        _ draft: SignatureDraft, into signature: XMLNode, of tree: XMLTree
    ) throws(XMLSigningFault) -> XMLNode {
        let signedInfo = draft.write(into: signature)
        let bytes = try canonical(
            NodeSubset(apex: signedInfo, hasComments: true), draft.canonicalization, of: tree)
        let value: [UInt8]
        do throws(LibraryFault) { value = try key.sign(bytes) } catch { throw .library(error) }
        signature.append("SignatureValue", in: Names.signature, prefix: "ds")
            .append(text: value.base64)
        return signature.append("KeyInfo", in: Names.signature, prefix: "ds")
    }
}

/// What is written into SignedInfo.
struct SignatureDraft {
    let method: XMLSignatureMethod
    let canonicalization: Canonicalization
    let reference: String
    let transforms: [String]
    let digest: [UInt8]

    /// Writes SignedInfo, without a blank in it, and gives it.
    func write(into signature: XMLNode) -> XMLNode {
        let add = { (parent: XMLNode, name: String) in
            parent.append(name, in: Names.signature, prefix: "ds")
        }
        let signedInfo = add(signature, "SignedInfo")
        add(signedInfo, "CanonicalizationMethod").set("Algorithm", canonicalization.rawValue)
        add(signedInfo, "SignatureMethod").set("Algorithm", method.rawValue)
        let element = add(signedInfo, "Reference")
        element.set("URI", reference)
        let list = add(element, "Transforms")
        for transform in transforms { add(list, "Transform").set("Algorithm", transform) }
        add(element, "DigestMethod").set("Algorithm", method.digest.rawValue)
        add(element, "DigestValue").append(text: digest.base64)
        return signedInfo
    }
}
