/// An object identifier, compared as the bytes in which it is encoded.
package struct ObjectIdentifier: Hashable, Sendable {
    /// The longest one that is read, in bytes.
    package static let bytesMax = 64

    /// The content of the element, without tag and length.
    package let content: [UInt8]

    /// Reads an element's content.
    ///
    /// - Throws: ``ASN1Fault/objectIdentifierForm``.
    package init(content: ArraySlice<UInt8>) throws(ASN1Fault) {
        guard let last = content.last, content.count <= ObjectIdentifier.bytesMax, last & 0x80 == 0
        else { throw .objectIdentifierForm }
        var begins = true
        var digits = 0
        for octet in content {
            // A leading 80 would be a leading zero; ten septets could pass 64 bits.
            guard !(begins && octet == 0x80) else { throw .objectIdentifierForm }
            digits = begins ? 1 : digits + 1
            guard digits <= 9 else { throw .objectIdentifierForm }
            begins = octet & 0x80 == 0
        }
        self.content = Array(content)
    }

    /// Reads `1.2.398…`; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 200 else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        var arcs: [UInt64] = []
        for part in parts {
            guard let arc = UInt64(part), String(arc) == part, arc < 1 << 62 else { return nil }
            arcs.append(arc)
        }
        guard arcs.count >= 2, arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40 else { return nil }
        var content: [UInt8] = []
        for arc in [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2) {
            var septets = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                septets.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            content += septets.reversed()
        }
        guard content.count <= ObjectIdentifier.bytesMax else { return nil }
        self.content = content
    }

    /// Whether this one lies below `arc`, or is it.
    package func isWithin(_ arc: ObjectIdentifier) -> Bool {
        content.starts(with: arc.content)
    }
}

extension ObjectIdentifier: ExpressibleByStringLiteral {
    /// One that stands in the program; a wrong one is a mistake of the programmer's and traps.
    package init(stringLiteral text: String) {
        guard let made = ObjectIdentifier(text) else {
            preconditionFailure("no object identifier: \(text)")
        }
        self = made
    }
}

extension ObjectIdentifier: CustomStringConvertible {
    /// The numbers between dots.
    package var description: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for octet in content {
            arc = arc << 7 | UInt64(octet & 0x7F)
            guard octet & 0x80 == 0 else { continue }
            if arcs.isEmpty {
                let first = min(arc / 40, 2)
                arcs = [first, arc - first * 40]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }
}
