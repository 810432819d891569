/// Takes a client's bytes apart into messages (RFC 6455 section 5), whatever pieces they come in.
package struct WebSocketReader: Sendable {
    /// What a client sent.
    package enum Event: Hashable, Sendable {
        /// A whole text, of one frame or several.
        case text(String)
        /// A question whether we are there; its content is to be sent back.
        case ping([UInt8])
        /// The answer to a question of ours.
        case pong
        /// The client ends the connection.
        case close
    }

    /// Why a connection is ended; the raw value is the code of RFC 6455 section 7.4.1.
    package enum Fault: UInt16, Error, Hashable, Sendable {
        /// A frame that breaks section 5: not masked, a reserved bit, an unknown kind.
        case malformed = 1002
        /// A binary message, which nobody here reads.
        case binary = 1003
        /// A text that is no UTF-8.
        case notUTF8 = 1007
        /// A message above the limit.
        case tooLarge = 1009
    }

    private enum Kind: UInt8 {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10
    }

    private struct Frame {
        let kind: Kind
        let isFinal: Bool
        let payload: [UInt8]
    }

    private let messageBytesMax: Int
    private var buffer: [UInt8] = []
    /// The frames of a message that has not ended; nil between messages.
    private var message: [UInt8]?

    /// A reader of messages of at most so many bytes.
    package init(messageBytesMax: Int) {
        self.messageBytesMax = messageBytesMax
    }

    /// Takes bytes as they came.
    package mutating func add(_ bytes: some Sequence<UInt8>) { buffer += bytes }

    /// The next event; nil until more bytes have come.
    package mutating func next() throws(Fault) -> Event? {
        while let frame = try nextFrame() {
            switch frame.kind {
            case .ping: return .ping(frame.payload)
            case .pong: return .pong
            case .close: return .close
            case .binary: throw .binary
            case .text:
                guard message == nil else { throw .malformed }
                message = frame.payload
            case .continuation:
                guard let begun = message else { throw .malformed }
                guard begun.count + frame.payload.count <= messageBytesMax else { throw .tooLarge }
                message = begun + frame.payload
            }
            guard frame.isFinal, let whole = message else { continue }
            message = nil
            guard let text = String(validating: whole, as: UTF8.self) else { throw .notUTF8 }
            return .text(text)
        }
        return nil
    }

    private mutating func nextFrame() throws(Fault) -> Frame? {
        guard buffer.count >= 2 else { return nil }
        let isFinal = buffer[0] & 0x80 != 0
        guard buffer[0] & 0x70 == 0, buffer[1] & 0x80 != 0,
            let kind = Kind(rawValue: buffer[0] & 0x0F)
        else { throw .malformed }
        let short = Int(buffer[1] & 0x7F)
        let extra = short == 126 ? 2 : short == 127 ? 8 : 0
        // Control frames are short and whole (section 5.5).
        if kind.rawValue >= 8, !isFinal || extra > 0 { throw .malformed }
        guard buffer.count >= 2 + extra else { return nil }
        let length =
            extra == 0
            ? UInt64(short) : buffer[2..<(2 + extra)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(messageBytesMax) else { throw .tooLarge }
        let start = 2 + extra + 4
        let end = start + Int(length)
        guard buffer.count >= end else { return nil }
        let mask = Array(buffer[(start - 4)..<start])
        var payload = Array(buffer[start..<end])
        for index in payload.indices { payload[index] ^= mask[index & 3] }
        buffer.removeFirst(end)
        return Frame(kind: kind, isFinal: isFinal, payload: payload)
    }
}
