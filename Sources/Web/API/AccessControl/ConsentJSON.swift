import AccessControl
import Kernel
import UseCases

/// The shapes of consents on the wire.
enum ConsentShape {
    private static let members: [Schema.Field] = [
        required("requestId", .string(.identifier), "The request"),
        optional("consentId", .string(.identifier), "The consent that came of it"),
        required(
            "status", .string(.oneOf(AccessRequest.Status.allCases.map(\.rawValue))), "The state"),
        required("initiator", .string(.anything), "Who asked"),
        required("owner", .string(.anything), "Who holds the data"),
        required("service", .string(.anything), "For which service"),
        required("action", .string(.anything), "What will be done with the data"),
        required("purpose", .string(.anything), "What for"),
        required("dataSets", .array(.string(.anything), countMax: 20), "Which data"),
        required("conditions", AccessRequestShape.conditions, "To whom they may go on"),
        required("createdAt", .string(.instant), "When it was asked"),
        optional("grantedAt", .string(.instant), "When the person consented"),
        optional("expiresAt", .string(.instant), "When the consent ends"),
        optional("withdrawnAt", .string(.instant), "When it was withdrawn"),
        required("uses", .array(uses, countMax: 20), "How often each data set was used"),
    ]

    private static let uses = Schema.object([
        required("dataSet", .string(.anything), "The data set"),
        required("spent", .integer(0...1_000_000), "Uses so far"),
        required(
            "left", .integer(0...1_000_000), "Uses left; 0 once the consent has ended"),
    ])

    static let consent = Schema.object(members)

    static let detailed = Schema.object(
        members + [
            required(
                "history",
                .array(
                    .object([
                        required("dataSet", .string(.anything), "The data set"),
                        required("use", .integer(1...1_000_000), "The number of the use"),
                        required("owner", .string(.anything), "The owner's client name"),
                        required("at", .string(.instant), "When"),
                        required("entry", .string(.identifier), "The journal entry"),
                    ]), countMax: SubjectConsent.usesShownMax), "The uses, newest first"),
            required(
                "duties", .array(duty, countMax: 50),
                "Duties that systems claim after the withdrawal; they give no use"),
        ])

    static let duty = Schema.object([
        required("client", .string(.anything), "Who claims it"),
        required("clause", .string(.anything), "The clause named"),
        required("evidence", .string(.anything), "The document on which it rests"),
        required("listed", .boolean, "Whether the operator's list has the clause"),
        required("at", .string(.instant), "When it was claimed"),
        required("entry", .string(.identifier), "The journal entry"),
    ])
}

extension SubjectConsent {
    func json(in language: Language) -> JSON {
        .object(
            present: ("requestId", .string(request.id.text)),
            ("consentId", consent.map { .string($0.id.text) }),
            ("status", .string(status.rawValue)), ("initiator", .string(initiatorName[language])),
            ("owner", .string(ownerName[language])), ("service", .string(request.terms.service)),
            ("action", .string(request.terms.action.rawValue)),
            ("purpose", .string(request.terms.purpose)),
            ("dataSets", .array(request.terms.dataSets.map { .string($0) })),
            ("conditions", request.terms.conditions.json), ("createdAt", JSON(request.createdAt)),
            ("grantedAt", consent.map { JSON($0.grantedAt) }),
            ("expiresAt", consent.map { JSON($0.expiresAt) }),
            ("withdrawnAt", consent?.withdrawnAt.map { JSON($0) }),
            ("uses", .array(uses.map(\.json))))
    }

    func detailedJSON(in language: Language) -> JSON {
        .object(
            (json(in: language).members ?? []) + [
                .init("history", .array(history.map(\.json))),
                .init("duties", .array(duties.map(\.json))),
            ])
    }
}

extension DataSetUses {
    fileprivate var json: JSON {
        ["dataSet": .string(dataSet), "spent": .integer(spent), "left": .integer(left)]
    }
}

extension ConsentUse {
    fileprivate var json: JSON {
        [
            "dataSet": .string(dataSet), "use": .integer(number), "owner": .string(owner),
            "at": JSON(at), "entry": .string(entry.text),
        ]
    }
}

extension DutyClaim {
    var json: JSON {
        [
            "client": .string(client), "clause": .string(clause), "evidence": .string(evidence),
            "listed": .bool(isListed), "at": JSON(at), "entry": .string(entry.text),
        ]
    }
}
