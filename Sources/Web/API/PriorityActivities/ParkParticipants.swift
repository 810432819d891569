import Kernel
import Regulations
import UseCases

extension Endpoint {
    /// `GET /api/activity-participants`: the participants of a day, each with its papers.
    static let getActivityParticipants = Endpoint(
        .get, "/api/activity-participants",
        summary: "The participants of a day by their BIN, each with its extracts",
        access: .official(role: .hubAdministration, on: "the registers of the park"),
        query: [
            QueryParameter(name: "on", schema: .string(.day), meaning: "The day; default today")
        ] + .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("bin", ActivityShape.bin, "The organisation"),
                            required("name", .string(.anything), "Its name"),
                            required("number", .string(.anything), "The certificate's number"),
                            required("validFrom", ActivityShape.day, "Its first day"),
                            required("validUntil", .nullable(ActivityShape.day), "Its last day"),
                            required(
                                "extracts",
                                .array(.open([]), countMax: ActivityEvidence.rowsMax),
                                "Its extracts, and whether each holds on the day"),
                        ]))), meaning: "A page of participants")
        ], problems: [.roleNotAllowed]
    ) { call in
        let day = call.query["on"].flatMap { Day($0) } ?? call.platform.clock.today
        let found = try await call.platform.parkParticipants(
            on: day, page: call.page, by: call.caller)
        return .json(found.json { $0.json(on: day) })
    }

    /// `GET /api/activity-receipt-verifier`: the script that checks a receipt offline.
    static let getActivityReceiptVerifier = Endpoint(
        .get, "/api/activity-receipt-verifier",
        summary: "The script that comes to a verdict again from its receipt alone",
        access: .anyone(because: "What checks us must be open to all"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "text/x-python"),
                meaning: "docs/verify/verify_activity_receipt.py, for Python 3")
        ]
    ) { _ in
        .bytes(Regulations.activityReceiptVerifier, contentType: "text/x-python").with(
            "Content-Disposition", "attachment; filename=\"verify_activity_receipt.py\"")
    }
}

extension ParkParticipant {
    fileprivate func json(on day: Day) -> JSON {
        [
            "bin": .string(participation.bin.digits), "name": .string(participation.name),
            "number": .string(participation.number),
            "validFrom": JSON(participation.validFrom),
            "validUntil": JSON(participation.validUntil),
            "extracts": .array(
                extracts.map { paper in
                    [
                        "number": .string(paper.number), "validFrom": JSON(paper.validFrom),
                        "validUntil": JSON(paper.validUntil), "holds": .bool(paper.holds(on: day)),
                    ]
                }),
        ]
    }
}
