/// The identifier octet of an element (X.690 section 8.1.2): class, form and number below 31.
package struct ASN1Tag: Hashable, Sendable {
    /// The octet itself.
    package let octet: UInt8

    /// A tag by its octet.
    package init(_ octet: UInt8) {
        self.octet = octet
    }

    /// Whether elements stand inside.
    package var isConstructed: Bool { octet & 0x20 != 0 }
    /// Whether the class is universal: the type is one of ASN.1's own.
    package var isUniversal: Bool { octet & 0xC0 == 0 }

    /// `[number]` with a value of its own inside: IMPLICIT of a primitive type.
    package static func context(_ number: UInt8) -> ASN1Tag { ASN1Tag(0x80 | number) }
    /// `[number]` with elements inside: EXPLICIT, or IMPLICIT of a structure.
    package static func contextConstructed(_ number: UInt8) -> ASN1Tag { ASN1Tag(0xA0 | number) }

    /// BOOLEAN.
    package static let boolean = ASN1Tag(0x01)
    /// INTEGER.
    package static let integer = ASN1Tag(0x02)
    /// BIT STRING.
    package static let bitString = ASN1Tag(0x03)
    /// OCTET STRING.
    package static let octetString = ASN1Tag(0x04)
    /// NULL.
    package static let null = ASN1Tag(0x05)
    /// OBJECT IDENTIFIER.
    package static let objectIdentifier = ASN1Tag(0x06)
    /// ENUMERATED.
    package static let enumerated = ASN1Tag(0x0A)
    /// UTF8String.
    package static let utf8String = ASN1Tag(0x0C)
    /// NumericString.
    package static let numericString = ASN1Tag(0x12)
    /// PrintableString.
    package static let printableString = ASN1Tag(0x13)
    /// TeletexString.
    package static let teletexString = ASN1Tag(0x14)
    /// IA5String.
    package static let ia5String = ASN1Tag(0x16)
    /// UTCTime.
    package static let utcTime = ASN1Tag(0x17)
    /// GeneralizedTime.
    package static let generalizedTime = ASN1Tag(0x18)
    /// VisibleString.
    package static let visibleString = ASN1Tag(0x1A)
    /// UniversalString.
    package static let universalString = ASN1Tag(0x1C)
    /// BMPString.
    package static let bmpString = ASN1Tag(0x1E)
    /// SEQUENCE and SEQUENCE OF.
    package static let sequence = ASN1Tag(0x30)
    /// SET and SET OF.
    package static let set = ASN1Tag(0x31)
}
