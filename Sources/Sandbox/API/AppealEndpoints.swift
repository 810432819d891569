import Kernel
import Registers
import UseCases
import Web

extension SandboxControls {
    private static let appealShape = Schema.object([
        required("items", .array(.open([]), countMax: 200), "Newest first")
    ])

    /// `GET /sandbox/appeals`: what is registered in e-Otinish.
    func getAppeals() -> Endpoint {
        Endpoint(
            .get, "/sandbox/appeals", summary: "The appeals in the sandbox's e-Otinish",
            access: .anyone(because: "Nobody's appeals"),
            answers: [
                .init(status: 200, content: .json(Self.appealShape), meaning: "The appeals")
            ], isSandboxOnly: true
        ) { _ in
            let records = try await appeals?.registered() ?? []
            return .json(["items": .array(records.map(\.json))])
        }
    }

    /// `POST /sandbox/appeals/{id}/answer`: the akimat answers in e-Otinish itself.
    func postAppealAnswer() -> Endpoint {
        Endpoint(
            .post, "/sandbox/appeals/{id}/answer",
            summary: "Answer an appeal in the sandbox's e-Otinish, as its akimat would",
            access: .anyone(because: "Nobody's appeals"),
            body: .json(
                .object([
                    required("upheld", .boolean, "Whether the complaint is right"),
                    required("text", .string(.text(lengthMax: 1000)), "The answer"),
                ])),
            answers: [.init(status: 204, content: .none, meaning: "Answered")],
            problems: [.notFound], isSandboxOnly: true
        ) { call in
            let isAnswered = try await appeals?.answer(
                call.path["id"] ?? "", upheld: call.body["upheld"]?.bool ?? false,
                text: call.text("text"))
            guard isAnswered == true else { throw Refusal(.notFound) }
            return .noContent
        }
    }
}
