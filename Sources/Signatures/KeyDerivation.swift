import COpenSSL

/// Why no key was derived.
package enum KeyDerivationFault: Error, Hashable, Sendable {
    /// The passphrase has fewer than ``KeyDerivation/passphraseBytesMin`` bytes.
    case passphraseTooShort
    /// The salt has fewer than ``KeyDerivation/saltBytesMin`` bytes.
    case saltTooShort
    /// The library failed, as when 128 MiB cannot be had.
    case library(LibraryFault)
}

/// Keys out of passphrases with scrypt (RFC 7914).
///
/// N = 2^17, r = 8, p = 1: 128 MiB and about a third of a second for each guess. The figures are
/// part of the backup format; a change needs a new format number.
package enum KeyDerivation {
    /// The shortest passphrase that is taken, in bytes of UTF-8.
    package static let passphraseBytesMin = 12
    /// The shortest salt that is taken, in bytes.
    package static let saltBytesMin = 16

    private static let cost: UInt64 = 1 << 17
    private static let blockSize: UInt64 = 8
    private static let memoryBytesMax: UInt64 = 192 << 20

    /// The key that `passphrase` and `salt` make.
    ///
    /// - Parameters:
    ///   - passphrase: 12 bytes of UTF-8 or more.
    ///   - salt: 16 random bytes or more, stored beside what the key protects.
    package static func deriveKey(
        passphrase: String, salt: [UInt8]
    ) throws(KeyDerivationFault) -> SecretKey {
        let secret = passphrase.utf8.map { CChar(bitPattern: $0) }
        guard secret.count >= passphraseBytesMin else { throw .passphraseTooShort }
        guard salt.count >= saltBytesMin else { throw .saltTooShort }
        var bytes = [UInt8](repeating: 0, count: SecretKey.byteCount)
        guard
            unsafe EVP_PBE_scrypt(
                secret, secret.count, salt, salt.count, cost, blockSize, 1, memoryBytesMax,
                &bytes, bytes.count) == 1,
            let key = SecretKey(bytes)
        else { throw .library(LibraryFault("scrypt")) }
        return key
    }
}
