import Kernel
import SigningChannels
import UseCases
import Web

extension SandboxControls {
    /// The phone that signs for programs that play the person.
    var signingPhoneEndpoints: [Endpoint] {
        signingPhone.map { [postPhoneVisit($0), postSigningExampleOrder()] } ?? []
    }

    /// `POST /sandbox/phone/visits`: checks both documents field by field, and signs if asked to.
    private func postPhoneVisit(_ phone: SigningPhone) -> Endpoint {
        Endpoint(
            .post, "/sandbox/phone/visits",
            summary: "Check what an integrator serves to eGov Mobile, sign it and put it",
            access: .anyone(because: "A synthetic person's phone"),
            body: .json(
                .object(
                    [
                        required(
                            "text", .string(.text(lengthMax: MobileSignLink.bytesMax)),
                            "The text of the QR code: `mobileSign:` and the address of API 1"),
                        optional(
                            "sign", .boolean, "Whether to sign and put, once all is right; false"),
                    ] + SandboxNCA.Order.members)),
            answers: [
                .init(
                    status: 200,
                    content: .json(
                        .object([
                            required("isGood", .boolean, "Whether nothing went wrong"),
                            required("outcome", .string(.anything), "What to mend"),
                            required("invitation", Self.findings, "Of API 1"),
                            required("documents", Self.findings, "Of API 2"),
                        ])), meaning: "What the phone met")
            ], problems: [.invalidField], isSandboxOnly: true
        ) { call in
            let visit = try await phone.visit(
                call.text("text"), as: try order(call.body), at: call.now,
                language: call.language, signs: call.body["sign"]?.bool ?? false)
            let findings = { (list: [FieldFinding]) in
                JSON.array(list.map { $0.json(in: call.language) })
            }
            return .json([
                "isGood": .bool(visit.outcome.isGood),
                "outcome": .string(visit.outcome.text[call.language]),
                "invitation": findings(visit.invitationFindings),
                "documents": findings(visit.packageFindings),
            ])
        }
    }

    /// `POST /sandbox/phone/examples`: asks for signatures of examples.
    private func postSigningExampleOrder() -> Endpoint {
        let methods = SignMethod.allCases.map(\.rawValue)
        let ways = SigningInvitation.Authorisation.allCases.map(\.rawValue)
        return Endpoint(
            .post, "/sandbox/phone/examples",
            summary: "Let the platform serve an example to eGov Mobile",
            access: .anyone(because: "Examples without effect"),
            body: .json(
                .object([
                    required("signMethod", .string(.oneOf(methods)), "How it is signed"),
                    required("authType", .string(.oneOf(ways)), "How the phone says who it is"),
                ])),
            answers: [
                .init(
                    status: 201,
                    content: .json(
                        .object([
                            required("text", .string(.anything), "The text of the QR code")
                        ])), meaning: "The example")
            ], isSandboxOnly: true
        ) { call in
            let link = try await call.platform.exampleLink(
                SignMethod(rawValue: call.text("signMethod")) ?? .mixed,
                SigningInvitation.Authorisation(rawValue: call.text("authType")) ?? .none)
            return .json(["text": .string(link.text)], status: 201)
        }
    }

    private static var findings: Schema {
        .array(
            .object([
                required("path", .string(.anything), "Which field"),
                required("code", .string(.anything), "What is wrong"),
                required("text", .string(.anything), "The same in words"),
            ]), countMax: 10_000)
    }
}

extension FieldFinding {
    fileprivate func json(in language: Language) -> JSON {
        [
            "path": .string(path), "code": .string(code.rawValue),
            "text": .string(text[language]),
        ]
    }
}

extension Platform {
    /// Asks for signatures of an example and gives the text of its QR code.
    func exampleLink(
        _ method: SignMethod, _ authorisation: SigningInvitation.Authorisation
    ) async throws -> MobileSignLink {
        let id = try await requestSignature(
            of: .example(method), authorisation: authorisation)
        guard let request = try await signingRequest(id) else { throw Refusal(.notFound) }
        return try signingLink(request)
    }
}
