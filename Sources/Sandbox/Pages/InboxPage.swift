import Kernel
import Messages
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/inbox/{number}`: the phone, newest message last.
    func getInboxPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/inbox/{number}", summary: "A phone of the sandbox",
            access: .anyone(because: "Nobody's phone"), answers: [.page], isPage: true,
            isSandboxOnly: true
        ) { call in
            let phone = try call.phone
            return .page(try await inboxPage(phone, call, fault: nil))
        }
    }

    /// `GET /sandbox/inbox/{number}/live`: the version of the phone's messages, by long poll.
    func getInboxLive() -> Endpoint {
        Endpoint(
            .get, "/sandbox/inbox/{number}/live", summary: "Say whether a phone has changed",
            access: .anyone(because: "Nobody's phone"), query: [.wait, .version],
            answers: [.version, .unchanged], isSandboxOnly: true
        ) { call in
            let phone = try call.phone
            return try await call.answerLive {
                Self.version(of: try await phones.inbox(of: phone))
            }
        }
    }

    /// `POST /sandbox/inbox/{number}`: the person's SMS to 1414.
    func postInboxPage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/inbox/{number}", summary: "Send an SMS to 1414 from the page",
            access: .anyone(because: "Nobody's phone"),
            body: .form([.init(name: "text", lengthMax: 480)]), answers: [.goOn],
            problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            let phone = try call.phone
            guard !call.typed("text").isEmpty else {
                return .page(
                    try await inboxPage(phone, call, fault: call.say(Words.empty)), status: 422)
            }
            let id = try await phones.note(sent: call.typed("text"), by: phone)
            do {
                _ = try await call.platform.receive(
                    IncomingMessage(gatewayId: id, sender: phone, text: call.typed("text")))
            } catch let refusal as Refusal where refusal.code == .registerUnavailable {
                return .page(
                    try await inboxPage(
                        phone, call,
                        fault: call.say(refusal.code.title) + ". "
                            + call.say(Words.again)), status: 503)
            }
            return .seeOther(phone.latest.text)
        }
    }

    private static func version(of messages: [SandboxPhones.Message]) -> String {
        "\(messages.count)-\(messages.first?.id ?? "")"
    }

    private func inboxPage(
        _ phone: PhoneNumber, _ call: Call<Void>, fault: String?
    ) async throws -> Page {
        let messages = try await phones.inbox(of: phone)
        let outcomes = try await call.platform.outcomes(
            ofMessagesFrom: phone, limit: SandboxPhones.inboxMax)
        let holders = try await register(.phones)?.holders(of: phone) ?? []
        let names = holders.compactMap { world.person(iin: $0)?.name.full }
        return call.inboxPage(
            phone, names: names, messages: messages.reversed(), outcomes: outcomes,
            version: Self.version(of: messages), fault: fault)
    }
}

extension Call where Caller == Void {
    fileprivate var phone: PhoneNumber {
        get throws(Refusal) {
            guard let phone = PhoneNumber(path["number"] ?? "") else { throw Refusal(.notFound) }
            return phone
        }
    }

    fileprivate func inboxPage(
        _ phone: PhoneNumber, names: [String], messages: [SandboxPhones.Message],
        outcomes: [String: AnswerOutcome], version: String, fault: String?
    ) -> Page {
        sandboxPage(
            Words.title, at: phone.inbox, section: .phones, scripts: [Assets.live, Assets.copy],
            isFaulty: fault != nil
        ) {
            if let fault { ErrorSummary(language, [("text", fault)]) }
            BackLink(say(SandboxSection.phones.name), to: "/sandbox/inbox")
            Heading(
                1, phone.readable,
                caption: names.isEmpty ? say(Words.nobodys) : names.joined(separator: ", "))
            tag(.div, .class("phone")) {
                LiveRegion(
                    id: "inbox", url: "/sandbox/inbox/\(phone.text)/live", version: version
                ) {
                    if messages.isEmpty {
                        EmptyState(
                            title: say(Words.none), text: say(Words.noneText), icon: .message)
                    } else {
                        thread(messages, outcomes, phone)
                    }
                }
                Form(language, action: phone.inbox) {
                    TextField(
                        language, name: "text", label: say(Words.write), hint: say(Words.hint),
                        fault: fault)
                    Button(submit: say(Words.send), style: .secondary, icon: .message)
                }
            }
            Paragraph { Link(say(Words.toBank), to: "/sandbox/bank") }
        }
    }

    /// The last few messages, to which links to the phone lead; the earlier ones on demand.
    @HTMLBuilder private func thread(
        _ messages: [SandboxPhones.Message], _ outcomes: [String: AnswerOutcome],
        _ phone: PhoneNumber
    ) -> HTML {
        let sent = Set(messages.filter { $0.sender != "1414" }.map(\.text))
        let earlier = messages.dropLast(3)
        if !earlier.isEmpty {
            More(say(Words.earlier) + " (\(earlier.count))") {
                list(earlier, outcomes, sent: sent, phone)
            }
        }
        tag(.div, .id("latest")) { list(messages.suffix(3), outcomes, sent: sent, phone) }
    }

    private func list(
        _ messages: ArraySlice<SandboxPhones.Message>, _ outcomes: [String: AnswerOutcome],
        sent: Set<String>, _ phone: PhoneNumber
    ) -> MessageList {
        MessageList(
            language,
            messages.map { message in
                let isOwn = message.sender != "1414"
                return .init(
                    at: message.at, from: isOwn ? say(Words.own) : message.sender,
                    text: message.text, isOwn: isOwn
                ) {
                    if isOwn {
                        outcome(outcomes[message.id])
                    } else {
                        if let page = linkedPage(message.text) {
                            tag(.p) { Link(say(Words.read), to: page) }
                        }
                        answers(message.answers, sent: sent, phone)
                    }
                }
            })
    }

    /// The page of ours to which a link in the text leads, as a phone would show it.
    private func linkedPage(_ text: String) -> PageURL? {
        let prefix = platform.configuration.publicURL + "/"
        guard let word = text.split(separator: " ").first(where: { $0.hasPrefix(prefix) }) else {
            return nil
        }
        return PageURL(checking: "/" + word.dropFirst(prefix.count))
    }

    @HTMLBuilder private func outcome(_ outcome: AnswerOutcome?) -> HTML {
        tag(.strong, .class("outcome")) {
            outcome.map { say($0.words) } ?? say(Words.notTaken)
        }
    }

    /// The buttons that send what the message asks for, until one of them was sent.
    @HTMLBuilder private func answers(
        _ answers: MessageAnswers?, sent: Set<String>, _ phone: PhoneNumber
    ) -> HTML {
        switch answers {
        case .choice(let grant, let refuse) where !sent.contains(grant) && !sent.contains(refuse):
            Form(language, action: phone.inbox) {
                Actions {
                    Button(
                        submit: say(Words.grant) + " (\(grant))", name: "text", value: grant,
                        style: .secondary, isSmall: true)
                    Button(
                        submit: say(Words.refuse) + " (\(refuse))", name: "text", value: refuse,
                        style: .secondary, isSmall: true)
                }
            }
        case .code(let code):
            CopyButton(say(SandboxWords.copyCode), copied: say(SandboxWords.copied), text: code)
        case .choice, nil: HTML.empty
        }
    }
}

extension AnswerOutcome {
    /// What 1414 made of an answer, for the person who sent it.
    var words: LocalizedText {
        switch self {
        case .granted, .documentConsented:
            LocalizedText(
                kk: "1414: келісіміңіз қабылданды", ru: "1414: согласие принято",
                en: "1414: your consent was taken")
        case .refused, .documentRefused:
            LocalizedText(
                kk: "1414: бас тартуыңыз қабылданды", ru: "1414: отказ принят",
                en: "1414: your refusal was taken")
        case .told:
            LocalizedText(
                kk: "1414: жауап SMS-пен жіберілді", ru: "1414: ответ отправлен по SMS",
                en: "1414: the answer was sent by SMS")
        case .repeated:
            LocalizedText(
                kk: "1414: бұл хабар бұрын келген, екінші рет саналмайды",
                ru: "1414: это сообщение уже приходило, второй раз не считается",
                en: "1414: this message came before and does not count twice")
        case .noSuchRequest:
            LocalizedText(
                kk: "1414: бұл нөмірде мұндай кодпен ашық сұрау жоқ",
                ru: "1414: у этого номера нет открытого запроса с таким кодом",
                en: "1414: this number has no open request with such a code")
        case .late:
            LocalizedText(
                kk: "1414: жауап кешікті, мерзім өткен", ru: "1414: ответ опоздал, срок прошёл",
                en: "1414: the answer came too late")
        case .otherPerson:
            LocalizedText(
                kk: "1414: нөмір енді ол адамдікі емес, жауап саналмайды",
                ru: "1414: номер уже не принадлежит этому человеку, ответ не считается",
                en: "1414: the number is no longer that person's; the answer does not count")
        case .paused:
            LocalizedText(
                kk: "1414: қате код тым көп жіберілді, он минуттан кейін қайталаңыз",
                ru: "1414: слишком много неверных кодов, повторите через десять минут",
                en: "1414: too many wrong codes; try again in ten minutes")
        case .unclear:
            LocalizedText(
                kk: "1414: бұл жауап емес. Төрт цифр, бос орын, сосын 1 немесе 2 деп жазыңыз",
                ru: "1414: это не ответ. Напишите четыре цифры, пробел и 1 или 2",
                en: "1414: this is no answer. Write the four digits, a blank, then 1 or 2")
        }
    }
}

private enum Words {
    static let title = LocalizedText(kk: "Телефон", ru: "Телефон", en: "Phone")
    static let nobodys = LocalizedText(
        kk: "Бұл нөмір ешкімге тіркелмеген", ru: "Номер ни за кем не записан",
        en: "Registered to nobody")
    static let own = LocalizedText(kk: "Сіз → 1414", ru: "Вы → 1414", en: "You → 1414")
    static let none = LocalizedText(
        kk: "Хабар жоқ", ru: "Сообщений нет", en: "No messages")
    static let noneText = LocalizedText(
        kk: "SMS келгенде осы жерде өзі пайда болады.", ru: "Когда придёт SMS, оно появится здесь.",
        en: "When an SMS comes, it appears here by itself.")
    static let earlier = LocalizedText(
        kk: "Бұрынғы хабарлар", ru: "Прежние сообщения", en: "Earlier messages")
    static let read = LocalizedText(
        kk: "Сілтемені ашу", ru: "Открыть ссылку", en: "Open the link")
    static let grant = LocalizedText(kk: "Келісу", ru: "Согласиться", en: "Consent")
    static let refuse = LocalizedText(kk: "Бас тарту", ru: "Отказать", en: "Refuse")
    static let write = LocalizedText(
        kk: "1414-ке SMS", ru: "SMS на 1414", en: "SMS to 1414")
    static let hint = LocalizedText(
        kk: "Кез келген мәтін: қате жауапты да көріп көріңіз",
        ru: "Любой текст: попробуйте и неверный ответ", en: "Any text: try a wrong answer too")
    static let send = LocalizedText(kk: "Жіберу", ru: "Отправить", en: "Send")
    static let empty = LocalizedText(
        kk: "SMS мәтінін жазыңыз", ru: "Напишите текст SMS", en: "Write the text of the SMS")
    static let again = LocalizedText(
        kk: "Шлюз хабарды қайта әкелуі керек: қайталап жіберіңіз",
        ru: "Шлюз должен принести сообщение ещё раз: отправьте снова",
        en: "The gateway must bring the message again: send it once more")
    static let notTaken = LocalizedText(
        kk: "1414 қабылдаған жоқ", ru: "1414 не принял", en: "1414 did not take it")
    static let toBank = LocalizedText(
        kk: "Банк үстеліне", ru: "К столу банка", en: "To the bank's desk")
}
