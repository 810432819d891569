/// A request to another system.
package struct OutgoingRequest: Sendable {
    /// One header field.
    package struct Field: Sendable, Hashable {
        /// The name, a token.
        package let name: String
        /// The value, without control characters.
        package let value: String

        /// A field; checked when the request is sent.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The method, a token.
    package var method: String
    /// An absolute `http` or `https` URL without user information.
    package var url: String
    /// The header fields in order; `Host` and `Content-Length` come by themselves.
    package var headers: [Field]
    /// The body; empty for none.
    package var body: [UInt8]
    /// This request's own total time: milliseconds; nil for the client's.
    package var timeoutMilliseconds: Int?
    /// Whether sending it twice does no harm (RFC 9110 section 9.2.2).
    ///
    /// A kept connection may have been closed by the other side, and libcurl then sends again on a
    /// new one. Requests that must not arrive twice get a new connection to begin with. By default
    /// GET, HEAD, OPTIONS, PUT and DELETE are repeatable.
    package var isRepeatable: Bool

    /// A request.
    package init(
        method: String = "GET", url: String, headers: [Field] = [], body: [UInt8] = [],
        timeoutMilliseconds: Int? = nil, isRepeatable: Bool? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutMilliseconds = timeoutMilliseconds
        self.isRepeatable =
            isRepeatable ?? ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(method)
    }

    /// Whether method and header fields can be sent without being misread.
    var isWellFormed: Bool {
        isToken(method) && headers.allSatisfy { isToken($0.name) && isFieldValue($0.value) }
            && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

/// An answer of another system.
package struct IncomingResponse: Sendable, Hashable {
    /// The status code; redirects arrive as they are and are never followed.
    package let status: Int
    /// The header fields in order.
    package let headers: [OutgoingRequest.Field]
    /// The whole body as sent, no content coding undone.
    package let body: [UInt8]

    /// An answer, for who stands in for a server.
    package init(status: Int, headers: [OutgoingRequest.Field], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first field of this name, without regard to case; nil without one.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

private func isToken(_ text: String) -> Bool {
    let marks = "!#$%&'*+-.^_`|~".utf8
    return !text.isEmpty
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: marks.contains(byte)
            }
        }
}

private func isFieldValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
}
