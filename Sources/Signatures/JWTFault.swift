/// Why a token is not accepted; one case a reason, in the order in which they are looked for.
package enum JWTFault: Error, Hashable, Sendable, CaseIterable {
    // The outer form (RFC 7515 section 7.1).
    /// Longer than the limit.
    case tooLarge
    /// Not exactly three parts between two dots.
    case notThreeParts
    /// A part is not base64url without padding and with zero trailing bits.
    case invalidBase64URL

    // The header.
    /// The header is no JSON object.
    case malformedHeader
    /// A header name stands twice (RFC 7515 section 4).
    case repeatedHeaderName
    /// `crit` stands in the header: we understand no extension (RFC 7515 section 4.1.11).
    case criticalHeader
    /// `alg` is absent or no text.
    case algorithmMissing
    /// `alg` is `none`, an HMAC, or not among those allowed here.
    case algorithmNotAllowed
    /// `typ` is not the one expected here (RFC 8725 section 3.11).
    case wrongType
    /// `kid` is absent although several keys are pinned, or is no text.
    case keyIdentifierMissing
    /// No key is pinned under this `kid`.
    case unknownKey
    /// `alg` is not the algorithm of the pinned key (RFC 8725 section 3.1).
    case algorithmMismatch

    // The signature.
    /// The signature is not the pinned key's.
    case invalidSignature

    // The claims (RFC 7519 section 4).
    /// The claims are no JSON object, or a registered claim has the wrong type.
    case malformedClaims
    /// A claim stands twice.
    case repeatedClaimName
    /// A number has a fraction or an exponent: dates are whole seconds here.
    case fractionalNumber
    /// `exp` is absent.
    case expiryMissing
    /// `exp` has passed.
    case expired
    /// `nbf` is yet to come.
    case notYetValid
    /// `iat` lies in the future.
    case issuedInFuture
    /// The token lives longer than is allowed here.
    case lifetimeTooLong
    /// `iss` is not the one expected.
    case wrongIssuer
    /// `sub` is not the one expected.
    case wrongSubject
    /// `aud` is absent.
    case audienceMissing
    /// `aud` names several where exactly one is asked for.
    case audienceNotSingle
    /// `aud` does not name us.
    case wrongAudience
    /// `jti` is absent where it is asked for.
    case identifierMissing
}
