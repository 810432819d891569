/// What a picture's first bytes say of it, read before any decoder touches it.
///
/// PNG (ISO/IEC 15948), JPEG (ITU-T T.81) and WebP (RFC 9649); nothing else is looked at.
package struct PictureHeader: Hashable, Sendable {
    /// The kinds of pictures taken.
    package enum Kind: Sendable, Hashable {
        case png, jpeg, webP
    }

    /// The kind.
    package let kind: Kind
    /// Pixels across, at least 1.
    package let width: Int
    /// Pixels down, at least 1.
    package let height: Int

    /// Reads the header; nil when the bytes are no such picture.
    package init?(_ bytes: [UInt8]) {
        let reader = BigEndian(bytes: bytes)
        let found: (Kind, Int, Int)?
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            found = PictureHeader.png(reader)
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            found = PictureHeader.jpeg(reader)
        } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
            found = PictureHeader.webP(reader)
        } else {
            found = nil
        }
        guard let (kind, width, height) = found, width >= 1, height >= 1 else { return nil }
        self.kind = kind
        self.width = width
        self.height = height
    }

    /// IHDR is the first chunk.
    private static func png(_ reader: BigEndian) -> (Kind, Int, Int)? {
        guard reader.bytes.dropFirst(12).starts(with: "IHDR".utf8),
            let width = reader.number(at: 16, count: 4),
            let height = reader.number(at: 20, count: 4)
        else { return nil }
        return (.png, width, height)
    }

    /// Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC).
    private static func jpeg(_ reader: BigEndian) -> (Kind, Int, Int)? {
        var offset = 2
        while let prefix = reader.number(at: offset, count: 1), prefix == 0xFF,
            let marker = reader.number(at: offset + 1, count: 1)
        {
            if marker == 0xFF {
                offset += 1
                continue
            }
            guard let length = reader.number(at: offset + 2, count: 2), length >= 2,
                marker != 0xDA, marker != 0xD9
            else { return nil }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                guard let height = reader.number(at: offset + 5, count: 2),
                    let width = reader.number(at: offset + 7, count: 2)
                else { return nil }
                return (.jpeg, width, height)
            }
            offset += 2 + length
        }
        return nil
    }

    /// The first chunk is `VP8 ` (lossy), `VP8L` (lossless) or `VP8X` (extended).
    private static func webP(_ reader: BigEndian) -> (Kind, Int, Int)? {
        let bytes = reader.bytes
        guard bytes.count >= 30 else { return nil }
        let little = { (at: Int, count: Int) -> Int in
            (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        let chunk = bytes[12..<16]
        if chunk.elementsEqual("VP8X".utf8) {
            return (.webP, little(24, 3) + 1, little(27, 3) + 1)
        }
        if chunk.elementsEqual("VP8L".utf8), bytes[20] == 0x2F {
            let packed = little(21, 4)
            return (.webP, packed & 0x3FFF + 1, packed >> 14 & 0x3FFF + 1)
        }
        if chunk.elementsEqual("VP8 ".utf8), bytes[23...25] == [0x9D, 0x01, 0x2A] {
            return (.webP, little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF)
        }
        return nil
    }
}

private struct BigEndian {
    let bytes: [UInt8]

    func number(at offset: Int, count: Int) -> Int? {
        guard offset + count <= bytes.count else { return nil }
        return bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }
}
