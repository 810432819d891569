/// The frames that a server sends (RFC 6455 section 5.2): whole, and never masked.
enum WebSocketFrame {
    static func text(_ text: String) -> [UInt8] { frame(0x81, Array(text.utf8)) }

    static func pong(_ payload: [UInt8]) -> [UInt8] { frame(0x8A, payload) }

    static func close(_ code: UInt16) -> [UInt8] {
        frame(0x88, [UInt8(code >> 8), UInt8(code & 0xFF)])
    }

    private static func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        let length: [UInt8] =
            switch count {
            case ..<126: [UInt8(count)]
            case ..<65_536: [126, UInt8(count >> 8), UInt8(count & 0xFF)]
            default: [127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
            }
        return [first] + length + payload
    }
}
