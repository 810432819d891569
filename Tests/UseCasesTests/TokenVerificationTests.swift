import AccessControl
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases

/// Use case 04: the verification of a token by the owner of the data.
@Suite(.timeLimit(.minutes(3)))
struct TokenVerificationTests {
    @Test(.clause("KDP-2.8a", "KDP-2.3a"), arguments: Engine.allCases)
    func `uses are numbered, recorded and then spent, for each data set`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(dataSets: ["IdentityCard", "persons"], uses: 2)
            for number in Int64(1)...2 {
                let verdict = try await test.verify(token)
                #expect(verdict.refusal == nil && verdict.useNumber == number)
            }
            let spent = try await test.verify(token)
            #expect(spent.refusal == .usesSpent && spent.useNumber == nil)
            #expect(try await test.verify(token, dataSet: "persons").useNumber == 1)
            let log = try await test.log(of: TestPeople.holder)
            #expect(log.count { $0.kind == .tokenVerified } == 3)
            let refused = try #require(log.first { $0.kind == .tokenRefused })
            #expect(refused.id == spent.entry && refused.facts["reason"] == "usesSpent")
            let used = try #require(log.first { $0.kind == .tokenVerified })
            #expect(used.facts["owner"] == "owner" && used.facts["initiator"] == "bank")
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `another owner learns nothing of the consent, and its person learns of the try`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token()
            test.clock.advance(seconds: 1)
            // The other owner names a person of its own choice.
            let verdict = try await test.verify(
                token, subject: TestPeople.stranger, by: .otherOwner)
            #expect(verdict.refusal == .otherOwner && verdict.consent == nil)
            #expect(try await test.log(of: TestPeople.stranger).isEmpty)
            let row = try #require(try await test.log(of: TestPeople.holder).first)
            #expect(row.id == verdict.entry && row.facts["owner"] == "other-owner")
            #expect(try await test.verify(token).useNumber == 1)
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `a token for one person opens nothing about another`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token()
            for iin in [TestPeople.stranger, TestPeople.unknown] {
                let verdict = try await test.verify(token, subject: iin)
                #expect(verdict.refusal == .otherSubject && verdict.consent == nil)
                #expect(try await test.log(of: iin).isEmpty)
            }
            #expect(try await test.verify(token).useNumber == 1)
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `a data set that was not consented to is not covered`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token()
            for dataSet in ["persons", "families", "unheard", ""] {
                let verdict = try await test.verify(token, dataSet: dataSet)
                #expect(verdict.refusal == .dataSetNotCovered)
            }
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `a consent that ends between the answer and the use ends the token`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(lifetime: 60, uses: 3)
            test.clock.advance(seconds: 59)
            #expect(try await test.verify(token).useNumber == 1)
            test.clock.advance(seconds: 1)
            #expect(try await test.verify(token).refusal == .expired)
        }
    }

    @Test(.clause("KDP-7c", "KDP-2.3a"), arguments: Engine.allCases)
    func `a withdrawal ends the token at once, on every node`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 3)
            let node = try test.node()
            #expect(try await test.verify(token, on: node.platform).useNumber == 1)
            let person = test.person(TestPeople.holder)
            let list = try await test.platform.consents(
                of: person, page: PageRequest(limit: 10, cursor: nil))
            let consent = try #require(list.items.first?.consent)
            try await test.platform.withdraw(consent.id, by: person, once: .unkeyed)
            #expect(try await test.verify(token, on: node.platform).refusal == .withdrawn)
            #expect(try await test.verify(token).refusal == .withdrawn)
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `what our key did not sign is no token, whatever it claims`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token()
            let (header, claims) = try parts(of: token)
            let attacker = try SigningKey.generateES256()
            func named(_ kid: String, _ more: [JSON.Member] = []) -> JSON {
                .object(
                    [.init("alg", "ES256"), .init("kid", .string(kid)), .init("typ", "kdp+jwt")]
                        + more)
            }
            let known = test.key.keyIdentifier
            let forged = try [
                // Under the attacker's own name, under ours, and with the key sent along.
                JWT.sign(claims: claims, type: "kdp+jwt", key: attacker),
                JWT.sign(header: named(known), payload: claims.bytes, key: attacker),
                JWT.sign(
                    header: named(
                        attacker.keyIdentifier, [.init("jwk", attacker.publicKey.jwk)]),
                    payload: claims.bytes, key: attacker),
                JWT.sign(
                    header: named(known, [.init("jwk", attacker.publicKey.jwk)]),
                    payload: claims.bytes, key: attacker),
                // Ours, but of another kind or with another issuer.
                JWT.sign(claims: claims, type: "at+jwt", key: test.key),
                JWT.sign(
                    claims: replacing("iss", "http://elsewhere", in: claims), type: "kdp+jwt",
                    key: test.key),
            ]
            let parts = token.split(separator: ".").map(String.init)
            let changed = [
                (
                    header.bytes.base64URL, replacing("uses", 99, in: claims).bytes.base64URL,
                    parts[2]
                ),
                (
                    JSON.object([.init("alg", "none"), .init("typ", "kdp+jwt")]).bytes.base64URL,
                    parts[1], ""
                ),
                (parts[0], parts[1], String(parts[2].dropLast(2)) + "AA"),
            ].map { "\($0).\($1).\($2)" }
            for text in forged + changed + ["", "a.b.c", token + "A", String(token.dropLast())] {
                let verdict = try await test.verify(text)
                #expect(verdict.refusal == .tokenInvalid && verdict.consent == nil)
            }
            // A forged token names nobody, so it stands in nobody's log.
            let kinds = try await test.log(of: TestPeople.holder).map(\.kind)
            #expect(!kinds.contains(.tokenRefused))
            #expect(try await test.entries().count { $0 == .tokenRefused } == 13)
            #expect(try await test.verify(token).useNumber == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a token of ours about no consent is refused as such`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let claims = try parts(of: try await test.token()).claims
            let other = replacing("jti", .string(randomIdentifierText(.system)), in: claims)
            let text = try JWT.sign(claims: other, type: "kdp+jwt", key: test.key)
            #expect(try await test.verify(text).refusal == .consentUnknown)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a purpose narrowed since the answer binds at once, a widened one does not help`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(lifetime: 600, uses: 2)
            func refusal(_ purposes: [Purpose]) async throws -> Consent.UseRefusal? {
                let node = try test.node(purposes: purposes)
                return try await test.verify(token, on: node.platform).refusal
            }
            test.clock.advance(seconds: 60)
            #expect(try await refusal([]) == .purposeNotAllowed)
            #expect(
                try await refusal([TestPlatform.purpose(dataSets: ["persons"])])
                    == .purposeNotAllowed)
            #expect(try await refusal([TestPlatform.purpose(lifetime: 60)]) == .expired)
            #expect(try await refusal([TestPlatform.purpose(lifetime: 61, uses: 1)]) == nil)
            #expect(try await refusal([TestPlatform.purpose(uses: 1)]) == .usesSpent)
            #expect(try await refusal([TestPlatform.purpose(uses: 99)]) == nil)
            #expect(try await refusal([TestPlatform.purpose(uses: 99)]) == .usesSpent)
            test.clock.advance(seconds: 540)
            #expect(
                try await refusal([TestPlatform.purpose(lifetime: 86_400, uses: 99)]) == .expired)
        }
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `of twenty verifications at once exactly one gets the last use`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token()
            let node = try test.node()
            let verdicts = try await withThrowingTaskGroup(of: Consent.UseRefusal?.self) { group in
                for index in 0..<20 {
                    let platform = index % 2 == 0 ? test.platform : node.platform
                    group.addTask { try await test.verify(token, on: platform).refusal }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(verdicts.count { $0 == nil } == 1)
            #expect(verdicts.count { $0 == .usesSpent } == 19)
            #expect(try await test.entries().count { $0 == .tokenVerified } == 1)
        }
    }

    private func replacing(_ name: String, _ value: JSON, in claims: JSON) -> JSON {
        .object(
            (claims.members ?? []).map { $0.name == name ? JSON.Member(name, value) : $0 })
    }
}
