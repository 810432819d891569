import AccessControl
import Kernel
import UseCases

/// The shapes of access requests on the wire.
enum AccessRequestShape {
    static let request = Schema.object([
        required("subjectIin", .string(.iin), "The person whose data are asked for"),
        required(
            "service", .string(.text(lengthMax: 200)), "The service that needs them (KDP-5.1)"),
        required(
            "action", .string(.oneOf(AccessAction.allCases.map(\.rawValue))),
            "What will be done with them (KDP-2.3)"),
        required(
            "dataSets", .array(.string(.text(lengthMax: 64)), countMax: 20),
            "The data sets, each once"),
        required("owner", .string(.text(lengthMax: 64)), "The client name of the data owner"),
        required("purpose", .string(.text(lengthMax: 64)), "The code of the purpose"),
        optional(
            "method", .string(.oneOf(ConsentMethod.allCases.map(\.rawValue))),
            "How the person is asked (KDP-7); default 1414"),
        required("lifetimeSeconds", .integer(1...31_622_400), "The life of the consent"),
        optional("uses", .integer(1...1_000_000), "Uses of each data set; default 1"),
        optional(
            "conditions", conditions, "To whom the data may go on; left out: to nobody"),
    ])

    static let conditions = Schema.object([
        optional(
            "recipients",
            .array(
                .string(.text(lengthMax: 200)), countMax: AccessConditions.recipientsMax),
            "Third parties who get the data from who asked; only with `transfer`"),
        optional("crossBorder", .boolean, "Whether they may leave the country; default false"),
        optional(
            "publicSources", .boolean, "Whether they may go into public sources; default false"),
    ])

    static let state = Schema.object([
        required("id", .string(.identifier), "The request's name"),
        required(
            "status", .string(.oneOf(AccessRequest.Status.allCases.map(\.rawValue))), "The state"),
        optional("answerBy", .string(.instant), "Until when the person may answer"),
        optional("token", .string(.anything), "The security token, while the consent holds"),
        optional("expiresAt", .string(.instant), "When the consent ends"),
    ])
}

extension AccessTerms {
    /// The terms that a checked body holds.
    init(body: JSON) {
        self.init(
            service: body["service"]?.string ?? "",
            action: AccessAction(rawValue: body["action"]?.string ?? "") ?? .processing,
            dataSets: (body["dataSets"]?.array ?? []).compactMap(\.string),
            owner: body["owner"]?.string ?? "", purpose: body["purpose"]?.string ?? "",
            method: body["method"]?.string.flatMap(ConsentMethod.init(rawValue:))
                ?? .unifiedContactCentre,
            lifetimeSeconds: body["lifetimeSeconds"]?.integer ?? 0,
            uses: body["uses"]?.integer ?? 1,
            conditions: AccessConditions(json: body["conditions"]))
    }
}

extension AccessRequestState {
    /// The state as the initiator reads it.
    var json: JSON {
        .object(
            present: ("id", .string(request.id.text)), ("status", .string(status.rawValue)),
            ("answerBy", JSON(request.answerBy)), ("token", token.map { .string($0) }),
            ("expiresAt", expiresAt.map { JSON($0) }))
    }
}
