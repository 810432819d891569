import Kernel

/// The kinds of files that an application may carry: nothing that runs, nothing that unpacks.
///
/// Told by their first bytes, never by their names. Office files and archives are not taken, so that
/// neither macros nor archives that swell can come in; a PDF with scripts, launches or files inside
/// is not taken either.
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
        /// It is larger than ``FileKind/bytesMax``.
        case tooLarge
        /// Its first bytes are of no kind that is taken.
        case unknownKind
        /// A PDF with something in it that runs or carries files: the name of it.
        case active(String)
    }

    /// What in a PDF runs or carries files (ISO 32000-1, 12.6.4 and 7.11.4).
    static let activeNames = [
        "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA",
    ]

    /// The kind of a file.
    ///
    /// - Throws: ``Fault``.
    package init(of bytes: [UInt8]) throws(Fault) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.bytesMax else { throw .tooLarge }
        if bytes.starts(with: [0x25, 0x50, 0x44, 0x46, 0x2D]) {
            if let name = Self.activeName(in: bytes) { throw .active(name) }
            self = .pdf
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else {
            throw .unknownKind
        }
    }

    /// One pass over the bytes: at each slash, the name that follows.
    private static func activeName(in bytes: [UInt8]) -> String? {
        let names = activeNames.map { (text: $0, bytes: Array($0.utf8)) }
        for index in bytes.indices where bytes[index] == 0x2F {
            for name in names where bytes[index...].starts(with: name.bytes) {
                let end = index + name.bytes.count
                // `/JSON` is another name than `/JS`.
                guard end == bytes.count || !isRegular(bytes[end]) else { continue }
                return name.text
            }
        }
        return nil
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
