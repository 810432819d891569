/// The largest things that are accepted from a register.
package enum RegisterLimits {
    /// Bytes of a whole answer.
    package static let answerBytesMax = 256 * 1024
    /// Bytes of UTF-8 of one text.
    package static let textBytesMax = 2000
    /// Elements of one list: children, guardians, holders, documents, fields.
    package static let elementsMax = 200
    /// People asked about in one call of the routes for many.
    package static let peopleMax = 500
    /// Bytes of a document's signed content.
    package static let contentBytesMax = 64 * 1024
    /// Bytes of a detached signature with its certificates.
    package static let signatureBytesMax = 32 * 1024
}
