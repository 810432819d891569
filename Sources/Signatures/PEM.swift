import Kernel

/// The textual encoding of keys and certificates (RFC 7468), strict form.
enum PEM {
    /// The bytes of the only block of `text`, which must have this label.
    ///
    /// Blanks and line ends may stand around and inside the base64; nothing else may.
    static func decode(_ text: String, label: String) -> [UInt8]? {
        guard text.utf8.count <= 65_536 else { return nil }
        let begin = "-----BEGIN \(label)-----"
        let end = "-----END \(label)-----"
        let body = text.trimmed
        guard body.hasPrefix(begin), body.hasSuffix(end),
            body.utf8.count > begin.utf8.count + end.utf8.count
        else { return nil }
        let digits = body.utf8.dropFirst(begin.utf8.count).dropLast(end.utf8.count).filter {
            ![0x20, 0x09, 0x0A, 0x0D].contains($0)
        }
        return [UInt8](base64: String(decoding: digits, as: UTF8.self))
    }

    /// One block with lines of 64 digits.
    static func encode(_ bytes: [UInt8], label: String) -> String {
        let digits = Array(bytes.base64.utf8)
        var text = "-----BEGIN \(label)-----\n"
        for start in stride(from: 0, to: digits.count, by: 64) {
            let line = digits[start..<min(start + 64, digits.count)]
            text += String(decoding: line, as: UTF8.self) + "\n"
        }
        return text + "-----END \(label)-----\n"
    }
}
