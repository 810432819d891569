import AccessControl
import Kernel
import Signatures

/// The claims of a security token whose signature has been checked (KDP-2.8).
struct SecurityTokenClaims: Sendable {
    let consent: Identifier<Consent>
    let owner: String
    let pseudonym: String
}

extension Platform {
    /// The media type of a security token, so that no other JWT of ours passes for one.
    static var securityTokenType: String { "kdp+jwt" }

    /// The security token of a consent: bound to subject, purpose, data sets, requester, owner, time.
    ///
    /// It carries the consent's name and a pseudonym of the person for this owner, no IIN.
    /// Signed anew at each call; the `jti` is the consent's name, the same each time.
    package func securityToken(for consent: Consent, subject: IIN) throws -> String {
        let terms = consent.terms
        return try keys.sign(
            claims: [
                "iss": .string(issuer), "aud": .string(terms.owner),
                "sub": .string(secrets.pseudonym(of: subject, for: terms.owner)),
                "azp": .string(consent.initiator), "jti": .string(consent.id.text),
                "iat": .integer(consent.grantedAt.seconds),
                "exp": .integer(consent.expiresAt.seconds),
                "purpose": .string(terms.purpose), "action": .string(terms.action.rawValue),
                "data_sets": .array(terms.dataSets.map { .string($0) }),
                "uses": .integer(terms.uses),
            ], type: Self.securityTokenType)
    }

    /// Checks that the token is one of ours, by the keys pinned by name; a key sent along is nothing.
    ///
    /// Whether it still holds is for the server's own record to say, not for the token.
    func checkSecurityToken(_ text: String) throws(Consent.UseRefusal) -> SecurityTokenClaims {
        let verifier = JWSVerifier(keys: keys.verificationKeys, type: Self.securityTokenType)
        guard let payload = try? verifier.verify(text).payload,
            let claims = try? JSON.parse(payload), claims["iss"]?.string == issuer,
            let jti = claims["jti"]?.string, let consent = Identifier<Consent>(jti),
            let owner = claims["aud"]?.string, let pseudonym = claims["sub"]?.string
        else { throw .tokenInvalid }
        return SecurityTokenClaims(consent: consent, owner: owner, pseudonym: pseudonym)
    }
}
