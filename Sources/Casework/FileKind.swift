import Kernel

/// The kinds of files that an application may carry: nothing that runs, nothing that unpacks.
///
/// Told by their first bytes, never by their names. Office files and archives are not taken, so that
/// neither macros nor archives that swell can come in; a PDF with scripts, launches or files inside
/// is not taken either, nor one that cannot be looked into.
package enum FileKind: String, Sendable, CaseIterable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"

    /// The largest file, in bytes: 10 MiB.
    package static let bytesMax = 10 << 20

    /// Why a file is not taken.
    package enum Fault: Error, Hashable, Sendable {
        /// It is empty.
        case empty
        /// It is larger than ``FileKind/bytesMax``, or what is packed in it is.
        case tooLarge
        /// Its first bytes are of no kind that is taken.
        case unknownKind
        /// A PDF with something in it that runs or carries files: the name of it.
        case active(String)
    }

    /// The kind of a file.
    ///
    /// - Throws: ``Fault``.
    package init(of bytes: [UInt8]) throws(Fault) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.bytesMax else { throw .tooLarge }
        if bytes.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D]) {
            try PDFInspection.check(bytes)
            self = .pdf
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else {
            throw .unknownKind
        }
    }
}
