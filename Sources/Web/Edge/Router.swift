import HTTPServer
import Kernel
import Signatures
import UseCases

/// Finds the route of a request and turns whatever comes of it into an HTTP answer.
package final class Router: Sendable {
    /// Every route, in the order of declaration.
    package let endpoints: [Endpoint]
    let platform: Platform
    private let observe: @Sendable (Observation) -> Void
    private let byLength: [Int: [Endpoint]]
    /// Routes without parameters by method and address: most requests need no search.
    private let literal: [String: [String: Endpoint]]
    private let limiter = RateLimiter()

    /// What the log and the metrics learn of one answered request; nothing personal.
    package struct Observation: Sendable {
        /// The route's method and address template; `none` when no route fitted.
        package let route: String
        /// The HTTP status of the answer.
        package let status: Int
        /// The problem's code, if it was one.
        package let code: ProblemCode?
        /// The random name of the request.
        package let requestId: String
        /// From the whole request to the answer, in microseconds of the machine's clock.
        package let microseconds: Int64
        /// What broke, for the operator, when the answer is 500.
        package let failure: String?
    }

    /// Two routes that no request could tell apart.
    package struct Clash: Error, Sendable {
        /// The method and the addresses.
        package let routes: String
    }

    /// Takes the routes; refuses two with the same method and shape.
    package init(
        _ endpoints: [Endpoint], platform: Platform,
        observe: @escaping @Sendable (Observation) -> Void
    ) throws(Clash) {
        var shapes: [String: String] = [:]
        for endpoint in endpoints {
            let shape =
                endpoint.method.rawValue
                + endpoint.path.segments.map {
                    if case .literal(let text) = $0 { "/" + text } else { "/{}" }
                }.joined()
            if let other = shapes.updateValue(endpoint.path.text, forKey: shape) {
                throw Clash(routes: "\(endpoint.method.rawValue) \(other) \(endpoint.path.text)")
            }
        }
        self.endpoints = endpoints
        self.platform = platform
        self.observe = observe
        self.literal = Dictionary(
            grouping: endpoints.filter(\.path.parameterNames.isEmpty), by: \.method.rawValue
        ).mapValues { Dictionary($0.map { ($0.path.text, $0) }) { first, _ in first } }
        // Literal addresses win over ones with parameters.
        self.byLength = Dictionary(grouping: endpoints, by: \.path.segments.count)
            .mapValues { $0.sorted { $0.path.parameterNames.count < $1.path.parameterNames.count } }
    }

    /// Answers a request.
    package func answer(_ request: HTTPRequest) async -> HTTPResponse {
        let clock = ContinuousClock()
        let start = clock.now
        let requestId = randomIdentifierText(platform.random)
        let language = Self.language(of: request)
        let isPage: Bool
        let route: String
        var code: ProblemCode?
        var failure: String?
        let response: HTTPResponse
        do throws(Refusal) {
            try checkHost(request)
            let (endpoint, parameters) = try find(request)
            isPage = endpoint.isPage
            route = endpoint.method.rawValue + " " + endpoint.path.text
            let admission = Admission(
                request: request, parameters: parameters, platform: platform, language: language,
                requestId: requestId, route: route, limiter: limiter)
            do {
                if let service = endpoint.service {
                    try platform.configuration.settings.checkOpen(service)
                }
                let reply = try await RequestTrace.$id.withValue(requestId) {
                    try await endpoint.run(admission)
                }
                response = httpResponse(
                    Self.remember(request, on: endpoint, in: reply), requestId: requestId,
                    language: language)
            } catch {
                let refusal = Self.refusal(for: error)
                code = refusal.code
                failure = Self.isFailure(refusal.code) ? String(describing: error) : nil
                let said = Problem(refusal: refusal, requestId: requestId, language: language)
                response =
                    endpoint.envelope?(said).map {
                        httpResponse($0, requestId: requestId, language: language)
                    }
                    ?? problem(
                        refusal, requestId: requestId, language: language, isPage: isPage,
                        request: request)
            }
        } catch {
            route = "none"
            code = error.code
            response = problem(
                error, requestId: requestId, language: language,
                isPage: Self.prefersPage(request), request: request)
        }
        let elapsed = clock.now - start
        observe(
            Observation(
                route: route, status: response.status, code: code, requestId: requestId,
                microseconds: elapsed.components.seconds * 1_000_000
                    + elapsed.components.attoseconds / 1_000_000_000_000, failure: failure))
        return response
    }

    /// The problem document for a request that the server itself refused.
    package func answer(refused refusal: HTTPRefusal) -> HTTPResponse {
        let code: ProblemCode =
            switch refusal.reason {
            case .malformed: .malformedRequest
            case .targetTooLong, .headersTooLarge: .headersTooLarge
            case .bodyTooLarge: .bodyTooLarge
            case .overloaded, .stopping: .overloaded
            case .invalidResponse: .internalError
            }
        return problem(
            Refusal(code), requestId: randomIdentifierText(platform.random),
            language: Language(acceptLanguage: refusal.headers["accept-language"]), isPage: false,
            request: nil)
    }

    private func find(_ request: HTTPRequest) throws(Refusal) -> (Endpoint, [String: String]) {
        let method = request.method == "HEAD" ? "GET" : request.method
        if let endpoint = literal[method]?[request.path] { return (endpoint, [:]) }
        let parts = request.pathSegments.map(String.init)
        var methods: Set<String> = []
        for endpoint in byLength[parts.count] ?? [] {
            guard let values = endpoint.path.match(parts) else { continue }
            if endpoint.method.rawValue == method { return (endpoint, values) }
            methods.insert(endpoint.method.rawValue)
        }
        if methods.isEmpty { throw Refusal(.notFound) }
        throw Refusal(.methodNotAllowed, allowedMethods: methods.sorted())
    }

    /// Refuses names that are not ours: a page elsewhere must not reach us by rebinding its name.
    private func checkHost(_ request: HTTPRequest) throws(Refusal) {
        guard let host = request.headers["host"], platform.configuration.hosts.contains(host) else {
            throw Refusal(.wrongHost)
        }
    }

    private static func language(of request: HTTPRequest) -> Language {
        let chosen =
            request.queryValue("lang") ?? request.cookie("language")
        return chosen.flatMap(Language.init(rawValue:))
            ?? Language(acceptLanguage: request.headers["accept-language"])
    }

    /// Keeps the language that a person chose on a page, for a year.
    private static func remember(
        _ request: HTTPRequest, on endpoint: Endpoint, in reply: Reply
    ) -> Reply {
        guard endpoint.isPage, let language = request.queryValue("lang").flatMap(Language.init)
        else { return reply }
        return reply.with(
            "Set-Cookie",
            "language=\(language.rawValue); Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax")
    }

    private static func prefersPage(_ request: HTTPRequest) -> Bool {
        (request.headers["accept"] ?? "").contains("text/html")
    }

    /// Whether the operator must read in the log what went wrong.
    private static func isFailure(_ code: ProblemCode) -> Bool {
        code == .internalError || code == .signingKeyUnavailable
    }

    static func refusal(for error: any Error) -> Refusal {
        if let refusal = error as? Refusal { return refusal }
        // The server stops, or the caller has hung up: whoever still listens may come again.
        if error is CancellationError { return Refusal(.overloaded) }
        if let fault = error as? LibraryFault, fault.isOfHardware {
            return Refusal(.signingKeyUnavailable, retryAfterSeconds: 60)
        }
        return Refusal.forStoreError(error) ?? Refusal(.internalError)
    }
}
