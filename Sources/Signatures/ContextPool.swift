import COpenSSL
import Synchronization

/// Prepared library contexts that wait for their next operation.
///
/// A context serves one operation at a time, yet preparing one costs as much as hashing 100 bytes
/// and a sixth of an ES256 verification; so each operation borrows one and gives it back.
final class ContextPool: Sendable {
    /// More idle contexts than threads that run at once would only hold memory.
    private static let idleMax = 32

    private let idle = Mutex<[LibraryObject]>([])
    private let make: @Sendable () -> LibraryObject?

    /// A pool that fills itself with what `make` prepares.
    init(make: @escaping @Sendable () -> LibraryObject?) {
        self.make = make
    }

    /// A context that nobody else holds; nil when the library cannot make another.
    func borrow() -> LibraryObject? {
        idle.withLock { $0.popLast() } ?? make()
    }

    /// Takes a context back.
    ///
    /// One whose operation failed half-way is dropped by not calling this.
    func giveBack(_ context: LibraryObject) {
        idle.withLock { contexts in
            if contexts.count < ContextPool.idleMax { contexts.append(context) }
        }
    }
}
