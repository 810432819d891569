import Kernel
import Messages
import UseCases
import Web

extension SandboxControls {
    private static let inboxShape = Schema.object([
        required("items", .array(.open([]), countMax: SandboxPhones.inboxMax), "Newest first")
    ])

    /// `GET /sandbox/phones/{number}/messages`: what lies on a phone.
    func getMessages() -> Endpoint {
        Endpoint(
            .get, "/sandbox/phones/{number}/messages", summary: "The messages of a sandbox phone",
            access: .anyone(because: "Nobody's phone"),
            answers: [
                .init(status: 200, content: .json(Self.inboxShape), meaning: "The messages")
            ], isSandboxOnly: true
        ) { call in
            let phone = try number(call.path["number"])
            let messages = try await phones.inbox(of: phone)
            return .json(["items": .array(messages.map(\.json))])
        }
    }

    /// `POST /sandbox/phones/{number}/messages`: the person's SMS to 1414.
    func postMessage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/phones/{number}/messages", summary: "Send an SMS to 1414",
            access: .anyone(because: "Nobody's phone"),
            body: .json(
                .object([
                    required("text", .string(.text(lengthMax: 480)), "The text"),
                    optional(
                        "gatewayId", .string(.text(lengthMax: 64)),
                        "The gateway's name for it; the same name again is a repetition"),
                ])),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .object([
                            required(
                                "outcome",
                                .string(.oneOf(AnswerOutcome.allCases.map(\.rawValue))),
                                "What it did")
                        ])), meaning: "1414 has it")
            ],
            problems: [.registerUnavailable], isSandboxOnly: true
        ) { call in
            let phone = try number(call.path["number"])
            let id = try await phones.note(sent: call.text("text"), by: phone)
            let outcome = try await call.platform.receive(
                IncomingMessage(
                    gatewayId: call.body["gatewayId"]?.string ?? id, sender: phone,
                    text: call.text("text")))
            return .json(["outcome": .string(outcome.rawValue)])
        }
    }

    private func number(_ text: String?) throws(Refusal) -> PhoneNumber {
        guard let phone = PhoneNumber(text ?? "") else { throw Refusal(.notFound) }
        return phone
    }
}

extension SandboxPhones.Message {
    /// The message as it stands on the wire.
    var json: JSON {
        let answers: JSON? =
            switch self.answers {
            case .choice(let grant, let refuse):
                ["grant": .string(grant), "refuse": .string(refuse)]
            case .code(let code): ["code": .string(code)]
            case nil: nil
            }
        return .object(
            present: ("id", .string(id)), ("at", JSON(at)), ("from", .string(sender)),
            ("text", .string(text)), ("answers", answers))
    }
}
