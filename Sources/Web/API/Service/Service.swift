import HTTPServer
import Kernel
import Messages
import Rendering
import Signatures
import UseCases

extension Endpoint {
    /// `GET /healthz`: the process answers.
    static let getHealth = Endpoint(
        .get, "/healthz", summary: "Say that the process is alive",
        access: .anyone(because: "For the supervisor; says nothing about anyone"),
        answers: [
            Answer(
                status: 200,
                content: .json(.object([required("status", .string(.oneOf(["alive"])), "Alive")])),
                meaning: "Alive")
        ]
    ) { _ in .json(["status": "alive"]) }

    /// `GET /readyz`: the store answers; whether messages leave stands beside it.
    ///
    /// Stuck messages do not make a node unready: every other node would be as stuck.
    static let getReadiness = Endpoint(
        .get, "/readyz", summary: "Say whether requests can be served now",
        access: .anyone(because: "For the load balancer; says nothing about anyone"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("status", .string(.oneOf(["ready"])), "Ready"),
                        required(
                            "messages", .string(.oneOf(["leaving", "stuck"])),
                            "Whether any message has waited for more than a minute"),
                    ])),
                meaning: "Ready")
        ]
    ) { call in
        try await call.platform.checkStore()
        let messages = try await call.platform.outboxHealth()
        return .json([
            "status": "ready", "messages": messages.stuck > 0 ? "stuck" : "leaving",
        ])
    }

    /// `GET /.well-known/jwks.json`: the keys by which our tokens are verified (RFC 7517).
    static let getKeySet = Endpoint(
        .get, "/.well-known/jwks.json", summary: "The public keys of our tokens",
        access: .anyone(because: "Public keys"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([required("keys", .array(.open([]), countMax: 16), "Keys")])),
                meaning: "The key set")
        ]
    ) { call in
        .writtenJSON(call.platform.keys.publishedKeys)
    }

    /// `GET /assets/{name}`: style sheets and scripts.
    static let getAsset = Endpoint(
        .get, "/assets/{name}", summary: "A style sheet or script of the pages",
        access: .anyone(because: "The same for everyone"),
        answers: [
            Answer(status: 200, content: .bytes(contentType: "text/css"), meaning: "The file")
        ]
    ) { call in
        let path = "/assets/" + (call.path["name"] ?? "")
        guard let asset = Assets.at(path: path) else { throw Refusal(.notFound) }
        return .bytes(asset.bytes, contentType: asset.contentType)
            .with("Cache-Control", Asset.cacheControl)
    }

    /// `GET /problems`: the closed list of problems, explained.
    static let getProblems = Endpoint(
        .get, "/problems", summary: "The closed list of problem codes, explained",
        access: .anyone(because: "Documentation"),
        answers: [Answer(status: 200, content: .page, meaning: "The page")], isPage: true
    ) { call in
        let title = LocalizedText(
            kk: "Қателер тізімі", ru: "Перечень ошибок", en: "The list of problems")
        return .page(
            call.page(title, at: "/problems", width: .wide) {
                Heading(1, title[call.language])
                for code in ProblemCode.allCases {
                    Heading(2, code.rawValue, id: code.rawValue)
                    Paragraph("\(code.status) · \(code.title[call.language])")
                    if let remedy = code.remedy {
                        Paragraph(remedy[call.language], style: .soft)
                    }
                }
            })
    }
}
