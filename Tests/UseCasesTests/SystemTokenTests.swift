import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Testing
import UseCases

/// Use case 02: a system proves itself and gets an access token.
@Suite(.timeLimit(.minutes(3)))
struct SystemTokenTests {
    private func assertion(
        _ test: TestPlatform, client: String = "bank", changes: [(String, JSON?)] = [],
        key: SigningKey? = nil
    ) throws -> String {
        let now = test.clock.now.seconds
        var claims: [JSON.Member] = [
            .init("iss", .string(client)), .init("sub", .string(client)),
            .init("aud", .string(test.platform.tokenEndpoint)), .init("iat", .integer(now)),
            .init("exp", .integer(now + 300)), .init("jti", .string(randomIdentifierText(.system))),
        ]
        for (name, value) in changes {
            claims.removeAll { $0.name == name }
            if let value { claims.append(.init(name, value)) }
        }
        return try JWT.sign(claims: .object(claims), type: "JWT", key: key ?? test.systemKey)
    }

    @Test(.clause("DD-11a", "KDP-2.2a"), arguments: Engine.allCases)
    func `a signed assertion gives a token that names the system, until its end`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            let issued = try await platform.issueAccessToken(
                assertion: try assertion(test), scopes: nil)
            #expect(issued.scopes == [.kdpRequest] && issued.expiresInSeconds == 600)
            let client = try await platform.client(withAccessToken: issued.text)
            #expect(client.id == "bank" && client.scopes == [.kdpRequest])
            test.clock.advance(seconds: 599)
            _ = try await platform.client(withAccessToken: issued.text)
            test.clock.advance(seconds: 1)
            #expect(
                try await refusal { try await platform.client(withAccessToken: issued.text) }
                    == .invalidToken)
        }
    }

    @Test(.clause("DD-11a"), arguments: Engine.allCases)
    func `an assertion with anything wrong is refused`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            let now = test.clock.now.seconds
            let wrong: [[(String, JSON?)]] = [
                [("aud", "http://elsewhere")], [("aud", nil)],
                [("aud", [.string(platform.tokenEndpoint), "http://elsewhere"])],
                [("exp", .integer(now - 31))], [("exp", .integer(now + 331))], [("exp", nil)],
                [("jti", nil)], [("jti", .string(String(repeating: "x", count: 129)))],
                [("sub", "owner")], [("iat", .integer(now + 60))],
            ]
            for changes in wrong {
                let text = try assertion(test, changes: changes)
                #expect(
                    try await refusal {
                        try await platform.issueAccessToken(assertion: text, scopes: nil)
                    } == .invalidClient, "\(changes)")
            }
            let stranger = try SigningKey.generateES256()
            let texts = [
                "", "a.b.c", try assertion(test, client: "unheard"),
                try assertion(test, key: stranger),
            ]
            for text in texts {
                #expect(
                    try await refusal {
                        try await platform.issueAccessToken(assertion: text, scopes: nil)
                    } == .invalidClient)
            }
            let good = try assertion(test)
            #expect(
                try await refusal {
                    try await platform.issueAccessToken(assertion: good, scopes: [.kdpVerify])
                } == .insufficientScope)
            // Used already, even though the scope was refused.
            #expect(
                try await refusal {
                    try await platform.issueAccessToken(assertion: good, scopes: nil)
                } == .invalidClient)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of two equal assertions at once one wins`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let text = try assertion(test)
            let node = try test.node()
            let won = try await withThrowingTaskGroup(of: Bool.self) { group in
                for platform in [test.platform, node.platform, test.platform, node.platform] {
                    group.addTask {
                        try await refusal {
                            try await platform.issueAccessToken(assertion: text, scopes: nil)
                        } == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(won == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a system that was stopped is refused with the token it has`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            let issued = try await platform.issueAccessToken(
                assertion: try assertion(test), scopes: nil)
            _ = try await platform.client(withAccessToken: issued.text)
            try await test.apply(.disableClient(id: "bank"))
            #expect(
                try await refusal { try await platform.client(withAccessToken: issued.text) }
                    == .invalidToken)
            let again = try assertion(test)
            #expect(
                try await refusal {
                    try await platform.issueAccessToken(assertion: again, scopes: nil)
                } == .invalidClient)
        }
    }

    @Test(arguments: Engine.allCases)
    func `no other token of ours passes for an access token`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let security = try await test.token()
            let claims = try parts(of: security).claims
            let stranger = try SigningKey.generateES256()
            let texts = [
                "", "x", security, try JWT.sign(claims: claims, type: "at+jwt", key: test.key),
                try JWT.sign(
                    claims: [
                        "iss": "http://127.0.0.1:8080", "aud": "http://127.0.0.1:8080",
                        "client_id": "bank", "scope": "kdp:request",
                        "exp": .integer(test.clock.now.seconds + 60),
                    ], type: "at+jwt", key: stranger),
            ]
            for text in texts {
                #expect(
                    try await refusal { try await test.platform.client(withAccessToken: text) }
                        == .invalidToken)
            }
        }
    }
}
