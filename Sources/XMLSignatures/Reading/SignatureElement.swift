import Kernel

/// A `ds:Signature` that has the form of this profile; nothing in it is checked yet.
struct SignatureElement {
    let node: XMLNode
    let signedInfo: XMLNode
    let canonicalization: Canonicalization
    let prefixes: [String]
    let method: XMLSignatureMethod
    let references: [ReferenceElement]
    let value: [UInt8]
    let keyInfo: XMLNode?

    /// Reads the form strictly: what this profile does not know is refused, not passed over.
    init(_ node: XMLNode) throws(XMLFinding) {
        let parts = node.elements
        guard parts.count == 2 || parts.count == 3,
            parts[0].isElement("SignedInfo", in: Names.signature)
        else { throw .structure(part: "Signature") }
        guard parts[1].isElement("SignatureValue", in: Names.signature),
            let value = [UInt8](foldedBase64: parts[1].content), !value.isEmpty
        else { throw .structure(part: "SignatureValue") }
        let keyInfo = parts.count == 3 ? parts[2] : nil
        if let keyInfo, !keyInfo.isElement("KeyInfo", in: Names.signature) {
            // ds:Object would bring content that nobody here reads.
            throw .structure(part: keyInfo.name)
        }
        self.node = node
        self.signedInfo = parts[0]
        self.value = value
        self.keyInfo = keyInfo
        let inner = parts[0].elements
        guard inner.count >= 3, inner.count - 2 <= XMLLimits.referencesMax,
            inner[0].isElement("CanonicalizationMethod", in: Names.signature),
            inner[1].isElement("SignatureMethod", in: Names.signature)
        else { throw .structure(part: "SignedInfo") }
        (canonicalization, prefixes) = try readCanonicalization(inner[0])
        let address = inner[1].attribute("Algorithm") ?? ""
        guard let method = XMLSignatureMethod(rawValue: address) else {
            throw .algorithmRefused(
                role: "SignatureMethod", address: address, AlgorithmRefusal(address))
        }
        guard inner[1].elements.isEmpty else { throw .structure(part: "SignatureMethod") }
        self.method = method
        var references: [ReferenceElement] = []
        for element in inner.dropFirst(2) {
            let reference = try ReferenceElement(element)
            // The old hash is taken only in signatures of its own time.
            guard reference.digestMethod != .gost1995 || method == .gost2004 else {
                throw .algorithmRefused(
                    role: "DigestMethod", address: reference.digestMethod.rawValue, .notOffered)
            }
            references.append(reference)
        }
        self.references = references
    }
}

/// A `ds:Reference` in the form of this profile.
struct ReferenceElement {
    let uri: String
    let isEnveloped: Bool
    let canonicalization: Canonicalization
    let prefixes: [String]
    let digestMethod: XMLDigestMethod
    let digest: [UInt8]

    init(_ node: XMLNode) throws(XMLFinding) {
        guard node.isElement("Reference", in: Names.signature), let uri = node.attribute("URI"),
            node.attribute("Type") == nil || node.attribute("Type") == ""
        else { throw .structure(part: "Reference") }
        // Other documents are never fetched; of XPointer only the plain identifier is known.
        guard uri.isEmpty || (uri.first == "#" && uri.utf8.count > 1 && !uri.contains("("))
        else { throw .referenceNotFound(reference: uri) }
        var parts = node.elements[...]
        var transforms: [XMLNode] = []
        if let first = parts.first, first.isElement("Transforms", in: Names.signature) {
            transforms = first.elements
            parts = parts.dropFirst()
        }
        guard parts.count == 2, let method = parts.first, let value = parts.last,
            method.isElement("DigestMethod", in: Names.signature), method.elements.isEmpty,
            value.isElement("DigestValue", in: Names.signature)
        else { throw .structure(part: "Reference") }
        let address = method.attribute("Algorithm") ?? ""
        guard let digestMethod = XMLDigestMethod(rawValue: address) else {
            throw .algorithmRefused(
                role: "DigestMethod", address: address, AlgorithmRefusal(address))
        }
        guard let digest = [UInt8](foldedBase64: value.content) else {
            throw .structure(part: "DigestValue")
        }
        self.uri = uri
        self.digestMethod = digestMethod
        self.digest = digest
        (isEnveloped, canonicalization, prefixes) = try readTransforms(transforms)
    }
}

/// At most the enveloped signature's transform first and one canonical form last.
private func readTransforms(
    _ nodes: [XMLNode]
) throws(XMLFinding) -> (Bool, Canonicalization, [String]) {
    var left = nodes[...]
    for node in nodes where !node.isElement("Transform", in: Names.signature) {
        throw .structure(part: "Transforms")
    }
    var isEnveloped = false
    if let first = left.first, first.attribute("Algorithm") == Names.enveloped {
        guard first.elements.isEmpty else { throw .transformRefused(address: Names.enveloped) }
        isEnveloped = true
        left = left.dropFirst()
    }
    // Without a canonical form the default is Canonical XML 1.0 (XML Signature section 4.4.3.2).
    guard let node = left.popFirst() else { return (isEnveloped, .inclusive, []) }
    if let surplus = left.first {
        throw .transformRefused(address: surplus.attribute("Algorithm") ?? "")
    }
    let (method, prefixes) = try readCanonicalization(node)
    return (isEnveloped, method, prefixes)
}

private func readCanonicalization(
    _ node: XMLNode
) throws(XMLFinding) -> (Canonicalization, [String]) {
    let address = node.attribute("Algorithm") ?? ""
    guard let method = Canonicalization(rawValue: address) else {
        throw .transformRefused(address: address)
    }
    let parameters = node.elements
    guard let parameter = parameters.first else { return (method, []) }
    guard parameters.count == 1, method.isExclusive,
        parameter.isElement("InclusiveNamespaces", in: Names.exclusive),
        let list = parameter.attribute("PrefixList")
    else { throw .transformRefused(address: address) }
    let prefixes = list.split(whereSeparator: \.isWhitespace).map(String.init)
    guard prefixes.count <= XMLLimits.namespacesMax else {
        throw .transformRefused(address: address)
    }
    return (method, prefixes)
}

extension [UInt8] {
    /// Reads base64 with blanks and line ends in it, as XML allows everywhere.
    init?(foldedBase64 text: String) {
        let digits = text.utf8.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        self.init(base64: String(decoding: digits, as: UTF8.self))
    }
}
