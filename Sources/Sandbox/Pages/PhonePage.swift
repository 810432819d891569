import Kernel
import Messages
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/phones/{number}`: a phone's messages, and answers to them.
    func getPhonePage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/phones/{number}", summary: "A sandbox phone",
            access: .anyoneOrPerson(because: "Nobody's phone"),
            answers: [.init(status: 200, content: .page, meaning: "The page")], isPage: true,
            isSandboxOnly: true
        ) { call in
            guard let phone = PhoneNumber(call.path["number"] ?? "") else {
                throw Refusal(.notFound)
            }
            let messages = try await phones.inbox(of: phone)
            return .page(
                call.page(Words.title, at: "/sandbox/phones/\(phone.text)") {
                    BackLink(Words.back[call.language], to: "/sandbox")
                    Heading(1, Words.title[call.language], caption: phone.text)
                    Paragraph {
                        Link(Words.reload[call.language], to: "/sandbox/phones/\(phone.text)")
                    }
                    answers(messages, phone, call.language)
                    if messages.isEmpty {
                        EmptyState(
                            title: Words.none[call.language], text: Words.noneText[call.language],
                            icon: .message)
                    }
                    MessageList(
                        call.language,
                        messages.map { message in
                            MessageList.Message(
                                at: message.at, from: message.sender, text: message.text,
                                isOwn: message.sender == phone.text)
                        })
                    Form(call.language, action: "/sandbox/phones/\(phone.text)/send") {
                        TextField(
                            call.language, name: "text", label: Words.text[call.language])
                        Button(submit: Words.send[call.language], icon: .message)
                    }
                })
        }
    }

    /// `POST /sandbox/phones/{number}/send`: the person's SMS to 1414, from the page.
    func postPhonePage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/phones/{number}/send", summary: "Send an SMS to 1414 from the page",
            access: .anyone(because: "Nobody's phone"),
            body: .form([.init(name: "text", lengthMax: 480)]),
            answers: [.init(status: 303, content: .none, meaning: "Sent")],
            problems: [.registerUnavailable], isPage: true, isSandboxOnly: true
        ) { call in
            guard let phone = PhoneNumber(call.path["number"] ?? "") else {
                throw Refusal(.notFound)
            }
            let text = (call.form["text"] ?? "").trimmed
            if !text.isEmpty {
                let id = try await phones.note(sent: text, by: phone)
                _ = try await call.platform.receive(
                    IncomingMessage(gatewayId: id, sender: phone, text: text))
            }
            let page: PageURL = "/sandbox/phones/\(phone.text)"
            return .seeOther(page.text)
        }
    }

    /// The answers that the newest open requests take, each a button.
    @HTMLBuilder private func answers(
        _ messages: [SandboxPhones.Message], _ phone: PhoneNumber, _ language: Language
    ) -> HTML {
        let sent = Set(messages.filter { $0.sender == phone.text }.map(\.text))
        for message in messages.prefix(5) {
            if case .choice(let grant, let refuse) = message.answers,
                sent.isDisjoint(with: [grant, refuse])
            {
                Form(language, action: "/sandbox/phones/\(phone.text)/send") {
                    Actions {
                        for text in [grant, refuse] {
                            Button(
                                submit: Words.answer[language] + " " + text, name: "text",
                                value: text, style: .secondary, isSmall: true)
                        }
                    }
                }
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сынақ телефоны", ru: "Тестовый телефон", en: "Sandbox phone")
    static let back = LocalizedText(kk: "Сынақ ортасы", ru: "Тестовая среда", en: "Sandbox")
    static let reload = LocalizedText(
        kk: "Жаңа хабарларды көру", ru: "Показать новые сообщения", en: "Show new messages")
    static let none = LocalizedText(kk: "Хабар жоқ", ru: "Сообщений нет", en: "No messages")
    static let noneText = LocalizedText(
        kk: "Кіру коды мен 1414 нөмірінен келген сұраулар осында шығады.",
        ru: "Здесь появятся коды входа и запросы с номера 1414.",
        en: "Sign-in codes and requests from 1414 appear here.")
    static let text = LocalizedText(
        kk: "1414 нөміріне SMS", ru: "SMS на номер 1414", en: "SMS to 1414")
    static let send = LocalizedText(kk: "Жіберу", ru: "Отправить", en: "Send")
    static let answer = LocalizedText(kk: "Жауап:", ru: "Ответить:", en: "Answer:")
}
