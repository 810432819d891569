import Kernel

/// The registered claims of a token (RFC 7519 section 4.1), each of the right type or absent.
struct RegisteredClaims {
    let all: JSON
    let issuer: String?
    let subject: String?
    let audiences: [String]
    let identifier: String?
    let expiresAt: Instant?
    let notBefore: Instant?
    let issuedAt: Instant?

    /// Reads the payload of a token.
    init(_ payload: [UInt8]) throws(JWTFault) {
        let claims = try parse(payload)
        self.all = claims
        self.issuer = try text(claims, "iss")
        self.subject = try text(claims, "sub")
        self.identifier = try text(claims, "jti")
        self.audiences = try readAudiences(claims)
        self.expiresAt = try date(claims, "exp")
        self.notBefore = try date(claims, "nbf")
        self.issuedAt = try date(claims, "iat")
    }
}

private func parse(_ payload: [UInt8]) throws(JWTFault) -> JSON {
    let claims: JSON
    do throws(JSON.ParseFault) {
        claims = try JSON.parse(payload)
    } catch {
        switch error.reason {
        case .repeatedName: throw .repeatedClaimName
        case .fraction: throw .fractionalNumber
        default: throw .malformedClaims
        }
    }
    guard claims.members != nil else { throw .malformedClaims }
    return claims
}

private func text(_ claims: JSON, _ name: String) throws(JWTFault) -> String? {
    guard let value = claims[name] else { return nil }
    guard let text = value.string else { throw .malformedClaims }
    return text
}

/// Whole seconds up to the end of the year 9999, so that no sum of them overflows.
private func date(_ claims: JSON, _ name: String) throws(JWTFault) -> Instant? {
    guard let value = claims[name] else { return nil }
    guard let seconds = value.integer, (0...253_402_300_799).contains(seconds) else {
        throw .malformedClaims
    }
    return Instant(seconds: seconds)
}

/// A text or an array of texts; an array with one name is one name.
private func readAudiences(_ claims: JSON) throws(JWTFault) -> [String] {
    guard let value = claims["aud"] else { return [] }
    if let one = value.string { return [one] }
    guard let several = value.array else { throw .malformedClaims }
    var names: [String] = []
    for entry in several {
        guard let name = entry.string else { throw .malformedClaims }
        names.append(name)
    }
    return names
}
