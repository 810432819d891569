import Synchronization

/// One request from its request line to its last byte of answer.
///
/// Retained once when the request line has been read and released once in the library's
/// request-completed notification; the handler's task holds a reference of its own.
///
/// Safe to share, though the compiler cannot see it: `response` is written only by whoever wins
/// `claim()`, before it resumes the connection, and read by the connection's thread only after
/// that; the library's lock around resuming orders the two. Everything else that changes is
/// touched by the connection's thread alone, which is the only one to call back for it.
final class RequestContext: @unchecked Sendable {
    /// How far the request has come.
    enum Stage {
        case requestLine, body, handed, answered
    }

    let target: [UInt8]
    let record: ConnectionRecord
    var stage = Stage.requestLine
    var request: HTTPRequest?
    var bodyBytesMax = 0
    var body: [UInt8] = []
    var bodyBytesCounted = 0
    var response: HTTPResponse?
    private let claimed = Atomic<Bool>(false)

    init(target: [UInt8], record: ConnectionRecord) {
        self.target = target
        self.record = record
    }

    /// Wins the right to answer for the first caller: the handler, or a stop that ran out of grace.
    func claim() -> Bool {
        claimed.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing)
            .exchanged
    }
}
