import Kernel
import Testing

@testable import Signatures

/// The journey of one token: made, accepted, and refused for each reason there is.
@Suite struct JWTTests {
    private let now = Instant(seconds: 1_800_000_000)
    private let key: SigningKey
    private let attacker: SigningKey
    private let claims: JSON

    init() throws {
        key = try TestKeys.es256.get()
        attacker = try TestKeys.otherES256.get()
        claims = [
            "iss": "https://issuer.example", "sub": "pairwise-7", "aud": "https://owner.example",
            "exp": .integer(now.seconds + 300), "nbf": .integer(now.seconds - 10),
            "iat": .integer(now.seconds - 10), "jti": "01", "purpose": "credit",
        ]
    }

    private func verifier(
        keys: KeySet? = nil, algorithms: Set<SignatureAlgorithm> = [.es256, .rs256],
        leeway: Int64 = 0, lifetime: Int64? = 600,
        audience: JWTVerifier.Audience = .exactlyOne(of: ["https://owner.example"])
    ) -> JWTVerifier {
        JWTVerifier(
            signatures: JWSVerifier(
                keys: keys ?? KeySet([key.publicKey]), algorithms: algorithms, type: "kdp+jwt"),
            expectations: JWTVerifier.Expectations(
                issuer: "https://issuer.example", audience: audience, leewaySeconds: leeway,
                lifetimeSecondsMax: lifetime, identifierRequired: true))
    }

    private func token(_ claims: JSON, type: String = "kdp+jwt") throws -> String {
        try JWT.sign(claims: claims, type: type, key: key)
    }

    private func token(header: JSON, signedBy signer: SigningKey) throws -> String {
        try JWT.sign(header: header, payload: claims.bytes, key: signer)
    }

    private var header: JSON {
        ["alg": "ES256", "kid": .string(key.keyIdentifier), "typ": "kdp+jwt"]
    }

    @Test func `a sound token gives its claims`() throws {
        for signer in [key, try TestKeys.rs256.get()] {
            let text = try JWT.sign(claims: claims, type: "kdp+jwt", key: signer)
            let token = try verifier(keys: KeySet([signer.publicKey, attacker.publicKey]))
                .verify(text, now: now)
            #expect(token.claims == claims)
            #expect(token.issuer == "https://issuer.example")
            #expect(token.subject == "pairwise-7")
            #expect(token.audiences == ["https://owner.example"])
            #expect(token.identifier == "01")
            #expect(token.keyIdentifier == signer.keyIdentifier)
            #expect(token.expiresAt == now.adding(seconds: 300))
            #expect(token.issuedAt == now.adding(seconds: -10))
        }
    }

    @Test func `each wrong claim has its own reason`() throws {
        let second = now.seconds
        let cases: [(String, JSON?, JWTFault)] = [
            ("exp", .integer(second), .expired), ("exp", .integer(second - 1), .expired),
            ("exp", nil, .expiryMissing), ("exp", "soon", .malformedClaims),
            ("exp", .integer(-1), .malformedClaims), ("exp", .integer(.max), .malformedClaims),
            ("exp", .integer(second + 601), .lifetimeTooLong),
            ("iat", .integer(second - 301), .lifetimeTooLong),
            ("nbf", .integer(second + 1), .notYetValid),
            ("iat", .integer(second + 1), .issuedInFuture), ("iss", nil, .wrongIssuer),
            ("iss", "https://other.example", .wrongIssuer), ("iss", 1, .malformedClaims),
            ("aud", nil, .audienceMissing), ("aud", [], .audienceMissing),
            ("aud", "https://other.example", .wrongAudience),
            ("aud", ["https://owner.example", "https://other.example"], .audienceNotSingle),
            ("aud", [1], .malformedClaims), ("jti", nil, .identifierMissing),
            ("jti", "", .identifierMissing), ("sub", 7, .malformedClaims),
        ]
        for (name, value, fault) in cases {
            let text = try token(claims.with(name, value))
            #expect(throws: fault, "\(name)") { try verifier().verify(text, now: now) }
        }
        let one = try token(claims.with("aud", ["https://owner.example"]))
        #expect(try verifier().verify(one, now: now).audiences == ["https://owner.example"])
        let two = try token(claims.with("aud", ["https://owner.example", "b"]))
        let lenient = verifier(audience: .contains(["https://owner.example"]))
        #expect(try lenient.verify(two, now: now).audiences.count == 2)
        #expect(throws: JWTFault.wrongAudience) {
            try verifier(audience: .contains(["c"])).verify(two, now: now)
        }
    }

    @Test func `a token that was good goes bad at its very second`() throws {
        let text = try token(claims)
        let last = Instant(milliseconds: now.adding(seconds: 300).milliseconds - 1)
        #expect(throws: Never.self) { try verifier().verify(text, now: last) }
        #expect(throws: JWTFault.expired) {
            try verifier().verify(text, now: now.adding(seconds: 300))
        }
        #expect(throws: JWTFault.notYetValid) {
            try verifier().verify(text, now: now.adding(seconds: -11))
        }
    }

    @Test func `leeway covers so many seconds and not one more`() throws {
        let text = try token(claims)
        let lenient = verifier(leeway: 30)
        #expect(throws: Never.self) { try lenient.verify(text, now: now.adding(seconds: 329)) }
        #expect(throws: JWTFault.expired) {
            try lenient.verify(text, now: now.adding(seconds: 330))
        }
        #expect(throws: Never.self) { try lenient.verify(text, now: now.adding(seconds: -40)) }
        #expect(throws: JWTFault.notYetValid) {
            try lenient.verify(text, now: now.adding(seconds: -41))
        }
    }

    @Test func `a wrong header has its own reason`() throws {
        let cases: [(JSON, JWTFault)] = [
            (header.with("alg", nil), .algorithmMissing),
            (header.with("alg", 1), .algorithmMissing),
            (header.with("alg", "none"), .algorithmNotAllowed),
            (header.with("alg", "HS256"), .algorithmNotAllowed),
            (header.with("alg", "es256"), .algorithmNotAllowed),
            (header.with("alg", "ES384"), .algorithmNotAllowed),
            (header.with("alg", "EdDSA"), .algorithmNotAllowed),
            (header.with("alg", "RS256"), .algorithmMismatch),
            (header.with("typ", nil), .wrongType), (header.with("typ", "JWT"), .wrongType),
            (header.with("typ", "at+jwt"), .wrongType), (header.with("kid", "x"), .unknownKey),
            (header.with("kid", 1), .keyIdentifierMissing),
            (header.with("crit", ["exp"]), .criticalHeader),
            (header.with("crit", []), .criticalHeader), ("header", .malformedHeader),
        ]
        for (header, fault) in cases {
            let text = try token(header: header, signedBy: key)
            #expect(throws: fault, "\(header)") { try verifier().verify(text, now: now) }
        }
        let full = try token(
            header: header.with("typ", "application/KDP+jwt"), signedBy: key)
        #expect(throws: Never.self) { try verifier().verify(full, now: now) }
    }

    @Test func `a token without kid can only mean the single pinned key`() throws {
        let text = try token(header: header.with("kid", nil), signedBy: key)
        #expect(throws: Never.self) { try verifier().verify(text, now: now) }
        let two = KeySet([key.publicKey, attacker.publicKey])
        #expect(throws: JWTFault.keyIdentifierMissing) {
            try verifier(keys: two).verify(text, now: now)
        }
        #expect(throws: JWTFault.keyIdentifierMissing) {
            try verifier(keys: KeySet([])).verify(text, now: now)
        }
    }

    @Test(arguments: ["jwk", "jku", "x5u", "x5c"])
    func `a key that comes with the token is never trusted`(name: String) throws {
        let own = attacker.publicKey.jwk.with("kid", .string(key.keyIdentifier))
        let value: JSON = name == "jwk" ? own : .string("http://127.0.0.1:1/keys")
        let text = try token(header: header.with(name, value), signedBy: attacker)
        #expect(throws: JWTFault.invalidSignature) { try verifier().verify(text, now: now) }
    }

    @Test func `a public key cannot be taken for an HMAC secret`() throws {
        let input =
            header.with("alg", "HS256").bytes.base64URL + "." + claims.bytes.base64URL
        for secret in [Array(key.publicKey.pem.utf8), key.publicKey.spki, key.publicKey.jwk.bytes] {
            let code = HMACSHA256.code(key: secret, message: Array(input.utf8))
            #expect(throws: JWTFault.algorithmNotAllowed) {
                try verifier().verify(input + "." + code.bytes.base64URL, now: now)
            }
        }
    }

    @Test func `an algorithm that is not allowed here is refused though its key is pinned`() throws
    {
        let rsa = try TestKeys.rs256.get()
        let text = try JWT.sign(claims: claims, type: "kdp+jwt", key: rsa)
        let strict = verifier(keys: KeySet([rsa.publicKey]), algorithms: [.es256])
        #expect(throws: JWTFault.algorithmNotAllowed) { try strict.verify(text, now: now) }
    }

    @Test func `a signed payload that is no claims set is refused`() throws {
        let cases: [(String, JWTFault)] = [
            ("", .malformedClaims), ("[]", .malformedClaims), ("{", .malformedClaims),
            (#"{"exp":1,"exp":2}"#, .repeatedClaimName),
            (#"{"exp":1800000100.5}"#, .fractionalNumber), (#"{"exp":1e9}"#, .fractionalNumber),
        ]
        for (payload, fault) in cases {
            let text = try JWT.sign(payload: Array(payload.utf8), type: "kdp+jwt", key: key)
            #expect(throws: fault, "\(payload)") { try verifier().verify(text, now: now) }
        }
    }
}
