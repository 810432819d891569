/// What a reference points at, found by identity and never by a copy.
struct ReferencedPart {
    /// The element; nil when the whole document is meant.
    let element: XMLNode?
    let reference: ReferenceElement

    /// Finds it; the signature itself is never what is signed.
    init(
        _ reference: ReferenceElement, of signature: XMLNode, among identifiers: Identifiers
    ) throws(XMLFinding) {
        self.reference = reference
        guard !reference.uri.isEmpty else {
            self.element = nil
            return
        }
        let found = identifiers.elements(String(reference.uri.dropFirst()))
        guard found.count <= 1 else { throw .referenceAmbiguous(reference: reference.uri) }
        guard let element = found.first, !element.isWithin(signature) else {
            throw .referenceNotFound(reference: reference.uri)
        }
        self.element = element
    }

    /// The name of the element, or of the root for the whole document.
    func name(in tree: XMLTree) -> String { (element ?? tree.root).name }

    /// The bytes that the digest is taken of.
    ///
    /// - Parameter later: signatures that were added after this one and so are not in its digest.
    func canonical(
        in tree: XMLTree, without signature: XMLNode, later: [XMLNode],
        as method: Canonicalization? = nil, withComments: Bool = false
    ) throws(XMLFinding) -> [UInt8] {
        // A reference to the same document leaves comments out, whatever the transform is called
        // (XML Signature section 4.4.3.3).
        let subset = NodeSubset(
            apex: element, excluded: (reference.isEnveloped ? [signature] : []) + later,
            hasComments: withComments)
        return try tree.canonical(
            subset, method ?? reference.canonicalization, prefixes: reference.prefixes)
    }
}
