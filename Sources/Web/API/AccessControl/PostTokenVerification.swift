import AccessControl
import Kernel
import UseCases

extension Endpoint {
    /// `POST /api/kdp/tokens/verify`: the data owner verifies a token and spends a use (use case 04).
    static let postTokenVerification = Endpoint(
        .post, "/api/kdp/tokens/verify",
        summary: "Verify a security token before handing data over; this spends one use",
        access: .system(.kdpVerify, on: "the person whom the token is about"),
        body: .json(
            .object([
                required("token", .string(.text(lengthMax: 8192)), "The security token"),
                required("subjectIin", .string(.iin), "The person whose data were asked for"),
                required("dataSet", .string(.text(lengthMax: 64)), "The data set to hand over"),
            ])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("active", .boolean, "Whether the data may be handed over now"),
                        optional(
                            "reason", .string(.oneOf(Consent.UseRefusal.allCases.map(\.rawValue))),
                            "Why not"),
                        optional("explanation", .string(.anything), "The reason in words"),
                        optional("clause", .string(.anything), "The clause that decided"),
                        optional("consentId", .string(.identifier), "The consent"),
                        optional("initiator", .string(.anything), "Who asked for the data"),
                        optional("purpose", .string(.anything), "What for"),
                        optional("action", .string(.anything), "What will be done with them"),
                        optional("use", .integer(1...1_000_000), "The number of this use"),
                        optional("usesLeft", .integer(0...1_000_000), "Uses that remain"),
                        optional("expiresAt", .string(.instant), "When the consent ends"),
                        required("entry", .string(.identifier), "The journal entry: the receipt"),
                        optional(
                            "signedHead", .string(.anything), "The journal's newest head, signed"),
                    ])), meaning: "The verdict; it stands in the journal, whatever it is")
        ],
        problems: [.consentNotActive, .systemNotAdmitted],
        repetition: .replay { replay in try await replayVerdict(replay) }
    ) { call in
        let subject = try IIN(
            call.text("subjectIin"), rules: call.platform.configuration.identityRules)
        let verdict = try await call.platform.verifyToken(
            call.text("token"), subject: subject, dataSet: call.text("dataSet"), by: call.caller,
            once: call.once)
        return .json(verdict.json(in: call.language, signedHead: call.platform.newestSignedHead))
    }
}

extension TokenVerdict {
    fileprivate func json(in language: Language, signedHead: JSON?) -> JSON {
        let left = consent.flatMap { consent in useNumber.map { consent.terms.uses - $0 } }
        return .object(
            present: ("active", .bool(refusal == nil)),
            ("reason", refusal.map { .string($0.rawValue) }),
            ("explanation", refusal.map { .string($0.explanation[language]) }),
            ("clause", refusal.map { .string($0.clause.tag) }),
            ("consentId", consent.map { .string($0.id.text) }),
            ("initiator", consent.map { .string($0.initiator) }),
            ("purpose", consent.map { .string($0.terms.purpose) }),
            ("action", consent.map { .string($0.terms.action.rawValue) }),
            ("use", useNumber.map { .integer($0) }), ("usesLeft", left.map { .integer($0) }),
            ("expiresAt", consent.map { JSON($0.expiresAt) }), ("entry", .string(entry.text)),
            ("signedHead", signedHead))
    }
}

/// A positive verdict is repeated to the same caller only, within 60 seconds, while it still holds.
private func replayVerdict(_ replay: ReplayCall) async throws -> Reply {
    let parts = replay.entity.split(separator: " ").map(String.init)
    guard parts.count == 4, let number = Int64(parts[2]) else { throw Refusal(.replayNotPossible) }
    let platform = replay.platform
    guard replay.isFresh else { throw Refusal(.replayNotPossible, clause: "KDP-2.8") }
    let id = Identifier<Consent>(stored: parts[0])
    let (consent, refusal) = try await platform.stillHolds(
        id, dataSet: parts[1], use: number, owner: String(replay.callerName.dropFirst(7)))
    guard let consent, refusal == nil else {
        throw Refusal(
            .consentNotActive, refusal?.explanation, clause: refusal?.clause ?? "KDP-2.8")
    }
    let verdict = TokenVerdict(
        refusal: nil, consent: consent, useNumber: number,
        entry: Identifier(stored: parts[3]))
    return .json(verdict.json(in: replay.language, signedHead: platform.newestSignedHead))
}
