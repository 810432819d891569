import HTTPServer
import Testing

/// RFC 6455 as the server reads it, byte by byte, and over a bare socket.
@Suite(.timeLimit(.minutes(1)))
struct WebSocketTests {
    private static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    private static func request(
        _ lines: [String] = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + key]
    ) -> [UInt8] {
        Array(
            (["GET / HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: keep-alive, Upgrade"]
                + lines).joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8)
    }

    /// A client's frame, masked as the standard's own example is.
    private static func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        let count = payload.count
        let length: [UInt8] =
            count < 126
            ? [0x80 | UInt8(count)] : [0xFE, UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
        return [first] + length + mask
            + payload.enumerated().map { $0.element ^ mask[$0.offset & 3] }
    }

    private func events(
        _ bytes: [UInt8], messageBytesMax: Int = 1000
    ) throws(WebSocketReader.Fault) -> [WebSocketReader.Event] {
        var reader = WebSocketReader(messageBytesMax: messageBytesMax)
        var found: [WebSocketReader.Event] = []
        for byte in bytes {
            reader.add([byte])
            while let event = try reader.next() { found.append(event) }
        }
        return found
    }

    @Test func `the example of the standard is read, whatever pieces it comes in`() throws {
        let hello: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(try events(hello) == [.text("Hello")])
        let parts =
            Self.frame(0x01, Array("Құ".utf8)) + Self.frame(0x89, [1, 2])
            + Self.frame(0x80, Array("жат".utf8)) + Self.frame(0x88, [3, 232])
        #expect(try events(parts) == [.ping([1, 2]), .text("Құжат"), .close])
        let long = [UInt8](repeating: 65, count: 700)
        #expect(try events(Self.frame(0x81, long)) == [.text(String(repeating: "A", count: 700))])
    }

    @Test func `what breaks the standard ends the connection with its code`() {
        let cases: [([UInt8], WebSocketReader.Fault)] = [
            ([0x81, 0x05], .malformed), (Self.frame(0xC1, [65]), .malformed),
            (Self.frame(0x83, [65]), .malformed), (Self.frame(0x09, [65]), .malformed),
            (Self.frame(0x80, [65]), .malformed),
            (Self.frame(0x01, [65]) + Self.frame(0x81, [65]), .malformed),
            (Self.frame(0x82, [65]), .binary), (Self.frame(0x81, [0xFF]), .notUTF8),
            ([0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .tooLarge),
            (Self.frame(0x81, [UInt8](repeating: 65, count: 1001)), .tooLarge),
        ]
        for (bytes, fault) in cases { #expect(throws: fault) { try events(bytes) } }
        let halves = Self.frame(0x01, [UInt8](repeating: 65, count: 600))
        #expect(throws: WebSocketReader.Fault.tooLarge) {
            try events(halves + Self.frame(0x80, [UInt8](repeating: 65, count: 600)))
        }
    }

    @Test func `only an opening handshake opens`() {
        let sound = WebSocketHandshake(Self.request())
        #expect(sound?.key == Self.key && sound?.origin == nil)
        #expect(sound?.acceptInput == Self.key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
        let version = "Sec-WebSocket-Version: 13"
        let refused: [[String]] = [
            [version], ["Sec-WebSocket-Key: " + Self.key],
            ["Sec-WebSocket-Version: 12", "Sec-WebSocket-Key: " + Self.key],
            [version, "Sec-WebSocket-Key: short"],
            [version, "Sec-WebSocket-Key: " + Self.key, "Sec-WebSocket-Key: " + Self.key],
            [version, "Sec-WebSocket-Key: " + Self.key, "no colon"],
        ]
        for lines in refused { #expect(WebSocketHandshake(Self.request(lines)) == nil) }
        #expect(WebSocketHandshake(Array("GET / HTTP/1.1\r\n\r\n".utf8)) == nil)
    }

    @Test func `clients are greeted and answered, and let go when they leave`() async throws {
        let server = try WebSocketServer(
            port: 0, greeting: "hello", messageBytesMax: 1000, accept: { "(\($0.prefix(4)))" }
        ) { text, origin in text == "none" ? nil : text + "," + (origin ?? "-") }
        try server.start()
        let client = try RawClient(port: server.port)
        await client.send(Self.request())
        let answer = try #require(await client.response())
        #expect(answer.status == 101)
        #expect(answer.header("Sec-WebSocket-Accept") == "(dGhl)")
        await client.send(
            Self.frame(0x81, Array("none".utf8)) + Self.frame(0x81, Array("a".utf8))
                + Self.frame(0x89, [7]))
        await client.send(Self.frame(0x88, []))
        #expect(await client.isClosed(within: 5000))
        #expect(client.pending.contains("\u{5}hello"))
        #expect(client.pending.contains("\u{1}\u{7}"))

        let stranger = try RawClient(port: server.port)
        await stranger.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await stranger.response()?.status == 426)

        let patient = try RawClient(port: server.port)
        await patient.send(Self.request())
        _ = await patient.response()
        server.stop()
        #expect(await patient.isClosed(within: 5000))
    }
}
