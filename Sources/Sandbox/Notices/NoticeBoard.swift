import HTTPServer
import Kernel
import Synchronization

/// Where the sandbox's systems take the notices that the platform posts to them (use case 13).
///
/// On a port of its own, as a system's server would be; it keeps the latest ones as they came.
package final class NoticeBoard: Sendable {
    /// A notice as it came.
    package struct Notice: Sendable {
        /// The system to which it was posted.
        package let client: String
        /// When.
        package let at: Instant
        /// The JWS, as it came; nobody has checked it yet.
        package let jws: String
    }

    /// So many are kept; older ones go.
    static let noticesMax = 200

    private final class Kept: Sendable {
        let notices = Mutex<[Notice]>([])
    }

    private let kept = Kept()
    private let server: HTTPServer

    /// A board that ``start()`` puts on a free port of loopback.
    init(clock: Clock) throws {
        server = try HTTPServer { [kept] request in
            let parts = request.path.split(separator: "/").map(String.init)
            guard request.method == "POST", parts.count == 2, parts[0] == "notices" else {
                return HTTPResponse(status: 404)
            }
            let notice = Notice(
                client: parts[1], at: clock.now(),
                jws: String(decoding: request.body, as: UTF8.self))
            kept.notices.withLock { notices in
                notices.append(notice)
                notices.removeFirst(max(0, notices.count - Self.noticesMax))
            }
            return HTTPResponse(status: 204)
        }
    }

    func start() throws { try server.start() }

    func stop() async { await server.stop(graceMilliseconds: 500) }

    /// Where notices are posted; the system's name comes after it.
    var url: String { "http://127.0.0.1:\(server.port)/notices" }

    /// The notices, newest first.
    package var notices: [Notice] { kept.notices.withLock { $0.reversed() } }
}
