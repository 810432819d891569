import Kernel
import Synchronization
import UseCases
import Web

/// Counts of requests by route and status, with their times, as Prometheus text.
package final class Metrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let status: Int
        /// The code of the problem; empty for what was done.
        let code: String
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
            let key = Key(
                route: observation.route, status: observation.status,
                code: observation.code?.rawValue ?? "")
            state.counts[key, default: 0] += 1
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
            // The counts of requests are shown also while the store does not answer.
            let gauges = (try? await Self.gauges(of: call.platform)) ?? []
            let lines = requestLines + gauges
            return .bytes(
                Array((lines.joined(separator: "\n") + "\n").utf8),
                contentType: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private var requestLines: [String] {
        let state = state.withLock { $0 }
        var lines = ["# TYPE qyzmet_requests_total counter"]
        for (key, count) in state.counts.sorted(by: {
            ($0.key.route, $0.key.status, $0.key.code)
                < ($1.key.route, $1.key.status, $1.key.code)
        }) {
            lines.append(
                "qyzmet_requests_total{route=\"\(key.route)\",status=\"\(key.status)\",code=\"\(key.code)\"} \(count)"
            )
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
        return lines
    }
}
