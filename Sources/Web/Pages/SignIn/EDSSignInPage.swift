import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `POST /sign-in/eds`: makes a challenge and leads to its page.
    static let postEDSPage = Endpoint(
        .post, "/sign-in/eds", summary: "Sign in by EDS: get a challenge",
        access: .anyone(because: "Signing in; a challenge is nobody's until it is signed"),
        body: .form([FormField(name: "next", lengthMax: 2048)]), answers: [.goOn],
        problems: [.wrongOrigin], isPage: true
    ) { call in
        try checkOrigin(of: call.request, call.platform)
        let next = LocalPath(call.form["next"]).url
        let challenge = try await call.platform.startEDSSignIn()
        let reply = Reply.seeOther(
            ("/sign-in/eds/\(challenge.id.text)?next=\(next.text)" as PageURL).text)
        guard let secret = try await call.platform.requestSignature(of: challenge) else {
            return reply
        }
        return reply.with(
            "Set-Cookie",
            PhoneCookie.header(secret: secret, of: challenge.id, for: call.platform))
    }

    /// `GET /sign-in/eds/{challengeId}`: the ways to sign it.
    static let getEDSPage = Endpoint(
        .get, "/sign-in/eds/{challengeId}", summary: "Sign in by EDS: sign the challenge",
        access: .anyone(because: "Signing in; a challenge says nothing about anyone"),
        query: [.next], answers: [.page, .goOn], isPage: true
    ) { call in
        let next = LocalPath(call.query["next"]).url
        guard let id = Identifier<EDSChallenge>(call.path["challengeId"] ?? ""),
            let challenge = try await call.platform.edsChallenge(id), !challenge.isUsed
        else { return .seeOther(("/sign-in?next=\(next.text)" as PageURL).text) }
        return try await call.edsReply(challenge, next: next, fault: nil)
    }

    /// `GET /sign-in/eds/{challengeId}/challenge.txt`: the bytes to sign.
    static let getEDSChallengeFile = Endpoint(
        .get, "/sign-in/eds/{challengeId}/challenge.txt", summary: "The challenge as a file",
        access: .anyone(because: "Signing in; a challenge says nothing about anyone"),
        answers: [
            Answer(
                status: 200, content: .bytes(contentType: "text/plain"),
                meaning: "The bytes to sign")
        ], isPage: true
    ) { call in
        let id: Identifier<EDSChallenge> = try call.identifier("challengeId")
        guard let challenge = try await call.platform.edsChallenge(id) else {
            throw Refusal(.challengeUnknown)
        }
        return .bytes(challenge.bytes, contentType: "text/plain; charset=utf-8")
            .with("Content-Disposition", "attachment; filename=\"challenge.txt\"")
            .with("Cache-Control", "no-store")
    }

    /// `POST /sign-in/eds/{challengeId}`: takes the signature as a file.
    static let postEDSAnswerPage = Endpoint(
        .post, "/sign-in/eds/{challengeId}", summary: "Sign in by EDS: hand the signature in",
        access: .anyone(because: "Signing in; a signature works for its own challenge, once"),
        query: [.next],
        body: .upload(
            contentTypes: ["multipart/form-data"], bytesMax: edsSignatureBytesMax * 2),
        answers: [.goOn],
        problems: [
            .wrongOrigin, .challengeUnknown, .challengeExpired, .signatureRefused,
            .signatureNotOfPerson, .revocationUnknown, .tooManyTries,
        ], isPage: true
    ) { call in
        try checkOrigin(of: call.request, call.platform)
        let next = LocalPath(call.query["next"]).url
        let id: Identifier<EDSChallenge> = try call.identifier("challengeId")
        do {
            let file = MultipartFiles.file(
                call.upload, contentType: call.request.headers["content-type"] ?? "", field: "cms")
            guard let file, !file.isEmpty else { throw Refusal(.invalidField, Words.noFile) }
            let session = try await call.platform.finishEDSSignIn(
                challenge: id, cms: SignatureFile(file).der,
                device: call.request.headers["user-agent"] ?? "")
            return Reply.seeOther(next.text).with(session: session, on: call.platform)
        } catch let refusal as Refusal where refusal.code.isExplainedAtSignature {
            guard let challenge = try await call.platform.edsChallenge(id) else { throw refusal }
            return try await call.edsReply(challenge, next: next, fault: refusal)
        }
    }
}

/// A signature as programs write it to files: DER, base64, or PEM.
struct SignatureFile {
    /// The bytes of the signature.
    let der: [UInt8]

    init(_ bytes: [UInt8]) {
        // DER begins with a SEQUENCE, which no base64 text does.
        guard bytes.first != 0x30, let text = String(validating: bytes, as: UTF8.self) else {
            der = bytes
            return
        }
        let body = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        der = [UInt8](pastedBase64: body.joined()) ?? bytes
    }
}

extension ProblemCode {
    /// Whether the page of the challenge says itself what is wrong.
    var isExplainedAtSignature: Bool {
        switch self {
        case .challengeUnknown, .challengeExpired, .signatureRefused, .signatureNotOfPerson,
            .revocationUnknown, .tooManyTries, .invalidField:
            true
        default: false
        }
    }
}

extension Call {
    /// The page, whose script alone may also connect to NCALayer.
    func edsReply(
        _ challenge: EDSChallenge, next: PageURL, fault: Refusal?
    ) async throws -> Reply {
        let phone = try await platform.signingRequest(of: challenge.id).map { request in
            PhoneSection(
                language, challenge: challenge.id, next: next,
                link: try platform.signingLink(request), request: request,
                isSandbox: platform.configuration.isSandbox)
        }
        return Reply.page(
            edsPage(challenge, next: next, phone: phone, fault: fault),
            status: fault?.code.status ?? 200
        ).with(
            "Content-Security-Policy",
            SecurityHeaders.contentSecurityPolicy(
                connectingTo: platform.configuration.ncaLayerAddress))
    }

    fileprivate func edsPage(
        _ challenge: EDSChallenge, next: PageURL, phone: PhoneSection?, fault: Refusal?
    ) -> Page {
        let address: PageURL = "/sign-in/eds/\(challenge.id.text)?next=\(next.text)"
        let isOver =
            challenge.isUsed || challenge.expiresAt <= now || fault?.code == .tooManyTries
        let words = fault.map { faultWords($0) }
        return page(
            Words.title, at: address,
            scripts: [Assets.countdown, Assets.ncaLayer, Assets.live], isFaulty: fault != nil
        ) {
            ErrorSummary(language, words.map { [(field: "cms", text: $0)] } ?? [])
            BackLink(say(Words.otherWay), to: "/sign-in?next=\(next.text)")
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            if isOver {
                again(next)
            } else {
                Countdown(language, endsAt: challenge.expiresAt, now: now)
                NCALayerSection(
                    language, configuration: platform.configuration, challenge.bytes, for: .signIn
                ).html
                if let phone { phone.html }
                if platform.configuration.isSandbox { sandboxSigner(challenge, next) }
                steps(challenge, address, words)
            }
            More(say(Words.whatSigned)) { tag(.pre) { challenge.text } }
        }
    }

    private func faultWords(_ refusal: Refusal) -> String {
        let detail = refusal.detail?[language]
        let title = refusal.code.title[language]
        return detail.map { title + ". " + $0 } ?? title
    }

    @HTMLBuilder private func again(_ next: PageURL) -> HTML {
        Form(language, action: "/sign-in/eds", hidden: [("next", next.text)]) {
            Button(submit: say(Words.again), icon: .key)
        }
    }

    @HTMLBuilder private func sandboxSigner(_ challenge: EDSChallenge, _ next: PageURL) -> HTML {
        Notice(.calm) {
            Paragraph(say(Words.sandbox))
            Actions {
                Button(
                    say(Words.sandboxSigner),
                    to: "/sandbox/signer?challenge=\(challenge.id.text)&next=\(next.text)",
                    style: .secondary, icon: .key)
            }
        }
    }

    @HTMLBuilder private func steps(
        _ challenge: EDSChallenge, _ address: PageURL, _ fault: String?
    ) -> HTML {
        tag(.section, .class("stack")) {
            Heading(2, say(Words.byFile))
            Paragraph {
                "1. "
                Link(say(Words.download), to: "/sign-in/eds/\(challenge.id.text)/challenge.txt")
            }
            Paragraph("2. " + say(Words.sign))
            Form(language, action: address, hasFiles: true) {
                FileField(
                    language, name: "cms", label: "3. " + say(Words.upload),
                    hint: say(Words.uploadHint), fault: fault, accept: .signatures)
                Button(submit: say(Words.enter), style: .secondary, icon: .key)
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "ЭЦҚ арқылы кіру", ru: "Вход по ЭЦП", en: "Sign in by EDS")
    static let lead = LocalizedText(
        kk: "Қысқа мәтінге электрондық цифрлық қолтаңбаңызды қойыңыз. Бұл мәтін құжат емес: "
            + "қолтаңба тек кіру үшін және бір рет жарамды.",
        ru: "Подпишите короткий текст своей электронной цифровой подписью. Этот текст не документ: "
            + "подпись годится только для входа и только один раз.",
        en: "Sign a short text with your electronic digital signature. The text is no document: "
            + "the signature is good for signing in alone, once.")
    static let otherWay = LocalizedText(
        kk: "Басқаша кіру", ru: "Войти иначе", en: "Another way to sign in")
    static let byFile = LocalizedText(kk: "Файл арқылы", ru: "Через файл", en: "By file")
    static let download = LocalizedText(
        kk: "Мәтінді жүктеп алыңыз (challenge.txt)", ru: "Скачайте текст (challenge.txt)",
        en: "Download the text (challenge.txt)")
    static let sign = LocalizedText(
        kk: "Файлға өз бағдарламаңызбен CMS форматында қол қойыңыз (NCALayer, openssl не басқа).",
        ru: "Подпишите файл своей программой в формате CMS (NCALayer, openssl или другой).",
        en: "Sign the file with your own program in the CMS format (NCALayer, openssl or other).")
    static let upload = LocalizedText(
        kk: "Қолтаңба файлын таңдаңыз", ru: "Выберите файл подписи",
        en: "Choose the file with the signature")
    static let uploadHint = LocalizedText(
        kk: "CMS: .cms, .p7s, .sig – DER, PEM не base64; 64 КиБ-қа дейін",
        ru: "CMS: .cms, .p7s, .sig – DER, PEM или base64; до 64 КиБ",
        en: "CMS: .cms, .p7s, .sig as DER, PEM or base64; up to 64 KiB")
    static let enter = LocalizedText(kk: "Кіру", ru: "Войти", en: "Sign in")
    static let again = LocalizedText(
        kk: "Жаңа сұрау алу", ru: "Получить новый запрос", en: "Get a new challenge")
    static let whatSigned = LocalizedText(
        kk: "Нақты неге қол қоямын?", ru: "Что именно я подписываю?",
        en: "What exactly do I sign?")
    static let noFile = LocalizedText(
        kk: "Қолтаңба файлы таңдалмаған", ru: "Файл подписи не выбран",
        en: "No file with a signature was chosen")
    static let sandbox = LocalizedText(
        kk: "Сынақ ортасында ойдан шығарылған адамның кілтімен бір батырмамен қол қоюға болады.",
        ru: "В песочнице можно подписать одной кнопкой, ключом вымышленного человека.",
        en: "In the sandbox one button signs with an invented person's key.")
    static let sandboxSigner = LocalizedText(
        kk: "Сынақ кілтімен қол қою", ru: "Подписать тестовым ключом",
        en: "Sign with a sandbox key")
}
