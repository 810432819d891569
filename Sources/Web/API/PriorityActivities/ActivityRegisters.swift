import Journal
import Kernel
import PriorityActivities
import UseCases

extension Endpoint {
    private static let evidenceShape = Schema.object([
        required(
            "register", .string(.oneOf(ActivityEvidence.Kind.allCases.map(\.rawValue))),
            "The register"),
        required("bin", ActivityShape.bin, "The organisation"),
        required("number", .string(.text(lengthMax: 64)), "The paper's number"),
        required("name", .string(.text(lengthMax: 200)), "The organisation's name"),
        required("validFrom", ActivityShape.day, "The first day on which it holds"),
        optional("validUntil", ActivityShape.day, "The last day on which it holds"),
    ])

    /// `POST /api/activity-evidence`: a row of the registers of participants or extracts.
    static let postActivityEvidence = Endpoint(
        .post, "/api/activity-evidence",
        summary: "Record a participant or an extract; replaces the belief about the same paper",
        access: .official(role: .hubAdministration, on: "the registers of the park"),
        body: .json(evidenceShape),
        answers: [
            Answer(
                status: 201,
                content: .json(
                    .object([
                        required("id", .string(.identifier), "The row"),
                        required("entry", .string(.identifier), "The journal entry"),
                    ])), meaning: "The row was recorded")
        ],
        repetition: .replay { replay in
            let row = try await replay.platform.activityEvidence(
                Identifier(stored: replay.entity))
            return .json(
                ["id": .string(row.id.text), "entry": .string(row.entry.text)], status: 201)
        }
    ) { call in
        let row = try await call.platform.recordActivityEvidence(
            ActivityEvidenceDraft(
                kind: ActivityEvidence.Kind(rawValue: call.text("register")) ?? .participants,
                bin: try call.bin(call.text("bin")), number: call.text("number"),
                name: call.text("name"),
                validFrom: Day(call.text("validFrom")) ?? call.platform.clock.today,
                validUntil: call.body["validUntil"]?.string.flatMap { Day($0) }),
            by: call.caller, once: call.once)
        return .json(
            ["id": .string(row.id.text), "entry": .string(row.entry.text)], status: 201)
    }

    /// `POST /api/activity-representatives`: who acts for a participant.
    static let postActivityRepresentative = Endpoint(
        .post, "/api/activity-representatives",
        summary: "Let a person act for a participant, or no longer",
        access: .official(role: .hubAdministration, on: "the representatives of participants"),
        body: .json(
            .object([
                required("bin", ActivityShape.bin, "The organisation"),
                required("iin", .string(.iin), "The person"),
                required("acts", .boolean, "Whether the person acts from now on"),
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "Done")],
        repetition: .replay { _ in .noContent }
    ) { call in
        try await call.platform.setActivityRepresentative(
            try IIN(call.text("iin"), rules: call.platform.configuration.identityRules),
            of: try call.bin(call.text("bin")), acts: call.body["acts"]?.bool ?? false,
            by: call.caller, once: call.once)
        return .noContent
    }

    /// `POST /api/activity-declarations`: an organisation declares an activity.
    static let postActivityDeclaration = Endpoint(
        .post, "/api/activity-declarations",
        summary: "Declare an activity of one's organisation, or declare it anew",
        access: .person(on: "the organisation for which the caller acts"),
        body: .json(
            .object([
                required("bin", ActivityShape.bin, "The organisation"),
                required("title", .string(.text(lengthMax: 200)), "What it is called"),
                optional("claimedItem", ActivityShape.item, "The item that is claimed"),
                required(
                    "facts", ActivityShape.facts,
                    "The facts; participation and extract are not declared, the registers have them"
                ),
                required("validFrom", ActivityShape.day, "The first day of the activity"),
                optional("validUntil", ActivityShape.day, "Its last day"),
                optional("replaces", .string(.identifier), "The activity declared anew"),
            ])),
        answers: [
            Answer(
                status: 201,
                content: .json(
                    .object([required("activity", .string(.identifier), "The activity")])),
                meaning: "The activity was declared")
        ], problems: [.notYours, .notFound],
        repetition: .replay { replay in
            .json(["activity": .string(replay.entity)], status: 201)
        }
    ) { call in
        let activity = try await call.platform.declareActivity(
            ActivityDeclaration(
                bin: try call.bin(call.text("bin")), title: call.text("title"),
                claimedItem: call.body["claimedItem"]?.integer.map { Int($0) },
                facts: try call.facts(call.body["facts"]),
                validFrom: Day(call.text("validFrom")) ?? call.platform.clock.today,
                validUntil: call.body["validUntil"]?.string.flatMap { Day($0) },
                replaces: call.body["replaces"]?.string.map { Identifier(stored: $0) }),
            by: call.caller, once: call.once)
        return .json(["activity": .string(activity.text)], status: 201)
    }

    /// `GET /api/activity-notices/{bin}`: notices to one's organisation.
    static let getActivityNotices = Endpoint(
        .get, "/api/activity-notices/{bin}",
        summary: "Notices about a status that is, will be or was lost, or was gained",
        access: .person(on: "the organisation for which the caller acts"), query: .page,
        answers: [
            Answer(
                status: 200, content: .json(.page(of: .open([]))),
                meaning: "The notices, newest first")
        ], problems: [.notYours, .invalidField]
    ) { call in
        let notices = try await call.platform.activityNotices(
            of: try call.bin(call.path["bin"] ?? ""), for: call.caller, page: call.page)
        return .json(
            notices.json { notice in
                [
                    "activity": .string(notice.activity.text), "title": .string(notice.title),
                    "notice": .string(notice.kind.rawValue),
                    "matter": .string(notice.matter.rawValue), "on": JSON(notice.on),
                    "at": JSON(notice.at),
                ]
            })
    }

    /// `GET /api/activity-register/{bin}`: the public extract, point in time on both axes.
    static let getActivityRegister = Endpoint(
        .get, "/api/activity-register/{bin}",
        summary: "What the registers say of an organisation on a day, as known on another",
        access: .anyone(because: "A register of organisations is public"),
        query: [
            QueryParameter(name: "on", schema: .string(.day), meaning: "The day; default today"),
            QueryParameter(
                name: "knownOn", schema: .string(.day),
                meaning: "The day of knowledge; default today"),
        ] + .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .open([
                        required("bin", ActivityShape.bin, "The organisation"),
                        required(
                            "evidence", .array(.open([]), countMax: ActivityEvidence.rowsMax),
                            "Every paper, on each page"),
                        required(
                            "activities", .array(.open([]), countMax: PageRequest.limitMax),
                            "Activities, newest first"),
                        required(
                            "nextCursor", .nullable(.string(.anything)),
                            "Where the next page of activities begins; null on the last"),
                    ])),
                meaning: "The extract; each row names its journal entry, whose proof is public")
        ]
    ) { call in
        let today = call.platform.clock.today
        let extract = try await call.platform.activityExtract(
            of: try call.bin(call.path["bin"] ?? ""),
            on: call.query["on"].flatMap { Day($0) } ?? today,
            knownOn: call.query["knownOn"].flatMap { Day($0) } ?? today, page: call.page)
        return .json(extract.json)
    }

    /// `POST /api/activity-simulations`: who would gain or lose under a draft of the list.
    static let postActivitySimulation = Endpoint(
        .post, "/api/activity-simulations",
        summary: "Compare the list in force with a draft over all declared activities",
        access: .official(role: .hubAdministration, on: "all declared activities"),
        body: .json(.open([])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("on", ActivityShape.day, "The day compared"),
                        required("count", .integer(0...Int64.max), "Activities compared"),
                        required("priority", tallyShape, "Whether they are priority activities"),
                        required("ownProduction", tallyShape, "Whether it is shown"),
                        required("changed", .integer(0...Int64.max), "Activities with a change"),
                        required(
                            "changes", .array(.open([]), countMax: RulesSimulation.changesMax),
                            "The first of the changed ones, losses first"),
                    ])), meaning: "The comparison; nothing was changed")
        ], repetition: .replay { _ in throw Refusal(.replayNotPossible) }
    ) { call in
        let found = try await call.platform.simulateRules(
            draft: call.body.bytes, by: call.caller)
        return .json([
            "on": JSON(found.on), "count": .integer(Int64(found.count)),
            "priority": found.priority.json, "ownProduction": found.ownProduction.json,
            "changed": .integer(Int64(found.changed)),
            "changes": .array(
                found.changes.map { change in
                    [
                        "bin": .string(change.bin.digits), "title": .string(change.title),
                        "before": change.before.json, "after": change.after.json,
                    ]
                }),
        ])
    }

    private static let tallyShape = Schema.object([
        required("gained", .integer(0...Int64.max), "Would become yes"),
        required("lost", .integer(0...Int64.max), "Would cease to be yes"),
        required("otherwise", .integer(0...Int64.max), "Other changes"),
    ])

    /// `POST /api/activity-list-checks`: a tax officer checks a list of organisations.
    static let postActivityListCheck = Endpoint(
        .post, "/api/activity-list-checks",
        summary: "Check a list of organisations for a period",
        access: .official(role: .taxOfficer, on: "declared activities of the organisations"),
        body: .json(
            .object([
                required(
                    "bins", .array(ActivityShape.bin, countMax: Platform.listCheckMax),
                    "The organisations"),
                required("from", ActivityShape.day, "The first day"),
                required("to", ActivityShape.day, "The last day"),
            ])),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required(
                            "items", .array(.open([]), countMax: Platform.listCheckMax),
                            "One for each organisation, in the order asked")
                    ])), meaning: "Stretches of days with the answers about each activity")
        ], repetition: .replay { _ in throw Refusal(.replayNotPossible) }
    ) { call in
        let today = call.platform.clock.today
        let bins = try call.texts("bins").map { try call.bin($0) }
        let found = try await call.platform.checkOrganisations(
            bins, from: Day(call.text("from")) ?? today, to: Day(call.text("to")) ?? today,
            by: call.caller)
        return .json(["items": .array(found.map(\.json))])
    }
}

extension RulesSimulation.Tally {
    fileprivate var json: JSON {
        [
            "gained": .integer(Int64(gained)), "lost": .integer(Int64(lost)),
            "otherwise": .integer(Int64(otherwise)),
        ]
    }
}

extension ActivityStanding {
    fileprivate var json: JSON {
        [
            "outcome": .string(outcome.rawValue),
            "ownProduction": .string(ownProduction.rawValue),
        ]
    }
}

extension ActivityExtract {
    fileprivate var json: JSON {
        [
            "bin": .string(bin.digits), "on": JSON(on), "knownOn": JSON(knownOn),
            "evidence": .array(
                evidence.map { row in
                    [
                        "register": .string(row.kind.rawValue), "number": .string(row.number),
                        "name": .string(row.name), "validFrom": JSON(row.validFrom),
                        "validUntil": JSON(row.validUntil), "holds": .bool(row.holds(on: on)),
                        "recordedAt": JSON(row.knownFrom), "entry": .string(row.entry.text),
                    ]
                }),
            "activities": .array(
                activities.map { activity, standing in
                    [
                        "activity": .string(activity.activity.text),
                        "title": .string(activity.title),
                        "claimedItem": activity.claimedItem.map { .integer(Int64($0)) } ?? .null,
                        "validFrom": JSON(activity.validFrom),
                        "validUntil": JSON(activity.validUntil),
                        "outcome": .string(standing.outcome.rawValue),
                        "ownProduction": .string(standing.ownProduction.rawValue),
                        "recordedAt": JSON(activity.knownFrom),
                        "entry": .string(activity.entry.text),
                    ]
                }), "nextCursor": JSON(nextCursor),
        ]
    }
}

extension CheckedOrganisation {
    fileprivate var json: JSON {
        [
            "bin": .string(bin.digits),
            "activities": .array(
                activities.map { activity, spans in
                    [
                        "activity": .string(activity.activity.text),
                        "title": .string(activity.title),
                        "claimedItem": activity.claimedItem.map { .integer(Int64($0)) } ?? .null,
                        "spans": .array(
                            spans.map { span in
                                [
                                    "from": JSON(span.from), "until": JSON(span.until),
                                    "outcome": .string(span.standing.outcome.rawValue),
                                    "ownProduction": .string(
                                        span.standing.ownProduction.rawValue),
                                ]
                            }),
                    ]
                }),
        ]
    }
}
