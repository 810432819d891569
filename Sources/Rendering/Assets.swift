/// A style or script that lives in the binary and is served under the hash of its content.
///
/// The address changes with the bytes, so a browser may keep the file for ever.
package struct Asset: Sendable {
    /// The file's name in source, `qyzmet.css`.
    package let name: String
    /// What to send as `Content-Type`.
    package let contentType: String
    /// The bytes.
    package let bytes: [UInt8]
    /// The path, `/assets/qyzmet.1f0e….css`.
    package let path: String

    /// What to send as `Cache-Control`: a year, never asked again.
    package static let cacheControl = "public, max-age=31536000, immutable"

    init(stem: String, type: String, contentType: String, bytes: [UInt8]) {
        self.name = "\(stem).\(type)"
        self.contentType = contentType
        self.bytes = bytes
        self.path = "/assets/\(stem).\(contentHash(bytes)).\(type)"
    }
}

/// Everything under `/assets`.
package enum Assets {
    /// The design system.
    package static let style = Asset(
        stem: "qyzmet", type: "css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.qyzmet_css)
    /// The service's mark on a browser's tab.
    package static let mark = Asset(
        stem: "mark", type: "svg", contentType: "image/svg+xml", bytes: PackageResources.mark_svg)
    /// Counts down where ``Countdown`` stands.
    package static let countdown = script("countdown", PackageResources.countdown_js)
    /// Copies a text where ``CopyButton`` stands.
    package static let copy = script("copy", PackageResources.copy_js)
    /// Refreshes where ``LiveRegion`` stands.
    package static let live = script("live", PackageResources.live_js)
    /// Opens the camera where ``Scanner`` stands.
    package static let scan = script("scan", PackageResources.scan_js)

    /// Signs through NCALayer where the page says its address.
    package static let ncaLayer = script("ncalayer", PackageResources.ncalayer_js)

    /// The shop's till; its files are one script, in this order.
    package static let till = script(
        "till",
        PackageResources.till_keep_js + PackageResources.till_calls_js
            + PackageResources.till_basket_js + PackageResources.till_show_js
            + PackageResources.till_sale_js + PackageResources.till_return_js
            + PackageResources.till_js)

    /// All of them, for routing.
    package static let all = [style, mark, countdown, copy, live, scan, ncaLayer, till]

    /// The asset at this path; nil for any other path.
    package static func at(path: String) -> Asset? { byPath[path] }

    private static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

    private static func script(_ stem: String, _ bytes: [UInt8]) -> Asset {
        Asset(stem: stem, type: "js", contentType: "text/javascript; charset=utf-8", bytes: bytes)
    }
}

/// FNV-1a of 64 bits: it tells our own versions apart and protects nothing.
private func contentHash(_ bytes: [UInt8]) -> String {
    let hash = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
}
