import DigitalDocuments
import Kernel
import UseCases

extension Endpoint {
    private static let documentConsentShape = Schema.object([
        required("id", .string(.identifier), "The request"),
        required(
            "status", .string(.oneOf(DocumentRequest.Status.allCases.map(\.rawValue))),
            "The state"),
        required("client", .string(.anything), "Who asked"),
        required("documentType", .string(DocumentShape.types), "The kind"),
        required(
            "purpose", .string(.oneOf(DocumentPurpose.allCases.map(\.rawValue))),
            "Viewing or presenting"),
        required("createdAt", .string(.instant), "When it was asked"),
        required("endsAt", .string(.instant), "From when on nothing is delivered"),
        optional("consentedAt", .string(.instant), "When the owner consented"),
        optional("deliveredAt", .string(.instant), "When the document was first handed over"),
        optional("withdrawnAt", .string(.instant), "When the consent was withdrawn"),
        required("withdrawable", .boolean, "Whether the consent still delivers"),
    ])

    /// `GET /api/document-consents`: requests for the person's documents by number (DD-20).
    static let getDocumentConsents = Endpoint(
        .get, "/api/document-consents",
        summary: "List the requests for the caller's documents by phone number",
        access: .person(on: "requests for the caller's documents"), query: .page,
        answers: [
            Answer(
                status: 200, content: .json(.page(of: documentConsentShape)),
                meaning: "The requests, newest first")
        ]
    ) { call in
        let page = try await call.platform.documentConsents(of: call.caller, page: call.page)
        return .json(page.json { $0.json(in: call.language) })
    }

    /// `POST /api/document-consents/{id}/withdraw`: takes the consent to a delivery back (UC-08, 6d).
    static let postDocumentConsentWithdrawal = Endpoint(
        .post, "/api/document-consents/{id}/withdraw",
        summary: "Withdraw the consent to the delivery of a document",
        access: .person(on: "the caller's own consent"),
        answers: [.withdrawn(meaning: "Nothing is delivered any more")],
        problems: [.alreadyWithdrawn, .consentNotActive],
        repetition: .replay { .withdrawn($0.entity) }
    ) { call in
        let id: Identifier<DocumentRequest> = try call.identifier("id")
        try await call.platform.withdraw(id, by: call.caller, once: call.once)
        return .withdrawn(id.text)
    }
}

extension DocumentConsent {
    fileprivate func json(in language: Language) -> JSON {
        .object(
            present: ("id", .string(id.text)), ("status", .string(status.rawValue)),
            ("client", .string(clientName[language])),
            ("documentType", .string(documentType.rawValue)),
            ("purpose", .string(purpose.rawValue)), ("createdAt", JSON(createdAt)),
            ("endsAt", JSON(endsAt)), ("consentedAt", consentedAt.map { JSON($0) }),
            ("deliveredAt", deliveredAt.map { JSON($0) }),
            ("withdrawnAt", withdrawnAt.map { JSON($0) }), ("withdrawable", .bool(canBeWithdrawn)))
    }
}
