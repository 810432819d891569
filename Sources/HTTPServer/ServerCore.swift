import Synchronization

/// What the library's callbacks, the sweeper and the stop share; kept alive by the daemon.
final class ServerCore: Sendable {
    let limits: HTTPServerLimits
    let onRefusal: @Sendable (HTTPRefusal) -> HTTPResponse
    let handler: @Sendable (HTTPRequest) async -> HTTPResponse
    let connections = ConnectionTable()
    let lingering: LingeringSockets
    let stopping = Atomic<Bool>(false)
    let requestsInHand = Atomic<Int>(0)
    let requestsHandled = Atomic<Int>(0)
    let bodyBytesInHand = Atomic<Int>(0)
    let connectionsRefused = Atomic<Int>(0)
    private let refused = Mutex<[HTTPRefusal.Reason: Int]>([:])

    init(
        limits: HTTPServerLimits, onRefusal: @escaping @Sendable (HTTPRefusal) -> HTTPResponse,
        handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) throws(HTTPServerStartError) {
        self.limits = limits
        self.onRefusal = onRefusal
        self.handler = handler
        self.lingering = try LingeringSockets(limits)
    }

    /// Counts a refusal and asks the edge for its document.
    func refuse(
        _ reason: HTTPRefusal.Reason, method: String, headers: HTTPHeaders, limit: Int? = nil
    ) -> HTTPResponse {
        count(reason)
        let refusal = HTTPRefusal(reason: reason, method: method, headers: headers, limit: limit)
        var response = onRefusal(refusal)
        if reason.status == 503, response.headers["Retry-After"] == nil {
            response.headers.add("Retry-After", "\(limits.retryAfterSeconds)")
        }
        if reason == .stopping { response.headers["Connection"] = "close" }
        return response
    }

    func count(_ reason: HTTPRefusal.Reason) {
        refused.withLock { $0[reason, default: 0] += 1 }
    }

    /// Takes a place in hand; nil with one, else why there is none.
    ///
    /// The place is taken before the stop is looked for, and the stop announced before places are
    /// counted, both in one total order: a stop either sees the place or is seen here.
    func enterHand() -> HTTPRefusal.Reason? {
        let before = requestsInHand.add(1, ordering: .sequentiallyConsistent).oldValue
        if stopping.load(ordering: .sequentiallyConsistent) {
            leaveHand()
            return .stopping
        }
        if before >= limits.requestsInHandMax {
            leaveHand()
            return .overloaded
        }
        return nil
    }

    func leaveHand() {
        requestsInHand.subtract(1, ordering: .sequentiallyConsistent)
    }

    var statistics: HTTPServerStatistics {
        var statistics = HTTPServerStatistics()
        connections.report(into: &statistics)
        statistics.requestsInHand = requestsInHand.load(ordering: .relaxed)
        statistics.requestsHandled = requestsHandled.load(ordering: .relaxed)
        statistics.bodyBytesInHand = bodyBytesInHand.load(ordering: .relaxed)
        statistics.connectionsRefused = connectionsRefused.load(ordering: .relaxed)
        statistics.lingering = lingering.count
        statistics.refused = refused.withLock { $0 }
        return statistics
    }
}
