import Kernel

/// The one file of a `multipart/form-data` body (RFC 7578), as a form of ours sends it.
///
/// Strict on purpose: exactly one part, of the name expected, whose end is the body's end. Whatever
/// could be read in two ways is refused.
package enum MultipartPicture {
    /// The most bytes of a part's header fields.
    static let headerBytesMax = 2048

    /// The bytes of the file in the field; nil for anything but one such part.
    ///
    /// - Parameter contentType: the request's `Content-Type` with its boundary.
    package static func read(_ body: [UInt8], contentType: String, field: String) -> ArraySlice<
        UInt8
    >? {
        guard let boundary = boundary(in: contentType) else { return nil }
        let opening = Array("--\(boundary)\r\n".utf8)
        let delimiter = Array("\r\n--\(boundary)".utf8)
        guard body.starts(with: opening),
            let end = closing(of: body, delimiter: delimiter),
            let fields = headerEnd(in: body, from: opening.count), fields <= end,
            names(field, in: body[opening.count..<fields])
        else { return nil }
        let content = body[fields..<end]
        return contains(delimiter, in: content) ? nil : content
    }

    /// RFC 2046 section 5.1.1: 1 to 70 characters, here without blanks, perhaps in quotes.
    private static func boundary(in contentType: String) -> String? {
        let parameters = contentType.split(separator: ";").dropFirst().map { $0.trimmed }
        guard let value = parameters.first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        let text = value.dropFirst("boundary=".count).filter { $0 != "\"" }
        let allowed = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return allowed && (1...70).contains(text.utf8.count) ? String(text) : nil
    }

    /// Where the closing delimiter begins, which must end the body but for one line end.
    private static func closing(of body: [UInt8], delimiter: [UInt8]) -> Int? {
        for tail in ["--\r\n", "--"] {
            let ending = delimiter + Array(tail.utf8)
            if body.count > ending.count, body.suffix(ending.count).elementsEqual(ending) {
                return body.count - ending.count
            }
        }
        return nil
    }

    /// Where the part's content begins: after the first empty line.
    private static func headerEnd(in body: [UInt8], from start: Int) -> Int? {
        let blank = Array("\r\n\r\n".utf8)
        let last = min(start + headerBytesMax, body.count) - blank.count
        guard start <= last else { return nil }
        return (start...last).first { body[$0..<$0 + blank.count].elementsEqual(blank) }
            .map { $0 + blank.count }
    }

    private static func names(_ field: String, in header: ArraySlice<UInt8>) -> Bool {
        guard let text = String(validating: header, as: UTF8.self) else { return false }
        // A CR LF is one character to Swift.
        return text.split(separator: "\r\n").contains { line in
            line.lowercased().hasPrefix("content-disposition: form-data;")
                && line.contains("; name=\"\(field)\"")
        }
    }

    private static func contains(_ needle: [UInt8], in haystack: ArraySlice<UInt8>) -> Bool {
        guard let first = needle.first, haystack.count >= needle.count else { return false }
        var index = haystack.startIndex
        let last = haystack.endIndex - needle.count
        while index <= last {
            if haystack[index] == first,
                haystack[index..<index + needle.count].elementsEqual(needle)
            {
                return true
            }
            index += 1
        }
        return false
    }
}
