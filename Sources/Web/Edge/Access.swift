import HTTPServer
import Kernel
import UseCases

/// Who may call a route, and on whose data; a route without one does not compile.
///
/// The rule also produces the caller that the handler gets, so that a handler for a signed-in
/// person cannot run without one.
package struct Access<Caller: Sendable>: Sendable {
    /// The kind, for `/openapi.json` and the tests of the routes.
    package let kind: AccessKind
    /// On whose data the route works, in plain words.
    package let data: String
    /// Finds the caller of a request.
    let admit: @Sendable (HTTPRequest, Platform) async throws -> Caller
}

/// The kinds of access rules.
package enum AccessKind: Hashable, Sendable {
    /// Anyone, signed in or not.
    case anyone
    /// A person who is signed in.
    case person
    /// An official of the role who signed in by EDS; of any role when nil.
    case official(OfficialRole?)
    /// A system with an access token that has the scope.
    case system(Scope)
    /// A person who is signed in, or a system with the scope.
    case personOrSystem(Scope)
    /// The message gateway with its shared secret.
    case gateway
    /// A program on the operator's own machine.
    case operatorHost

    /// Whether requests come without a caller's name, so that only the address can be counted.
    var isAnonymous: Bool { self == .anyone }

    /// Whether only people in a session may call.
    var needsSession: Bool {
        switch self {
        case .person, .official: true
        default: false
        }
    }
}

extension Access where Caller == Void {
    /// Anyone may call; `because` says why that is right.
    package static func anyone(because reason: StaticString) -> Access {
        Access(kind: .anyone, data: "\(reason)") { _, _ in }
    }

    /// A program on this machine; in the sandbox anyone who reaches us.
    package static func operatorHost(on data: StaticString) -> Access {
        Access(kind: .operatorHost, data: "\(data)") { request, platform in
            let isForwarded = request.headers["x-forwarded-for"] != nil
            let isLocal = ["127.0.0.1", "::1"].contains(request.remoteAddress)
            guard platform.configuration.isSandbox || (isLocal && !isForwarded) else {
                throw Refusal(.notFound)
            }
        }
    }

    /// The message gateway, known by the shared secret in the query or the header.
    package static func gateway(on data: StaticString) -> Access {
        Access(kind: .gateway, data: "\(data)") { request, platform in
            let secret = request.query.first { $0.name == "secret" }?.value ?? ""
            guard platform.acceptsGateway(secret: secret) else { throw Refusal(.invalidClient) }
        }
    }
}

extension Access where Caller == SignedInPerson {
    /// A person who is signed in, on the data named.
    package static func person(on data: StaticString) -> Access {
        Access(kind: .person, data: "\(data)") { request, platform in
            try await signedInPerson(request, platform)
        }
    }
}

extension Access where Caller == SignedInOfficial {
    /// An official of any role who signed in by EDS, on the data named.
    package static func official(on data: StaticString) -> Access {
        Access(kind: .official(nil), data: "\(data)") { request, platform in
            try await signedInOfficial(request, platform)
        }
    }

    /// An official of this role who signed in by EDS, on the data named.
    package static func official(role: OfficialRole, on data: StaticString) -> Access {
        Access(kind: .official(role), data: "\(data)") { request, platform in
            let official = try await signedInOfficial(request, platform)
            guard official.roles.contains(role) else { throw Refusal(.roleNotAllowed) }
            return official
        }
    }
}

extension Access where Caller == SignedInPerson? {
    /// Anyone; a person who is signed in is recognised.
    package static func anyoneOrPerson(because reason: StaticString) -> Access {
        Access(kind: .anyone, data: "\(reason)") { request, platform in
            guard request.cookie(SessionCookie.name(for: platform)) != nil else { return nil }
            do {
                return try await signedInPerson(request, platform)
            } catch let refusal as Refusal
                where refusal.code == .notSignedIn || refusal.code == .sessionExpired
            {
                return nil
            }
        }
    }
}

extension Access where Caller == ClientSystem {
    /// A system whose access token has the scope, on the data named.
    package static func system(_ scope: Scope, on data: StaticString) -> Access {
        Access(kind: .system(scope), data: "\(data)") { request, platform in
            try await clientSystem(request, platform, scope: scope)
        }
    }
}

/// A person or a system.
package enum PersonOrSystem: Sendable {
    /// A person who is signed in.
    case person(SignedInPerson)
    /// A system with the scope asked for.
    case system(ClientSystem)
}

extension Access where Caller == PersonOrSystem {
    /// A person who is signed in, or a system with the scope, on the data named.
    package static func personOrSystem(_ scope: Scope, on data: StaticString) -> Access {
        Access(kind: .personOrSystem(scope), data: "\(data)") { request, platform in
            request.headers["authorization"] != nil
                ? .system(try await clientSystem(request, platform, scope: scope))
                : .person(try await signedInPerson(request, platform))
        }
    }
}

private func signedInPerson(
    _ request: HTTPRequest, _ platform: Platform
) async throws -> SignedInPerson {
    guard let secret = request.cookie(SessionCookie.name(for: platform)) else {
        throw Refusal(.notSignedIn, clause: "DD-11")
    }
    if !["GET", "HEAD"].contains(request.method) { try checkOrigin(of: request, platform) }
    let person = try await platform.person(withSessionSecret: secret)
    try await platform.checkStanding(of: person)
    return person
}

private func signedInOfficial(
    _ request: HTTPRequest, _ platform: Platform
) async throws -> SignedInOfficial {
    try await platform.official(signedInPerson(request, platform))
}

/// Refuses an unsafe request with a cookie that did not come from our own pages.
///
/// It needs our `Origin`, or none and a JSON body, which a foreign form cannot send.
package func checkOrigin(of request: HTTPRequest, _ platform: Platform) throws(Refusal) {
    if let origin = request.headers["origin"] {
        guard platform.configuration.origins.contains(origin) else { throw Refusal(.wrongOrigin) }
        return
    }
    let contentType = request.headers["content-type"] ?? ""
    guard contentType.lowercased().hasPrefix("application/json") else {
        throw Refusal(.wrongOrigin)
    }
}

private func clientSystem(
    _ request: HTTPRequest, _ platform: Platform, scope: Scope
) async throws -> ClientSystem {
    guard let header = request.headers["authorization"], header.hasPrefix("Bearer ") else {
        throw Refusal(.invalidToken)
    }
    let client = try await platform.client(withAccessToken: String(header.dropFirst(7)))
    guard client.scopes.contains(scope) else { throw Refusal(.insufficientScope) }
    return client
}

/// The cookie that carries the session's secret.
package enum SessionCookie {
    /// The cookie's name; under https the `__Host-` prefix ties it to this very host.
    package static func name(for platform: Platform) -> String {
        platform.configuration.isHTTPS ? "__Host-qyzmet" : "qyzmet"
    }

    /// The `Set-Cookie` value that keeps the secret, or clears it when nil.
    package static func header(secret: String?, for platform: Platform) -> String {
        let secure = platform.configuration.isHTTPS ? "; Secure" : ""
        let life = secret == nil ? "; Max-Age=0" : ""
        return "\(name(for: platform))=\(secret ?? ""); Path=/; HttpOnly; SameSite=Lax"
            + secure + life
    }
}
