import Kernel

extension DER {
    /// Identifier, shortest length, content.
    package static func element(_ tag: ASN1Tag, _ content: [UInt8]) -> [UInt8] {
        var bytes = [tag.octet]
        bytes.reserveCapacity(content.count + 6)
        let length = content.count
        if length < 0x80 {
            bytes.append(UInt8(length))
        } else {
            var octets: [UInt8] = []
            var rest = length
            while rest > 0 {
                octets.append(UInt8(rest & 0xFF))
                rest >>= 8
            }
            bytes.append(0x80 | UInt8(octets.count))
            bytes += octets.reversed()
        }
        bytes += content
        return bytes
    }

    /// A SEQUENCE of ready elements.
    package static func sequence(_ members: [UInt8]...) -> [UInt8] {
        element(.sequence, Array(members.joined()))
    }

    /// A SEQUENCE OF ready elements.
    package static func sequence(of members: [[UInt8]]) -> [UInt8] {
        element(.sequence, Array(members.joined()))
    }

    /// A SET OF ready elements, in the order that X.690 section 11.6 asks.
    package static func set(of members: [[UInt8]]) -> [UInt8] {
        let sorted = members.sorted { $0.lexicographicallyPrecedes($1) }
        return element(.set, Array(sorted.joined()))
    }

    /// A SET OF ready elements in this order: attributes that were signed as they stand.
    package static func setAsGiven(_ members: [[UInt8]]) -> [UInt8] {
        element(.set, Array(members.joined()))
    }

    /// `[number]` around ready elements.
    package static func explicit(_ number: UInt8, _ members: [UInt8]...) -> [UInt8] {
        element(.contextConstructed(number), Array(members.joined()))
    }

    /// The same element under `[number]` (IMPLICIT): the identifier octet is exchanged.
    package static func implicit(_ number: UInt8, _ element: [UInt8]) -> [UInt8] {
        guard let first = element.first else { return element }
        return [0x80 | first & 0x20 | number] + element.dropFirst()
    }

    /// An INTEGER of a small value.
    package static func integer(_ value: Int) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = value
        repeat {
            octets.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        } while !((rest == 0 && octets.last.map { $0 < 0x80 } == true)
            || (rest == -1 && octets.last.map { $0 >= 0x80 } == true))
        return element(.integer, octets.reversed())
    }

    /// An INTEGER that is not negative, from its big-endian bytes.
    package static func integer(unsigned bytes: some Sequence<UInt8>) -> [UInt8] {
        let magnitude = Array(bytes.drop { $0 == 0 })
        let needsSign = magnitude.first.map { $0 >= 0x80 } ?? true
        return element(.integer, needsSign ? [0] + magnitude : magnitude)
    }

    /// An ENUMERATED below 128.
    package static func enumerated(_ value: UInt8) -> [UInt8] { element(.enumerated, [value]) }

    /// A BOOLEAN.
    package static func boolean(_ value: Bool) -> [UInt8] { element(.boolean, [value ? 0xFF : 0]) }

    /// NULL.
    package static let null: [UInt8] = [5, 0]

    /// An OBJECT IDENTIFIER.
    package static func objectIdentifier(_ identifier: ObjectIdentifier) -> [UInt8] {
        element(.objectIdentifier, identifier.content)
    }

    /// An OCTET STRING.
    package static func octetString(_ bytes: [UInt8]) -> [UInt8] { element(.octetString, bytes) }

    /// A BIT STRING that ends on a byte.
    package static func bitString(_ bytes: [UInt8]) -> [UInt8] { element(.bitString, [0] + bytes) }

    /// A BIT STRING of named bits, without trailing zeros (X.690 section 11.2.2).
    package static func namedBits(_ bits: Set<Int>) -> [UInt8] {
        guard let last = bits.max() else { return element(.bitString, [0]) }
        var octets = [UInt8](repeating: 0, count: last / 8 + 1)
        for bit in bits { octets[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        return element(.bitString, [UInt8(7 - last % 8)] + octets)
    }

    /// A UTF8String.
    package static func utf8String(_ text: String) -> [UInt8] {
        element(.utf8String, Array(text.utf8))
    }

    /// A PrintableString when its letters suffice, a UTF8String else.
    package static func text(_ text: String) -> [UInt8] {
        let extra = Set(" '()+,-./:=?".utf8)
        let isPrintable = text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                || extra.contains($0)
        }
        return element(isPrintable ? .printableString : .utf8String, Array(text.utf8))
    }

    /// An IA5String.
    package static func ia5String(_ text: String) -> [UInt8] {
        element(.ia5String, Array(text.utf8))
    }
}
