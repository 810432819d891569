import Kernel

extension JWT {
    /// Seconds that a client assertion lives.
    package static let clientAssertionSeconds: Int64 = 60

    /// A client assertion (RFC 7523, `private_key_jwt`) with which a system asks for an access token.
    ///
    /// - Parameters:
    ///   - system: the system's name; issuer and subject alike.
    ///   - endpoint: the address of the token endpoint, the one audience.
    ///   - now: the machine's time, by which assertions are judged.
    ///   - random: where the `jti` comes from, which is taken once.
    /// - Throws: only when the library fails.
    package static func clientAssertion(
        of system: String, for endpoint: String, at now: Instant, random: RandomSource,
        key: any MessageSigner
    ) throws(LibraryFault) -> String {
        try sign(
            claims: [
                "iss": .string(system), "sub": .string(system), "aud": .string(endpoint),
                "iat": .integer(now.seconds),
                "exp": .integer(now.seconds + clientAssertionSeconds),
                "jti": .string(randomIdentifierText(random)),
            ], type: "JWT", key: key)
    }
}
