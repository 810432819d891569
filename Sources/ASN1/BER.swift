/// The Basic Encoding Rules (X.690 section 8), as old software writes CMS and PKCS #12.
///
/// Indefinite lengths, lengths in more bytes than needed and strings in pieces are turned into the
/// definite form, so that one reader serves both. Nothing else is changed: the order inside a set
/// stays, and what was in DER already comes out byte for byte.
package enum BER {
    /// The same value with definite, shortest lengths and whole strings.
    ///
    /// - Throws: the first ``ASN1Fault``.
    package static func normalized(
        _ bytes: [UInt8], limits: ASN1Limits
    ) throws(ASN1Fault) -> [UInt8] {
        guard bytes.count <= limits.bytesMax else { throw .tooLarge }
        var reader = BERReader(bytes: bytes, limits: limits)
        let element = try reader.element(end: bytes.count, depth: 1)
        guard reader.position == bytes.count else { throw .trailingBytes }
        return element
    }

    /// Reads BER and takes it as DER after ``normalized(_:limits:)``.
    package static func parse(
        _ bytes: [UInt8], limits: ASN1Limits
    ) throws(ASN1Fault) -> ASN1Element {
        let normal = try normalized(bytes, limits: limits)
        return try DER.parse(normal, limits: limits)
    }
}

private struct BERReader {
    let bytes: [UInt8]
    let limits: ASN1Limits
    var position = 0
    var elements = 0

    /// The normal form of the element at `position`, which is moved behind it.
    mutating func element(end: Int, depth: Int) throws(ASN1Fault) -> [UInt8] {
        elements += 1
        guard elements <= limits.elementsMax else { throw .tooManyElements }
        guard depth <= limits.depthMax else { throw .tooDeep }
        let header = try ASN1Header(bytes[position..<end], allowIndefinite: true)
        let start = position + header.headerLength
        position = start
        guard header.tag.isConstructed else {
            position = start + header.contentLength
            return DER.element(header.tag, Array(bytes[start..<position]))
        }
        let inner = try members(header, end: end, depth: depth)
        return try BERReader.joined(header.tag, inner)
    }

    /// The members up to the stated end, or to the two zero bytes that end an indefinite length.
    private mutating func members(
        _ header: ASN1Header, end: Int, depth: Int
    ) throws(ASN1Fault) -> [[UInt8]] {
        var found: [[UInt8]] = []
        if header.isIndefinite {
            while true {
                guard position + 2 <= end else { throw .endMissing }
                if bytes[position] == 0, bytes[position + 1] == 0 { break }
                found.append(try element(end: end, depth: depth + 1))
            }
            position += 2
        } else {
            let stop = position + header.contentLength
            while position < stop { found.append(try element(end: stop, depth: depth + 1)) }
        }
        return found
    }

    /// A string's pieces put together; any other structure with its members.
    private static func joined(
        _ tag: ASN1Tag, _ members: [[UInt8]]
    ) throws(ASN1Fault) -> [UInt8] {
        guard tag.isUniversal, tag != .sequence, tag != .set else {
            return DER.element(tag, Array(members.joined()))
        }
        // Only octet strings come in pieces in what we read; other types have no reason to.
        guard tag.octet == 0x24 else { throw .constructedString }
        return DER.element(.octetString, try BER.pieces(members))
    }
}

extension BER {
    /// The content of octet strings that follow one another.
    fileprivate static func pieces(_ members: [[UInt8]]) throws(ASN1Fault) -> [UInt8] {
        var content: [UInt8] = []
        for member in members {
            guard member.first == ASN1Tag.octetString.octet else { throw .constructedString }
            content += member.dropFirst(
                try ASN1Header(member[...], allowIndefinite: false).headerLength)
        }
        return content
    }

    /// The bytes of an octet string under an IMPLICIT tag, in one piece or in several.
    package static func implicitOctets(_ element: ASN1Element) throws(ASN1Fault) -> [UInt8] {
        guard element.tag.isConstructed else { return Array(element.content) }
        return try pieces(try element.children().map { Array($0.bytes) })
    }
}
