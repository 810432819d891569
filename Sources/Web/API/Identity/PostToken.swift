import Kernel
import UseCases

extension Endpoint {
    /// `POST /oauth/token`: an access token for a system (RFC 6749 section 4.4, RFC 7523).
    static let postToken = Endpoint(
        .post, "/oauth/token", summary: "Give a system an access token for its signed assertion",
        access: .anyone(because: "The signed assertion in the body says which system calls"),
        body: .form([
            FormField(name: "grant_type", lengthMax: 64),
            FormField(name: "client_assertion_type", lengthMax: 128),
            FormField(name: "client_assertion", lengthMax: 8192),
            FormField(name: "client_id", lengthMax: 64),
            FormField(name: "scope", lengthMax: 512),
        ]),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("access_token", .string(.anything), "The token, a JWT"),
                        required("token_type", .string(.oneOf(["Bearer"])), "How it is presented"),
                        required("expires_in", .integer(1...86_400), "Seconds that it lives"),
                        required("scope", .string(.anything), "What it allows"),
                    ])), meaning: "The access token")
        ],
        problems: [.invalidClient, .insufficientScope, .invalidField]
    ) { call in
        guard call.form["grant_type"] == "client_credentials" else {
            throw wrongParameter("grant_type", "client_credentials")
        }
        let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        guard call.form["client_assertion_type"] == type else {
            throw wrongParameter("client_assertion_type", type)
        }
        let words = call.form["scope"].map { $0.split(separator: " ").map(String.init) }
        let scopes = try words.map { words in
            Set(
                try words.map { word in
                    guard let scope = Scope(rawValue: word) else {
                        throw Refusal(.insufficientScope)
                    }
                    return scope
                })
        }
        let token = try await call.platform.issueAccessToken(
            assertion: call.form["client_assertion"] ?? "", scopes: scopes)
        return .json([
            "access_token": .string(token.text), "token_type": "Bearer",
            "expires_in": .integer(token.expiresInSeconds),
            "scope": .string(token.scopes.map(\.rawValue).sorted().joined(separator: " ")),
        ])
    }
}

private func wrongParameter(_ name: String, _ value: String) -> Refusal {
    Refusal(
        .invalidField,
        LocalizedText(
            kk: "\(name) мәні \(value) болуы керек", ru: "\(name) должен быть \(value)",
            en: "\(name) must be \(value)"))
}
