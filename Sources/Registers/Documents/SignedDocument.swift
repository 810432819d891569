import Kernel

/// A document as a register handed it over: the bytes that were signed, and the signature.
///
/// Nothing is checked yet. The bytes are kept as they came and are never written anew, because
/// only these bytes carry the signature (DD-2.10, DD-5).
package struct SignedDocument: Hashable, Sendable {
    /// Exactly the signed bytes: canonical JSON of a ``DocumentContent``.
    package var content: [UInt8]
    /// The detached CMS signature of the issuing body, DER (RFC 5652).
    package var signature: [UInt8]

    /// The bytes and their signature.
    package init(content: [UInt8], signature: [UInt8]) {
        self.content = content
        self.signature = signature
    }

    /// The whole answer of ``RegisterRoute/buildDocument``.
    package var json: JSON {
        ["content": .string(content.base64), "signature": .string(signature.base64)]
    }

    /// Reads the whole answer of ``RegisterRoute/buildDocument``.
    ///
    /// - Throws: `malformed` when a member is no base64 or above its limit, `incomplete` when
    ///   one is missing or empty.
    package init(answer: JSON) throws(RegisterFault) {
        let members = try MemberReader(
            answer, at: "", rules: .production, only: ["content", "signature"])
        self.init(
            content: try members.bytes("content", max: RegisterLimits.contentBytesMax),
            signature: try members.bytes("signature", max: RegisterLimits.signatureBytesMax))
    }
}
