import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/examination-commitments`: the published hashes (use case 49).
    static let getExaminationCommitments = Endpoint(
        .get, "/api/examination-commitments", summary: "Published hashes of question sets",
        access: .anyone(because: "A hash that is published cannot be exchanged; it names nobody"),
        query: .page,
        answers: [
            Answer(
                status: 200,
                content: .json(.page(of: ExaminationShape.commitment, "Newest first")),
                meaning: "A page of the list")
        ]
    ) { call in
        let list = try await call.platform.examinationCommitments(page: call.page)
        return .json(list.json { ExaminationShape.json($0) })
    }

    /// `GET /api/examination-commitments/{id}`: with salt and set once they are opened.
    static let getExaminationCommitment = Endpoint(
        .get, "/api/examination-commitments/{id}",
        summary: "A published hash; after the examination the salt and the questions behind it",
        access: .anyone(because: "Anyone may recompute the hash; the set names nobody"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .open([
                        required(
                            "commitment", .string(.anything),
                            "SHA-256 of the salt's bytes and the set's UTF-8, hexadecimal"),
                        required(
                            "opening",
                            .nullable(
                                .object([
                                    required("salt", .string(.anything), "32 bytes, hexadecimal"),
                                    required("set", .string(.anything), "The set, as hashed"),
                                ])),
                            "Null while somebody may still sit, and for ever where nobody sat"
                        ),
                    ])), meaning: "The commitment")
        ], problems: [.notFound]
    ) { call in
        .json(
            ExaminationShape.whole(
                try await call.platform.examinationCommitment(call.identifier("id"))))
    }
}
