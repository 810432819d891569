import Kernel
import UseCases

/// `/openapi.json` (OpenAPI 3.1), made from the routes' own declarations.
package struct OpenAPI: Sendable {
    /// The routes that are described.
    package let endpoints: [Endpoint]
    /// The address under which people reach this installation.
    package let server: String

    /// A description of these routes.
    package init(endpoints: [Endpoint], server: String) {
        self.endpoints = endpoints
        self.server = server
    }

    /// The document.
    package var json: JSON {
        var paths: [JSON.Member] = []
        for endpoint in endpoints {
            let operation = JSON.Member(
                endpoint.method.rawValue.lowercased(), self.operation(endpoint))
            if let index = paths.firstIndex(where: { $0.name == endpoint.path.text }) {
                paths[index].value = .object((paths[index].value.members ?? []) + [operation])
            } else {
                paths.append(JSON.Member(endpoint.path.text, .object([operation])))
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Qyzmet", "version": "1",
                "description":
                    "Digital public services of Kazakhstan, as their acts describe them.",
            ],
            "servers": [["url": .string(server)]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "person": ["type": "apiKey", "in": "cookie", "name": "qyzmet"],
                    "system": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
                    "gateway": ["type": "apiKey", "in": "query", "name": "secret"],
                ],
                "schemas": ["Problem": Problem.schema.openAPI],
            ],
        ]
    }

    private func operation(_ endpoint: Endpoint) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("summary", .string(endpoint.summary)),
            JSON.Member("operationId", .string(operationId(endpoint))),
            JSON.Member("tags", [.string(endpoint.isPage ? "pages" : tag(endpoint))]),
            JSON.Member("x-data", .string(endpoint.accessData)),
            JSON.Member("security", security(endpoint.accessKind)),
        ]
        let parameters = self.parameters(endpoint)
        if !parameters.isEmpty { members.append(JSON.Member("parameters", .array(parameters))) }
        if let body = requestBody(endpoint.body) {
            members.append(JSON.Member("requestBody", body))
        }
        members.append(JSON.Member("responses", .object(responses(endpoint))))
        return .object(members)
    }

    private func operationId(_ endpoint: Endpoint) -> String {
        endpoint.method.rawValue.lowercased()
            + endpoint.path.segments.map { segment in
                switch segment {
                case .literal(let text): "-" + text.replacing(".", with: "-")
                case .parameter(let name): "-by-" + name
                }
            }.joined()
    }

    private func tag(_ endpoint: Endpoint) -> String {
        if endpoint.isSandboxOnly { return "sandbox" }
        guard case .literal(let first) = endpoint.path.segments.first else { return "pages" }
        guard first == "api", case .literal(let second) = endpoint.path.segments[1] else {
            return first
        }
        return second
    }

    private func security(_ kind: AccessKind) -> JSON {
        switch kind {
        case .anyone, .operatorHost: []
        case .person, .official: [["person": []]]
        case .system: [["system": []]]
        case .personOrSystem: [["person": []], ["system": []]]
        case .gateway: [["gateway": []]]
        }
    }

    private func parameters(_ endpoint: Endpoint) -> [JSON] {
        let path: [JSON] = endpoint.path.parameterNames.map { name in
            [
                "name": .string(name), "in": "path", "required": true,
                "schema": ["type": "string", "minLength": 1, "maxLength": 128],
            ]
        }
        let query: [JSON] = endpoint.query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": false,
                "schema": parameter.schema.openAPI, "description": .string(parameter.meaning),
            ]
        }
        guard case .replay = endpoint.repetition else { return path + query }
        let key: JSON = [
            "name": "Idempotency-Key", "in": "header", "required": false,
            "schema": ["type": "string", "pattern": "^[!-~]{1,128}$"],
            "description": "Repeating a call with the same key within 24 hours has one effect",
        ]
        return path + query + [key]
    }

    private func requestBody(_ body: Endpoint.Body) -> JSON? {
        switch body {
        case .none: return nil
        case .json(let schema):
            return [
                "required": true, "content": ["application/json": ["schema": schema.openAPI]],
            ]
        case .form(let fields):
            let properties = fields.map {
                JSON.Member(
                    $0.name,
                    ["type": "string", "maxLength": .integer(Int64($0.lengthMax))])
            }
            return [
                "required": true,
                "content": [
                    "application/x-www-form-urlencoded": [
                        "schema": ["type": "object", "properties": .object(properties)]
                    ]
                ],
            ]
        case .upload(let contentTypes, _):
            let content = contentTypes.map {
                JSON.Member($0, ["schema": ["type": "string", "format": "binary"]])
            }
            return ["required": true, "content": .object(content)]
        }
    }

    /// What a status may mean and carry; an answer and problems may share one.
    private struct Response {
        var meanings: [String] = []
        var content: [JSON.Member] = []

        var json: JSON {
            .object(
                present: ("description", .string(meanings.joined(separator: ", "))),
                ("content", content.isEmpty ? nil : .object(content)))
        }
    }

    private func responses(_ endpoint: Endpoint) -> [JSON.Member] {
        var statuses: [Int: Response] = [:]
        for answer in endpoint.answers {
            statuses[answer.status, default: Response()].meanings.append(answer.meaning)
            if let member = content(of: answer) {
                statuses[answer.status, default: Response()].content.append(member)
            }
        }
        if endpoint.isPage, endpoint.accessKind.needsSession, statuses[303] == nil {
            statuses[303] = Response(meanings: ["Not signed in: to the page for that"])
        }
        let schema: JSON = ["$ref": "#/components/schemas/Problem"]
        for code in endpoint.problems + endpoint.usualProblems {
            var response = statuses[code.status, default: Response()]
            if !response.meanings.contains(code.rawValue) {
                response.meanings.append(code.rawValue)
            }
            // A request that cannot be read belongs to no page yet: it gets a problem document.
            var content = [JSON.Member(Problem.contentType, ["schema": schema])]
            if endpoint.isPage {
                content.append(JSON.Member("text/html", ["schema": ["type": "string"]]))
            }
            for member in content
            where !response.content.contains(where: { $0.name == member.name }) {
                response.content.append(member)
            }
            statuses[code.status] = response
        }
        return statuses.sorted { $0.key < $1.key }.map { JSON.Member("\($0.key)", $0.value.json) }
    }

    private func content(of answer: Endpoint.Answer) -> JSON.Member? {
        switch answer.content {
        case .json(let schema): JSON.Member("application/json", ["schema": schema.openAPI])
        case .page: JSON.Member("text/html", ["schema": ["type": "string"]])
        case .bytes(let contentType):
            JSON.Member(contentType, ["schema": ["type": "string"]])
        case .none: nil
        }
    }
}

extension Endpoint {
    /// The problems that every route of this kind may answer with.
    var usualProblems: [ProblemCode] {
        var codes: [ProblemCode] = [
            .malformedRequest, .wrongHost, .headersTooLarge, .overloaded, .storeUnavailable,
            .internalError, .tooManyRequests,
        ]
        if service != nil { codes.append(.serviceClosed) }
        switch accessKind {
        case .anyone: break
        case .person:
            codes += isPage ? [.wrongOrigin] : [.notSignedIn, .sessionExpired, .wrongOrigin]
        case .official:
            codes += [.edsRequired, .roleNotAllowed, .wrongOrigin]
            if !isPage { codes += [.notSignedIn, .sessionExpired] }
        case .system: codes += [.invalidToken, .insufficientScope]
        case .personOrSystem:
            codes += [
                .notSignedIn, .sessionExpired, .wrongOrigin, .invalidToken, .insufficientScope,
            ]
        case .gateway: codes += [.invalidClient]
        case .operatorHost: codes += [.notFound]
        }
        if !path.parameterNames.isEmpty { codes.append(.notFound) }
        if !query.isEmpty { codes.append(.invalidField) }
        switch body {
        case .none: break
        case .json, .form: codes += [.bodyTooLarge, .unsupportedMediaType, .invalidField]
        case .upload: codes += [.bodyTooLarge, .unsupportedMediaType]
        }
        if case .replay = repetition {
            codes += [
                .idempotencyKeyReused, .idempotencyKeyInFlight, .replayNotPossible, .invalidField,
            ]
        }
        return codes
    }
}
