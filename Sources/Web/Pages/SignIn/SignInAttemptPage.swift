import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /sign-in/{attemptId}`: asks for the password, while it lives.
    static let getSignInAttemptPage = Endpoint(
        .get, "/sign-in/{attemptId}", summary: "Sign in: the one-time password",
        access: .anyone(because: "Signing in; shows no more than the masked number"),
        query: [.next], answers: [.page, .goOn], isPage: true
    ) { call in
        let next = LocalPath(call.query["next"]).url
        guard let id = Identifier<SignInAttempt>(call.path["attemptId"] ?? ""),
            let open = try await call.platform.signInAttempt(id), !open.isUsed
        else { return .seeOther(("/sign-in?next=\(next.text)" as PageURL).text) }
        return .page(call.passwordPage(open, next: next, faults: FormFaults()))
    }

    /// `POST /sign-in/{attemptId}`: opens the session.
    static let postSignInAttemptPage = Endpoint(
        .post, "/sign-in/{attemptId}", summary: "Sign in with the one-time password",
        access: .anyone(because: "Signing in; a password works for its own attempt, once"),
        body: .form([
            FormField(name: "code", lengthMax: 64), FormField(name: "next", lengthMax: 2048),
        ]), answers: [.goOn],
        problems: [
            .wrongOrigin, .wrongOneTimePassword, .oneTimePasswordExpired, .tooManyTries,
        ], isPage: true
    ) { call in
        try checkOrigin(of: call.request, call.platform)
        let next = LocalPath(call.form["next"]).url
        let id: Identifier<SignInAttempt> = try call.identifier("attemptId")
        do {
            let session = try await call.platform.finishSignIn(
                attempt: id, code: call.typed("code").filter { $0 != " " && $0 != "-" },
                device: call.request.headers["user-agent"] ?? "")
            return Reply.seeOther(next.text).with(session: session, on: call.platform)
        } catch let refusal as Refusal where Words.explained.contains(refusal.code) {
            guard let open = try await call.platform.signInAttempt(id) else { throw refusal }
            var faults = FormFaults()
            faults.add("code", call.explain(refusal, triesLeft: open.triesLeft))
            return .page(
                call.passwordPage(open, next: next, faults: faults), status: refusal.code.status)
        }
    }
}

extension Call {
    fileprivate func explain(_ refusal: Refusal, triesLeft: Int64) -> String {
        switch refusal.code {
        case .tooManyTries: say(Words.noTries)
        case .wrongOneTimePassword:
            refusal.words(in: language, now: now) + ". " + say(Words.triesLeft) + " \(triesLeft)."
        default: refusal.words(in: language, now: now)
        }
    }

    fileprivate func passwordPage(
        _ open: OpenSignInAttempt, next: PageURL, faults: FormFaults
    ) -> Page {
        let attempt = open.attempt
        let isOver = attempt.expiresAt <= now || open.triesLeft == 0 || open.isUsed
        let address: PageURL = "/sign-in/\(attempt.id.text)?next=\(next.text)"
        return page(
            Words.title, at: address, scripts: [Assets.countdown], isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults.all)
            BackLink(say(Words.otherIIN), to: "/sign-in?next=\(next.text)")
            Heading(1, say(Words.title))
            Paragraph {
                say(Words.sentTo) + " "
                tag(.strong) { attempt.maskedPhone }
            }
            Form(
                language, action: "/sign-in/\(attempt.id.text)", hidden: [("next", next.text)]
            ) {
                TextField(
                    language, name: "code", label: say(Words.code), hint: say(Words.codeHint),
                    fault: faults["code"], content: .oneTimePassword)
                Countdown(language, endsAt: attempt.expiresAt, now: now)
                if isOver {
                    Button(say(Words.again), to: "/sign-in?next=\(next.text)", icon: .message)
                } else {
                    Button(submit: say(Words.enter), icon: .key)
                }
            }
            help(next: next)
        }
    }

    @HTMLBuilder private func help(next: PageURL) -> HTML {
        More(say(Words.noSMS)) {
            for reason in Words.reasons { Paragraph(say(reason)) }
            Paragraph { Link(say(Words.again), to: "/sign-in?next=\(next.text)") }
        }
        if platform.configuration.isSandbox {
            Notice(.calm) {
                Paragraph(say(Words.sandbox))
                Paragraph { Link(say(Words.phones), to: "/sandbox") }
            }
        }
    }
}

private enum Words {
    static let explained: [ProblemCode] = [
        .wrongOneTimePassword, .oneTimePasswordExpired, .tooManyTries,
    ]
    static let title = LocalizedText(
        kk: "SMS кодын теріңіз", ru: "Введите код из SMS", en: "Type the code from the SMS")
    static let otherIIN = LocalizedText(
        kk: "Басқа ЖСН", ru: "Другой ИИН", en: "Another IIN")
    // Nothing here says that a number is known: an unknown person reads the same words.
    static let sentTo = LocalizedText(
        kk: "ЖСН тіркелген болса, код мына нөмірге жіберілді:",
        ru: "Если ИИН зарегистрирован, код отправлен на номер",
        en: "If the IIN is registered, a code was sent to")
    static let code = LocalizedText(
        kk: "Бір реттік код", ru: "Одноразовый код", en: "One-time code")
    static let codeHint = LocalizedText(
        kk: "6 цифр. Кодты ешкімге айтпаңыз.", ru: "6 цифр. Никому не сообщайте код.",
        en: "6 digits. Tell the code to no one.")
    static let enter = LocalizedText(kk: "Кіру", ru: "Войти", en: "Sign in")
    static let again = LocalizedText(
        kk: "Жаңа код алу", ru: "Получить новый код", en: "Get a new code")
    static let triesLeft = LocalizedText(
        kk: "Қалған әрекет саны:", ru: "Осталось попыток:", en: "Tries left:")
    static let noTries = LocalizedText(
        kk: "Әрекет қалмады, жаңа код алыңыз.", ru: "Попыток не осталось, получите новый код.",
        en: "No tries are left; get a new code.")
    static let noSMS = LocalizedText(
        kk: "SMS келмеді ме?", ru: "SMS не пришло?", en: "No SMS?")
    static let sandbox = LocalizedText(
        kk: "Сынақ ортасында SMS шынайы телефонға бармайды: оны сынақ телефонынан оқыңыз.",
        ru: "В тестовой среде SMS не уходит на настоящий телефон: прочтите его в тестовом "
            + "телефоне.",
        en: "In the sandbox no SMS leaves: read it on the sandbox phone.")
    static let phones = LocalizedText(
        kk: "Сынақ телефондары", ru: "Тестовые телефоны", en: "Sandbox phones")
    static let reasons = [
        LocalizedText(
            kk: "Бір-екі минут күтіңіз: оператор SMS-ті кідіртуі мүмкін. Код осы беттегі уақытқа "
                + "дейін жарамды.",
            ru: "Подождите одну-две минуты: оператор может задержать SMS. Код действует до "
                + "времени, указанного на этой странице.",
            en: "Wait a minute or two: the operator may delay the SMS. The code works until the "
                + "time shown on this page."),
        LocalizedText(
            kk: "ЖСН-ді және нөмірдің соңғы екі цифрын тексеріңіз.",
            ru: "Проверьте ИИН и две последние цифры номера.",
            en: "Check the IIN and the last two digits of the number."),
        LocalizedText(
            kk: "Нөмір ескірген болса, оны азаматтардың мобильді базасында egov.kz порталында не "
                + "халыққа қызмет көрсету орталығында жаңартыңыз.",
            ru: "Если номер устарел, обновите его в базе мобильных граждан на портале egov.kz или "
                + "в центре обслуживания населения.",
            en: "If the number is out of date, renew it in the mobile citizens' base at egov.kz or "
                + "in a public service centre."),
        LocalizedText(
            kk: "Жаңа код сұрауға болады: он минутта ең көбі үш рет. Бұрынғы код өз мерзіміне "
                + "дейін өз бетінде жарамды.",
            ru: "Можно запросить новый код: не больше трёх раз за десять минут. Прежний код "
                + "действует до своего срока на своей странице.",
            en: "You can ask for a new code, at most three times in ten minutes. An earlier code "
                + "works on its own page until its end."),
    ]
}
