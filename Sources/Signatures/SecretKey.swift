import Kernel

/// 32 secret bytes; never shown, logged or compared by accident.
package struct SecretKey: Sendable {
    /// The number of bytes.
    package static let byteCount = 32

    /// The bytes themselves, for the one place that stores or uses them.
    package let bytes: [UInt8]

    /// Takes a stored key; nil unless it has 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == SecretKey.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Makes a new key.
    package init(random: RandomSource) {
        self.bytes = random.bytes(SecretKey.byteCount)
    }
}

extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says only what it is.
    package var description: String { "SecretKey(hidden)" }
    /// Says only what it is.
    package var debugDescription: String { description }
    /// Shows no members, so that a dump prints no key.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
