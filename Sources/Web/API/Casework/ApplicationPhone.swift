import HTTPServer
import Kernel
import SigningChannels
import UseCases

/// Signing an application on the phone by QR code (use case 42 4, use case 24).
extension Endpoint {
    /// `POST /api/applications/{id}/phone`: asks for a signature; what was asked before is over.
    static let postApplicationPhone = Endpoint(
        .post, "/api/applications/{id}/phone",
        summary: "Ask the applicant to sign on the phone",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .json(
            .object([required("channel", .string(.text(lengthMax: 64)), "The portal")])),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "It is asked")],
        problems: [.notFound, .edsRequired, .caseNotInState, .invalidField],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let id: Identifier<StoredCase> = try call.identifier("id")
        try await call.platform.askForPhoneSignature(
            of: id, channel: call.text("channel"), by: call.caller, once: call.once)
        return .json(["id": .string(id.text)])
    }

    /// `GET /api/applications/{id}/phone`: the link to show, and whether it was signed.
    static let getApplicationPhone = Endpoint(
        .get, "/api/applications/{id}/phone", summary: "How far signing on the phone is",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("link", .string(.anything), "The text of the QR code"),
                        required("isSigned", .boolean, "Whether the phone has signed"),
                        required("expiresAt", .string(.instant), "Until when it can be signed"),
                    ])), meaning: "What was asked last and still holds for the draft as it is")
        ], problems: [.notFound, .edsRequired]
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        guard
            let asked = try await call.platform.phoneSubmission(of: stored, by: call.caller)
        else { throw Refusal(.notFound) }
        return .json([
            "link": .string(asked.link.text), "isSigned": .bool(asked.isSigned),
            "expiresAt": .string(asked.expiresAt.description),
        ])
    }

    /// `POST /api/applications/{id}/phone/submit`: submits with what the phone signed.
    static let postApplicationPhoneSubmission = Endpoint(
        .post, "/api/applications/{id}/phone/submit",
        summary: "Submit with what the applicant signed on the phone",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [Answer(status: 200, content: .json(CaseShape.name), meaning: "Submitted")],
        problems: [
            .notFound, .edsRequired, .caseNotInState, .applicationIncomplete, .signatureRefused,
            .formOutdated, .feeNotEvidenced, .registerUnavailable, .registerAnswerInvalid,
            .revocationUnknown, .serviceClosed, .invalidField,
        ],
        repetition: .replay { .json(["id": .string($0.entity)]) }
    ) { call in
        let stored = try await call.platform.submitApplication(
            signedOnPhone: call.identifier("id"), by: call.caller, once: call.once)
        return .json(["id": .string(stored.id.text)])
    }
}
