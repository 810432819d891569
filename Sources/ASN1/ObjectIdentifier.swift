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
    ///
    /// One pass without intermediate texts: literals of the program are read wherever they stand.
    package init?(_ text: String) {
        var reading = Reading()
        for octet in text.utf8 {
            guard octet == 0x2E ? reading.endArc() : reading.take(octet) else { return nil }
        }
        guard reading.endArc(), reading.arcs >= 2 else { return nil }
        self.content = reading.content
    }

    /// A text as far as it is read.
    private struct Reading {
        private(set) var content: [UInt8] = []
        private(set) var arcs = 0
        private var root: UInt64 = 0
        private var arc: UInt64 = 0
        private var digits = 0

        init() { content.reserveCapacity(16) }

        /// Takes a digit; a leading zero would make two texts of one identifier.
        mutating func take(_ octet: UInt8) -> Bool {
            guard octet >= 0x30, octet <= 0x39, digits == 0 || arc > 0, digits < 19 else {
                return false
            }
            arc = arc * 10 + UInt64(octet - 0x30)
            digits += 1
            return true
        }

        /// Ends a number; the first two are encoded as one (X.690 section 8.19.4).
        mutating func endArc() -> Bool {
            guard digits > 0, arc < 1 << 62 else { return false }
            arcs += 1
            switch arcs {
            case 1:
                guard arc <= 2 else { return false }
                root = arc
            case 2:
                guard root == 2 || arc < 40 else { return false }
                ObjectIdentifier.append(root * 40 + arc, to: &content)
            default: ObjectIdentifier.append(arc, to: &content)
            }
            (digits, arc) = (0, 0)
            return content.count <= ObjectIdentifier.bytesMax
        }
    }

    /// In septets, the highest first, all but the last marked (X.690 section 8.19.2).
    private static func append(_ arc: UInt64, to content: inout [UInt8]) {
        var shift = 7 * ((63 - max(arc, 1).leadingZeroBitCount) / 7)
        while shift > 0 {
            content.append(UInt8(truncatingIfNeeded: arc >> UInt64(shift)) | 0x80)
            shift -= 7
        }
        content.append(UInt8(arc & 0x7F))
    }

    /// Whether this one lies below `arc`, or is it.
    package func isWithin(_ arc: ObjectIdentifier) -> Bool {
        content.starts(with: arc.content)
    }

    /// Hashes the bytes at once rather than one by one.
    package func hash(into hasher: inout Hasher) {
        unsafe content.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
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
