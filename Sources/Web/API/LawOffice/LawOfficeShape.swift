import Casework
import Kernel
import Regulations
import UseCases

/// Decisions about the law on the wire.
enum LawOfficeShape {
    static let proposal = Schema.object([
        required("id", .string(.identifier), "The proposal"),
        required("kind", .string(.oneOf(["publication", "calendar"])), "What it is about"),
        required("proposedBy", .string(.anything), "The official's name"),
        required("proposedAt", .string(.instant), "When"),
        required("own", .boolean, "Whether the caller proposed it, who cannot confirm it"),
        required("what", .open([]), "What would be decided"),
    ])

    static func json(_ proposal: LawProposal) -> JSON {
        [
            "id": .string(proposal.id.text), "kind": .string(proposal.change.lawKind),
            "proposedBy": .string(proposal.proposedBy), "proposedAt": JSON(proposal.proposedAt),
            "own": .bool(proposal.isOwn), "what": proposal.change.facts,
        ]
    }

    static let amendment = Schema.object([
        required("package", .string(.anything), "The package"),
        required("order", .string(.anything), "The order's number"),
        required("signed", .string(.day), "When it was signed"),
        required("registration", .string(.anything), "Its state registration"),
        required("registered", .nullable(.string(.day)), "When it was registered"),
        required("publicationDay", .nullable(.string(.day)), "As entered; null where missing"),
        optional("publishedBy", .string(.anything), "Who published it; where entered here"),
        optional("reference", .string(.anything), "Where it stands there; where entered here"),
        required("inForce", .nullable(.string(.day)), "The general first day"),
        required("assumed", .boolean, "Whether that day is only assumed"),
        required("operations", .integer(0...100_000), "How many changes it makes"),
    ])

    static func json(_ package: AmendmentPackage, _ platform: Platform) -> JSON {
        let entered = platform.enteredPublication(of: package)
        let decided = platform.decidedPublication(of: package.id)
        let begins =
            entered.map { package.published(on: $0).commencement(assumes: false) }
            ?? package.commencement(assumes: platform.configuration.isSandbox)
        return .object(
            present: ("package", .string(package.id)), ("order", .string(package.order.number)),
            ("signed", JSON(package.order.date)),
            ("registration", .string(package.order.registration)),
            ("registered", JSON(package.registeredOn)), ("publicationDay", JSON(entered)),
            ("publishedBy", decided.map { .string($0.publishedBy) }),
            ("reference", decided.map { .string($0.reference) }),
            ("inForce", JSON(begins.day)), ("assumed", .bool(begins.assumedDay != nil)),
            ("operations", .integer(Int64(package.operations.count))))
    }

    static let outlook = Schema.object([
        required("package", .string(.anything), "The package"),
        required("day", .string(.day), "The day of publication that was asked about"),
        required("inForceBefore", .nullable(.string(.day)), "The first day by what holds now"),
        required("inForce", .string(.day), "The general first day that follows"),
        required(
            "turns",
            .array(
                .object([
                    required("day", .string(.day), "The day"),
                    required(
                        "rules",
                        .array(
                            .object([
                                required("act", .string(.anything), "The rules"),
                                required(
                                    "clauses", .array(.string(.anything), countMax: 1000),
                                    "The clauses that change"),
                            ]), countMax: 100), "By rules"),
                ]), countMax: 100), "Which clauses change on which day"),
        required(
            "services",
            .array(
                .object([
                    required("service", .string(.anything), "The service"),
                    required(
                        "newVersions", .array(.string(.day), countMax: 100),
                        "The days from which it goes by another law"),
                    required(
                        "opensOn", .nullable(.string(.day)), "Since when it can be had"),
                ]), countMax: 100), "The services that it touches"),
        required(
            "duties",
            .array(
                .object([
                    required("duty", .string(.anything), "The duty"),
                    required("startsOn", .string(.day), "From which day it runs"),
                    required("due", .nullable(.string(.day)), "The last day"),
                ]), countMax: 1000), "The duties that run from it"),
        required(
            "casesJudgedOtherwise", .integer(0...Int64.max),
            "Applications in progress submitted between the two first days: an estimate"),
    ])

    static func json(_ outlook: PublicationOutlook) -> JSON {
        [
            "package": .string(outlook.package.id), "day": JSON(outlook.day),
            "inForceBefore": JSON(outlook.before.day), "inForce": JSON(outlook.inForce),
            "turns": .array(
                outlook.turns.map { turn in
                    [
                        "day": JSON(turn.day),
                        "rules": .array(
                            turn.clauses.map { rules in
                                [
                                    "act": .string(rules.act),
                                    "clauses": .array(rules.clauses.map { .string($0.tag) }),
                                ]
                            }),
                    ]
                }),
            "services": .array(
                outlook.services.map { service in
                    [
                        "service": .string(service.definition.code),
                        "newVersions": .array(service.days.map { JSON($0) }),
                        "opensOn": JSON(service.opensOn),
                    ]
                }),
            "duties": .array(
                outlook.duties.map { due in
                    [
                        "duty": .string(due.duty.code), "startsOn": JSON(due.startsOn),
                        "due": JSON(due.due),
                    ]
                }), "casesJudgedOtherwise": .integer(outlook.cases),
        ]
    }

    static let trial = Schema.object([
        required("right", .boolean, "Whether it would be taken at the next start"),
        required("package", .nullable(.string(.anything)), "Its name; null where unreadable"),
        required("unreadable", .nullable(.string(.anything)), "The first place that is wrong"),
        required(
            "faults", .array(DocumentShape.text, countMax: 10_000), "What is wrong with it"),
        required("replacesLoaded", .boolean, "Whether a package of this name is loaded"),
        required(
            "changes",
            .array(
                .object([
                    required("act", .string(.anything), "The rules"),
                    required("clause", .string(.anything), "The clause"),
                    required("address", DocumentShape.text, "Where it stands"),
                    required("from", .nullable(.string(.day)), "The first day"),
                    required("assumed", .boolean, "Whether that day is only assumed"),
                    required("before", .nullable(DocumentShape.text), "What stands there"),
                    required("after", .nullable(DocumentShape.text), "What would stand there"),
                ]), countMax: 10_000), "Side by side"),
    ])

    static func json(_ trial: PackageTrial) -> JSON {
        [
            "right": .bool(trial.isRight), "package": JSON(trial.package?.id),
            "unreadable": JSON(trial.unreadable),
            "faults": .array(trial.faults.map { $0.words.json }),
            "replacesLoaded": .bool(trial.replacesLoaded),
            "changes": .array(
                trial.changes.map { change in
                    [
                        "act": .string(change.act), "clause": .string(change.clause.tag),
                        "address": change.address.words.json,
                        "from": JSON(change.after.begins.day),
                        "assumed": .bool(change.after.begins.assumedDay != nil),
                        "before": change.before?.state.wording?.json ?? .null,
                        "after": change.after.state.wording?.json ?? .null,
                    ]
                }),
        ]
    }
}

extension AdministrativeChange {
    /// The name of the kind in the interface.
    var lawKind: String {
        if case .enterPublication = self { "publication" } else { "calendar" }
    }
}
