import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases
import WorkingTime

extension Endpoint {
    /// `GET /cases/{id}`: what is missing, when it is due and why, what happened.
    static let getCasePage = Endpoint(
        .get, "/cases/{id}", summary: "An application",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.page], problems: [.notFound, .edsRequired], isPage: true
    ) { call in
        let stored = try await call.platform.application(
            call.identifier("id"), for: call.caller)
        return try await call.caseReply(stored)
    }

    /// `POST /cases/{id}/fields`.
    static let postCaseFieldsPage = Endpoint(
        .post, "/cases/{id}/fields", summary: "Fill in a draft",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .form(Endpoint.numbered("field", lengthMax: 500)), answers: [.goOn, .page],
        problems: [.notFound, .edsRequired, .caseNotInState, .applicationLimit], isPage: true
    ) { call in
        try await call.onCase { id in
            let stored = try await call.platform.application(id, for: call.caller)
            let fields = stored.definition.fields.enumerated().compactMap { index, field in
                call.form["field\(index)"].map { (code: field.code, value: $0.trimmed) }
            }
            _ = try await call.platform.fillApplication(
                id, fields: fields, by: call.caller, once: call.once)
        }
    }

    /// `POST /cases/{id}/documents/{document}`.
    static let postCaseDocumentPage = Endpoint(
        .post, "/cases/{id}/documents/{document}", summary: "Attach a file",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: caseFileBodyBytesMax),
        answers: [.goOn, .page],
        problems: [
            .notFound, .edsRequired, .caseNotInState, .fileNotAllowed, .applicationLimit,
            .wrongOrigin,
        ],
        isPage: true
    ) { call in
        try await call.onCase { id in
            let stored = try await call.platform.application(id, for: call.caller)
            let code = call.path["document"] ?? ""
            guard let document = stored.definition.document(code) else { throw Refusal(.notFound) }
            let (file, parts) = try call.sentFile(of: document)
            _ = try await call.platform.attachFile(
                file, as: code, parts: parts, to: id, by: call.caller,
                once: call.once)
        }
    }

    /// `POST /cases/{id}/submit`: takes the signature as a file.
    static let postCaseSubmissionPage = Endpoint(
        .post, "/cases/{id}/submit", summary: "Submit with a signature",
        access: .person(on: "an application of one's organisation, or one's own"),
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: edsSignatureBytesMax * 2),
        answers: [.goOn, .page],
        problems: [
            .notFound, .edsRequired, .caseNotInState, .applicationIncomplete, .signatureRefused,
            .formOutdated, .revocationUnknown, .serviceClosed, .wrongOrigin,
            .feeNotEvidenced, .registerUnavailable, .registerAnswerInvalid,
        ], isPage: true
    ) { call in
        try await call.onCase { id in
            let sent = try call.sentSignature(with: ["channel"])
            _ = try await call.platform.submitApplication(
                id, channel: sent["channel"], cms: sent.cms, by: call.caller, once: call.once)
        }
    }

    /// `POST /cases/{id}/withdraw`.
    static let postCaseWithdrawalPage = Endpoint(
        .post, "/cases/{id}/withdraw", summary: "Withdraw an application",
        access: .person(on: "an application of one's organisation, or one's own"),
        answers: [.goOn, .page],
        problems: [.notFound, .edsRequired, .roleNotAllowed, .caseNotInState], isPage: true
    ) { call in
        try await call.onCase { id in
            _ = try await call.platform.withdrawApplication(
                id, by: call.caller, once: call.once)
        }
    }
}

extension Call where Caller == SignedInPerson {
    /// The file that the form of a document sends, with the codes of the parts that it shows.
    func sentFile(
        of document: ServiceDefinition.Document
    ) throws(Refusal) -> (file: [UInt8], parts: [String]) {
        let names = document.parts.indices.map { "part\($0)" }
        let form = MultipartFiles.read(
            upload, contentType: request.headers["content-type"] ?? "",
            fields: Set(names + ["file"]))
        guard let form, let file = form["file"], !file.isEmpty else {
            throw Refusal(.fileNotAllowed, CaseWords.noFile)
        }
        let parts = document.parts.enumerated().filter { form["part\($0.offset)"] != nil }
        return (file, parts.map(\.element.code))
    }

    /// Does something to a case and shows it; a refusal stands above the case as it is.
    func onCase(
        at part: String = "", _ work: (Identifier<StoredCase>) async throws -> Void
    ) async throws -> Reply {
        let id: Identifier<StoredCase> = try identifier("id")
        do {
            try await work(id)
            return .seeOther("/cases/\(id.text)" + part)
        } catch let refusal as Refusal where ![.notFound, .edsRequired].contains(refusal.code) {
            let stored = try await platform.application(id, for: caller)
            return try await caseReply(stored, refusal: refusal)
        }
    }

    /// An application, with what was refused above it; its script alone may also connect to
    /// NCALayer.
    fileprivate func caseReply(
        _ stored: StoredCase, refusal: Refusal? = nil
    ) async throws -> Reply {
        Reply.page(
            try await casePage(stored, refusal: refusal), status: refusal?.code.status ?? 200
        ).with(
            "Content-Security-Policy",
            SecurityHeaders.contentSecurityPolicy(
                connectingTo: platform.configuration.ncaLayerAddress))
    }

    /// Nil where nobody is configured who asks for signatures on the phone.
    private func phonePart(of stored: StoredCase) async throws -> PhoneSubmissionPart? {
        guard platform.configuration.signingOrganisation != nil else { return nil }
        return PhoneSubmissionPart(
            language: language, base: "/cases/\(stored.id.text)",
            channels: stored.definition.channels,
            submission: try await platform.phoneSubmission(of: stored, by: caller),
            isSandbox: platform.configuration.isSandbox)
    }

    private func casePage(_ stored: StoredCase, refusal: Refusal?) async throws -> Page {
        let result = try await platform.result(of: stored.id)
        let (shown, held) = try await platform.lookedUp(stored)
        let parts = CaseParts(
            stored: shown, platform: platform, language: language,
            mayBind: stored.mayBind(caller))
        let clocks = try platform.deadlines(of: stored)
        let draft = ApplicationForms(
            parts: parts, phone: try await phonePart(of: stored), held: held, typed: form)
        let attestations = try await platform.attestations(of: stored)
        let obstacles = try await platform.obstacles(of: stored)
        let basis = try await platform.basis(of: stored)
        let papers = try await platform.signedPapers(of: stored)
        let changes = try await platform.formChanges(of: stored)
        let appeal = try await platform.appealDraft(of: stored)
        let appealText = try await platform.appealText(of: stored)
        let signedAppeal = try await platform.signedAppeal(of: stored)
        let address: PageURL = "/cases/\(stored.id.text)"
        let scripts =
            stored.state.phase == .draft
            ? [Assets.ncaLayer, Assets.live] : appeal == nil ? [] : [Assets.ncaLayer]
        return page(
            stored.definition.title, at: address, scripts: scripts, isFaulty: refusal != nil
        ) {
            BackLink(say(CaseWords.applications), to: "/cases")
            Heading(1, say(stored.definition.title))
            Paragraph(caseLine(stored, due: clocks?.due), style: .soft)
            if let refusal {
                Notice(.bad, title: refusal.code.title[language], isAnnounced: true) {
                    Paragraph(refusal.words(in: language, now: now))
                }
            }
            parts.attestations(attestations)
            parts.obstacles(obstacles)
            if stored.state.phase == .draft {
                parts.changes(changes)
                if platform.isDepartmentMissing(for: stored) {
                    Notice(.bad) { Paragraph(say(CaseworkWords.noDepartment)) }
                }
                draft.html
            } else {
                parts.standing
                if result == nil { parts.remarks }
                if let result, stored.isDelivered {
                    parts.outcome(result, base: address)
                    parts.refusal
                }
                parts.papers(papers)
                parts.appeal(
                    base: address, signed: signedAppeal, draft: appeal, text: appealText)
                parts.hearing(base: address)
                parts.supply
                parts.law
                parts.clocks(clocks)
                parts.timeline
                More(say(CaseWords.whatWasSubmitted)) {
                    parts.content(base: address)
                    parts.basis(basis)
                }
                if stored.state.stage != nil, stored.state.appeal == nil, !parts.mayBind {
                    parts.whoMayBind
                } else if stored.state.stage != nil, stored.state.appeal == nil {
                    Form(language, action: "/cases/\(stored.id.text)/withdraw") {
                        Button(submit: say(CaseWords.withdraw), style: .danger, isSmall: true)
                    }
                }
            }
        }
    }
}
