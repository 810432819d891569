import CCurl
import Synchronization

/// An HTTP/1.1 client on libcurl, for calls to registers, gateways and callbacks.
///
/// Transfers run on the client's own threads, never on the cooperative pool, and keep their
/// connections. TLS certificates are always verified, redirects never followed, proxies of the
/// environment never used, and only hosts that the rule allows are connected to.
package final class HTTPClient: Sendable {
    private let limits: HTTPClientLimits
    private let pool: TransferPool

    /// A client; its threads start when they are needed and end when it is let go of.
    ///
    /// - Parameters:
    ///   - hosts: where it may connect to.
    ///   - trustedCertificatesFile: a PEM file of the authorities to trust instead of the system's.
    package init(
        limits: HTTPClientLimits = HTTPClientLimits(), hosts: HTTPHostRule,
        trustedCertificatesFile: String? = nil
    ) {
        _ = libraryIsReady
        self.limits = limits
        self.pool = TransferPool(
            limits: limits,
            settings: TransferSettings(
                limits: limits, hosts: hosts, trustedCertificatesFile: trustedCertificatesFile))
    }

    deinit { pool.close() }

    /// Sends the request and waits for the whole answer, whatever its status.
    ///
    /// - Throws: ``HTTPClientError``; ``HTTPClientError/mayHaveBeenReceived`` tells whether the
    ///   other side may have acted. Cancellation of the task ends the wait at once.
    package func send(
        _ request: OutgoingRequest
    ) async throws(HTTPClientError) -> IncomingResponse {
        let total = max(1, request.timeoutMilliseconds ?? limits.totalTimeoutMilliseconds)
        let transfer = Transfer(
            request, deadline: ContinuousClock.now.advanced(by: .milliseconds(total)))
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.wait(with: continuation)
                if !pool.add(transfer) { transfer.finish(.failure(.overloaded)) }
            }
        } onCancel: {
            transfer.cancel()
        }
        return try result.get()
    }
}

/// libcurl's process-wide preparation, once, before any thread uses it.
private let libraryIsReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
