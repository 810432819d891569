/// How much of a PDF of others is looked at.
package enum PDFLimits {
    /// The largest file, in bytes: 32 MiB.
    package static let bytesMax = 33_554_432
    /// The most objects that a file may number.
    package static let objectsMax = 500_000
    /// The deepest nesting of arrays and dictionaries, of the page tree and of a form's fields.
    package static let depthMax = 32
    /// The largest stream after decompression, in bytes: 16 MiB.
    package static let streamBytesMax = 16_777_216
    /// The most that all streams of one file may hold after decompression, in bytes: 64 MiB.
    package static let inflatedBytesMax = 67_108_864
    /// The most that is read of one file, objects asked for again included, in bytes: 128 MiB.
    package static let readBytesMax = 134_217_728
    /// The most revisions of one file.
    package static let revisionsMax = 64
    /// The most signatures of one file.
    package static let signaturesMax = 32
    /// The most fields of a form, groups and parts included.
    package static let fieldsMax = 10_000
    /// The room kept for a signature, in bytes: 32 KiB.
    package static let signatureBytesMax = 32_768
}

/// Why a file is not taken as a PDF that can be signed or verified here.
package enum PDFFault: Error, Hashable, Sendable {
    /// More than ``PDFLimits/bytesMax`` bytes.
    case tooLarge
    /// Not a PDF, or damaged at this byte.
    case malformed(at: Int)
    /// It is encrypted.
    case encrypted
    /// A limit of ``PDFLimits`` was met, or a filter that is not read here.
    case unsupported
    /// The signature is larger than the room kept for it.
    case signatureTooLarge
}
