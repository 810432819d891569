import DigitalDocuments
import Journal
import Kernel
import Registers
import UseCases

extension Endpoint {
    private static let requestShape = Schema.object([
        required("id", .string(.identifier), "The request"),
        required(
            "status", .string(.oneOf(DocumentRequest.Status.allCases.map(\.rawValue))), "The state"),
        required("documentType", .string(DocumentShape.types), "The kind"),
        required("answerBy", .string(.instant), "Until when the owner may consent"),
        optional("document", DocumentShape.document, "The document, when it is handed over"),
        optional("signature", .string(.anything), "The issuing body's signature, DER, base64"),
        optional("receipt", DocumentShape.receipt, "The mark of the delivery"),
    ])

    /// `POST /api/document-requests`: asks for a document by its owner's number (use case 08).
    static let postDocumentRequest = Endpoint(
        .post, "/api/document-requests",
        summary: "Ask for a document by its owner's registered phone number",
        access: .system(
            .documentsPresent, on: "the holder of the number; nothing is read before consent"),
        body: .json(
            .object([
                required("phone", .string(.phone), "The owner's registered number"),
                required("documentType", .string(DocumentShape.types), "The kind"),
                required(
                    "purpose", .string(.oneOf(DocumentPurpose.allCases.map(\.rawValue))),
                    "Viewing or presenting, nothing else (DD-4)"),
            ])),
        answers: [
            Answer(status: 201, content: .json(requestShape), meaning: "The owner was asked")
        ],
        problems: [
            .systemNotAdmitted, .documentTypeNotOffered, .phoneNotRegistered, .registerUnavailable,
        ],
        repetition: .replay { replay in
            guard let id = Identifier<DocumentRequest>(replay.entity) else {
                throw Refusal(.replayNotPossible)
            }
            let client = try await replay.initiator()
            let request = try await replay.platform.documentRequestState(id, of: client)
            return .json(request.json(opened: nil, on: replay.platform), status: 201)
        }
    ) { call in
        guard let phone = PhoneNumber(call.text("phone")),
            let type = DocumentType(rawValue: call.text("documentType")),
            let purpose = DocumentPurpose(rawValue: call.text("purpose"))
        else { throw Refusal(.invalidField) }
        let request = try await call.platform.requestDocument(
            phone: phone, documentType: type, purpose: purpose, by: call.caller, once: call.once)
        return .json(request.json(opened: nil, on: call.platform), status: 201)
            .with("Location", "/api/document-requests/\(request.id.text)")
    }

    /// `POST /api/document-requests/{id}/otp`: the password that the owner handed over.
    static let postDocumentRequestPassword = Endpoint(
        .post, "/api/document-requests/{id}/otp",
        summary: "Present the one-time password that the owner handed over",
        access: .system(.documentsPresent, on: "the caller's own request"),
        body: .json(
            .object([required("code", .string(.text(lengthMax: 16)), "The password")])),
        answers: [
            Answer(status: 200, content: .json(requestShape), meaning: "The owner has consented")
        ],
        problems: [
            .wrongOneTimePassword, .oneTimePasswordExpired, .tooManyTries, .phoneNotRegistered,
            .registerUnavailable,
        ],
        repetition: .replay { replay in
            guard let id = Identifier<DocumentRequest>(replay.entity) else {
                throw Refusal(.replayNotPossible)
            }
            let client = try await replay.initiator()
            let request = try await replay.platform.documentRequestState(id, of: client)
            return .json(request.json(opened: nil, on: replay.platform))
        }
    ) { call in
        let id: Identifier<DocumentRequest> = try call.identifier("id")
        try await call.platform.consent(
            to: id, password: call.text("code").trimmed, presentedBy: call.caller, once: call.once)
        return .json(
            try await call.platform.documentRequestState(id, of: call.caller)
                .json(opened: nil, on: call.platform))
    }

    /// `GET /api/document-requests/{id}`: the state, and the document once the owner has consented.
    static let getDocumentRequest = Endpoint(
        .get, "/api/document-requests/{id}",
        summary: "Read the state of one's own request; hands the document over after consent",
        access: .system(.documentsPresent, on: "the caller's own request"), query: [.wait],
        answers: [
            Answer(
                status: 200, content: .json(requestShape),
                meaning: "The state; with the document when it is handed over with this answer")
        ],
        problems: [.systemNotAdmitted, .codeInUse, .consentNotActive] + Self.buildProblems
    ) { call in
        let delivery = try await call.platform.documentRequest(
            try call.identifier("id"), of: call.caller,
            waitSeconds: Int64(call.query["wait"] ?? "") ?? 0)
        return .json(delivery.request.json(opened: delivery.opened, on: call.platform))
    }
}

extension DocumentRequest {
    func json(
        opened: (document: CheckedDocument, entry: Identifier<JournalEntry>, at: Instant)?,
        on platform: Platform
    ) -> JSON {
        .object(
            present: ("id", .string(id.text)), ("status", .string(status.rawValue)),
            ("documentType", .string(documentType.rawValue)), ("answerBy", JSON(answerBy)),
            ("document", opened?.document.json),
            ("signature", opened.map { .string($0.document.signed.signature.base64) }),
            ("receipt", opened.map { platform.receipt($0.entry, at: $0.at) }))
    }
}
