import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /sign-in`: asks for the IIN (use case 01; DD-11).
    static let getSignInPage = Endpoint(
        .get, "/sign-in", summary: "Sign in: the IIN",
        access: .anyoneOrPerson(because: "The way in"), query: [.next], answers: [.page, .goOn],
        isPage: true
    ) { call in
        let next = LocalPath(call.query["next"]).url
        guard call.person == nil else { return .seeOther(next.text) }
        return .page(call.signInPage(next: next, iin: "", faults: FormFaults()))
    }

    /// `POST /sign-in`: sends the password.
    static let postSignInPage = Endpoint(
        .post, "/sign-in", summary: "Sign in: send the one-time password",
        access: .anyone(because: "Signing in; the answer is the same for every well-formed IIN"),
        body: .form([
            FormField(name: "iin", lengthMax: 64), FormField(name: "next", lengthMax: 2048),
        ]), answers: [.goOn], problems: [.wrongOrigin], isPage: true
    ) { call in
        // A foreign page must not sign a person in as somebody else.
        try checkOrigin(of: call.request, call.platform)
        let next = LocalPath(call.form["next"]).url
        var faults = FormFaults()
        guard
            let iin = try? IIN(call.typed("iin"), rules: call.platform.configuration.identityRules)
        else {
            faults.add("iin", call.say(Words.wrongIIN))
            return .page(
                call.signInPage(next: next, iin: call.typed("iin"), faults: faults), status: 422)
        }
        do {
            let attempt = try await call.platform.startSignIn(iin: iin, language: call.language)
            let url: PageURL = "/sign-in/\(attempt.id.text)?next=\(next.text)"
            return .seeOther(url.text)
        } catch let refusal as Refusal where refusal.code == .tooManyRequests {
            faults.add("iin", refusal.words(in: call.language, now: call.now))
            return .page(
                call.signInPage(next: next, iin: iin.digits, faults: faults),
                status: refusal.code.status
            ).with("Retry-After", "\(refusal.retryAfterSeconds ?? 600)")
        }
    }
}

extension Call {
    fileprivate func signInPage(next: PageURL, iin: String, faults: FormFaults) -> Page {
        page(Words.title, at: "/sign-in?next=\(next.text)", isFaulty: !faults.isEmpty) {
            ErrorSummary(language, faults.all)
            Heading(1, say(Words.title))
            Form(language, action: "/sign-in", hidden: [("next", next.text)]) {
                TextField(
                    language, name: "iin", label: say(Words.iin), hint: say(Words.iinHint),
                    value: iin, fault: faults["iin"], content: .identificationNumber)
                Button(submit: say(Words.send), icon: .message)
            }
            Paragraph(say(Words.promise), style: .soft)
            Form(language, action: "/sign-in/eds", hidden: [("next", next.text)]) {
                Button(submit: say(Words.eds), style: .secondary, icon: .key)
            }
            if platform.configuration.isSandbox {
                Notice(.calm) {
                    Paragraph(say(Words.sandbox))
                    Paragraph { Link(say(Words.people), to: "/sandbox") }
                }
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(kk: "Кіру", ru: "Вход", en: "Sign in")
    static let iin = LocalizedText(
        kk: "Жеке сәйкестендіру нөмірі (ЖСН)", ru: "Индивидуальный идентификационный номер (ИИН)",
        en: "Individual identification number (IIN)")
    static let iinHint = LocalizedText(
        kk: "Жеке куәліктегі 12 цифр", ru: "12 цифр с удостоверения личности",
        en: "12 digits on the identity card")
    static let wrongIIN = LocalizedText(
        kk: "ЖСН дұрыс емес. 12 цифрды жеке куәліктегідей теріңіз.",
        ru: "ИИН введён неверно. Наберите 12 цифр, как в удостоверении личности.",
        en: "The IIN is not right. Type the 12 digits as they stand on the identity card.")
    static let send = LocalizedText(
        kk: "SMS кодын алу", ru: "Получить код по SMS", en: "Get a code by SMS")
    static let eds = LocalizedText(
        kk: "ЭЦҚ арқылы кіру", ru: "Войти по ЭЦП", en: "Sign in by EDS")
    static let promise = LocalizedText(
        kk: "Код азаматтардың мобильді базасында сізге тіркелген нөмірге жіберіледі.",
        ru: "Код придёт на номер, который записан за вами в базе мобильных граждан.",
        en: "The code goes to the number registered to you in the mobile citizens' base.")
    static let sandbox = LocalizedText(
        kk: "Шынайы ЖСН енгізбеңіз: мұндағы адамдар ойдан шығарылған.",
        ru: "Не вводите настоящий ИИН: люди здесь вымышлены.",
        en: "Do not type a real IIN: the people here are invented.")
    static let people = LocalizedText(
        kk: "Сынақ адамдарының тізімі", ru: "Список тестовых людей", en: "List of sandbox people")
}
