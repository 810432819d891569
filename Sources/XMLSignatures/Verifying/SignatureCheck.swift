import Signatures

/// The check of one signature of a document.
struct SignatureCheck {
    /// In which form the signature names its certificate.
    enum KeyForm {
        case enveloped
        case secured(known: [Certificate])
    }

    let tree: XMLTree
    let node: XMLNode
    /// Signatures that were added after this one.
    let later: [XMLNode]
    let identifiers: Identifiers
    /// The bytes that the tree was read from, to look for causes of a difference.
    let document: [UInt8]
    let original: [UInt8]?
    let keyForm: KeyForm
    /// Whether a signature of this element, nil for the whole document, is one of what must be
    /// signed.
    let isEnough: (XMLNode?) -> Bool

    /// Everything that can be found about it.
    func verdict() -> XMLSignatureVerdict {
        var verdict = XMLSignatureVerdict()
        let signature: SignatureElement
        do throws(XMLFinding) { signature = try SignatureElement(node) } catch {
            verdict.findings = [error]
            return verdict
        }
        verdict.method = signature.method.rawValue
        checkReferences(signature, &verdict)
        checkValue(signature, &verdict)
        return verdict
    }

    private func checkReferences(
        _ signature: SignatureElement, _ verdict: inout XMLSignatureVerdict
    ) {
        var isCovered = false
        for (index, reference) in signature.references.enumerated() {
            do throws(XMLFinding) {
                let part = try ReferencedPart(reference, of: node, among: identifiers)
                let bytes = try part.canonical(in: tree, without: node, later: later)
                verdict.covered.append(part.name(in: tree))
                if isEnough(part.element) { isCovered = true }
                guard reference.digestMethod.hash(bytes) != reference.digest else { continue }
                verdict.findings.append(
                    .digestDiffers(explain(part, index, canonical: bytes)))
            } catch {
                verdict.findings.append(error)
            }
        }
        if !isCovered {
            verdict.findings.append(.coverage(reference: signature.references[0].uri))
        }
    }

    private func checkValue(
        _ signature: SignatureElement, _ verdict: inout XMLSignatureVerdict
    ) {
        do throws(XMLFinding) {
            let certificates = try readKeyInfo(signature.keyInfo)
            verdict.signer = certificates.signer
            verdict.otherCertificates = certificates.others
            let key = certificates.signer.publicKey
            guard key.algorithm == signature.method.algorithm else { throw .keyOfAnotherKind }
            let bytes = try signature.canonicalSignedInfo(in: tree)
            guard !key.verify(bytes, signature: signature.value) else { return }
            throw .signatureInvalid(explain(signature, key, canonical: bytes))
        } catch {
            verdict.findings.append(error)
        }
    }

    private func readKeyInfo(_ keyInfo: XMLNode?) throws(XMLFinding) -> KeyInfoCertificates {
        switch keyForm {
        case .enveloped: try KeyInfoCertificates(enveloped: keyInfo)
        case .secured(let known): try KeyInfoCertificates(secured: keyInfo, known: known)
        }
    }

    // MARK: - Why it differs

    private var explanation: Explanation? {
        signatureElements(tree.root).firstIndex(of: node).map {
            Explanation(document: document, position: $0, laterCount: later.count)
        }
    }

    private func explain(_ part: ReferencedPart, _ index: Int, canonical: [UInt8]) -> Difference {
        let difference = Difference(
            part: part.name(in: tree), reference: part.reference.uri, cause: nil, firstByte: nil)
        guard canonical.count <= XMLLimits.explainedBytesMax, let explanation else {
            return difference
        }
        if let signed = signedBytes(part) {
            return difference.comparing(canonical, with: signed)
        }
        return explanation.find(difference, canonical: canonical) { attempt in
            guard attempt.signature.references.indices.contains(index) else { return nil }
            let reference = attempt.signature.references[index]
            guard
                let part = try? ReferencedPart(
                    reference, of: attempt.signature.node, among: Identifiers(attempt.tree.root))
            else { return nil }
            attempt.change(part.element ?? attempt.tree.root)
            let bytes = try? part.canonical(
                in: attempt.tree, without: attempt.signature.node, later: attempt.later,
                as: attempt.method(reference.canonicalization), withComments: attempt.withComments)
            return bytes.flatMap { reference.digestMethod.hash($0) == reference.digest ? $0 : nil }
        }
    }

    private func explain(
        _ signature: SignatureElement, _ key: PublicKey, canonical: [UInt8]
    ) -> Difference? {
        let difference = Difference(
            part: "SignedInfo", reference: "", cause: nil, firstByte: nil)
        guard let explanation else { return nil }
        let found = explanation.find(difference, canonical: canonical) { attempt in
            attempt.change(attempt.signature.signedInfo)
            let bytes = try? attempt.signature.canonicalSignedInfo(
                in: attempt.tree, as: attempt.method(attempt.signature.canonicalization))
            return bytes.flatMap {
                key.verify($0, signature: attempt.signature.value) ? $0 : nil
            }
        }
        return found.cause == nil ? nil : found
    }

    /// The canonical bytes of the caller's original, if they are what was signed.
    private func signedBytes(_ part: ReferencedPart) -> [UInt8]? {
        guard let original, let tree = try? XMLTree(original) else { return nil }
        let reference = part.reference
        var apex: XMLNode?
        if !reference.uri.isEmpty {
            let found = Identifiers(tree.root).elements(String(reference.uri.dropFirst()))
            guard found.count == 1 else { return nil }
            apex = found[0]
        }
        let bytes = try? tree.canonical(
            NodeSubset(apex: apex, hasComments: false), reference.canonicalization,
            prefixes: reference.prefixes)
        return bytes.flatMap { reference.digestMethod.hash($0) == reference.digest ? $0 : nil }
    }
}

extension SignatureElement {
    /// The bytes that the signature value is made over.
    func canonicalSignedInfo(in tree: XMLTree, as method: Canonicalization? = nil)
        throws(XMLFinding) -> [UInt8]
    {
        try tree.canonical(
            NodeSubset(apex: signedInfo, hasComments: true), method ?? canonicalization,
            prefixes: prefixes)
    }
}
