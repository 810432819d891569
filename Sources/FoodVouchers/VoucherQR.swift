import Kernel

/// The text of a voucher's QR code (FV-2.23): a name, a counter and a seal; nothing about a person.
///
/// It is good once, for seconds, and only while it is the holder's newest or the one before:
/// a photograph of it opens nothing once the holder's own screen has moved on.
package struct VoucherQR: Hashable, Sendable {
    /// Names the presentation.
    package let id: Identifier<VoucherQR>
    /// Counts the holder's presentations from 1.
    package let counter: Int64
    /// The keyed digest of name and counter, base64url.
    package let seal: String

    /// Seconds that a code is good.
    package static let lifetimeSeconds: Int64 = 60
    /// Seconds that the page shows one before it shows the next.
    package static let rotationSeconds: Int64 = 30

    private static let prefix = "QZV1"

    /// A code with its seal.
    package init(id: Identifier<VoucherQR>, counter: Int64, seal: String) {
        self.id = id
        self.counter = counter
        self.seal = seal
    }

    /// Reads the text that a till scanned; nil when it is no code of ours.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == Self.prefix, let id = Identifier<VoucherQR>(parts[1]),
            parts[2].utf8.count <= 12, let counter = Int64(parts[2]), counter > 0,
            String(counter) == parts[2], (1...64).contains(parts[3].utf8.count)
        else { return nil }
        self.init(id: id, counter: counter, seal: parts[3])
    }

    /// The text to encode.
    package var text: String { "\(Self.prefix).\(id.text).\(counter).\(seal)" }

    /// What the seal covers.
    package static func sealed(_ id: Identifier<VoucherQR>, _ counter: Int64) -> String {
        "\(id.text).\(counter)"
    }
}
