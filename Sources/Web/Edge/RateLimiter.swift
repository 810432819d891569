import Kernel
import Synchronization
import UseCases

/// How many requests one caller may make: a bucket that fills steadily and holds a burst.
///
/// Each node counts for itself: with several nodes the limit is as many times as large.
package final class RateLimiter: Sendable {
    /// The most callers that are remembered; beyond, those with full buckets are forgotten.
    static let callersMax = 50_000

    private struct Bucket {
        var level: Double
        var filledAt: ContinuousClock.Instant

        func level(at now: ContinuousClock.Instant, _ limit: RequestLimit) -> Double {
            let elapsed = (now - filledAt).components
            let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
            return min(Double(limit.burst), level + seconds * Double(limit.perSecond))
        }

        func isFull(at now: ContinuousClock.Instant, _ limit: RequestLimit) -> Bool {
            level(at: now, limit) > Double(limit.burst) - 1
        }
    }

    private let buckets = Mutex<[String: Bucket]>([:])

    /// Nobody has called yet.
    package init() {}

    /// Takes one request out of the caller's bucket.
    ///
    /// - Throws: `tooManyRequests` with the seconds until there is one again.
    func take(_ caller: String, limit: RequestLimit) throws(Refusal) {
        let now = ContinuousClock.now
        let missing: Double? = buckets.withLock { buckets in
            if buckets.count >= Self.callersMax {
                buckets = buckets.filter { !$0.value.isFull(at: now, limit) }
            }
            var bucket = buckets[caller] ?? Bucket(level: Double(limit.burst), filledAt: now)
            bucket.level = bucket.level(at: now, limit)
            bucket.filledAt = now
            defer { buckets[caller] = bucket }
            guard bucket.level >= 1 else { return 1 - bucket.level }
            bucket.level -= 1
            return nil
        }
        guard let missing else { return }
        let seconds = Int((missing / Double(limit.perSecond)).rounded(.up))
        throw Refusal(.tooManyRequests, retryAfterSeconds: max(seconds, 1))
    }
}
