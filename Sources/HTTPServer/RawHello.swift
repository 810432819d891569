import CMicroHTTPD
import Glibc

/// The raw limit that benchmarks hold the server against: libmicrohttpd answering `hello` from a
/// suspended connection that a Swift task resumes, and nothing else.
///
/// Same flags, threads and hand-over as ``HTTPServer``, but no copying of the request, no checks, no
/// limits and no sweeper. For benchmarks only; never construct it in a service.
///
/// Safe to share, though the compiler cannot see it: the pointer never changes and is used once
/// more, to stop.
@safe package final class RawHello: @unchecked Sendable {
    private let pointer: OpaquePointer
    /// The port listened on, at 127.0.0.1.
    package let port: UInt16

    /// Starts answering every request on a free port.
    package init(threads: Int = 2) throws(HTTPServerStartError) {
        signal(SIGPIPE, SIG_IGN)
        let socket = try ListeningSocket(address: "127.0.0.1", port: 0)
        var settings = unsafe qyzmet_mhd_settings(
            flags: MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue,
            listening_socket: socket.descriptor,
            threads: UInt32(min(max(threads, 1), 64)),
            connections_max: 1_024,
            connection_memory_bytes: 0,
            silence_seconds: 0,
            accept_policy: nil,
            access_handler: answerHello,
            request_completed: nil,
            notify_connection: nil,
            uri_log: nil,
            closure: nil)
        guard let pointer = unsafe qyzmet_mhd_start(&settings) else {
            close(socket.descriptor)
            throw .libraryRefused
        }
        unsafe self.pointer = pointer
        self.port = socket.port
    }

    /// Ends the server; call it once, when no request is under way.
    package func stop() {
        unsafe MHD_stop_daemon(pointer)
    }
}

/// Waits for the end of the request, then suspends and resumes in a task, then answers.
///
/// The stage stands in the request's own pointer as a small number, so nothing is allocated.
private let answerHello: MHD_AccessHandlerCallback = { _, connection, _, _, _, _, _, context in
    guard let connection = unsafe connection, let context = unsafe context else { return .NO }
    switch unsafe Int(bitPattern: context.pointee) {
    case 0:
        unsafe context.pointee = UnsafeMutableRawPointer(bitPattern: 1)
        return .YES
    case 1:
        unsafe context.pointee = UnsafeMutableRawPointer(bitPattern: 2)
        unsafe MHD_suspend_connection(connection)
        let resumable = unsafe Resumable(connection: connection)
        Task { unsafe MHD_resume_connection(resumable.connection) }
        return .YES
    default:
        let made = unsafe hello.utf8Start.withMemoryRebound(to: UInt8.self, capacity: 5) {
            unsafe MHD_create_response_from_buffer(
                5, UnsafeMutableRawPointer(mutating: $0), .RESPMEM_PERSISTENT)
        }
        guard let made = unsafe made else { return .NO }
        defer { unsafe MHD_destroy_response(made) }
        return unsafe MHD_queue_response(connection, 200, made)
    }
}

private let hello: StaticString = "hello"
