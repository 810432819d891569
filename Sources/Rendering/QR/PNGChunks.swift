/// The chunks that a PNG's pixels need, each with a right check sum (ISO/IEC 15948 section 5).
///
/// Texts, colour profiles and times are left behind: they are work for the decoder, room for its
/// faults, and no part of a QR code. The decoder's own complaints about them would go to our log.
enum PNGChunks {
    private static let kept = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].map { Array($0.utf8) }

    /// The file with the kept chunks only; nil when it is cut off or a kept chunk is damaged.
    static func essential(_ bytes: [UInt8]) -> [UInt8]? {
        var output = Array(bytes.prefix(8))
        output.reserveCapacity(bytes.count)
        var offset = 8
        // Length, name, data, check sum.
        while offset + 12 <= bytes.count {
            let length = number(bytes, at: offset)
            let end = offset + 12 + length
            guard end <= bytes.count else { return nil }
            let name = Array(bytes[offset + 4..<offset + 8])
            if kept.contains(name) {
                let checked = bytes[offset + 4..<end - 4]
                guard checksum(checked) == number(bytes, at: end - 4) else { return nil }
                output += bytes[offset..<end]
            }
            if name == Array("IEND".utf8) { return output }
            offset = end
        }
        return nil
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// CRC-32 of ISO 3309, as annex D of the standard has it.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
        let rest = bytes.reduce(UInt32.max) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 255)] }
        return Int(rest ^ .max)
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
        }
    }
}
