/// The Distinguished Encoding Rules (X.690 section 10): one value, one encoding.
package enum DER {
    /// Reads one element with nothing behind it, and everything inside it.
    ///
    /// Every element is looked at here once: its length, its depth, and for ASN.1's own types the
    /// form of the value. What later takes the structure apart can rely on it. The order inside a
    /// SET OF is not judged: signatures cover the order that was sent.
    /// - Throws: the first ``ASN1Fault``.
    package static func parse(
        _ bytes: [UInt8], limits: ASN1Limits
    ) throws(ASN1Fault) -> ASN1Element {
        try parse(bytes[...], limits: limits)
    }

    /// Reads a part of other bytes, such as the content of an OCTET STRING.
    package static func parse(
        _ bytes: ArraySlice<UInt8>, limits: ASN1Limits
    ) throws(ASN1Fault) -> ASN1Element {
        guard bytes.count <= limits.bytesMax else { throw .tooLarge }
        var check = DERCheck(limits: limits)
        let end = try check.element(at: bytes, depth: 1)
        guard end == bytes.endIndex else { throw .trailingBytes }
        var members = ASN1Members(rest: bytes)
        return try members.next()
    }
}

/// Goes once through an encoding.
private struct DERCheck {
    let limits: ASN1Limits
    var elements = 0

    /// Checks the element at the beginning of `bytes` and gives the index behind it.
    mutating func element(at bytes: ArraySlice<UInt8>, depth: Int) throws(ASN1Fault) -> Int {
        elements += 1
        guard elements <= limits.elementsMax else { throw .tooManyElements }
        guard depth <= limits.depthMax else { throw .tooDeep }
        let header = try ASN1Header(bytes, allowIndefinite: false)
        let start = bytes.startIndex + header.headerLength
        let end = start + header.contentLength
        let content = bytes[start..<end]
        try checkValue(header.tag, content, limits)
        guard header.tag.isConstructed else { return end }
        var position = start
        while position < end {
            position = try element(at: bytes[position..<end], depth: depth + 1)
        }
        return end
    }
}

/// Judges the value of one of ASN.1's own types.
func checkValue(
    _ tag: ASN1Tag, _ content: ArraySlice<UInt8>, _ limits: ASN1Limits
) throws(ASN1Fault) {
    guard tag.isUniversal else { return }
    switch tag {
    case .sequence, .set: return
    case .boolean:
        guard content.count == 1, let value = content.first, value == 0 || value == 0xFF
        else { throw .booleanForm }
    case .integer, .enumerated: try checkInteger(content, limits)
    case .bitString: try checkBitString(content)
    case .null:
        guard content.isEmpty else { throw .nullForm }
    case .objectIdentifier: _ = try ObjectIdentifier(content: content)
    case .utcTime, .generalizedTime: _ = try ASN1Time.read(tag, content)
    default:
        if tag.octet == 0x10 || tag.octet == 0x11 { throw .primitiveStructure }
        if tag.octet == 0 { throw .unexpectedElement }
        if tag.isConstructed { throw .constructedString }
    }
}

private func checkInteger(
    _ content: ArraySlice<UInt8>, _ limits: ASN1Limits
) throws(ASN1Fault) {
    guard let first = content.first else { throw .integerForm }
    guard content.count <= limits.integerBytesMax else { throw .integerTooLong }
    guard content.count > 1 else { return }
    let second = content[content.startIndex + 1]
    // Nine equal leading bits say nothing that eight would not.
    guard !(first == 0 && second < 0x80), !(first == 0xFF && second >= 0x80) else {
        throw .integerForm
    }
}

private func checkBitString(_ content: ArraySlice<UInt8>) throws(ASN1Fault) {
    guard let unused = content.first, unused <= 7, let last = content.last else {
        throw .bitStringForm
    }
    guard content.count > 1 || unused == 0, last & (1 << unused - 1) == 0 || content.count == 1
    else { throw .bitStringForm }
}
