import CMicroHTTPD
import Glibc
import Synchronization

/// An HTTP/1.1 server on GNU libmicrohttpd, for use behind a proxy that ends TLS.
///
/// The library's threads read requests and write answers; a whole request goes to the handler in a
/// task of its own while its connection is suspended. Whatever a client does, it holds memory and a
/// connection only as long as ``HTTPServerLimits`` allow.
package final class HTTPServer: Sendable {
    private enum State {
        /// Can transition to: running, ended.
        case idle
        /// Can transition to: ended.
        case running(Daemon)
        case ended
    }

    private let core: ServerCore
    private let address: String
    private let wishedPort: UInt16
    private let threads: UInt32
    private let state = Mutex(State.idle)
    private let boundPort = Atomic<UInt16>(0)

    /// A server that is not yet listening.
    ///
    /// - Parameters:
    ///   - address: a numeric IPv4 or IPv6 address of this machine.
    ///   - port: 0 for a free one, which ``port`` tells after the start.
    ///   - threads: threads that read and write, 1 to 64.
    ///   - onRefusal: makes the answer to a request that the server itself refuses; called on the
    ///     library's threads, so it must not wait.
    ///   - handler: answers a request. Its task is cancelled when a stop runs out of grace.
    /// - Throws: ``HTTPServerStartError/system(call:errno:)`` when descriptors have run out.
    package init(
        address: String = "127.0.0.1", port: UInt16 = 0, threads: Int = 2,
        limits: HTTPServerLimits = HTTPServerLimits(),
        onRefusal: @escaping @Sendable (HTTPRefusal) -> HTTPResponse = { refusal in
            HTTPResponse(status: refusal.reason.status)
        },
        handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) throws(HTTPServerStartError) {
        self.address = address
        self.wishedPort = port
        self.threads = UInt32(min(max(threads, 1), 64))
        self.core = try ServerCore(limits: limits, onRefusal: onRefusal, handler: handler)
    }

    deinit {
        // Ending waits for threads, and a deinit may run anywhere: it gets a thread of its own.
        if case .running(let daemon) = state.withLock({ $0 }) {
            try? ServerThread { daemon.end() }.detach()
        }
    }

    /// Listens and serves until ``stop(graceMilliseconds:)``.
    ///
    /// Has the process ignore SIGPIPE and raises its limit of open files where the connections
    /// allowed need it.
    package func start() throws(HTTPServerStartError) {
        signal(SIGPIPE, SIG_IGN)
        raiseDescriptorLimit(to: core.limits.connectionsMax + core.limits.lingeringMax + 256)
        let failure = state.withLock { state -> HTTPServerStartError? in
            guard case .idle = state else { return .alreadyStarted }
            do throws(HTTPServerStartError) {
                let socket = try ListeningSocket(address: address, port: wishedPort)
                boundPort.store(socket.port, ordering: .releasing)
                state = .running(try Daemon(core, socket, threads: threads))
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// The port listened on; 0 before the start.
    package var port: UInt16 { boundPort.load(ordering: .acquiring) }

    /// What the server is doing and has done.
    package var statistics: HTTPServerStatistics { core.statistics }

    /// Stops: accepts no more connections, finishes what is in hand, closes the rest.
    ///
    /// Requests that arrive meanwhile on open connections get 503. Handlers that outlast the grace
    /// are cancelled, and their requests answered with 503 250 ms later. Returns when every thread of
    /// the server has ended; a second call returns at once.
    package func stop(graceMilliseconds: Int) async {
        let daemon = state.withLock { state -> Daemon? in
            defer { state = .ended }
            if case .running(let daemon) = state { return daemon }
            return nil
        }
        guard let daemon else { return }
        await daemon.stop(graceMilliseconds: graceMilliseconds)
    }
}

/// Raises the soft limit of open files, as far as the hard one allows.
private func raiseDescriptorLimit(to wished: Int) {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(wished) else { return }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(wished))
    unsafe setrlimit(resource, &limit)
}
