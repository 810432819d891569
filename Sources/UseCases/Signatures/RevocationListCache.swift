import Kernel
import Signatures
import Synchronization

/// Lists of revoked certificates that were fetched a short while ago: they can have megabytes.
package final class RevocationListCache: Sendable {
    /// How long a list is taken without fetching it anew; far below any list's own life.
    package static let freshness: Duration = .seconds(60)
    /// How many lists are kept.
    static let listsMax = 16

    private struct Kept {
        let list: RevocationList
        let at: ContinuousClock.Instant
    }

    private let kept = Mutex<[String: Kept]>([:])
    private let freshness: Duration

    /// An empty cache.
    package init(freshness: Duration = RevocationListCache.freshness) {
        self.freshness = freshness
    }

    /// The list at the address; nil when it cannot be had or read.
    func list(
        at url: String, fetch: @Sendable (String) async throws -> [UInt8]
    ) async -> RevocationList? {
        let known = kept.withLock { $0[url] }
        if let known, ContinuousClock.now - known.at < freshness { return known.list }
        guard let bytes = try? await fetch(url), let list = try? RevocationList(der: bytes) else {
            return nil
        }
        kept.withLock { kept in
            if kept.count >= Self.listsMax { kept.removeAll() }
            kept[url] = Kept(list: list, at: .now)
        }
        return list
    }
}
