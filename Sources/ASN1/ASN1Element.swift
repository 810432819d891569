/// One element inside bytes that ``DER`` has read through; nothing is copied.
package struct ASN1Element: Hashable, Sendable {
    /// Which type it has, or which member of a structure it is.
    package let tag: ASN1Tag
    /// Identifier, length and content, as received.
    package let bytes: ArraySlice<UInt8>
    /// The content alone.
    package let content: ArraySlice<UInt8>

    init(tag: ASN1Tag, bytes: ArraySlice<UInt8>, content: ArraySlice<UInt8>) {
        self.tag = tag
        self.bytes = bytes
        self.content = content
    }

    /// A reader of the elements inside.
    ///
    /// - Throws: ``ASN1Fault/unexpectedElement`` when this is no structure.
    package func members() throws(ASN1Fault) -> ASN1Members {
        guard tag.isConstructed else { throw .unexpectedElement }
        return ASN1Members(rest: content)
    }

    /// A reader of the elements inside, if this has exactly that tag.
    package func members(_ expected: ASN1Tag) throws(ASN1Fault) -> ASN1Members {
        guard tag == expected else { throw .unexpectedElement }
        return try members()
    }

    /// All elements inside.
    package func children() throws(ASN1Fault) -> [ASN1Element] {
        var members = try members()
        var found: [ASN1Element] = []
        while let next = try members.nextIfAny() { found.append(next) }
        return found
    }

    /// The only element inside: of an EXPLICIT tag.
    package func only() throws(ASN1Fault) -> ASN1Element {
        var members = try members()
        let element = try members.next()
        try members.end()
        return element
    }
}

/// Reads the elements of a structure one after another.
package struct ASN1Members: Sendable {
    private var rest: ArraySlice<UInt8>

    init(rest: ArraySlice<UInt8>) {
        self.rest = rest
    }

    /// Whether nothing is left.
    package var isAtEnd: Bool { rest.isEmpty }

    /// The next element.
    ///
    /// - Throws: ``ASN1Fault/unexpectedElement`` at the end.
    package mutating func next() throws(ASN1Fault) -> ASN1Element {
        guard let element = try nextIfAny() else { throw .unexpectedElement }
        return element
    }

    /// The next element, which must have this tag.
    package mutating func next(_ tag: ASN1Tag) throws(ASN1Fault) -> ASN1Element {
        guard let element = try nextIfAny(), element.tag == tag else { throw .unexpectedElement }
        return element
    }

    /// The next element if there is one.
    package mutating func nextIfAny() throws(ASN1Fault) -> ASN1Element? {
        guard !rest.isEmpty else { return nil }
        let header = try ASN1Header(rest, allowIndefinite: false)
        let start = rest.startIndex
        let end = start + header.headerLength + header.contentLength
        let element = ASN1Element(
            tag: header.tag, bytes: rest[start..<end],
            content: rest[(start + header.headerLength)..<end])
        rest = rest[end...]
        return element
    }

    /// The next element if it has this tag: an OPTIONAL member.
    package mutating func nextIf(_ tag: ASN1Tag) throws(ASN1Fault) -> ASN1Element? {
        guard let octet = rest.first, octet == tag.octet else { return nil }
        return try nextIfAny()
    }

    /// The tag of the next element, without taking it.
    package var nextTag: ASN1Tag? { rest.first.map { ASN1Tag($0) } }

    /// Says that the structure has no further member.
    ///
    /// - Throws: ``ASN1Fault/trailingBytes``.
    package func end() throws(ASN1Fault) {
        guard rest.isEmpty else { throw .trailingBytes }
    }
}

/// Identifier and length of an element (X.690 sections 8.1.2 and 8.1.3).
struct ASN1Header {
    let tag: ASN1Tag
    let headerLength: Int
    /// 0 when ``isIndefinite``.
    let contentLength: Int
    let isIndefinite: Bool

    /// Reads what stands at the beginning of `bytes`; the content must lie within them.
    ///
    /// - Parameter allowIndefinite: BER: lengths may be indefinite, or longer than they need be.
    init(_ bytes: ArraySlice<UInt8>, allowIndefinite: Bool) throws(ASN1Fault) {
        let start = bytes.startIndex
        guard bytes.count >= 2 else { throw .truncated }
        let tag = ASN1Tag(bytes[start])
        guard tag.octet & 0x1F != 0x1F else { throw .tagForm }
        let first = bytes[start + 1]
        self.tag = tag
        self.isIndefinite = first == 0x80
        if first < 0x80 {
            headerLength = 2
            contentLength = Int(first)
        } else if first == 0x80 {
            guard allowIndefinite, tag.isConstructed else { throw .indefiniteLength }
            headerLength = 2
            contentLength = 0
        } else {
            let count = Int(first & 0x7F)
            guard count <= 4 else { throw .lengthForm }
            guard bytes.count >= 2 + count else { throw .truncated }
            let length = bytes[(start + 2)..<(start + 2 + count)].reduce(0) { $0 << 8 | Int($1) }
            if !allowIndefinite {
                guard bytes[start + 2] != 0, length >= 0x80 else { throw .lengthForm }
            }
            headerLength = 2 + count
            contentLength = length
        }
        guard contentLength <= bytes.count - headerLength else { throw .truncated }
    }
}
