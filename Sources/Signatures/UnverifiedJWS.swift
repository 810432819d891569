import Kernel

/// A token in compact form (RFC 7515 section 7.1) that nobody has checked.
///
/// Gives out its header alone, to choose a key by; its payload only through ``JWSVerifier``.
package struct UnverifiedJWS: Sendable {
    /// The header as sent: a claim, not a fact.
    ///
    /// `jwk`, `jku`, `x5u` and `x5c` are never followed.
    package let header: JSON
    let payload: [UInt8]
    let signature: [UInt8]
    let signingInput: [UInt8]

    /// Takes the token apart.
    ///
    /// - Parameter bytesMax: the longest token that is looked at, in bytes.
    package init(_ text: String, bytesMax: Int) throws(JWTFault) {
        guard text.utf8.count <= bytesMax else { throw .tooLarge }
        let bytes = Array(text.utf8)
        let dots = bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") }
        guard dots.count == 2 else { throw .notThreeParts }
        guard let header = [UInt8](base64URL: bytes[..<dots[0]]),
            let payload = [UInt8](base64URL: bytes[(dots[0] + 1)..<dots[1]]),
            let signature = [UInt8](base64URL: bytes[(dots[1] + 1)...])
        else { throw .invalidBase64URL }
        self.header = try parseHeader(header)
        self.payload = payload
        self.signature = signature
        self.signingInput = Array(bytes[..<dots[1]])
    }
}

private func parseHeader(_ bytes: [UInt8]) throws(JWTFault) -> JSON {
    let header: JSON
    do throws(JSON.ParseFault) {
        header = try JSON.parse(bytes)
    } catch {
        throw error.reason == .repeatedName ? .repeatedHeaderName : .malformedHeader
    }
    guard header.members != nil else { throw .malformedHeader }
    return header
}
