/// An address that a page may lead to: a path of our own, a place on the page, or https.
///
/// `javascript:`, `data:`, `//host` and anything else cannot be made. Values put into a literal
/// are percent-encoded, so they stay one path segment or one query value:
/// `"/documents/\(id)?lang=\(language)"`.
package struct PageURL: Hashable, Sendable {
    /// The address as it is written.
    package let text: String

    /// Checks an address that is not known in source; nil when it is of no permitted kind.
    ///
    /// Only the visible characters of ASCII without quotes, angle brackets and backslash.
    package init?(checking text: String) {
        guard PageURL.isPermitted(text) else { return nil }
        self.text = text
    }

    /// The same address with this query value set; other values are kept.
    package func setting(_ name: StaticString, to value: String) -> PageURL {
        let halves = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let address = halves[0].split(separator: "?", maxSplits: 1)
        let prefix = "\(name)="
        var values = address.count > 1 ? address[1].split(separator: "&").map(String.init) : []
        values.removeAll { $0.hasPrefix(prefix) }
        values.append(prefix + percentEncoded(value))
        let fragment = halves.count > 1 ? "#\(halves[1])" : ""
        let path = address.first.map(String.init) ?? ""
        return PageURL(unchecked: path + "?" + values.joined(separator: "&") + fragment)
    }

    private init(unchecked text: String) { self.text = text }

    private static func isPermitted(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 2048, bytes.allSatisfy(isPlain) else { return false }
        if bytes[0] == UInt8(ascii: "#") { return true }
        if bytes[0] == UInt8(ascii: "/") {
            return bytes.count == 1 || bytes[1] != UInt8(ascii: "/")
        }
        guard text.hasPrefix("https://") else { return false }
        let host = text.dropFirst(8).prefix { !"/?#".contains($0) }
        return !host.isEmpty && !host.contains("@")
    }

    /// Backslash is left out because browsers read it as a slash (URL, "special scheme").
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !#""<>\^`{|}'"#.utf8.contains(byte)
    }
}

// MARK: - Literals

extension PageURL: ExpressibleByStringInterpolation {
    /// Literal parts as written, values percent-encoded.
    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        /// The literal with `x` for every value: the part that is ours to get right.
        var shape = ""

        /// Begins an address.
        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 26)
        }

        /// A part written in source.
        package mutating func appendLiteral(_ literal: String) {
            text += literal
            shape += literal
        }

        /// A value from anywhere.
        package mutating func appendInterpolation(_ value: String) {
            text += percentEncoded(value)
            shape += "x"
        }
    }

    /// Where a style or script of ours is served.
    init(_ asset: Asset) { self.text = asset.path }

    /// An address written in source around values from anywhere.
    ///
    /// A value that is empty or enormous, so that no address can be made, leads to the first page.
    /// - Precondition: the literal parts are of a permitted kind.
    package init(stringInterpolation: StringInterpolation) {
        precondition(PageURL.isPermitted(stringInterpolation.shape), "address not permitted")
        let text = stringInterpolation.text
        self.text = PageURL.isPermitted(text) ? text : "/"
    }

    /// An address written in source.
    ///
    /// - Precondition: it is of a permitted kind.
    package init(stringLiteral text: String) {
        precondition(PageURL.isPermitted(text), "address not permitted")
        self.text = text
    }
}

/// Percent-encodes all but the unreserved characters (RFC 3986 section 2.3).
func percentEncoded(_ text: String) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            output.append(byte)
        default:
            let digits = Array("0123456789ABCDEF".utf8)
            output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: output, as: UTF8.self)
}
