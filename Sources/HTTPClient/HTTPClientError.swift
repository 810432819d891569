/// Why there is no answer.
package enum HTTPClientError: Error, Sendable, Hashable, CaseIterable {
    /// The rule of hosts does not allow the host, its port or the address that it stands for.
    case notAllowed
    /// The request cannot be sent as it stands, or the answer is not HTTP.
    case malformed
    /// The name is unknown, or nobody listens there.
    case unreachable
    /// The certificate or the handshake does not hold.
    case tls
    /// The time was up.
    case timeout
    /// The answer is longer than the limit.
    case tooLarge
    /// The connection ended before the whole answer was there.
    case interrupted
    /// Too many requests wait already.
    case overloaded
    /// The task was cancelled.
    case cancelled

    /// Whether the other side may have received the request and acted on it.
    package var mayHaveBeenReceived: Bool {
        switch self {
        case .notAllowed, .unreachable, .tls, .overloaded: false
        case .malformed, .timeout, .tooLarge, .interrupted, .cancelled: true
        }
    }
}
