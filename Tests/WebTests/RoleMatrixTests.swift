import AccessControl
import Kernel
import QyzmetTesting
import Signatures
import Testing
import UseCases

@testable import Web

/// Every route of the interface and every page, tried by everyone whom it is not for.
@Suite(.timeLimit(.minutes(3)))
struct RoleMatrixTests {
    private static let system = "all-scopes"
    /// Whoever is not let in is told so, and a person at a page is led to the sign-in.
    private static let turnedAway: Set<Int> = [303, 401, 403]

    private var routes: [Endpoint] { Endpoint.api + Endpoint.pages }

    private func target(of endpoint: Endpoint) -> String {
        "/"
            + endpoint.path.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter: String(repeating: "a", count: 26)
                }
            }.joined(separator: "/")
    }

    /// Calls the route and moves the clock, so that no limit of requests answers in its place.
    private func call(
        _ endpoint: Endpoint, _ service: TestService, session: String? = nil,
        token: String? = nil
    ) async -> PageAnswer {
        service.advance(seconds: 1)
        return await service.send(
            endpoint.method.rawValue, target(of: endpoint), session, [],
            endpoint.method == .get ? nil : "application/json",
            authorization: token.map { "Bearer " + $0 })
    }

    private func name(_ endpoint: Endpoint) -> String {
        "\(endpoint.method.rawValue) \(endpoint.path.text)"
    }

    private func isTurnedAway(_ answer: PageAnswer) -> Bool {
        answer.status == 303
            ? answer.location?.hasPrefix("/sign-in") == true
            : Self.turnedAway.contains(answer.status)
    }

    @Test(.clause("DD-2.5a", "DD-16a")) func `who is not known reaches nothing that is anybody's`()
        async throws
    {
        let service = try await TestService()
        for endpoint in routes where endpoint.accessKind != .anyone {
            if endpoint.accessKind == .operatorHost { continue }
            let answer = await call(endpoint, service)
            #expect(isTurnedAway(answer), "\(name(endpoint)): \(answer.status)")
        }
    }

    @Test(.clause("DD-2.5a", "KDP-2.2a"))
    func `a person reaches no route of systems, nor of officials`() async throws {
        let service = try await TestService()
        let session = try await service.signIn(TestPeople.holder)
        for endpoint in routes {
            switch endpoint.accessKind {
            case .system, .gateway, .official:
                let answer = await call(endpoint, service, session: session)
                #expect(isTurnedAway(answer), "\(name(endpoint)): \(answer.status)")
            case .anyone, .person, .personOrSystem, .operatorHost: break
            }
        }
    }

    @Test(.clause("DD-2.5a")) func `a system reaches no person's route, nor one beyond its scopes`()
        async throws
    {
        let service = try await TestService()
        let key = try SigningKey.generateES256()
        try await service.register(Self.system, key)
        for endpoint in routes {
            var scopes = Set(Scope.allCases)
            var code: String?
            switch endpoint.accessKind {
            case .system(let scope), .personOrSystem(let scope):
                scopes.remove(scope)
                code = "insufficientScope"
            case .person, .official: break
            case .anyone, .gateway, .operatorHost: continue
            }
            let token = try await service.token(of: Self.system, key, scopes: scopes)
            let answer = await call(endpoint, service, token: token)
            #expect(isTurnedAway(answer), "\(name(endpoint)): \(answer.status)")
            guard let code else { continue }
            #expect(answer.status == 403, "\(name(endpoint))")
            #expect(answer.text.contains("\"\(code)\""), "\(name(endpoint)): \(answer.text)")
        }
    }
}
