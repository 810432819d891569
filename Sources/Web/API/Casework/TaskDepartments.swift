import HTTPServer
import Kernel
import UseCases

/// Which territorial department is asked, on the wire (use case 93).
extension Endpoint {
    /// `POST /api/tasks/{id}/hand-back`: a request that is not for this department.
    static let postTaskHandBack = Endpoint(
        .post, "/api/tasks/{id}/hand-back",
        summary: "Hand a request back that is not for one's department",
        access: .official(on: "a permit control at one's department"),
        body: .json(
            .object([
                required("reasons", .string(.text(lengthMax: 2000)), "The reasons in words"),
                optional(
                    "department", .string(.text(lengthMax: 12)), "Which department should be asked"
                ),
            ])),
        answers: [Answer(status: 200, content: .json(taskName), meaning: "Handed back")],
        problems: [
            .notFound, .taskTaken, .taskClosed, .refusalIncomplete, .caseNotInState, .invalidField,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let other = try call.body["department"]?.string.map { try call.bodyNumber($0) }
        let hand = try await call.platform.handBackRequest(
            call.identifier("id"), to: other, reasons: call.text("reasons"), by: call.caller,
            once: call.once)
        return .json(["id": .string(hand.task.id.text)])
    }
}

extension Call {
    /// The number of a body.
    ///
    /// - Throws: `invalidField` for what is none.
    func bodyNumber(_ text: String) throws(Refusal) -> BIN {
        do { return try BIN(text, rules: platform.configuration.identityRules) } catch {
            throw Refusal(.invalidField)
        }
    }
}

extension AskedDepartment {
    static let schema = Schema.object([
        required("bin", .string(.anything), "The department"),
        required("name", DocumentShape.text, "Its name"),
        required("ofPlace", .boolean, "Whether the place of activity leads to it"),
    ])

    var json: JSON {
        ["bin": .string(bin.digits), "name": name.json, "ofPlace": .bool(isOfPlace)]
    }
}
