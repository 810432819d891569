import DigitalDocuments
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/view-marks`: the marks in the caller's cabinet (DD-18).
    static let getViewMarks = Endpoint(
        .get, "/api/view-marks", summary: "List the marks of views, as holder and as verifier",
        access: .personOrSystem(
            .documentsPresent, on: "views that the caller made or was shown in"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .page(
                        of: .object([
                            required("id", .string(.identifier), "The mark"),
                            required("at", .string(.instant), "When"),
                            required("outcome", .string(.anything), "`shown`, or why not"),
                            optional("documentType", .string(DocumentShape.types), "The kind"),
                            required("viewer", .string(.anything), "Who looked"),
                            required(
                                "way", .string(.oneOf(["qr", "shortCode", "phoneNumber"])),
                                "How it was asked for"),
                            required(
                                "side", .string(.oneOf(["subject", "viewer", "representative"])),
                                "On which side the caller stands"),
                            optional(
                                "child", .string(.anything),
                                "The minor whose document it is, for a representative"),
                            required(
                                "entry", .string(.identifier),
                                "The journal entry, the same on both sides"),
                        ]),
                        with: [.childrenUnanswered])), meaning: "The marks, newest first")
        ]
    ) { call in
        var wards = Wards.none
        if case .person(let person) = call.caller { wards = await call.platform.wards(of: person) }
        let page = try await call.platform.viewMarks(
            of: call.caller.verifier, page: call.page, wards: wards)
        return .json(
            page.json(wards) { mark in
                .object(
                    present: ("id", .string(mark.id.text)), ("at", JSON(mark.at)),
                    ("outcome", .string(mark.outcome)),
                    ("documentType", mark.documentType.map { .string($0.rawValue) }),
                    ("viewer", .string(mark.viewerName)), ("way", .string(mark.way.rawValue)),
                    ("side", .string(mark.side)), ("child", mark.childName.map { .string($0) }),
                    ("entry", .string(mark.entry.text)))
            })
    }
}

extension ViewMark {
    fileprivate var side: String {
        if isViewer { return "viewer" }
        return childName == nil ? "subject" : "representative"
    }
}
