/// Every limit that the client keeps, with its unit and default.
package struct HTTPClientLimits: Sendable {
    /// From looking up the name to the connection, TLS included: milliseconds, default 3,000.
    package var connectTimeoutMilliseconds = 3_000
    /// From ``HTTPClient/send(_:)`` to the last byte of the answer, waiting for a thread included:
    /// milliseconds, default 10,000; a request can set its own.
    package var totalTimeoutMilliseconds = 10_000
    /// The body of an answer: bytes, default 4 MiB.
    package var responseBytesMax = 4_194_304
    /// All header fields of an answer: bytes, default 65,536.
    package var responseHeaderBytesMax = 65_536
    /// Requests under way at once, each with a thread: default 16.
    package var concurrentRequestsMax = 16
    /// Requests that wait for a thread: default 1,024; above it ``HTTPClientError/overloaded``.
    package var waitingRequestsMax = 1_024

    /// The defaults.
    package init() {}
}
