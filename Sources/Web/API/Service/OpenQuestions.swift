import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/open-questions`: what the acts leave open, and what holds here.
    static let getOpenQuestions = Endpoint(
        .get, "/api/open-questions",
        summary: "What the acts leave open, the value that holds here and where it comes from",
        access: .anyone(because: "The rules of this installation are public"),
        answers: [
            Answer(
                status: 200,
                content: .json(.wholeList(of: item, countMax: 500, "In the order of the acts")),
                meaning: "Every setting")
        ]
    ) { call in
        let settings = call.platform.configuration.settings
        let items = settings.declared.map { declaration -> JSON in
            .object(
                present: ("key", .string(declaration.key)),
                ("question", .string(declaration.question)),
                ("service", .string(declaration.service.rawValue)),
                ("clause", declaration.clause.map { .string($0.tag) }),
                ("meaning", declaration.meaning.json),
                ("origin", .string(settings.origin(of: declaration).rawValue)),
                ("assumed", .bool(settings.origin(of: declaration) == .assumed)),
                ("value", declaration.isPublic ? settings.json(of: declaration)?.asText : nil))
        }
        return .json(.wholeList(items))
    }

    private static let item = Schema.object([
        required("key", .string(.anything), "The key in the configuration"),
        required("question", .string(.anything), "The row of docs/open-questions.md"),
        required(
            "service", .string(.oneOf(OfferedService.allCases.map(\.rawValue))),
            "What stays closed without it"),
        optional("clause", .string(.anything), "The clause that leaves it open"),
        required("meaning", DocumentShape.text, "What it decides"),
        required(
            "origin", .string(.oneOf(Settings.Origin.allCases.map(\.rawValue))),
            "Entered by the operator, assumed in the sandbox, shipped, or missing"),
        required("assumed", .boolean, "Whether the sandbox only assumes the value"),
        optional("value", .string(.anything), "The value as it would stand in the file"),
    ])
}

extension JSON {
    /// The value as a text, without quotes when it is one.
    var asText: JSON { .string(string ?? text) }
}
