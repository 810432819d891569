/// Why bytes are not taken as ASN.1 (ITU-T X.690), or are not the structure that was expected.
package enum ASN1Fault: String, Error, Hashable, Sendable, CaseIterable {
    /// More bytes than ``ASN1Limits/bytesMax``.
    case tooLarge
    /// The bytes end inside an element.
    case truncated
    /// Bytes stand behind the outermost element or behind a structure's last member.
    case trailingBytes
    /// A length in more bytes than it needs (X.690 section 10.1), or of more than four bytes.
    case lengthForm
    /// A length of no definite form where DER stands, or in a primitive element.
    case indefiniteLength
    /// An element of indefinite length whose end never comes.
    case endMissing
    /// Elements inside elements beyond ``ASN1Limits/depthMax``.
    case tooDeep
    /// More elements than ``ASN1Limits/elementsMax``.
    case tooManyElements
    /// A tag number of 31 or more: nothing that is read here has one.
    case tagForm
    /// A string in pieces where DER stands (X.690 section 10.2), or pieces of another type.
    case constructedString
    /// A sequence or set that says it is primitive.
    case primitiveStructure
    /// A BOOLEAN that is neither 00 nor FF, or of another length.
    case booleanForm
    /// An INTEGER that is empty or in more bytes than it needs.
    case integerForm
    /// An INTEGER of more bytes than ``ASN1Limits/integerBytesMax``.
    case integerTooLong
    /// A BIT STRING whose unused bits are more than 7 or not zero.
    case bitStringForm
    /// A NULL that holds something.
    case nullForm
    /// An OBJECT IDENTIFIER that is empty, cut off or padded, or longer than 64 bytes.
    case objectIdentifierForm
    /// A time in another form than RFC 5280 section 4.1.2.5 allows, or a day that does not exist.
    case timeForm
    /// Characters that the string's type does not have.
    case stringForm
    /// Another type than the structure has at this place, or none.
    case unexpectedElement
    /// A value that the structure's definition excludes.
    case unexpectedValue
}
