/// Texts for bytes: hexadecimal, base64 (RFC 4648 section 4) and base64url (section 5).
extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits a byte.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Array<UInt8> {
    /// Reads hexadecimal of either case; nil for anything else.
    package init?(hex text: String) {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        self = []
        reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = hexValue(digits[index]), let low = hexValue(digits[index + 1]) else {
                return nil
            }
            append(high << 4 | low)
        }
    }

    /// Base64 with padding.
    package var base64: String { encodeBase64(self, alphabet: standardAlphabet, padded: true) }

    /// Base64url without padding, as JOSE wants it (RFC 7515 section 2).
    package var base64URL: String { encodeBase64(self, alphabet: urlAlphabet, padded: false) }

    /// Reads base64 with correct padding and zero trailing bits; nil for anything else.
    package init?(base64 text: some StringProtocol) {
        self.init(base64Digits: Array(text.utf8))
    }

    /// Reads base64 as people and programs paste it, with blanks and line ends anywhere in it.
    package init?(pastedBase64 text: some StringProtocol) {
        self.init(base64Digits: text.utf8.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) })
    }

    private init?(base64Digits bytes: [UInt8]) {
        guard bytes.count % 4 == 0 else { return nil }
        let padding = bytes.suffix(2).count { $0 == UInt8(ascii: "=") }
        let digits = bytes.dropLast(padding)
        guard let decoded = decodeBase64(digits, values: standardValues) else { return nil }
        self = decoded
    }

    /// Reads base64url without padding and with zero trailing bits; nil for anything else.
    package init?(base64URL text: some StringProtocol) {
        self.init(base64URL: Array(text.utf8)[...])
    }

    /// Reads base64url that is already at hand as bytes, as in a token.
    package init?(base64URL digits: ArraySlice<UInt8>) {
        guard let decoded = decodeBase64(digits, values: urlValues) else { return nil }
        self = decoded
    }
}

private let standardAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
private let urlAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
private let standardValues = values(of: standardAlphabet)
private let urlValues = values(of: urlAlphabet)

private func values(of alphabet: [UInt8]) -> [UInt8] {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, digit) in alphabet.enumerated() { table[Int(digit)] = UInt8(value) }
    return table
}

private func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}

private func encodeBase64(_ bytes: [UInt8], alphabet: [UInt8], padded: Bool) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
        let left = bytes.count - index
        let group =
            UInt32(bytes[index]) << 16
            | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
            | (left > 2 ? UInt32(bytes[index + 2]) : 0)
        text.append(alphabet[Int(group >> 18)])
        text.append(alphabet[Int(group >> 12 & 63)])
        if left > 1 { text.append(alphabet[Int(group >> 6 & 63)]) }
        if left > 2 { text.append(alphabet[Int(group & 63)]) }
        if padded, left < 3 { text += [UInt8](repeating: UInt8(ascii: "="), count: 3 - left) }
        index += 3
    }
    return String(decoding: text, as: UTF8.self)
}

private func decodeBase64(_ digits: ArraySlice<UInt8>, values: [UInt8]) -> [UInt8]? {
    guard digits.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var accumulator: UInt32 = 0
    var bits = 0
    for digit in digits {
        let value = values[Int(digit)]
        guard value != 255 else { return nil }
        accumulator = (accumulator << 6 | UInt32(value)) & 0xFFFF
        bits += 6
        if bits >= 8 {
            bits -= 8
            bytes.append(UInt8(accumulator >> UInt32(bits) & 255))
        }
    }
    guard accumulator & ((1 << UInt32(bits)) - 1) == 0 else { return nil }
    return bytes
}
