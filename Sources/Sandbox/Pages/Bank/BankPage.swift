import AccessControl
import DigitalDocuments
import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/bank`: whom to ask for what.
    func getBankPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/bank", summary: "The bank clerk's desk",
            access: .anyone(because: "The sandbox's own bank"), answers: [.page], isPage: true,
            isSandboxOnly: true
        ) { call in .page(call.bankPage(self, BankForm(in: world, call.language))) }
    }

    /// `POST /sandbox/bank`: asks, as the bank, through the platform's own interface.
    func postBankPage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/bank", summary: "Ask a person for data as the bank",
            access: .anyone(because: "The sandbox's own bank"),
            body: .form(BankForm.fields), answers: [.goOn], problems: [.wrongOrigin],
            isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            var form = BankForm(call)
            guard let terms = form.terms(call) else {
                return .page(call.bankPage(self, form), status: 422)
            }
            do {
                let id = try await bank.ask(terms)
                return .seeOther(("/sandbox/bank/\(id)" as PageURL).text)
            } catch let refused as SystemClient.Refused {
                form.refusal = refused
                return .page(call.bankPage(self, form), status: 422)
            }
        }
    }
}

/// What is typed at the desk, and what is wrong with it.
struct BankForm {
    static let fields = ["named", "iin", "dataSet", "purpose", "service", "lifetime", "uses"].map {
        Endpoint.FormField(name: $0, lengthMax: 200)
    }

    var named: String
    var iin = ""
    var dataSet = DocumentType.driverLicense.rawValue
    var purpose = "creditDecision"
    var service: String
    var lifetime = "600"
    var uses = "1"
    var faults: [(field: String, text: String)] = []
    var refusal: SystemClient.Refused?

    /// The main story, ready to be sent.
    init(in world: SyntheticWorld, _ language: Language) {
        named = world.person(.citizen).iin.digits
        service = Words.service[language]
    }

    /// What was sent.
    init(_ call: Call<Void>) {
        named = call.typed("named")
        iin = call.typed("iin")
        dataSet = call.typed("dataSet")
        purpose = call.typed("purpose")
        service = call.typed("service")
        lifetime = call.typed("lifetime")
        uses = call.typed("uses")
    }

    /// The terms, unless a field is wrong; whether they are allowed is the platform's to say.
    mutating func terms(_ call: Call<Void>) -> BankDesk.Terms? {
        let digits = iin.isEmpty ? named : iin
        let subject = try? IIN(digits, rules: .sandbox)
        if subject == nil { faults.append(("iin", call.say(Words.wrongIIN))) }
        if service.isEmpty { faults.append(("service", call.say(Words.noService))) }
        guard let subject, let type = DocumentType(rawValue: dataSet), !service.isEmpty,
            let lifetime = Int64(lifetime), let uses = Int64(uses)
        else { return nil }
        let actions = call.platform.configuration.purpose(purpose)?.actions ?? []
        let action: AccessAction = actions.contains(.processing) ? .processing : .collection
        return BankDesk.Terms(
            subject: subject, documentType: type, service: service, purpose: purpose,
            action: action.rawValue, lifetimeSeconds: lifetime, uses: uses)
    }

    subscript(_ field: String) -> String? { faults.first { $0.field == field }?.text }
}

extension Call where Caller == Void {
    fileprivate func bankPage(_ controls: SandboxControls, _ form: BankForm) -> Page {
        sandboxPage(
            Words.title, at: "/sandbox/bank", section: .bank, isFaulty: !form.faults.isEmpty
        ) {
            ErrorSummary(language, form.faults)
            Heading(1, say(Words.title), caption: LegalEntities.bank.name[language])
            Paragraph(say(Words.lead), style: .lead)
            if let refusal = form.refusal { notice(refusal) }
            self.form(form, world: controls.world)
            if !controls.bank.all.isEmpty {
                tag(.section, .class("stack")) {
                    Heading(2, say(Words.earlier))
                    SummaryList(
                        controls.bank.all.prefix(10).map { errand in
                            let name = controls.world.person(iin: errand.terms.subject)?.name.full
                            return SummaryList.Row(
                                name ?? errand.terms.subject.digits,
                                errand.terms.documentType.title[language] + ", "
                                    + MomentFormat.time(errand.askedAt),
                                action: (say(Words.open), "/sandbox/bank/\(errand.id)"))
                        })
                }
            }
            More(say(Words.how)) { for line in Words.explanation { Paragraph(say(line)) } }
        }
    }

    private func form(_ form: BankForm, world: SyntheticWorld) -> Form {
        Form(language, action: "/sandbox/bank") {
            SelectField(
                language, name: "named", label: say(Words.person),
                options: NamedPerson.allCases.map {
                    let person = world.person($0)
                    return (person.iin.digits, person.name.full)
                }, chosen: form.named)
            SelectField(
                language, name: "dataSet", label: say(Words.dataSet),
                options: DocumentType.allCases.map { ($0.rawValue, $0.title[language]) },
                chosen: form.dataSet)
            SelectField(
                language, name: "purpose", label: say(Words.purpose),
                options: platform.configuration.purposes.map { ($0.code, $0.name[language]) },
                chosen: form.purpose)
            Button(submit: say(Words.ask), icon: .message)
            More(say(Words.more), isOpen: !form.faults.isEmpty) {
                tag(.div, .class("stack")) { moreFields(form) }
            }
        }
    }

    @HTMLBuilder private func moreFields(_ form: BankForm) -> HTML {
        TextField(
            language, name: "iin", label: say(Words.otherIIN), hint: say(Words.otherHint),
            value: form.iin, fault: form["iin"], content: .identificationNumber,
            isOptional: true)
        TextField(
            language, name: "service", label: say(Words.serviceLabel), value: form.service,
            fault: form["service"])
        SelectField(
            language, name: "lifetime", label: say(Words.lifetime),
            options: [60, 600, 3600, 86_400, 2_592_000].map {
                ("\($0)", DurationFormat.text(seconds: $0, language))
            }, chosen: form.lifetime)
        SelectField(
            language, name: "uses", label: say(Words.uses),
            options: [1, 2, 3, 10].map { ("\($0)", "\($0)") }, chosen: form.uses)
    }

    /// What the platform answered instead of taking the request.
    func notice(_ refused: SystemClient.Refused) -> Notice {
        let code = refused.problem["code"]?.string ?? ""
        let title = ProblemCode(rawValue: code)?.title[language] ?? code
        return Notice(.bad, title: say(Words.refused), isAnnounced: true) {
            Paragraph(title)
            tag(.p, .class("small")) {
                "HTTP \(refused.status) · "
                Monospaced(code)
                if let clause = refused.problem["clause"]?.string { " · " + clause }
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Банк қызметкерінің үстелі", ru: "Стол сотрудника банка", en: "The bank clerk's desk")
    static let lead = LocalizedText(
        kk: "Банк адамның рұқсатынсыз дерек ала алмайды. Сұраңыз: адамға 1414-тен SMS барады.",
        ru:
            "Без согласия человека банк данных не получит. Запросите: ему придёт SMS с номера 1414.",
        en: "Without the person's consent the bank gets no data. Ask: an SMS goes out from 1414.")
    static let service = LocalizedText(kk: "Автокредит", ru: "Автокредит", en: "Car loan")
    static let wrongIIN = LocalizedText(
        kk: "ЖСН дұрыс емес: 12 цифр теріңіз", ru: "ИИН введён неверно: наберите 12 цифр",
        en: "The IIN is not right: type 12 digits")
    static let noService = LocalizedText(
        kk: "Қызметті атаңыз", ru: "Назовите услугу", en: "Name the service")
    static let person = LocalizedText(
        kk: "Кімнен сұраймыз", ru: "У кого запросить", en: "Whom to ask")
    static let otherIIN = LocalizedText(
        kk: "Басқа адамның ЖСН-і", ru: "ИИН другого человека", en: "Another person's IIN")
    static let otherHint = LocalizedText(
        kk: "Толтырылса, тізімдегі адамның орнына осы адамнан сұралады",
        ru: "Если заполнить, запрос пойдёт этому человеку, а не выбранному в списке",
        en: "If filled in, this person is asked instead of the one in the list")
    static let dataSet = LocalizedText(
        kk: "Қандай дерек керек", ru: "Какие данные нужны", en: "Which data")
    static let purpose = LocalizedText(kk: "Не үшін", ru: "Для чего", en: "What for")
    static let serviceLabel = LocalizedText(
        kk: "Қандай қызмет үшін", ru: "Для какой услуги", en: "For which service")
    static let lifetime = LocalizedText(
        kk: "Келісім мерзімі", ru: "Срок согласия", en: "How long the consent lasts")
    static let uses = LocalizedText(
        kk: "Неше рет алуға болады", ru: "Сколько раз можно получить",
        en: "How often the data may be had")
    static let more = LocalizedText(
        kk: "Мерзімі, саны, басқа адам", ru: "Срок, число раз, другой человек",
        en: "Term, number of uses, another person")
    static let ask = LocalizedText(
        kk: "Келісім сұрау", ru: "Запросить согласие", en: "Ask for consent")
    static let refused = LocalizedText(
        kk: "Платформа сұрауды қабылдамады", ru: "Платформа не приняла запрос",
        en: "The platform did not take the request")
    static let earlier = LocalizedText(
        kk: "Бұрынғы сұраулар", ru: "Прежние запросы", en: "Earlier requests")
    static let open = LocalizedText(kk: "Ашу", ru: "Открыть", en: "Open")
    static let how = LocalizedText(
        kk: "Шын мәнінде не болады", ru: "Что происходит на самом деле", en: "What really happens")
    static let explanation = [
        LocalizedText(
            kk: "Банк – бөлек жүйе: өз кілтімен қол қойып (private_key_jwt), HTTP арқылы "
                + "POST /api/kdp/access-requests шақырады.",
            ru: "Банк – отдельная система: подписывается своим ключом (private_key_jwt) и по HTTP "
                + "вызывает POST /api/kdp/access-requests.",
            en: "The bank is a system apart: it signs with its own key (private_key_jwt) and calls "
                + "POST /api/kdp/access-requests over HTTP."),
        LocalizedText(
            kk: "Мақсаттың шектері бар: қай дерек, қанша уақыт, неше рет, тәулігіне неше сұрау. "
                + "Шектен шығып көріңіз: себебі аталады.",
            ru: "У цели есть пределы: какие данные, на сколько, сколько раз, сколько запросов в "
                + "сутки. Попробуйте выйти за них: причина будет названа.",
            en: "A purpose has limits: which data, how long, how often, how many requests a day. "
                + "Try to go beyond: the reason is named."),
        LocalizedText(
            kk:
                "Деректерді платформа бермейді: токенді деректер иесінің терезесі тексеріп, құжатты "
                + "өзі қол қойып береді.",
            ru: "Данные выдаёт не платформа: владелец данных проверяет токен и сам подписывает "
                + "документ.",
            en: "The platform hands out no data: the data owner's window checks the token and "
                + "hands over a document that it signs itself."),
    ]
}
