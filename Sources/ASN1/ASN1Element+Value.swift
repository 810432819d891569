import Kernel

extension ASN1Element {
    /// The value of a BOOLEAN.
    package func boolean() throws(ASN1Fault) -> Bool {
        guard tag == .boolean else { throw .unexpectedElement }
        return content.first == 0xFF
    }

    /// The value of a small INTEGER or ENUMERATED.
    ///
    /// - Throws: ``ASN1Fault/unexpectedValue`` when it does not fit.
    package func integer() throws(ASN1Fault) -> Int {
        guard tag == .integer || tag == .enumerated else { throw .unexpectedElement }
        guard content.count <= 7, let first = content.first else { throw .unexpectedValue }
        return content.reduce(first >= 0x80 ? -1 : 0) { $0 << 8 | Int($1) }
    }

    /// The bytes of an INTEGER in two's complement, as encoded: a serial number.
    package func integerBytes() throws(ASN1Fault) -> [UInt8] {
        guard tag == .integer else { throw .unexpectedElement }
        return Array(content)
    }

    /// The magnitude of an INTEGER that is not negative, without leading zeros (zero is empty).
    package func unsignedInteger() throws(ASN1Fault) -> [UInt8] {
        guard tag == .integer else { throw .unexpectedElement }
        guard let first = content.first, first < 0x80 else { throw .unexpectedValue }
        return Array(content.drop { $0 == 0 })
    }

    /// An OBJECT IDENTIFIER.
    package func objectIdentifier() throws(ASN1Fault) -> ObjectIdentifier {
        guard tag == .objectIdentifier else { throw .unexpectedElement }
        return try ObjectIdentifier(content: content)
    }

    /// The bytes of an OCTET STRING.
    package func octetString() throws(ASN1Fault) -> [UInt8] {
        guard tag == .octetString else { throw .unexpectedElement }
        return Array(content)
    }

    /// The bytes of a BIT STRING that ends on a byte: a key, a signature.
    package func bitStringBytes() throws(ASN1Fault) -> [UInt8] {
        guard tag == .bitString else { throw .unexpectedElement }
        guard content.first == 0 else { throw .unexpectedValue }
        return Array(content.dropFirst())
    }

    /// The bits of a BIT STRING of named bits, the first of them 0; those behind 31 are cut off.
    package func namedBits() throws(ASN1Fault) -> Set<Int> {
        guard tag == .bitString else { throw .unexpectedElement }
        return ASN1Element.namedBits(content)
    }

    /// The bits that are set in a BIT STRING's content, which begins with the unused ones' number.
    package static func namedBits(_ content: ArraySlice<UInt8>) -> Set<Int> {
        var found: Set<Int> = []
        for (index, octet) in content.dropFirst().prefix(4).enumerated() {
            for bit in 0..<8 where octet & (0x80 >> UInt8(bit)) != 0 {
                found.insert(index * 8 + bit)
            }
        }
        return found
    }

    /// The moment of a UTCTime or GeneralizedTime.
    package func time() throws(ASN1Fault) -> Instant {
        guard tag == .utcTime || tag == .generalizedTime else { throw .unexpectedElement }
        return try ASN1Time.read(tag, content)
    }

    /// The text of any of the string types; Teletex is read as Latin-1, as everybody writes it.
    ///
    /// - Throws: ``ASN1Fault/stringForm`` for bytes that are no text of the type.
    package func text() throws(ASN1Fault) -> String {
        switch tag {
        case .utf8String:
            guard let text = String(validating: content, as: UTF8.self) else { throw .stringForm }
            return text
        case .numericString:
            guard content.allSatisfy({ (48...57).contains($0) || $0 == 32 }) else {
                throw .stringForm
            }
            return String(decoding: content, as: UTF8.self)
        case .printableString, .ia5String, .visibleString:
            guard content.allSatisfy({ $0 < 0x80 }) else { throw .stringForm }
            return String(decoding: content, as: UTF8.self)
        case .teletexString:
            return String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
        case .bmpString:
            guard content.count % 2 == 0 else { throw .stringForm }
            let units = stride(from: content.startIndex, to: content.endIndex, by: 2).map {
                UInt16(content[$0]) << 8 | UInt16(content[$0 + 1])
            }
            guard let text = String(validating: units, as: UTF16.self) else { throw .stringForm }
            return text
        case .universalString:
            guard content.count % 4 == 0 else { throw .stringForm }
            var scalars = String.UnicodeScalarView()
            for start in stride(from: content.startIndex, to: content.endIndex, by: 4) {
                let value = content[start..<(start + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                guard let scalar = Unicode.Scalar(value) else { throw .stringForm }
                scalars.append(scalar)
            }
            return String(scalars)
        default: throw .unexpectedElement
        }
    }
}
