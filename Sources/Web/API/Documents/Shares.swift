import DigitalDocuments
import Kernel
import Registers
import Rendering
import UseCases

extension Endpoint {
    /// `POST /api/documents/{documentId}/shares`: opens access (use case 07; DD-15).
    static let postShare = Endpoint(
        .post, "/api/documents/{documentId}/shares",
        summary: "Open access to a document by QR and six-character code",
        access: .person(on: "the caller's own documents and those of minors they represent"),
        body: .json(
            .object([
                optional(
                    "lifetimeSeconds", .integer(Share.lifetimeSeconds),
                    "Life; default and limit: `share.lifetimeSeconds…` of /api/open-questions"),
                optional(
                    "views", .integer(Share.views),
                    "How often it opens; default and limit: `share.views…` of /api/open-questions"),
            ])),
        answers: [
            Answer(status: 201, content: .json(DocumentShape.share), meaning: "Both codes, once")
        ],
        problems: [.registerUnavailable, .notFound, .roleNotAllowed],
        repetition: .replay { _ in
            // A code is never stored where it could be repeated from.
            throw Refusal(.replayNotPossible)
        }
    ) { call in
        let new = try await call.platform.openAccess(
            to: try call.identifier("documentId"),
            lifetimeSeconds: call.body["lifetimeSeconds"]?.integer,
            views: call.body["views"]?.integer, by: call.caller, once: call.once)
        return .json(
            [
                "id": .string(new.share.id.text), "shortCode": .string(new.shortCode.text),
                "qr": .string(new.qr.text), "expiresAt": JSON(new.share.expiresAt),
                "views": .integer(new.share.viewsMax),
            ], status: 201)
    }

    /// `GET /api/shares/{id}`: the holder's own share.
    static let getShare = Endpoint(
        .get, "/api/shares/{id}", summary: "Read the state of one's own share",
        access: .person(on: "the caller's own share"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .object([
                        required("id", .string(.identifier), "The share"),
                        required(
                            "state", .string(.oneOf(HolderShare.State.allCases.map(\.rawValue))),
                            "Whether it still opens"),
                        required("documentType", .string(DocumentShape.types), "The kind"),
                        required("expiresAt", .string(.instant), "When both codes stop"),
                        required("views", .integer(1...20), "How often it may open"),
                        required("viewsSpent", .integer(0...20), "How often it has opened"),
                        required(
                            "waiting",
                            .array(
                                .object([
                                    required("id", .string(.text(lengthMax: 64)), "For the tap"),
                                    required("name", .string(.anything), "Who it is"),
                                ]), countMax: WaitingVerifier.listMax),
                            "Verifiers who wait for the holder's tap"),
                    ])), meaning: "The state")
        ]
    ) { call in
        let share = try await call.platform.share(try call.identifier("id"), of: call.caller)
        return .json([
            "id": .string(share.share.id.text),
            "state": .string(share.state(at: call.platform.clock.now()).rawValue),
            "documentType": .string(share.documentType.rawValue),
            "expiresAt": JSON(share.share.expiresAt), "views": .integer(share.share.viewsMax),
            "viewsSpent": .integer(share.viewsSpent),
            "waiting": .array(
                share.waiting.map { ["id": .string($0.id), "name": .string($0.name)] }),
        ])
    }

    /// `GET /api/shares/{id}/qr.svg`: the picture of the QR code.
    static let getShareQR = Endpoint(
        .get, "/api/shares/{id}/qr.svg", summary: "The QR code of one's own share, as a picture",
        access: .person(on: "the caller's own share"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "image/svg+xml"), meaning: "The picture")
        ],
        problems: [.codeExpired]
    ) { call in
        let share = try await call.platform.share(try call.identifier("id"), of: call.caller)
        guard let codes = share.codes else { throw Refusal(.codeExpired, clause: "DD-15") }
        let svg = try QRCode.encode(codes.qr.text).svg(label: "QR")
        return .bytes(svg.bytes, contentType: "image/svg+xml").with("Cache-Control", "no-store")
    }

    /// `DELETE /api/shares/{id}`: closes access.
    static let deleteShare = Endpoint(
        .delete, "/api/shares/{id}", summary: "Close access; both codes stop at once",
        access: .person(on: "the caller's own share"),
        answers: [Answer(status: 204, content: .none, meaning: "Closed")]
    ) { call in
        try await call.platform.closeAccess(try call.identifier("id"), by: call.caller)
        return .noContent
    }

    /// `POST /api/shares/{id}/confirmations`: the holder's tap for a verifier who typed the code.
    static let postShareConfirmation = Endpoint(
        .post, "/api/shares/{id}/confirmations",
        summary: "Let a verifier who typed the code see the document",
        access: .person(on: "the caller's own share"),
        body: .json(
            .object([
                required("verifier", .string(.text(lengthMax: 64)), "`waiting[].id` of the share")
            ])),
        answers: [Answer(status: 204, content: .none, meaning: "The verifier may try again")],
        repetition: .replay { _ in .noContent }
    ) { call in
        try await call.platform.confirm(
            try call.identifier("id"), call.text("verifier"), by: call.caller, once: call.once)
        return .noContent
    }

    /// `POST /api/shares/open`: a third party opens a shared document (DD-17 to DD-19).
    static let postShareOpening = Endpoint(
        .post, "/api/shares/open", summary: "Open a shared document by its code or QR text",
        access: .personOrSystem(
            .documentsPresent, on: "the document whose holder opened access to it"),
        body: .json(
            .object([
                optional("code", .string(.text(lengthMax: 32)), "The six characters"),
                optional("qr", .string(.text(lengthMax: 128)), "The text of the QR code"),
            ])),
        answers: [
            Answer(status: 200, content: .json(DocumentShape.opened), meaning: "The document")
        ],
        problems: [
            .codeUnknown, .codeExpired, .codeUsed, .codeRevoked, .codeInUse, .ownDocument,
            .tooManyTries, .holderConfirmationRequired, .systemNotAdmitted,
        ] + Self.buildProblems,
        repetition: .replay { replay in try await replayOpening(replay) }
    ) { call in
        let opened = try await call.platform.open(
            try presentedCode(in: call.body), by: call.caller.verifier, once: call.once)
        return .json(opened.json(call.platform))
    }
}

extension PersonOrSystem {
    var verifier: Verifier {
        switch self {
        case .person(let person): .person(person)
        case .system(let client): .system(client)
        }
    }
}

extension OpenedDocument {
    /// The document with its receipt, as it stands on the wire.
    func json(_ platform: Platform) -> JSON {
        [
            "document": document.json, "signature": .string(document.signed.signature.base64),
            "receipt": platform.receipt(entry, at: at),
        ]
    }
}

/// The code or the QR text: exactly one.
func presentedCode(in body: JSON) throws(Refusal) -> PresentedCode {
    switch (body["code"]?.string, body["qr"]?.string) {
    case (let typed?, nil):
        guard let code = ShortCode(typed: typed) else {
            throw Refusal(.codeUnknown, clause: "DD-10")
        }
        return .typed(code)
    case (nil, let text?):
        guard let qr = QRText(text) else { throw Refusal(.codeUnknown, clause: "DD-10") }
        return .qr(qr)
    default:
        throw Refusal(
            .invalidField,
            LocalizedText(
                kk: "«code» не «qr» — дәл біреуі", ru: "«code» или «qr» — ровно одно из двух",
                en: "exactly one of “code” and “qr”"))
    }
}

/// The register is called again within 60 seconds; the view is not spent twice.
private func replayOpening(_ replay: ReplayCall) async throws -> Reply {
    guard replay.isFresh else { throw Refusal(.replayNotPossible) }
    let opened = try await replay.platform.reopen(
        Identifier(stored: replay.entity), caller: replay.callerName)
    return .json(opened.json(replay.platform))
}
