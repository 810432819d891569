import Kernel

/// How a register signs its documents: a detached CMS (RFC 5652) under its own certificate.
package struct DocumentSigner: Sendable {
    /// Signs the bytes at the moment; gives DER.
    package var sign: @Sendable (_ content: [UInt8], _ at: Instant) throws -> [UInt8]

    /// Signs with the same key under a certificate that has expired: for the fault of that name.
    package var signExpired: @Sendable (_ content: [UInt8], _ at: Instant) throws -> [UInt8]

    /// A signer of the two functions.
    package init(
        sign: @escaping @Sendable (_ content: [UInt8], _ at: Instant) throws -> [UInt8],
        signExpired: @escaping @Sendable (_ content: [UInt8], _ at: Instant) throws -> [UInt8]
    ) {
        self.sign = sign
        self.signExpired = signExpired
    }
}
