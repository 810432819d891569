import DigitalDocuments
import Kernel
import UseCases

extension Endpoint {
    /// `GET /api/documents`: what the person may open (use case 06).
    static let getDocuments = Endpoint(
        .get, "/api/documents", summary: "List the caller's documents and those of their children",
        access: .person(on: "the caller's own documents and those of minors they represent"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: .object([
                            required("documentId", .string(.identifier), "Its name here"),
                            required("documentType", .string(DocumentShape.types), "Kind"),
                            required("title", DocumentShape.text, "What it is called"),
                            optional("childName", .string(.anything), "Whose, if a child's"),
                        ]), countMax: 500, "The documents",
                        with: [
                            required(
                                "unanswered",
                                .array(.string(DocumentShape.types), countMax: 20),
                                "Kinds whose register did not answer: absent is not unknown")
                        ])), meaning: "The documents, asked of the registers just now")
        ],
        problems: [.registerUnavailable]
    ) { call in
        let list = try await call.platform.documents(of: call.caller)
        return .json(
            .wholeList(
                list.documents.map { document in
                    .object(
                        present: ("documentId", .string(document.id.text)),
                        ("documentType", .string(document.documentType.rawValue)),
                        ("title", document.title.json),
                        ("childName", document.childName.map { .string($0) }))
                },
                with: ["unanswered": .array(list.unanswered.map { .string($0.rawValue) })]))
    }

    /// `GET /api/documents/{documentId}`: builds a document live.
    static let getDocument = Endpoint(
        .get, "/api/documents/{documentId}", summary: "Build one document from its register, now",
        access: .person(on: "the caller's own documents and those of minors they represent"),
        answers: [
            Answer(
                status: 200, content: .json(DocumentShape.document),
                meaning: "The document, signed by the body that issues it")
        ],
        problems: Self.buildProblems
    ) { call in
        let document = try await call.platform.show(
            try call.identifier("documentId"), to: call.caller)
        return .json(document.json)
    }

    /// What may be wrong with a register's answer.
    static let buildProblems: [ProblemCode] = [
        .registerUnavailable, .registerAnswerInvalid, .registerSignatureInvalid, .wrongPerson,
        .revocationUnknown,
        .documentNotInForce, .documentTypeNotOffered, .notFound,
    ]
}
