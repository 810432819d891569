/// How the request's body is delimited, once its headers leave no doubt (RFC 9112 section 6).
struct RequestFraming {
    /// The body's length where `Content-Length` says so.
    let contentLength: Int?

    /// Checks the headers; nil for whatever two readers could understand differently.
    ///
    /// Refused: names that are not tokens (a blank before the colon among them), control
    /// characters in values, none or several `Host` (one may be missing in HTTP/1.0), several or
    /// non-numeric `Content-Length`, any `Transfer-Encoding` but a single `chunked`, and both
    /// together, which is how requests are smuggled past a proxy (RFC 9112 section 11.2).
    init?(_ headers: HTTPHeaders, version: String) {
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { return nil }
        guard headers.fields.allSatisfy({ isToken($0.name) && isFieldValue($0.value) }) else {
            return nil
        }
        let hosts = headers.values("Host")
        guard hosts.count == 1 || (hosts.isEmpty && version == "HTTP/1.0"),
            hosts.allSatisfy(isHost)
        else { return nil }
        let encodings = headers.values("Transfer-Encoding")
        let lengths = headers.values("Content-Length")
        guard encodings.count + lengths.count <= 1 else { return nil }
        if let encoding = encodings.first {
            guard version == "HTTP/1.1", equalsIgnoringCase(encoding, "chunked") else {
                return nil
            }
        }
        if let length = lengths.first {
            guard let number = wholeNumber(length) else { return nil }
            self.contentLength = number
        } else {
            self.contentLength = nil
        }
    }
}

/// Whether the text is a token (RFC 9110 section 5.6.2), as names of fields must be.
func isToken(_ text: String) -> Bool {
    !text.isEmpty
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"),
                UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"),
                UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"),
                UInt8(ascii: "~"):
                true
            default: false
            }
        }
}

/// Whether the text has no control character but tabs (RFC 9110 section 5.5).
func isFieldValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
}

private func isHost(_ text: String) -> Bool {
    !text.isEmpty
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            default: false
            }
        }
}

private func wholeNumber(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 18,
        text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return nil }
    return Int(text)
}
