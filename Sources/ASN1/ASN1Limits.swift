/// How much of foreign bytes is read before they are refused.
package struct ASN1Limits: Hashable, Sendable {
    /// The longest input, in bytes.
    package var bytesMax: Int
    /// How many elements may stand inside one another.
    package var depthMax: Int
    /// How many elements there may be in all.
    package var elementsMax: Int
    /// The longest INTEGER, in bytes: twice an RSA modulus of 4096 bits, with its sign.
    package var integerBytesMax: Int

    /// Limits; all above zero.
    package init(
        bytesMax: Int, depthMax: Int = 32, elementsMax: Int, integerBytesMax: Int = 1025
    ) {
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.elementsMax = elementsMax
        self.integerBytesMax = integerBytesMax
    }

    /// A certificate, a key, an extension: 64 KiB.
    package static let certificate = ASN1Limits(bytesMax: 65_536, elementsMax: 4096)
    /// A signature, a time-stamp, an OCSP answer, a key file: 1 MiB.
    package static let message = ASN1Limits(bytesMax: 1_048_576, elementsMax: 16_384)
    /// A signature with the signed content inside: 64 MiB.
    package static let document = ASN1Limits(bytesMax: 67_108_864, elementsMax: 65_536)
    /// A list of revoked certificates: 32 MiB, about 700,000 entries.
    package static let revocationList = ASN1Limits(bytesMax: 33_554_432, elementsMax: 6_000_000)
}
