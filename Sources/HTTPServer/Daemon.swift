import CMicroHTTPD
import Glibc
import Synchronization

/// A running libmicrohttpd daemon and the sweeper beside it.
///
/// Safe to share, though the compiler cannot see it: the pointer is used only to quiesce and to end
/// the daemon, each once and in this order, by whoever took this out of the server's state.
@safe final class Daemon: @unchecked Sendable {
    private let core: ServerCore
    private let pointer: OpaquePointer
    private let sweeper: Sweeper

    /// Starts serving on the socket, which is the daemon's from here on.
    init(
        _ core: ServerCore, _ socket: ListeningSocket, threads: UInt32
    ) throws(HTTPServerStartError) {
        // The closure is not retained: this object holds the core and outlives the daemon.
        guard let pointer = unsafe startLibrary(core, socket, threads: threads) else {
            close(socket.descriptor)
            throw .libraryRefused
        }
        self.core = core
        unsafe self.pointer = pointer
        do throws(HTTPServerStartError) {
            self.sweeper = try Sweeper(core)
        } catch {
            unsafe MHD_stop_daemon(pointer)
            throw error
        }
    }

    /// Finishes what is in hand within the grace, then ends; see ``HTTPServer/stop(graceMilliseconds:)``.
    func stop(graceMilliseconds: Int) async {
        let listening = quiesce()
        if await !drained(within: graceMilliseconds) {
            for request in core.connections.inHand { request.task.cancel() }
            if await !drained(within: 250) {
                answerAllInHand()
                _ = await drained(within: 250)
            }
        }
        await withCheckedContinuation { continuation in
            let ending: @Sendable () -> Void = {
                self.finish(listening)
                continuation.resume()
            }
            do throws(HTTPServerStartError) {
                try ServerThread(ending).detach()
            } catch {
                // No thread to be had: better to wait here than not to stop.
                ending()
            }
        }
    }

    /// Ends without grace; waits for the threads, so it must not run on the cooperative pool.
    func end() {
        finish(quiesce())
    }

    /// Stops accepting; returns the listening socket, on which the kernel now refuses newcomers.
    private func quiesce() -> Int32 {
        core.stopping.store(true, ordering: .sequentiallyConsistent)
        let listening = unsafe MHD_quiesce_daemon(pointer)
        if listening >= 0 { _ = shutdown(listening, Int32(SHUT_RD)) }
        return listening
    }

    private func drained(within milliseconds: Int) async -> Bool {
        let end = monotonicMilliseconds() + UInt64(max(milliseconds, 0))
        while core.requestsInHand.load(ordering: .sequentiallyConsistent) > 0
            || core.connections.hasWork
        {
            guard monotonicMilliseconds() < end else { return false }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return true
    }

    private func answerAllInHand() {
        for request in core.connections.inHand {
            let asked = request.context.request
            let response = core.refuse(
                .stopping, method: asked?.method ?? "", headers: asked?.headers ?? [:])
            core.answer(request.context, request.resumable, with: response)
        }
    }

    private func finish(_ listening: Int32) {
        // The library does not survive being ended with a suspended connection. From here on none
        // is added, and whoever answers one resumes it before giving back its place.
        while core.requestsInHand.load(ordering: .sequentiallyConsistent) > 0 {
            answerAllInHand()
            usleep(1_000)
        }
        unsafe MHD_stop_daemon(pointer)
        if listening >= 0 { close(listening) }
        sweeper.end()
        core.lingering.closeAll()
    }
}

private func startLibrary(
    _ core: ServerCore, _ socket: ListeningSocket, threads: UInt32
) -> OpaquePointer? {
    var settings = unsafe qyzmet_mhd_settings(
        flags: MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue,
        listening_socket: socket.descriptor,
        threads: threads,
        connections_max: UInt32(core.limits.connectionsMax),
        connection_memory_bytes: 2 * core.limits.headerBytesMax,
        // The sweeper keeps the time limits: the library's own counts silence only.
        silence_seconds: 0,
        accept_policy: DaemonCallbacks.acceptPolicy,
        access_handler: DaemonCallbacks.access,
        request_completed: DaemonCallbacks.requestCompleted,
        notify_connection: DaemonCallbacks.notifyConnection,
        uri_log: DaemonCallbacks.requestLine,
        closure: Unmanaged.passUnretained(core).toOpaque())
    return unsafe qyzmet_mhd_start(&settings)
}
