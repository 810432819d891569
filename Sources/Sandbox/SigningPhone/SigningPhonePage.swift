import HTTPServer
import Kernel
import Rendering
import SigningChannels
import UseCases
import Web

extension SandboxControls {
    /// The pages of the phone that signs.
    func signingPhonePages(_ phone: SigningPhone) -> [Endpoint] {
        [getSigningPhone(), postSigningPhone(phone), postSigningExample()]
    }

    /// `GET /sandbox/phone`: the phone that signs.
    private func getSigningPhone() -> Endpoint {
        Endpoint(
            .get, "/sandbox/phone", summary: "The phone that signs by QR code",
            access: .anyone(because: "A synthetic person's phone"),
            query: [
                .init(
                    name: "text", schema: .string(.anything), meaning: "The text of a QR code")
            ], answers: [.page], isPage: true, isSandboxOnly: true
        ) { call in
            .page(call.signingPhonePage(world, text: call.query["text"] ?? "", key: "", visit: nil))
        }
    }

    /// `POST /sandbox/phone`: fetches and checks both documents, and signs if asked to.
    private func postSigningPhone(_ phone: SigningPhone) -> Endpoint {
        Endpoint(
            .post, "/sandbox/phone", summary: "Check a QR code's documents, and sign them",
            access: .anyone(because: "A synthetic person's phone"),
            body: .form([
                .init(name: "text", lengthMax: MobileSignLink.bytesMax),
                .init(name: "key", lengthMax: 96), .init(name: "action", lengthMax: 8),
            ]), answers: [.page], problems: [.wrongOrigin, .invalidField], isPage: true,
            isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let (text, key) = (call.typed("text"), call.typed("key"))
            let visit = try await phone.visit(
                text, as: try order(JSON(keyChoice: key)), at: call.now, language: call.language,
                signs: call.typed("action") == "sign")
            return .page(call.signingPhonePage(world, text: text, key: key, visit: visit))
        }
    }

    /// `POST /sandbox/phone/requests`: asks for signatures of examples.
    private func postSigningExample() -> Endpoint {
        Endpoint(
            .post, "/sandbox/phone/requests", summary: "Ask for signatures of examples",
            access: .anyone(because: "Examples without effect"),
            body: .form([
                .init(name: "method", lengthMax: 32), .init(name: "authorisation", lengthMax: 8),
            ]), answers: [.goOn], problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let link = try await call.platform.exampleLink(
                SignMethod(rawValue: call.typed("method")) ?? .mixed,
                SigningInvitation.Authorisation(rawValue: call.typed("authorisation")) ?? .none)
            return .seeOther(("/sandbox/phone?text=\(link.text)" as PageURL).text)
        }
    }
}

extension Call where Caller == Void {
    fileprivate func signingPhonePage(
        _ world: SyntheticWorld, text: String, key: String, visit: PhoneVisit?
    ) -> Page {
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
                SelectField(
                    language, name: "key", label: say(Words.key),
                    options: world.keyChoices(in: language), chosen: key)
                Actions {
                    Button(submit: say(Words.sign), name: "action", value: "sign", icon: .key)
                    Button(
                        submit: say(Words.check), name: "action", value: "check", style: .secondary)
                }
            }
            if let visit { findings(visit) }
            example
        }
    }

    @HTMLBuilder private var example: HTML {
        Heading(2, say(Words.example))
        Paragraph(say(Words.exampleLead))
        Form(language, action: "/sandbox/phone/requests") {
            SelectField(
                language, name: "method", label: say(Words.method),
                options: SignMethod.allCases.map { ($0.rawValue, $0.rawValue) })
            SelectField(
                language, name: "authorisation", label: say(Words.authorisation),
                options: SigningInvitation.Authorisation.allCases.map {
                    ($0.rawValue, $0.rawValue)
                })
            Button(submit: say(Words.make), style: .secondary)
        }
    }

    @HTMLBuilder private func findings(_ visit: PhoneVisit) -> HTML {
        if let invitation = visit.invitation {
            Heading(2, "API 1")
            SummaryList([
                SummaryList.Row(say(Words.who), invitation.organisation[language]),
                SummaryList.Row(say(Words.what), invitation.description),
                SummaryList.Row(say(Words.authorisation), invitation.authorisation.rawValue),
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

    @HTMLBuilder private func list(_ title: String, _ findings: [FieldFinding]) -> HTML {
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
        kk: "QR-кодтың мәтінін қойыңыз: телефон екі құжатты да алып, әр өрісін тексереді, сынақ "
            + "кілтімен қол қойып, кері жібереді.",
        ru: "Вставьте текст QR-кода: телефон получит оба документа, проверит каждое поле, "
            + "подпишет ключом песочницы и отправит обратно.",
        en: "Paste the text of a QR code: the phone fetches both documents, checks every field, "
            + "signs with a sandbox key and puts them back.")
    static let text = LocalizedText(
        kk: "QR-кодтың мәтіні", ru: "Текст QR-кода", en: "The QR code's text")
    static let key = LocalizedText(
        kk: "Кімнің телефоны", ru: "Чей телефон", en: "Whose phone it is")
    static let check = LocalizedText(kk: "Тексеру", ru: "Проверить", en: "Check")
    static let sign = LocalizedText(
        kk: "Қол қойып жіберу", ru: "Подписать и отправить", en: "Sign and send")
    static let who = LocalizedText(kk: "Кім сұрайды", ru: "Кто просит", en: "Who asks")
    static let what = LocalizedText(kk: "Не үшін", ru: "Для чего", en: "What for")
    static let example = LocalizedText(
        kk: "Үлгі сұрау жасау", ru: "Сделать пример запроса", en: "Make an example request")
    static let exampleLead = LocalizedText(
        kk: "Платформа API 1 мен API 2-ні өзі береді; қолтаңбаның күші болмайды.",
        ru: "API 1 и API 2 отдаёт сама платформа; подпись не имеет последствий.",
        en: "The platform itself serves API 1 and API 2; the signature has no effect.")
    static let method = LocalizedText(
        kk: "Қол қою тәсілі", ru: "Метод подписания", en: "Method of signing")
    static let authorisation = LocalizedText(
        kk: "Авторландыру", ru: "Авторизация", en: "Authorisation")
    static let make = LocalizedText(kk: "Жасау", ru: "Создать", en: "Make")
}
