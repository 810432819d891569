/// A client's opening handshake (RFC 6455 section 4.2.1).
package struct WebSocketHandshake: Hashable, Sendable {
    /// The longest request line with headers, in bytes.
    package static let bytesMax = 8192

    /// The client's key, to be answered with a digest of it.
    package let key: String
    /// The page's origin; nil from programs that are no browser.
    package let origin: String?

    /// Reads the request; nil for anything but an opening handshake of version 13.
    package init?(_ request: [UInt8]) {
        guard request.count <= Self.bytesMax, let text = String(validating: request, as: UTF8.self)
        else { return nil }
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)[...]
        guard let first = lines.popFirst(), first.hasPrefix("GET /"),
            first.hasSuffix(" HTTP/1.1")
        else { return nil }
        var fields: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            guard fields.updateValue(String(value), forKey: name) == nil else { return nil }
        }
        guard fields["upgrade"]?.lowercased() == "websocket",
            fields["connection"]?.lowercased().contains("upgrade") == true,
            fields["sec-websocket-version"] == "13",
            let key = fields["sec-websocket-key"], key.utf8.count == 24
        else { return nil }
        self.key = key
        self.origin = fields["origin"]
    }

    /// What is hashed with SHA-1 and written in base64 as the answer to ``key``.
    package var acceptInput: String { key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11" }

    static let refusal = Array(
        ("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: close\r\n"
            + "Content-Length: 0\r\n\r\n").utf8)

    static func answer(_ accept: String) -> [UInt8] {
        Array(
            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: \(accept)\r\n\r\n").utf8)
    }
}
