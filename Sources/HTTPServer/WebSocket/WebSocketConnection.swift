import CMicroHTTPD
import Glibc
import Synchronization

/// One client's connection; its thread reads, tasks answer.
final class WebSocketConnection: Sendable {
    private struct State {
        var isOpen = true
        var nextTask = 0
        var tasks: [Int: Task<Void, Never>] = [:]
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        // Silence of ten minutes ends the connection; a client that does not read, in ten seconds.
        var silence = timeval(tv_sec: 600, tv_usec: 0)
        var stall = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &silence, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &stall, size)
    }

    /// Serves until the client or the server ends; then the socket is closed.
    func run(_ rules: WebSocketServer.Rules) {
        if let handshake = readHandshake() {
            send(WebSocketHandshake.answer(rules.accept(handshake.acceptInput)))
            if let greeting = rules.greeting { send(WebSocketFrame.text(greeting)) }
            serve(rules, origin: handshake.origin)
        } else {
            send(WebSocketHandshake.refusal)
        }
        let tasks = state.withLock { state in
            state.isOpen = false
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
        close(descriptor)
    }

    /// Ends the connection from outside; its thread notices and closes the socket.
    func end() {
        state.withLock { state in
            if state.isOpen { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    // MARK: - Reading

    private func readHandshake() -> WebSocketHandshake? {
        var request: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while request.count <= WebSocketHandshake.bytesMax {
            guard let more = receive() else { return nil }
            request += more
            // A browser sends no frame before it has our answer.
            if request.suffix(4).elementsEqual(end) { return WebSocketHandshake(request) }
        }
        return nil
    }

    private func serve(_ rules: WebSocketServer.Rules, origin: String?) {
        var reader = WebSocketReader(messageBytesMax: rules.messageBytesMax)
        do throws(WebSocketReader.Fault) {
            while let bytes = receive() {
                reader.add(bytes)
                while let event = try reader.next() {
                    switch event {
                    case .text(let text): hand(text, origin, to: rules)
                    case .ping(let payload): send(WebSocketFrame.pong(payload))
                    case .pong: continue
                    case .close:
                        send(WebSocketFrame.close(1000))
                        return
                    }
                }
            }
        } catch {
            send(WebSocketFrame.close(error.rawValue))
        }
    }

    private func hand(_ text: String, _ origin: String?, to rules: WebSocketServer.Rules) {
        state.withLock { state in
            guard state.tasks.count < WebSocketServer.messagesInHandMax else { return }
            let number = state.nextTask
            state.nextTask += 1
            state.tasks[number] = Task {
                if let answer = await rules.answer(text, origin) {
                    send(WebSocketFrame.text(answer))
                }
                _ = self.state.withLock { $0.tasks.removeValue(forKey: number) }
            }
        }
    }

    private func receive() -> ArraySlice<UInt8>? {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let capacity = buffer.count
        while true {
            let count = unsafe recv(descriptor, &buffer, capacity, 0)
            if count > 0 { return buffer[..<count] }
            guard count < 0, errno == EINTR else { return nil }
        }
    }

    // MARK: - Writing

    /// Writes a whole frame; under the lock, so that frames do not mix and the socket is ours.
    private func send(_ bytes: [UInt8]) {
        state.withLock { state in
            guard state.isOpen else { return }
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = unsafe rest.withUnsafeBytes {
                    unsafe Glibc.send(
                        descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return }
                rest = rest.dropFirst(sent)
            }
        }
    }
}
