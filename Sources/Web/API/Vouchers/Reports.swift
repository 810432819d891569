import FoodVouchers
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/voucher-reports/daily`: the day's report (use case 35; FV-29).
    static let getDailyVoucherReport = Endpoint(
        .get, "/api/voucher-reports/daily",
        summary: "Read a day's activations and service; signed once the day is over",
        access: .system(.vouchersReport, on: "sums over all vouchers of the pilot; no person"),
        query: [
            QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
            QueryParameter(name: "date", schema: .string(.day), meaning: "The day"),
        ],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("report", .open([]), "The figures"),
                        required("final", .boolean, "Whether the day is over"),
                        optional(
                            "signed", .string(.anything), "The same bytes as a signed JWS"),
                        optional("entry", .string(.identifier), "The journal entry of its digest"),
                    ])), meaning: "The report")
        ],
        problems: [.notFound, .notYours]
    ) { call in
        guard let day = Day(call.query["date"] ?? "") else {
            throw Refusal.wrongField("date", "YYYY-MM-DD")
        }
        let pilot = try call.platform.pilot(call.query["pilot"] ?? "", managedBy: call.caller)
        let report = try await call.platform.dailyReport(of: pilot.id, on: day)
        return .json(
            .object(
                present: ("report", report.payload), ("final", .bool(report.signed != nil)),
                ("signed", report.signed.map { .string($0) }),
                ("entry", report.entry.map { .string($0) })))
    }

    /// `GET /api/voucher-reports/pilot`: what came of the pilot (use case 35; FV-O.3.2).
    static let getPilotResults = Endpoint(
        .get, "/api/voucher-reports/pilot",
        summary: "Read a pilot's results: vouchers issued and used, goods sold",
        access: .system(.vouchersReport, on: "sums over all vouchers of the pilot; no person"),
        query: [QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot")],
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("pilot", .string(.anything), "The pilot"),
                        required("synthetic", .boolean, "Whether it is made up"),
                        required(
                            "phase", .string(.oneOf(Pilot.Phase.allCases.map(\.rawValue))),
                            "Where it stands"),
                        required("months", .array(.open([]), countMax: 12), "Month by month"),
                        required("sold", .array(.open([]), countMax: 1000), "What was sold"),
                    ])), meaning: "The results so far")
        ],
        problems: [.notFound, .notYours]
    ) { call in
        let pilot = try call.platform.pilot(call.query["pilot"] ?? "", managedBy: call.caller)
        return .json(try await call.platform.pilotResults(of: pilot.id).json(in: call.language))
    }

    /// `GET /api/voucher-pilots/{pilot}`: values and checklist (use case 36; FV-O.5, FV-O.6).
    static let getVoucherPilot = Endpoint(
        .get, "/api/voucher-pilots/{pilot}",
        summary: "Read a pilot's values and what its readiness lacks",
        access: .system(.vouchersManage, on: "the pilot's own values"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("pilot", .string(.anything), "The pilot"),
                        required("name", .string(.anything), "What it is called"),
                        required("synthetic", .boolean, "Whether it is made up"),
                        required("firstDay", .string(.day), "The first day"),
                        required("lastDay", .string(.day), "The last day, included"),
                        required("placeKato", .string(.anything), "Where"),
                        required(
                            "assumed", .array(.string(.anything), countMax: 50),
                            "Values that no act gives"),
                        required("ready", .boolean, "Whether it may start"),
                        required("points", .array(.open([]), countMax: 10), "The checklist"),
                    ])), meaning: "The pilot")
        ],
        problems: [.notFound, .notYours]
    ) { call in
        let pilot = try call.platform.pilot(call.path["pilot"] ?? "", managedBy: call.caller)
        let shown = try await call.platform.evidence(of: pilot.id)
        let points = ReadinessPoint.allCases.map { point -> JSON in
            let evidence = shown.first { $0.point == point }
            return .object(
                present: ("point", .string(point.rawValue)),
                ("name", .string(point.name[call.language])),
                ("clause", .string(point.clause.tag)),
                ("reference", evidence.map { .string($0.reference) }),
                ("recordedAt", evidence.map { JSON($0.recordedAt) }))
        }
        return .json([
            "pilot": .string(pilot.id), "name": .string(pilot.name[call.language]),
            "synthetic": .bool(pilot.isSynthetic), "firstDay": JSON(pilot.firstDay),
            "lastDay": JSON(pilot.lastDay), "placeKato": .string(pilot.placeKato),
            "assumed": .array(pilot.assumed.map { .string($0) }),
            "ready": .bool(shown.count == ReadinessPoint.allCases.count),
            "points": .array(points),
        ])
    }

    /// `PUT /api/voucher-pilots/{pilot}/evidence/{point}`: evidence for a point (use case 36).
    static let putVoucherEvidence = Endpoint(
        .put, "/api/voucher-pilots/{pilot}/evidence/{point}",
        summary: "Enter evidence for a point of the readiness checklist",
        access: .system(.vouchersManage, on: "the pilot's own checklist"),
        body: .json(
            .object([
                required(
                    "reference", .string(.text(lengthMax: 300)), "The document's number and date")
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "Entered, now or before")],
        problems: [.notFound, .notYours]
    ) { call in
        guard let point = ReadinessPoint(rawValue: call.path["point"] ?? "") else {
            throw Refusal(.notFound)
        }
        try await call.platform.recordEvidence(
            call.text("reference"), for: point, of: call.path["pilot"] ?? "", by: call.caller)
        return .noContent
    }
}

extension PilotResults {
    fileprivate func json(in language: Language) -> JSON {
        [
            "pilot": .string(pilot.id), "synthetic": .bool(pilot.isSynthetic),
            "phase": .string(phase.rawValue),
            "months": .array(
                months.map { month in
                    [
                        "month": .string(month.month.description),
                        "families": .object(
                            FamilyMonth.State.allCases.compactMap { state in
                                month.families[state].map {
                                    JSON.Member(state.rawValue, .integer($0))
                                }
                            }),
                        "vouchersIssued": .integer(month.issued),
                        "vouchersActivated": .integer(month.activated),
                        "vouchersUsed": .integer(month.used),
                        "issuedTiyn": .integer(month.balance.issued),
                        "availableTiyn": .integer(month.balance.available),
                        "heldTiyn": .integer(month.balance.held),
                        "spentTiyn": .integer(month.balance.spent),
                        "expiredTiyn": .integer(month.balance.expired),
                        "removedTiyn": .integer(month.balance.removed),
                    ]
                }),
            "sold": .array(
                sold.map { sold in
                    let good = pilot.goods.first { $0.code == sold.good }
                    return [
                        "good": .string(sold.good),
                        "name": .string(good?.name[language] ?? sold.good),
                        "unit": .string(good?.unit.rawValue ?? "piece"),
                        "quantityThousandths": .integer(sold.quantityThousandths),
                        "purchases": .integer(sold.lines),
                    ]
                }),
        ]
    }
}
