import AccessControl
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/kdp/consents/{id}/duty-claims`: a duty that outlives a withdrawal (use case 05, 3a).
    static let postDutyClaim = Endpoint(
        .post, "/api/kdp/consents/{id}/duty-claims",
        summary: "Claim that a law obliges the caller after a withdrawal; gives no further use",
        access: .system(.kdpRequest, on: "a withdrawn consent that the caller had asked for"),
        body: .json(
            .object([
                required("clause", .string(.text(lengthMax: 200)), "The clause of the law"),
                required(
                    "evidence", .string(.text(lengthMax: 500)),
                    "The document on which the duty rests: number and day; the person reads it"),
            ])),
        answers: [
            Answer(
                status: 201, content: .json(ConsentShape.duty),
                meaning: "Recorded, and shown to the person")
        ],
        problems: [.notWithdrawn, .alreadyClaimed],
        repetition: .replay { replay in
            guard let clause = replay.body["clause"]?.string,
                let evidence = replay.body["evidence"]?.string
            else { throw Refusal(.replayNotPossible) }
            let claim = DutyClaim(
                client: String(replay.callerName.dropFirst("system:".count)), clause: clause,
                evidence: evidence,
                isListed: replay.platform.configuration.dutyClauses.contains(clause),
                at: replay.finishedAt, entry: Identifier(stored: replay.entity))
            return .json(claim.json, status: 201)
        }
    ) { call in
        let claim = try await call.platform.claimDuty(
            on: try call.identifier("id"), clause: call.text("clause").trimmed,
            evidence: call.text("evidence").trimmed, by: call.caller, once: call.once)
        return .json(claim.json, status: 201)
    }
}
