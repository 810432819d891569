import HTTPServer
import Kernel
import Synchronization
import Web

/// Holds the router, which can be made only once the server's port is known.
final class RouterSlot: Sendable {
    private let router = Mutex<Router?>(nil)

    func install(_ router: Router) {
        self.router.withLock { $0 = router }
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard let router = router.withLock({ $0 }) else { return .starting }
        return await router.answer(request)
    }

    func answer(_ refusal: HTTPRefusal) -> HTTPResponse {
        guard let router = router.withLock({ $0 }) else { return .starting }
        return router.answer(refused: refusal)
    }
}

extension HTTPResponse {
    /// The answer in the moments before everything stands.
    fileprivate static let starting = HTTPResponse(
        status: 503, headers: ["Retry-After": "1"], body: [])
}
