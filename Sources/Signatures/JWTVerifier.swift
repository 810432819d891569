import Kernel

/// A token whose signature and claims were checked; only ``JWTVerifier`` can make one.
package struct VerifiedToken: Sendable {
    /// The header, covered by the signature.
    package let header: JSON
    /// All claims.
    package let claims: JSON
    /// The name of the pinned key that signed.
    package let keyIdentifier: String
    /// The key itself.
    package let key: PublicKey
    /// `exp`.
    package let expiresAt: Instant
    /// `iat`, where it stands.
    package let issuedAt: Instant?
    /// `aud`: none, one or several.
    package let audiences: [String]

    /// `iss`, where it stands.
    package var issuer: String? { claims["iss"]?.string }
    /// `sub`, where it stands.
    package var subject: String? { claims["sub"]?.string }
    /// `jti`, where it stands: what makes a single use countable.
    package var identifier: String? { claims["jti"]?.string }

    fileprivate init(_ jws: VerifiedJWS, claims: RegisteredClaims, expiresAt: Instant) {
        self.header = jws.header
        self.keyIdentifier = jws.keyIdentifier
        self.key = jws.key
        self.claims = claims.all
        self.expiresAt = expiresAt
        self.issuedAt = claims.issuedAt
        self.audiences = claims.audiences
    }
}

/// Checks tokens against pinned keys and stated expectations (RFC 7519, RFC 8725).
///
/// `exp` is always required. Numbers with a fraction are refused, although RFC 7519 allows them in
/// dates: a client that sends `"exp": 1700000000.5` gets ``JWTFault/fractionalNumber`` and must
/// round.
package struct JWTVerifier: Sendable {
    /// What is expected of the claims.
    package struct Expectations: Sendable {
        /// The only `iss` that is taken; nil when the caller checks it.
        package var issuer: String?
        /// The only `sub` that is taken; nil when the caller checks it.
        package var subject: String?
        /// What `aud` must say.
        package var audience: Audience
        /// How far the clocks may differ, in seconds; applies to `exp`, `nbf` and `iat`.
        package var leewaySeconds: Int64
        /// How far ahead `exp` may lie of now and of `iat`, in seconds; nil when it may be any.
        package var lifetimeSecondsMax: Int64?
        /// Whether `jti` must stand and not be empty.
        package var identifierRequired: Bool

        /// Expectations; `leewaySeconds` is from 0 to 300.
        package init(
            issuer: String? = nil, subject: String? = nil, audience: Audience,
            leewaySeconds: Int64 = 0, lifetimeSecondsMax: Int64? = nil,
            identifierRequired: Bool = false
        ) {
            precondition((0...300).contains(leewaySeconds))
            self.issuer = issuer
            self.subject = subject
            self.audience = audience
            self.leewaySeconds = leewaySeconds
            self.lifetimeSecondsMax = lifetimeSecondsMax
            self.identifierRequired = identifierRequired
        }
    }

    /// What `aud` must say.
    package enum Audience: Sendable, Hashable {
        /// Anything or nothing: the token is not addressed.
        case any
        /// One of these names must be among those in `aud`.
        case contains(Set<String>)
        /// `aud` has exactly one name, and it is one of these: as client assertions must have.
        case exactlyOne(of: Set<String>)
    }

    private let signatures: JWSVerifier
    private let expectations: Expectations

    /// A verifier of one kind of token.
    package init(signatures: JWSVerifier, expectations: Expectations) {
        self.signatures = signatures
        self.expectations = expectations
    }

    /// Checks a token at the moment `now`.
    ///
    /// - Throws: the first ``JWTFault`` in the order of its cases.
    package func verify(_ text: String, now: Instant) throws(JWTFault) -> VerifiedToken {
        let jws = try signatures.verify(text)
        let claims = try RegisteredClaims(jws.payload)
        let expiresAt = try checkTimes(claims, now: now)
        try checkNames(claims)
        return VerifiedToken(jws, claims: claims, expiresAt: expiresAt)
    }

    private func checkTimes(_ claims: RegisteredClaims, now: Instant) throws(JWTFault) -> Instant {
        let leeway = expectations.leewaySeconds
        guard let expiresAt = claims.expiresAt else { throw .expiryMissing }
        guard now < expiresAt.adding(seconds: leeway) else { throw .expired }
        if let notBefore = claims.notBefore, now.adding(seconds: leeway) < notBefore {
            throw .notYetValid
        }
        if let issuedAt = claims.issuedAt, now.adding(seconds: leeway) < issuedAt {
            throw .issuedInFuture
        }
        if let most = expectations.lifetimeSecondsMax {
            let issuedAt = claims.issuedAt ?? now
            guard expiresAt <= now.adding(seconds: most + leeway),
                expiresAt <= issuedAt.adding(seconds: most + leeway)
            else { throw .lifetimeTooLong }
        }
        return expiresAt
    }

    private func checkNames(_ claims: RegisteredClaims) throws(JWTFault) {
        if let issuer = expectations.issuer, claims.issuer != issuer { throw .wrongIssuer }
        if let subject = expectations.subject, claims.subject != subject { throw .wrongSubject }
        switch expectations.audience {
        case .any: break
        case .contains(let names):
            guard !claims.audiences.isEmpty else { throw .audienceMissing }
            guard !names.isDisjoint(with: claims.audiences) else { throw .wrongAudience }
        case .exactlyOne(let names):
            guard let first = claims.audiences.first else { throw .audienceMissing }
            guard claims.audiences.count == 1 else { throw .audienceNotSingle }
            guard names.contains(first) else { throw .wrongAudience }
        }
        if expectations.identifierRequired {
            guard claims.identifier?.isEmpty == false else { throw .identifierMissing }
        }
    }
}
