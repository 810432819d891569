/// A request target in origin form, taken apart and decoded (RFC 9112 section 3.2, RFC 3986).
struct RequestTarget {
    let path: String
    let query: [HTTPQueryItem]

    /// Reads a target; nil for whatever could be read in two ways.
    ///
    /// Refused: bytes that a URI cannot hold, bad percent-encoding or UTF-8, control characters
    /// (NUL above all), `.` and `..` segments however written, encoded slashes, backslashes, and
    /// every form but the origin form, `*` for `OPTIONS`, and the absolute form whose authority
    /// is the `Host` header's.
    init?(_ target: [UInt8], method: String, host: String?) {
        guard target.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
            return nil
        }
        if target == [UInt8(ascii: "*")] {
            guard method == "OPTIONS" else { return nil }
            self.path = "*"
            self.query = []
            return
        }
        guard let origin = originForm(of: target, host: host) else { return nil }
        let mark = origin.firstIndex(of: UInt8(ascii: "?"))
        guard let path = decodePath(origin[..<(mark ?? origin.endIndex)]) else { return nil }
        self.path = path
        guard let mark else {
            self.query = []
            return
        }
        guard let query = decodeFormPairs(origin[(mark + 1)...]) else { return nil }
        self.query = query
    }
}

/// Reads `application/x-www-form-urlencoded` pairs: a query, or the body of a form.
///
/// - Returns: the pairs in order, `+` read as a blank; nil for bad percent-encoding, invalid UTF-8
///   or a NUL.
package func decodeFormPairs(_ bytes: ArraySlice<UInt8>) -> [HTTPQueryItem]? {
    var items: [HTTPQueryItem] = []
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
        let equals = pair.firstIndex(of: UInt8(ascii: "="))
        let value = equals.map { pair[($0 + 1)...] } ?? []
        guard let name = decodeFormText(pair[..<(equals ?? pair.endIndex)]),
            let value = decodeFormText(value)
        else { return nil }
        items.append(HTTPQueryItem(name: name, value: value))
    }
    return items
}

private func originForm(of target: [UInt8], host: String?) -> ArraySlice<UInt8>? {
    if target.first == UInt8(ascii: "/") { return target[...] }
    for scheme in ["http://", "https://"] where target.starts(with: scheme.utf8) {
        let rest = target.dropFirst(scheme.utf8.count)
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")), let host,
            equalsIgnoringCase(String(decoding: rest[..<slash], as: UTF8.self), host)
        else { return nil }
        return rest[slash...]
    }
    return nil
}

private func decodePath(_ bytes: ArraySlice<UInt8>) -> String? {
    let backslash = UInt8(ascii: "\\")
    guard
        let decoded = percentDecode(
            bytes, plusIsBlank: false,
            refusing: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") }),
        !decoded.contains(backslash), !hasDotSegment(decoded)
    else { return nil }
    return String(validating: decoded, as: UTF8.self)
}

private func hasDotSegment(_ path: [UInt8]) -> Bool {
    let dot = UInt8(ascii: ".")
    guard path.contains(dot) else { return false }
    return path.split(separator: UInt8(ascii: "/")).contains { $0 == [dot] || $0 == [dot, dot] }
}

private func decodeFormText(_ bytes: ArraySlice<UInt8>) -> String? {
    percentDecode(bytes, plusIsBlank: true, refusing: { $0 == 0 })
        .flatMap { String(validating: $0, as: UTF8.self) }
}

/// Decodes percent-encoding; nil when it is broken or stands for a refused byte.
private func percentDecode(
    _ bytes: ArraySlice<UInt8>, plusIsBlank: Bool, refusing refused: (UInt8) -> Bool
) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
        let byte = bytes[index]
        if byte == UInt8(ascii: "%") {
            guard index + 2 < bytes.endIndex, let high = hexDigit(bytes[index + 1]),
                let low = hexDigit(bytes[index + 2]), !refused(high << 4 | low)
            else { return nil }
            decoded.append(high << 4 | low)
            index += 3
        } else {
            decoded.append(plusIsBlank && byte == UInt8(ascii: "+") ? 0x20 : byte)
            index += 1
        }
    }
    return decoded
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
