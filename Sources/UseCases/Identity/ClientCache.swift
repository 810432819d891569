import Kernel
import Synchronization

/// Systems read within the last second, and access tokens whose signature was checked already.
///
/// A disabled system is refused everywhere within one second; a token's end is checked each time.
package final class ClientCache: Sendable {
    /// The most access tokens that are remembered.
    static let tokensMax = 10_000
    /// How long a system's row is trusted.
    static let freshness: Duration = .seconds(1)

    private struct State {
        var clients: [String: (client: ClientSystem?, readAt: ContinuousClock.Instant)] = [:]
        var tokens: [String: AccessToken] = [:]
    }

    private let state = Mutex(State())

    init() {}

    func client(_ id: String) -> ClientSystem?? {
        state.withLock { state in
            guard let known = state.clients[id],
                ContinuousClock.now - known.readAt < Self.freshness
            else { return nil }
            return .some(known.client)
        }
    }

    func remember(_ client: ClientSystem?, id: String) {
        state.withLock { state in
            if state.clients.count >= 10_000 { state.clients.removeAll() }
            state.clients[id] = (client, .now)
        }
    }

    func token(_ text: String) -> AccessToken? {
        state.withLock { $0.tokens[text] }
    }

    func remember(_ token: AccessToken, text: String) {
        state.withLock { state in
            // Forgetting all is rare and costs each token one more check.
            if state.tokens.count >= Self.tokensMax { state.tokens.removeAll() }
            state.tokens[text] = token
        }
    }

    /// Forgets everything, after an administrator changed something on this node.
    package func forget() {
        state.withLock { state in
            state.clients.removeAll()
            state.tokens.removeAll()
        }
    }
}
