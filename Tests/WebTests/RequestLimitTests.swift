import HTTPServer
import Kernel
import Signatures
import Testing
import UseCases

@testable import Web

/// How many requests one caller may make: each person, system and address for itself.
@Suite struct RequestLimitTests {
    private static let few = RequestLimit(perSecond: 1, burst: 3)

    /// Whether the answer says when to come back, and nothing else was done.
    private func isRefused(_ answer: PageAnswer) -> Bool {
        answer.status == 429
            && answer.response.headers["retry-after"].flatMap { Int($0) }.map { $0 >= 1 } == true
    }

    @Test func `a person beyond the limit is told when to come back; another is not held up`()
        async throws
    {
        let service = try await TestService { $0.personLimit = Self.few }
        let person = try await service.signIn(TestPeople.holder)
        let other = try await service.signIn(TestPeople.verifier)
        for _ in 0..<3 { #expect(await service.get("/sessions", person).status == 200) }
        #expect(isRefused(await service.get("/sessions", person)))
        // A second session of the same person is the same person.
        #expect(isRefused(await service.get("/api/documents", person)))
        #expect(await service.get("/sessions", other).status == 200)
    }

    @Test func `a system beyond the limit is told when to come back; another is not held up`()
        async throws
    {
        let service = try await TestService { $0.systemLimit = Self.few }
        var tokens: [String] = []
        for system in ["one", "two"] {
            let key = try SigningKey.generateES256()
            try await service.register(system, key)
            tokens.append(try await service.token(of: system, key, scopes: [.kdpRequest]))
        }
        func ask(_ token: String) async -> PageAnswer {
            await service.send(
                "GET", "/api/kdp/access-requests/" + String(repeating: "a", count: 26), nil, [],
                nil, authorization: "Bearer " + token)
        }
        for _ in 0..<3 { #expect(await ask(tokens[0]).status == 404) }
        #expect(isRefused(await ask(tokens[0])))
        #expect(await ask(tokens[1]).status == 404)
    }

    @Test func `an address from which nobody is known is held up, whoever it says it is`()
        async throws
    {
        let service = try await TestService { $0.addressLimit = Self.few }
        for _ in 0..<3 {
            let forged = await service.get("/documents", "no-such-session")
            #expect(forged.status == 303)
        }
        #expect(isRefused(await service.get("/documents", "another-guess")))
        #expect(isRefused(await service.get("/open-questions")))
    }
}
