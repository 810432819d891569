/// Every limit that the server keeps, with its unit and default.
package struct HTTPServerLimits: Sendable {
    /// Request line and headers together: bytes, default 16,384; above it 431.
    ///
    /// The library's buffer of a connection is twice as large. A request that does not fit even
    /// there is answered by the library itself, with a bare 431, 414 or 413.
    package var headerBytesMax = 16_384
    /// The request target: bytes, default 4,096; above it 414.
    package var targetBytesMax = 4_096
    /// The body of one request: bytes, by method and decoded path, default 1 MiB; above it 413.
    ///
    /// Asked once the headers are there. A longer `Content-Length` is refused before any of the
    /// body is read, a longer chunked body as soon as it passes the limit.
    package var bodyBytesMax: @Sendable (_ method: String, _ path: String) -> Int = { _, _ in
        1_048_576
    }
    /// Bodies of all requests together: bytes, default 256 MiB; above it 503.
    package var bodyBytesTotalMax = 268_435_456
    /// Connections at once, default 1,024; newcomers wait in the kernel's queue.
    ///
    /// At the limit the connections that have been idle longest are shut to make room.
    package var connectionsMax = 1_024
    /// Connections at once from one address, default 512; further ones are closed unanswered.
    package var connectionsPerAddressMax = 512
    /// Addresses that the limit for each address leaves alone: trusted proxies; default none.
    package var exemptAddresses: Set<String> = []
    /// From accepting a connection, or from the request line of a later request, to the whole
    /// request: milliseconds, default 30,000; then the socket is shut.
    package var requestReadMilliseconds = 30_000
    /// From an answer to the next request line: milliseconds, default 60,000; then it is shut.
    package var idleMilliseconds = 60_000
    /// From the first to the last byte of an answer: milliseconds, default 60,000; then it is shut.
    package var responseWriteMilliseconds = 60_000
    /// Requests with the handler at once, default 512; above it 503 with `Retry-After`.
    package var requestsInHandMax = 512
    /// What `Retry-After` says with a 503: seconds, default 1.
    package var retryAfterSeconds = 1
    /// How long a refused sender is still listened to, so that it can read the refusal:
    /// milliseconds, default 2,000.
    package var lingerMilliseconds = 2_000
    /// How much a refused sender may still send meanwhile: bytes, default 4 MiB.
    package var lingerBytesMax = 4_194_304
    /// Refused senders listened to at once, default 128; others are closed at once.
    package var lingeringMax = 128

    /// The defaults.
    package init() {}
}
