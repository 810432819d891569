/// A whole request whose framing, target and sizes have been checked.
package struct HTTPRequest: Sendable {
    /// The method as sent (`GET`); unknown methods arrive too and are the router's to refuse.
    package var method: String
    /// The percent-decoded path, beginning with `/` (or `*` for `OPTIONS *`).
    ///
    /// It holds no NUL or other control character, no `.` or `..` segment, no backslash, and no
    /// slash that was encoded, so that splitting at slashes gives the segments that were meant.
    package var path: String
    /// The query's pairs in order, percent-decoded, `+` read as a blank.
    package var query: [HTTPQueryItem]
    /// The header fields.
    package var headers: HTTPHeaders
    /// The whole body; empty without one.
    package var body: [UInt8]
    /// The address of the other end of the connection, numeric (`127.0.0.1`, `::1`).
    package var remoteAddress: String

    /// A request; the defaults suit tests.
    package init(
        method: String = "GET", path: String, query: [HTTPQueryItem] = [],
        headers: HTTPHeaders = [:], body: [UInt8] = [], remoteAddress: String = "127.0.0.1"
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
    }

    /// The path's segments; `/a/b` has two, `/` one empty one, `/a/` two of which the last is empty.
    package var pathSegments: [Substring] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }

    /// The value of the first query pair of this name; nil without one.
    package func queryValue(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// The value of the first cookie of this name (RFC 6265 section 5.4); nil without one.
    ///
    /// Quotes around a value are part of it, as browsers treat them.
    package func cookie(_ name: String) -> String? {
        for header in headers.values("Cookie") {
            for pair in header.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " || $0 == "\t" }
                guard let equals = trimmed.firstIndex(of: "=") else { continue }
                if trimmed[..<equals] == name {
                    return String(trimmed[trimmed.index(after: equals)...])
                }
            }
        }
        return nil
    }
}

/// One name and value of a query or form.
package struct HTTPQueryItem: Sendable, Hashable {
    /// The decoded name.
    package let name: String
    /// The decoded value; empty when the pair has no `=`.
    package let value: String

    /// A pair of decoded texts.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
