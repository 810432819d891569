import Casework
import Kernel
import Signatures
import Store

/// A file that an applicant sends, looked at before anything is opened for it.
struct AttachedFile: Sendable {
    /// What it is.
    let kind: FileKind
    /// SHA-256 of its bytes, in hexadecimal: its name within the case.
    let digest: String
    private let bytes: [UInt8]

    /// A file that may be kept.
    ///
    /// - Throws: `fileNotAllowed`, `bodyTooLarge`.
    init(_ bytes: [UInt8]) throws(Refusal) {
        do throws(FileKind.Fault) { kind = try FileKind(of: bytes) } catch { throw error.refusal }
        digest = SHA256.hash(bytes).bytes.hex
        self.bytes = bytes
    }

    /// Keeps it with the case, once however often it comes.
    func keep(
        with id: Identifier<StoredCase>, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO casework_file (case_id, digest, content_type, content, at)
            VALUES (\(id), \(digest), \(kind.rawValue), \(bytes), \(now))
            ON CONFLICT (case_id, digest) DO NOTHING
            """)
    }
}
