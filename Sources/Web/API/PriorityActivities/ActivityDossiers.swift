import Kernel
import PriorityActivities
import Regulations
import UseCases

/// Declared activities one by one, the proofs of their rows, and the list as a file.
extension Endpoint {
    /// `GET /api/activity-declarations/{activity}`: an activity with its verdict for a day.
    static let getActivityDeclaration = Endpoint(
        .get, "/api/activity-declarations/{activity}",
        summary: "A declared activity with its whole verdict for a day",
        access: .person(
            on:
                "an activity of one's organisation; of any, as the park's administration or for taxes"
        ),
        query: [
            QueryParameter(name: "on", schema: .string(.day), meaning: "The day; default today"),
            QueryParameter(
                name: "knownOn", schema: .string(.day),
                meaning: "The day of knowledge; default today"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("activity", .string(.identifier), "The activity"),
                        required("bin", ActivityShape.bin, "The organisation"),
                        required("title", .string(.anything), "What it is called"),
                        required("validFrom", ActivityShape.day, "Its first day"),
                        required("validUntil", .nullable(ActivityShape.day), "Its last day"),
                        required("check", .open([]), "As `POST /api/activity-checks` answers"),
                    ])), meaning: "The activity; an official's look is a journal entry")
        ], problems: [.notYours, .roleNotAllowed]
    ) { call in
        let today = call.platform.clock.today
        let dossier = try await call.platform.activityDossier(
            try call.identifier("activity"), on: call.query["on"].flatMap { Day($0) } ?? today,
            knownOn: call.query["knownOn"].flatMap { Day($0) } ?? today, for: call.caller)
        let activity = dossier.activity
        return .json([
            "activity": .string(activity.activity.text), "bin": .string(activity.bin.digits),
            "title": .string(activity.title), "validFrom": JSON(activity.validFrom),
            "validUntil": JSON(activity.validUntil),
            "check": ActivityAnswer(
                checked: dossier.checked, library: call.platform.activities,
                language: call.language
            ).json,
        ])
    }

    /// `GET /api/activity-register/{bin}/proofs/{entry}`: a row of the registers is in the journal.
    static let getActivityProof = Endpoint(
        .get, "/api/activity-register/{bin}/proofs/{entry}",
        summary: "The proof that a row of an organisation's registers is in the journal",
        access: .anyone(because: "The row is public; the proof holds nobody's name"),
        answers: [
            Answer(
                status: 200, content: .json(.open([])),
                meaning: "The row's leaf, its proof, the signed head and our keys (docs/verify)")
        ],
        problems: [.proofNotYetAvailable, .invalidField]
    ) { call in
        let pack = try await call.platform.activityProof(
            of: try call.identifier("entry"), about: try call.bin(call.path["bin"] ?? ""))
        return .json(pack).with(
            "Content-Disposition", "attachment; filename=\"evidence.json\"")
    }

    /// `GET /api/activity-rules/file`: the newest list as the file that a draft begins with.
    static let getActivityRulesFile = Endpoint(
        .get, "/api/activity-rules/file",
        summary: "The newest list as a file, from which a draft can be written",
        access: .anyone(because: "The law is public"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "application/json"),
                meaning: "The file; its words are our own statement, unofficial")
        ]
    ) { _ in
        guard let newest = Regulations.activityRules.last else { throw Refusal(.notFound) }
        return .bytes(newest.file, contentType: "application/json").with(
            "Content-Disposition", "attachment; filename=\"\(newest.name)\"")
    }
}
