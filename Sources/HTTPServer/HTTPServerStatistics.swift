/// What the server is doing and has done, for metrics and tests.
package struct HTTPServerStatistics: Sendable, Hashable {
    /// Why the sweeper shut a connection.
    package enum SweepReason: String, Sendable, Hashable, CaseIterable {
        /// No whole request within ``HTTPServerLimits/requestReadMilliseconds``.
        case requestNotRead
        /// No further request within ``HTTPServerLimits/idleMilliseconds``.
        case idle
        /// The answer was not taken within ``HTTPServerLimits/responseWriteMilliseconds``.
        case responseNotTaken
        /// Idle while others waited for a connection.
        case madeRoom
    }

    /// Connections open now.
    package var connectionsOpen = 0
    /// Requests with the handler now.
    package var requestsInHand = 0
    /// Bytes of request bodies held now.
    package var bodyBytesInHand = 0
    /// Refused senders that are still listened to now.
    package var lingering = 0
    /// Connections accepted since the start.
    package var connectionsAccepted = 0
    /// Connections closed unanswered since the start, their address having too many.
    package var connectionsRefused = 0
    /// Requests given to the handler since the start.
    package var requestsHandled = 0
    /// Requests refused by the server itself since the start, by reason.
    package var refused: [HTTPRefusal.Reason: Int] = [:]
    /// Connections shut by the sweeper since the start, by reason.
    package var swept: [SweepReason: Int] = [:]
}
