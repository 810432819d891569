import FoodVouchers
import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// The largest list that is taken at once: a million families and more.
    ///
    /// What all requests hold together is bounded by the server
    /// (``HTTPServerLimits/bodyBytesTotalMax``).
    package static let voucherListBytesMax = 201_326_592

    private static let outcome = Schema.object([
        required("id", .string(.identifier), "The list"),
        required("version", .integer(1...1_000_000), "Counts the lists of the month"),
        required("late", .boolean, "Whether it came after the day on which it is due"),
        required("rows", .integer(0...Int64.max), "Rows that came"),
        required("listed", .integer(0...Int64.max), "Families that are new"),
        required("changed", .integer(0...Int64.max), "Families with other members"),
        required("delisted", .integer(0...Int64.max), "Families that are off the list"),
        required("unchanged", .integer(0...Int64.max), "Families as before"),
        required(
            "faults",
            .array(
                .object([
                    required("line", .integer(1...Int64.max), "The line of the file"),
                    required(
                        "reason", .string(.oneOf(ListRow.Fault.allCases.map(\.rawValue))),
                        "What is wrong"),
                    required("clause", .string(.anything), "The clause that decided"),
                ]), countMax: 1000), "Rows that were not taken; the first 1000"),
        required("faultCount", .integer(0...Int64.max), "How many there are"),
    ])

    /// `POST /api/vouchers/lists`: the list of a month (use case 30; FV-14, FV-19).
    static let postVoucherList = Endpoint(
        .post, "/api/vouchers/lists",
        summary: "Bring the list of a month, or a corrected one, as NDJSON or CSV",
        access: .system(.vouchersList, on: "families on the list of the month"),
        query: [
            QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
            QueryParameter(name: "month", schema: VoucherShape.month, meaning: "YYYY-MM"),
        ],
        body: .upload(
            contentTypes: ["application/x-ndjson", "text/csv"], bytesMax: voucherListBytesMax),
        answers: [Answer(status: 201, content: .json(outcome), meaning: "What became of each row")],
        problems: [.pilotNotReady, .pilotNotRunning, .notFound, .notYours],
        repetition: .replay { replay in
            guard
                let list = try await replay.platform.listOutcome(Identifier(stored: replay.entity))
            else { throw Refusal(.replayNotPossible) }
            return .json(list.json, status: 201)
        }
    ) { call in
        let isCSV = (call.request.headers["content-type"] ?? "").lowercased().hasPrefix("text/csv")
        let list = try await call.platform.takeList(
            call.upload, form: isCSV ? .csv : .ndjson, month: calendarMonth(call.query["month"]),
            pilot: call.query["pilot"] ?? "", by: call.caller, once: call.once)
        return .json(list.json, status: 201)
    }

    /// `GET /api/vouchers/missing-numbers`: what goes back to the feed (FV-18).
    static let getMissingNumbers = Endpoint(
        .get, "/api/vouchers/missing-numbers",
        summary: "Read whose month ended for want of a number",
        access: .system(.vouchersList, on: "families that the feed has listed"),
        query: [
            QueryParameter(name: "pilot", schema: VoucherShape.pilot, meaning: "The pilot"),
            QueryParameter(name: "month", schema: VoucherShape.month, meaning: "YYYY-MM"),
        ] + .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("family", .string(.identifier), "The family in its month"),
                            required("recipientIin", .string(.iin), "The recipient"),
                            required(
                                "reason",
                                .string(
                                    .oneOf(FamilyMonth.Termination.allCases.map(\.rawValue))),
                                "Why"),
                        ]))), meaning: "The records, in the order of the families' names")
        ], problems: [.notFound, .notYours]
    ) { call in
        let limit = call.page.limit
        let found = try await call.platform.missingNumbers(
            of: calendarMonth(call.query["month"]), pilot: call.query["pilot"] ?? "",
            after: call.query["cursor"] ?? "", limit: limit + 1,
            by: call.caller)
        let items = found.prefix(limit)
        let page = ListPage(
            items: Array(items), nextCursor: found.count > limit ? items.last?.family : nil)
        return .json(
            page.json {
                [
                    "family": .string($0.family), "recipientIin": .string($0.recipient.digits),
                    "reason": .string($0.termination.rawValue),
                ]
            })
    }
}

extension ListOutcome {
    fileprivate var json: JSON {
        [
            "id": .string(id.text), "version": .integer(version), "late": .bool(isLate),
            "rows": .integer(rowCount), "listed": .integer(listed), "changed": .integer(changed),
            "delisted": .integer(delisted), "unchanged": .integer(unchanged),
            "faults": .array(
                faults.prefix(1000).map {
                    [
                        "line": .integer($0.line), "reason": .string($0.fault.rawValue),
                        "clause": .string($0.fault.clause.tag),
                    ]
                }), "faultCount": .integer(Int64(faults.count)),
        ]
    }
}
