import AccessControl
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/kdp/access-requests`: asks a person for access (use case 03).
    static let postAccessRequest = Endpoint(
        .post, "/api/kdp/access-requests", summary: "Ask a person for access to their data",
        access: .system(.kdpRequest, on: "the person named; nothing is read before they consent"),
        body: .json(AccessRequestShape.request),
        answers: [
            Answer(
                status: 201, content: .json(AccessRequestShape.state),
                meaning: "The person was asked, or cannot be reached (`undeliverable`)")
        ],
        problems: [
            .methodNotAvailable, .purposeNotAllowed, .unknownOwner, .unknownDataSet,
            .lifetimeTooLong, .tooManyUses, .tooFrequent, .registerUnavailable,
            .systemNotAdmitted,
        ],
        repetition: .replay { replay in
            let client = try await replay.initiator()
            guard let id = Identifier<AccessRequest>(replay.entity) else {
                throw Refusal(.replayNotPossible)
            }
            let state = try await replay.platform.accessRequest(id, of: client, waitSeconds: 0)
            return .json(state.json.without("token"), status: 201)
        }
    ) { call in
        let subject = try IIN(
            call.text("subjectIin"), rules: call.platform.configuration.identityRules)
        let request = try await call.platform.requestAccess(
            to: subject, terms: AccessTerms(body: call.body), by: call.caller, once: call.once)
        let status = request.status(at: call.platform.clock.now())
        return .json(
            [
                "id": .string(request.id.text), "status": .string(status.rawValue),
                "answerBy": JSON(request.answerBy),
            ], status: 201
        ).with("Location", "/api/kdp/access-requests/\(request.id.text)")
    }

    /// `GET /api/kdp/access-requests/{id}`: the state, by long poll.
    static let getAccessRequest = Endpoint(
        .get, "/api/kdp/access-requests/{id}",
        summary: "Read the state of one's own request, waiting for the answer",
        access: .system(.kdpRequest, on: "the caller's own request"),
        query: [.wait],
        answers: [
            Answer(
                status: 200, content: .json(AccessRequestShape.state),
                meaning: "The state; with the token once the person has consented")
        ]
    ) { call in
        let state = try await call.platform.accessRequest(
            try call.identifier("id"), of: call.caller,
            waitSeconds: Int64(call.query["wait"] ?? "") ?? 0)
        return .json(state.json)
    }
}

extension Endpoint.QueryParameter {
    /// Seconds that the answer may be kept back while nothing has changed.
    package static let wait = Endpoint.QueryParameter(
        name: "wait", schema: .integer(0...30),
        meaning: "Seconds to wait for a change before answering")
}

extension ReplayCall {
    /// The system that made the first call.
    func initiator() async throws -> ClientSystem {
        guard let client = try await platform.client(String(callerName.dropFirst("system:".count)))
        else { throw Refusal(.replayNotPossible) }
        return client
    }
}

extension JSON {
    /// The object without one member.
    func without(_ name: String) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != name })
    }
}
