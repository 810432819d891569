import Kernel
import Synchronization

/// What the server has acknowledged, written down by the test before the next step.
final class CrashLedger: Sendable {
    /// How far an access request has come for certain.
    struct Request: Sendable, Hashable {
        let iin: String
        var answer: String?
        var token: String?
        var entryOfUse: String?
    }

    /// How far a share has come for certain.
    struct Share: Sendable, Hashable {
        let holder: Int
        let qr: String
        var isOpened = false
        var isClosed = false
    }

    /// A keyed call that may or may not have been acknowledged.
    struct Keyed: Sendable, Hashable {
        let iin: String
        let key: String
    }

    struct State: Sendable {
        var requests: [String: Request] = [:]
        var shares: [String: Share] = [:]
        var keyed: [Keyed: String?] = [:]

        /// What is in this state and not, or not so, in an earlier one.
        func since(_ earlier: State) -> State {
            State(
                requests: requests.filter { earlier.requests[$0.key] != $0.value },
                shares: shares.filter { earlier.shares[$0.key] != $0.value },
                keyed: keyed.filter { earlier.keyed[$0.key] != .some($0.value) })
        }
    }

    private let state = Mutex(State())

    /// Everything so far.
    var all: State { state.withLock { $0 } }
    /// Acknowledged changes so far.
    var count: Int {
        state.withLock { state in
            state.requests.values.reduce(0) { sum, request in
                sum + 1 + (request.answer == nil ? 0 : 1) + (request.entryOfUse == nil ? 0 : 1)
            }
                + state.shares.values.reduce(0) { sum, share in
                    sum + 1 + (share.isOpened ? 1 : 0) + (share.isClosed ? 1 : 0)
                }
        }
    }

    func sent(_ keyed: Keyed) { state.withLock { $0.keyed[keyed] = .some(nil) } }

    func asked(_ id: String, _ keyed: Keyed) {
        state.withLock { state in
            state.keyed[keyed] = .some(id)
            state.requests[id] = Request(iin: keyed.iin)
        }
    }

    func answered(_ id: String, _ outcome: String) {
        state.withLock { $0.requests[id]?.answer = outcome }
    }

    func holds(_ id: String, token: String) {
        state.withLock { $0.requests[id]?.token = token }
    }

    func used(_ id: String, entry: String) {
        state.withLock { $0.requests[id]?.entryOfUse = entry }
    }

    func shared(_ id: String, _ share: Share) { state.withLock { $0.shares[id] = share } }
    func opened(_ id: String) { state.withLock { $0.shares[id]?.isOpened = true } }
    func closed(_ id: String) { state.withLock { $0.shares[id]?.isClosed = true } }
}
