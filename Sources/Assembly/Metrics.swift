import Kernel
import Messages
import Store
import Synchronization
import UseCases
import Web

/// Counts of requests by route and status, with their times, as Prometheus text.
package final class Metrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    private struct State {
        var counts: [Key: Int64] = [:]
        var buckets: [String: [Int64]] = [:]
        var sums: [String: Int64] = [:]
    }

    /// Upper bounds of the histogram, in microseconds.
    private static let bounds: [Int64] = [
        1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
    ]

    private static let none = [Int64](repeating: 0, count: bounds.count + 1)

    private let state = Mutex(State())

    /// Nothing counted yet.
    package init() {}

    /// Counts one answered request.
    package func observe(_ observation: Router.Observation) {
        let place = Self.bounds.firstIndex { observation.microseconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.counts[Key(route: observation.route, status: observation.status), default: 0] += 1
            state.buckets[observation.route, default: Self.none][place] += 1
            state.sums[observation.route, default: 0] += observation.microseconds
        }
    }

    /// `GET /metrics`: not public in production, where a proxy must not pass it on.
    package var endpoint: Endpoint {
        Endpoint(
            .get, "/metrics", summary: "Counts for Prometheus",
            access: .operatorHost(on: "counts without persons"),
            answers: [
                .init(
                    status: 200, content: .bytes(contentType: "text/plain"), meaning: "The counts")
            ]
        ) { [self] call in
            let outbox = try await Self.outbox(of: call.platform)
            return .bytes(
                Array((text + outbox).utf8),
                contentType: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    /// What waits to leave, is stuck or has failed, on each way.
    private static func outbox(of platform: Platform) async throws -> String {
        let now = platform.clock.now()
        var gauges: [String: [String]] = [:]
        for channel in OutboxChannel.allCases {
            let health = try await platform.store.read { transaction in
                try OutboxHealth.read(channel, at: now, in: transaction)
            }
            let values = [
                ("waiting", health.waiting), ("stuck", health.stuck),
                ("oldest_milliseconds", health.oldestMilliseconds), ("failed", health.failed),
            ]
            for (name, value) in values {
                gauges[name, default: []].append(
                    "qyzmet_outbox_\(name){channel=\"\(channel.rawValue)\"} \(value)")
            }
        }
        let lines = gauges.sorted { $0.key < $1.key }.flatMap { name, values in
            ["# TYPE qyzmet_outbox_\(name) gauge"] + values
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var text: String {
        let state = state.withLock { $0 }
        var lines = ["# TYPE qyzmet_requests_total counter"]
        for (key, count) in state.counts.sorted(by: {
            ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status)
        }) {
            lines.append(
                "qyzmet_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
        }
        lines.append("# TYPE qyzmet_request_seconds histogram")
        for (route, buckets) in state.buckets.sorted(by: { $0.key < $1.key }) {
            var total: Int64 = 0
            for (bound, count) in zip(Self.bounds, buckets) {
                total += count
                lines.append(
                    "qyzmet_request_seconds_bucket{route=\"\(route)\",le=\"\(Double(bound) / 1e6)\"} \(total)"
                )
            }
            total += buckets.last ?? 0
            lines.append("qyzmet_request_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(total)")
            lines.append(
                "qyzmet_request_seconds_sum{route=\"\(route)\"} \(Double(state.sums[route] ?? 0) / 1e6)"
            )
            lines.append("qyzmet_request_seconds_count{route=\"\(route)\"} \(total)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
