import Kernel

/// Whatever signs a message with a private key: a key in memory, or one that never leaves its
/// hardware.
package protocol MessageSigner: Sendable {
    /// The public half.
    var publicKey: PublicKey { get }

    /// The signature of `message`, hashed as the key's algorithm says: in JOSE's form, r and s for
    /// ECDSA and the whole block for RSA.
    func sign(_ message: [UInt8]) throws(LibraryFault) -> [UInt8]
}

extension MessageSigner {
    /// The RFC 7638 thumbprint, under which the public half is published.
    package var keyIdentifier: String { publicKey.thumbprint }
}

extension SigningKey: MessageSigner {}
