/// The text of a QR code, or of a link on the same device, that begins signing on the phone.
package struct MobileSignLink: Hashable, Sendable {
    /// Why a text begins nothing.
    package enum Fault: Error, Hashable, Sendable {
        /// It does not begin with `mobileSign:`.
        case noPrefix
        /// What follows is no http or https address.
        case notAddress
    }

    /// The longest text, in bytes: what one QR code can hold.
    package static let bytesMax = 2953

    /// The address of the first document (API 1).
    package let address: String

    /// A link to this address.
    ///
    /// - Throws: ``Fault/notAddress``.
    package init(address: String) throws(Fault) {
        guard address.utf8.count <= MobileSignLink.bytesMax - 11, isWebAddress(address) else {
            throw .notAddress
        }
        self.address = address
    }

    /// Reads the text of a QR code.
    package init(_ text: String) throws(Fault) {
        let prefix = "mobileSign:"
        guard text.hasPrefix(prefix) else { throw .noPrefix }
        try self.init(address: String(text.dropFirst(prefix.count)))
    }

    /// The text to encode.
    package var text: String { "mobileSign:" + address }

    /// A link that opens the citizens' application on the same device.
    package var citizenLaunchLink: String { "https://m.egov.kz/mobileSign/?link=" + encoded }

    private var encoded: String {
        address.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            if character.isLetter || character.isNumber || "-._~".contains(character) {
                return String(character)
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
    }
}
