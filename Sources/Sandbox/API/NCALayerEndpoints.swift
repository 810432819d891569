import Kernel
import Signatures
import SigningChannels
import UseCases
import Web

extension SandboxControls {
    /// The sandbox's NCALayer for programs that play the person.
    var ncaLayerEndpoints: [Endpoint] {
        guard let nca, let ncaLayer else { return [] }
        return [getNCALayerRequests(ncaLayer), postNCALayerAnswer(ncaLayer, nca)]
    }

    /// `GET /sandbox/ncalayer/requests`: what waits.
    private func getNCALayerRequests(_ layer: SandboxNCALayer) -> Endpoint {
        Endpoint(
            .get, "/sandbox/ncalayer/requests",
            summary: "What waits for a person in the sandbox's NCALayer",
            access: .anyone(because: "The sandbox's own controls"),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .object([
                            required("address", .string(.anything), "The WebSocket's address"),
                            required(
                                "items", .array(.open([]), countMax: NCALayerDesk.waitingMax),
                                "The requests, the oldest first"),
                        ])), meaning: "The requests")
            ], isSandboxOnly: true
        ) { _ in
            .json([
                "address": .string(layer.address),
                "items": .array(layer.desk.requests.map(\.json)),
            ])
        }
    }

    /// `POST /sandbox/ncalayer/requests/{id}`: signs, cancels or has no token.
    private func postNCALayerAnswer(_ layer: SandboxNCALayer, _ nca: SandboxNCA) -> Endpoint {
        Endpoint(
            .post, "/sandbox/ncalayer/requests/{id}",
            summary: "Answer a request to the sandbox's NCALayer",
            access: .anyone(because: "The sandbox's own controls"),
            body: .json(
                .object(
                    [
                        required(
                            "action", .string(.oneOf(NCALayerAction.allCases.map(\.rawValue))),
                            "What the person does"),
                        optional(
                            "password", .string(.text(lengthMax: 64)),
                            "Of the key; Qwerty12 opens it"),
                    ] + SandboxNCA.Order.members)),
            answers: [
                .init(
                    status: 200, content: .json(.open([])),
                    meaning: "What the page was answered, in the new protocol")
            ], problems: [.notFound], isSandboxOnly: true
        ) { call in
            let action = NCALayerAction(rawValue: call.text("action")) ?? .cancel
            let answer = try await answer(
                layer, nca, request: try call.identifier("id"), action: action,
                key: call.body, password: call.text("password"))
            return .json(answer.basics)
        }
    }

    /// Does what the person decided; a request that nobody waits for any more is `notFound`.
    func answer(
        _ layer: SandboxNCALayer, _ nca: SandboxNCA, request id: Identifier<NCALayerDesk>,
        action: NCALayerAction, key: JSON, password: String
    ) async throws -> NCALayerAnswer {
        guard let request = layer.desk.requests.first(where: { $0.id == id }) else {
            throw Refusal(.notFound)
        }
        let answer: NCALayerAnswer
        switch action {
        case .cancel: answer = .cancelled
        case .noToken: answer = NCALayerRefusal.noToken.answer
        case .sign:
            let issued = try await nca.certificate(for: try order(key))
            answer = nca.answer(request.wish, with: issued, password: password)
        }
        guard layer.desk.answer(id, answer) else { throw Refusal(.notFound) }
        return answer
    }
}

/// What a person does in NCALayer's window.
enum NCALayerAction: String, CaseIterable {
    /// Chooses a key, types the password, signs.
    case sign
    /// Closes the window.
    case cancel
    /// Chooses a token that is not plugged in.
    case noToken
}

extension NCALayerDesk.Request {
    fileprivate var json: JSON {
        var container = "keyInfo"
        var order: NCALayerOrder?
        if case .signature(let found) = wish {
            order = found
            container = found.container.name
        }
        return .object(
            present: ("id", .string(id.text)), ("origin", origin.map { .string($0) }),
            ("since", JSON(since)), ("container", .string(container)),
            ("contents", order.map { .integer(Int64($0.contents.count)) }),
            ("iin", order?.iin.map { .string($0) }), ("bin", order?.bin.map { .string($0) }))
    }
}

extension NCALayerOrder.Container {
    /// Its name on the page and in answers.
    var name: String {
        switch self {
        case .cms(isDetached: true, _): "CMS, detached"
        case .cms: "CMS"
        case .cmsOfDigest: "CMS of a digest"
        case .xml: "XML"
        case .jwt: "JWT"
        }
    }
}
