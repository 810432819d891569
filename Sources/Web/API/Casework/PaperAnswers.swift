import Kernel

/// What several routes of casework answer alike.
extension Endpoint.Answer {
    /// A file that somebody attached.
    static let attachedFile = Endpoint.Answer(
        status: 200, content: .bytes(contentType: "application/pdf"),
        meaning: "The file; PNG and JPEG as what they are")

    /// A paper that is prepared and not signed.
    static let unsignedPaper = Endpoint.Answer(
        status: 200, content: .bytes(contentType: "application/pdf"),
        meaning: "The PDF, with nothing yet where the signature will stand")

    /// The bytes of a paper that a signature is made over.
    static let bytesToSign = Endpoint.Answer(
        status: 200, content: .bytes(contentType: "application/octet-stream"),
        meaning: "The bytes to sign with a detached CMS")

    /// A paper that the head signed.
    static let signedPaper = Endpoint.Answer(
        status: 200, content: .bytes(contentType: "application/pdf"),
        meaning: "The PDF with the head's signature and a time-stamp in it (PAdES)")
}

extension Schema.Field {
    /// Which paper was read before it was signed.
    static let paperDigest = required(
        "digest", .string(.text(lengthMax: 64)), "SHA-256 of the paper read")

    /// The signature under a paper.
    static let paperSignature = required(
        "cms", .string(.text(lengthMax: Endpoint.edsSignatureBytesMax * 4 / 3 + 4)),
        "The detached CMS over the paper's bytes, base64")
}
