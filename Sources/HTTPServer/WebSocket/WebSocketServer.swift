import Glibc
import Synchronization

/// A small WebSocket server (RFC 6455) for a few clients of this machine: texts in, texts out.
///
/// Each connection has a thread of its own, since reading blocks; answers are made in tasks, so a
/// person may take minutes without holding one.
package final class WebSocketServer: Sendable {
    /// The most connections at once; further ones are closed at once.
    package static let connectionsMax = 32
    /// The most messages of one connection that wait for an answer; further ones are dropped.
    package static let messagesInHandMax = 16

    /// What the server does with its clients.
    struct Rules: Sendable {
        let greeting: String?
        let messageBytesMax: Int
        let accept: @Sendable (String) -> String
        let answer: @Sendable (_ text: String, _ origin: String?) async -> String?
    }

    private struct State {
        var isStopping = false
        var connections: [ObjectIdentifier: WebSocketConnection] = [:]
    }

    private let rules: Rules
    private let state = Mutex(State())
    private let socket: ListeningSocket

    /// Binds a port of 127.0.0.1; ``start()`` begins to accept.
    ///
    /// - Parameters:
    ///   - port: 0 for a free one.
    ///   - greeting: the first text to every client; nil for none.
    ///   - accept: the base64 of the SHA-1 of a text, which the handshake needs.
    ///   - answer: makes the answer to a text, nil for none; cancelled when the client is gone.
    package init(
        port: UInt16, greeting: String?, messageBytesMax: Int,
        accept: @escaping @Sendable (String) -> String,
        answer: @escaping @Sendable (_ text: String, _ origin: String?) async -> String?
    ) throws(HTTPServerStartError) {
        rules = Rules(
            greeting: greeting, messageBytesMax: messageBytesMax, accept: accept, answer: answer)
        socket = try ListeningSocket(address: "127.0.0.1", port: port)
    }

    /// The port listened on.
    package var port: UInt16 { socket.port }

    /// Accepts clients from now on.
    package func start() throws(HTTPServerStartError) {
        signal(SIGPIPE, SIG_IGN)
        try ServerThread { self.acceptAll() }.detach()
    }

    /// Accepts nobody any more and ends every connection.
    package func stop() {
        let connections = state.withLock { state in
            state.isStopping = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.end() }
    }

    private func acceptAll() {
        while !state.withLock({ $0.isStopping }) {
            var waiting = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&waiting, 1, 250) > 0 else { continue }
            let client = Glibc.accept(socket.descriptor, nil, nil)
            if client >= 0 { admit(client) }
        }
        close(socket.descriptor)
    }

    private func admit(_ client: Int32) {
        let connection = WebSocketConnection(client)
        let isAdmitted = state.withLock { state in
            guard !state.isStopping, state.connections.count < Self.connectionsMax else {
                return false
            }
            state.connections[ObjectIdentifier(connection)] = connection
            return true
        }
        guard isAdmitted else {
            close(client)
            return
        }
        do throws(HTTPServerStartError) {
            try ServerThread {
                connection.run(self.rules)
                self.forget(connection)
            }.detach()
        } catch {
            forget(connection)
            close(client)
        }
    }

    private func forget(_ connection: WebSocketConnection) {
        _ = state.withLock { $0.connections.removeValue(forKey: ObjectIdentifier(connection)) }
    }
}
