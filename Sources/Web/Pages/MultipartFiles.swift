import Kernel

/// The files of a `multipart/form-data` body (RFC 7578) with one part for each field.
///
/// Strict on purpose: fields that are not expected, or stand twice, and whatever else could be read
/// in two ways refuse; the last part's end is the body's end.
package enum MultipartFiles {
    /// The most bytes of a part's header fields.
    private static let headerBytesMax = 2048

    /// The bytes of the one file of a form, in the field; nil for anything but one such part.
    ///
    /// - Parameter contentType: the request's `Content-Type` with its boundary.
    package static func file(
        _ body: [UInt8], contentType: String, field: String
    ) -> [UInt8]? {
        read(body, contentType: contentType, fields: [field])?[field]
    }

    /// The bytes by field; nil for anything else than such a form.
    static func read(
        _ body: [UInt8], contentType: String, fields: Set<String>
    ) -> [String: [UInt8]]? {
        guard let boundary = boundary(in: contentType) else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        let whole = Array("\r\n".utf8) + body
        let places = positions(of: delimiter, in: whole)
        // At least one part between two delimiters, and no more than fields.
        guard places.count >= 2, places.count <= fields.count + 1, places[0] == 0 else {
            return nil
        }
        let tail = whole[(places[places.count - 1] + delimiter.count)...]
        guard tail.elementsEqual("--\r\n".utf8) || tail.elementsEqual("--".utf8) else {
            return nil
        }
        var files: [String: [UInt8]] = [:]
        for (start, end) in zip(places, places.dropFirst()) {
            let part = whole[(start + delimiter.count)..<end]
            guard let (name, content) = read(part: part), fields.contains(name),
                files.updateValue(content, forKey: name) == nil
            else { return nil }
        }
        return files
    }

    private static func read(part: ArraySlice<UInt8>) -> (String, [UInt8])? {
        guard part.starts(with: "\r\n".utf8) else { return nil }
        let blank = Array("\r\n\r\n".utf8)
        // The line end before them does not count.
        let searched = part.prefix(2 + headerBytesMax)
        guard let end = positions(of: blank, in: Array(searched)).first else { return nil }
        let header = searched.prefix(end)
        let content = part.dropFirst(end + blank.count)
        guard let text = String(validating: header, as: UTF8.self) else { return nil }
        for line in text.split(separator: "\r\n")
        where line.lowercased().hasPrefix("content-disposition: form-data;") {
            guard let from = line.firstRange(of: "; name=\"") else { return nil }
            let name = line[from.upperBound...].prefix { $0 != "\"" }
            return (String(name), Array(content))
        }
        return nil
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

    private static func positions(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard bytes.count >= needle.count, let first = needle.first else { return [] }
        var found: [Int] = []
        var index = 0
        while index <= bytes.count - needle.count {
            if bytes[index] == first,
                bytes[index..<index + needle.count].elementsEqual(needle)
            {
                found.append(index)
                index += needle.count
            } else {
                index += 1
            }
        }
        return found
    }
}
