import DigitalDocuments
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `POST /documents/{documentId}/shares`: opens access (use case 07; DD-15).
    static let postSharePage = Endpoint(
        .post, "/documents/{documentId}/shares", summary: "Open access to a document",
        access: .person(on: "the caller's own documents and those of minors they represent"),
        body: .form([
            FormField(name: "lifetime", lengthMax: 16), FormField(name: "views", lengthMax: 16),
        ]), answers: [.goOn], problems: [.tooManyRequests, .notFound], isPage: true
    ) { call in
        var form = OpenAccessForm(
            document: try call.identifier("documentId"),
            limits: try ShareLimits(call.platform.configuration.settings),
            lifetime: call.typed("lifetime"), views: call.typed("views"))
        guard let chosen = form.check(in: call.language) else {
            return .page(call.page(of: form), status: 422)
        }
        do {
            let new = try await call.platform.openAccess(
                to: form.document, lifetimeSeconds: chosen.lifetimeSeconds, views: chosen.views,
                by: call.caller, once: call.once)
            return .seeOther("/shares/\(new.share.id.text)")
        } catch let refusal as Refusal where refusal.code == .tooManyRequests {
            form.faults.add(
                "lifetime",
                call.say(Words.tooMany) + " " + refusal.words(in: call.language, now: call.now))
            return .page(call.page(of: form), status: refusal.code.status)
        }
    }

    /// `POST /shares/{id}/close`: both codes stop at once (DD-16).
    static let postShareClosePage = Endpoint(
        .post, "/shares/{id}/close", summary: "Close access; both codes stop at once",
        access: .person(on: "the caller's own share"), answers: [.goOn], isPage: true
    ) { call in
        let id: Identifier<Share> = try call.identifier("id")
        try await call.platform.closeAccess(id, by: call.caller)
        return .seeOther("/shares/\(id.text)")
    }

    /// `POST /shares/{id}/confirmations`: lets a verifier who typed the code see the document.
    static let postShareConfirmationPage = Endpoint(
        .post, "/shares/{id}/confirmations",
        summary: "Let a verifier who typed the code see the document",
        access: .person(on: "the caller's own share"),
        body: .form([FormField(name: "verifier", lengthMax: 64)]), answers: [.goOn], isPage: true
    ) { call in
        let id: Identifier<Share> = try call.identifier("id")
        do {
            try await call.platform.confirm(
                id, call.form["verifier"] ?? "", by: call.caller, once: call.once)
        } catch let refusal as Refusal where refusal.code == .notFound {
            // Nobody waits any more: the share's own page says how things stand, or that it is none.
        }
        return .seeOther("/shares/\(id.text)")
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func page(of form: OpenAccessForm) -> Page {
        let document: PageURL = "/documents/\(form.document.text)"
        return page(OpenAccessForm.title, at: document, isFaulty: true) {
            ErrorSummary(language, form.faults.all)
            BackLink(say(Words.back), to: document)
            Heading(1, say(OpenAccessForm.title))
            form.form(in: language)
        }
    }
}

private enum Words {
    static let back = LocalizedText(kk: "Құжатқа", ru: "К документу", en: "Back to the document")
    static let tooMany = LocalizedText(
        kk: "Бір мезгілде бес қолжетімділік қана ашық бола алады, керексізін жабыңыз.",
        ru: "Одновременно может быть открыто не больше пяти доступов, закройте ненужный.",
        en: "At most five accesses can be open at once; close one that you do not need.")
}
