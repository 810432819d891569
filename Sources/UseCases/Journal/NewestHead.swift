import Journal
import Kernel
import Synchronization

/// The newest signed head as it was read a moment ago.
final class NewestHead: Sendable {
    private let state = Mutex<SignedHead?>(nil)

    var head: SignedHead? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

extension Platform {
    /// Reads the newest head, for the receipts of the next second.
    package func readNewestHead() async throws {
        newest.head = try? await journalReader.head()
    }

    /// A receipt: the entry, and the newest head before it as it was signed.
    ///
    /// Whoever keeps receipts keeps heads, so that nothing behind them can be cut off unseen
    /// (RFC 9162 section 2.1.4). Before the first head there is none.
    package func receipt(_ entry: Identifier<JournalEntry>, at: Instant) -> JSON {
        .object(
            present: ("entry", .string(entry.text)), ("at", JSON(at)),
            ("signedHead", newestSignedHead))
    }

    /// The newest head as it was signed; nil before the first.
    package var newestSignedHead: JSON? { newest.head.map { .string($0.signed) } }
}
