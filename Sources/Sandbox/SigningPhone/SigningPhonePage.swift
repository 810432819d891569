import HTTPClient
import Kernel
import Rendering
import SigningChannels
import UseCases
import Web

/// The phone that signs: its key and its way to servers on this machine.
package struct SigningPhone: Sendable {
    let key: PhoneKey
    let http: HTTPClient

    /// A phone.
    package init(key: PhoneKey, http: HTTPClient) {
        self.key = key
        self.http = http
    }

    /// Runs the phone with the text of a QR code.
    func visit(
        _ text: String, at now: Instant, language: Language, signs: Bool
    ) async -> PhoneVisit {
        await PhoneVisit(text, key: key, at: now, language: language, signs: signs) { request in
            try? await http.send(request)
        }
    }
}

extension SandboxControls {
    /// `GET /sandbox/phone`: the phone that signs.
    func getSigningPhone() -> Endpoint {
        Endpoint(
            .get, "/sandbox/phone", summary: "The phone that signs by QR code",
            access: .anyone(because: "A synthetic person's phone"), answers: [.page],
            isPage: true, isSandboxOnly: true
        ) { call in .page(call.signingPhonePage(text: "", visit: nil)) }
    }

    /// `POST /sandbox/phone`: fetches and checks both documents, and signs if asked to.
    func postSigningPhone(_ signingPhone: SigningPhone) -> Endpoint {
        Endpoint(
            .post, "/sandbox/phone", summary: "Check a QR code's documents, and sign them",
            access: .anyone(because: "A synthetic person's phone"),
            body: .form([
                .init(name: "text", lengthMax: MobileSignLink.bytesMax),
                .init(name: "action", lengthMax: 8),
            ]), answers: [.page], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let text = call.typed("text")
            let visit = await signingPhone.visit(
                text, at: call.now, language: call.language, signs: call.typed("action") == "sign")
            return .page(call.signingPhonePage(text: text, visit: visit))
        }
    }
}

extension Call where Caller == Void {
    fileprivate func signingPhonePage(text: String, visit: PhoneVisit?) -> Page {
        sandboxPage(
            Words.title, at: "/sandbox/phone", section: .phones,
            isFaulty: visit.map { !$0.outcome.isGood } ?? false
        ) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            if let visit {
                Notice(visit.outcome.isGood ? .good : .bad, isAnnounced: true) {
                    Paragraph(say(visit.outcome.text))
                }
            }
            Form(language, action: "/sandbox/phone") {
                TextField(
                    language, name: "text", label: say(Words.text),
                    hint: "mobileSign:http://127.0.0.1:…", value: text)
                Button(submit: say(Words.check), name: "action", value: "check", style: .secondary)
                Button(submit: say(Words.sign), name: "action", value: "sign")
            }
            if let visit { findings(visit) }
        }
    }

    @HTMLBuilder
    private func findings(_ visit: PhoneVisit) -> HTML {
        if let invitation = visit.invitation {
            Heading(2, "API 1")
            SummaryList([
                SummaryList.Row(say(Words.who), invitation.organisation[language]),
                SummaryList.Row(say(Words.what), invitation.description),
            ])
        }
        list("API 1", visit.invitationFindings)
        if let package = visit.package {
            Heading(2, "API 2")
            SummaryList(
                package.documents.map { document in
                    SummaryList.Row(
                        document.name[language], package.method(of: document).rawValue)
                })
        }
        list("API 2", visit.packageFindings)
    }

    @HTMLBuilder
    private func list(_ title: String, _ findings: [FieldFinding]) -> HTML {
        if !findings.isEmpty {
            Notice(.warn, title: title) {
                tag(.ul) {
                    for finding in findings { tag(.li) { say(finding.text) } }
                }
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Қол қоятын телефон", ru: "Телефон, который подписывает", en: "The phone that signs")
    static let lead = LocalizedText(
        kk:
            "QR-кодтың мәтінін қойыңыз: телефон екі құжатты да алып, әр өрісін тексереді, сынақ кілтімен қол қойып, кері жібереді.",
        ru: "Вставьте текст QR-кода: телефон получит оба документа, проверит каждое поле, "
            + "подпишет ключом песочницы и отправит обратно.",
        en: "Paste the text of a QR code: the phone fetches both documents, checks every field, "
            + "signs with a sandbox key and puts them back.")
    static let text = LocalizedText(
        kk: "QR-кодтың мәтіні", ru: "Текст QR-кода", en: "The QR code's text")
    static let check = LocalizedText(kk: "Тексеру", ru: "Проверить", en: "Check")
    static let sign = LocalizedText(
        kk: "Қол қойып жіберу", ru: "Подписать и отправить", en: "Sign and send")
    static let who = LocalizedText(kk: "Кім сұрайды", ru: "Кто просит", en: "Who asks")
    static let what = LocalizedText(kk: "Не үшін", ru: "Для чего", en: "What for")
}
