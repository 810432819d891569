import Synchronization

/// Copies the log into the file beside the writer, so that no caller waits for it.
///
/// By itself SQLite copies inside the commit that made the log long: everyone in that batch, and
/// everyone behind it, waits for thousands of pages and for the disk. Here another connection copies
/// while the writer goes on; the writer is left with what came meanwhile, after which the log can
/// begin anew.
final class SQLiteCheckpointer: Sendable {
    private enum Stage: UInt8, AtomicRepresentable {
        /// The log is short, or nobody has asked.
        case idle
        /// The copying was asked for.
        case asked
        /// Nearly everything is copied: the writer copies the rest.
        case copied
    }

    private struct Request: Sendable {}

    private static let copy: SQL = "PRAGMA wal_checkpoint(PASSIVE)"
    /// Passes over what came during the pass before.
    private static let passesMax = 4

    private let limits: SQLiteLimits
    private let requests = WorkQueue<Request>(limit: 1)
    private let stage = Atomic(Stage.idle)

    init(limits: SQLiteLimits) { self.limits = limits }

    /// Copies whenever it is asked to, until closed.
    func run(on connection: SQLiteConnection) {
        while !requests.take(max: 1).isEmpty {
            var copied: Int64 = 0
            for _ in 0..<Self.passesMax {
                // One that fails, or meets another, is made again when the log is longer.
                guard let row = try? connection.rows(Self.copy).first,
                    let total = try? row.integer(2)
                else { break }
                defer { copied = total }
                if total - copied < Int64(limits.checkpointRestPages) { break }
            }
            stage.store(.copied, ordering: .releasing)
        }
    }

    /// Called by the writer after each commit, with its callers answered.
    func tend(_ connection: SQLiteConnection) {
        switch stage.load(ordering: .acquiring) {
        case .idle where connection.logPages >= limits.checkpointPages:
            stage.store(.asked, ordering: .releasing)
            _ = requests.push(Request())
        case .idle, .asked: break
        case .copied:
            _ = try? connection.rows(Self.copy)
            stage.store(.idle, ordering: .releasing)
        }
    }

    /// Lets the thread end.
    func close() { requests.close() }
}
