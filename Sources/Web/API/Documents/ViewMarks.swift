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
                                "side", .string(.oneOf(["subject", "viewer"])),
                                "On which side the caller stands"),
                            required(
                                "entry", .string(.identifier),
                                "The journal entry, the same on both sides"),
                        ]))), meaning: "The marks, newest first")
        ]
    ) { call in
        let page = try await call.platform.viewMarks(of: call.caller.verifier, page: call.page)
        return .json(
            page.json { mark in
                .object(
                    present: ("id", .string(mark.id.text)), ("at", JSON(mark.at)),
                    ("outcome", .string(mark.outcome)),
                    ("documentType", mark.documentType.map { .string($0.rawValue) }),
                    ("viewer", .string(mark.viewerName)), ("way", .string(mark.way.rawValue)),
                    ("side", .string(mark.isViewer ? "viewer" : "subject")),
                    ("entry", .string(mark.entry.text)))
            })
    }
}
