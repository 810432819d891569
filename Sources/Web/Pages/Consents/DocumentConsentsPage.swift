import DigitalDocuments
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /document-consents`: requests for the person's documents by number (use case 08).
    static let getDocumentConsentsPage = Endpoint(
        .get, "/document-consents", summary: "Requests for the caller's documents by phone number",
        access: .person(on: "requests for the caller's documents"), query: .page,
        answers: [.page], isPage: true
    ) { call in
        let list = try await call.platform.documentConsents(
            of: call.caller, page: PageRequest(limit: 20, cursor: call.query["cursor"]))
        return .page(
            call.page(DocumentConsentWords.title, at: "/document-consents") {
                BackLink(call.say(ConsentWords.title), to: "/consents")
                Heading(1, call.say(DocumentConsentWords.title))
                Paragraph(call.say(Words.lead), style: .lead)
                if list.items.isEmpty {
                    EmptyState(
                        title: call.say(Words.none), text: call.say(Words.noneText), icon: .shield)
                }
                for consent in list.items { call.card(consent) }
                Pagination(
                    call.language, newer: call.query["cursor"] == nil ? nil : "/document-consents",
                    older: list.nextCursor.map { "/document-consents?cursor=\($0)" })
            })
    }

    /// `POST /document-consents/{id}/withdraw`: takes the consent to a delivery back (UC-08, 6d).
    static let postDocumentConsentWithdrawalPage = Endpoint(
        .post, "/document-consents/{id}/withdraw",
        summary: "Withdraw the consent to the delivery of a document",
        access: .person(on: "the caller's own consent"), answers: [.goOn], isPage: true
    ) { call in
        let id: Identifier<DocumentRequest> = try call.identifier("id")
        do {
            try await call.platform.withdraw(id, by: call.caller, once: call.once)
        } catch let refusal as Refusal
            where [.alreadyWithdrawn, .consentNotActive].contains(refusal.code)
        {
            // Nothing is delivered any more, or all was: the list says which.
        }
        return .seeOther("/document-consents")
    }
}

extension Call where Caller == SignedInPerson {
    /// A request for a document, with the way to take the consent back while it delivers.
    func card(_ consent: DocumentConsent) -> Card {
        let (tone, state) = consent.status.words
        return Card(title: say(consent.clientName), badge: Badge(tone, say(state))) {
            SummaryList(
                [
                    SummaryList.Row(say(Words.document), say(consent.documentType.title)),
                    SummaryList.Row(say(ConsentWords.purpose), say(consent.purpose.name)),
                ]
                    + moments(of: consent).map {
                        SummaryList.Row(say($0.name), MomentFormat.dayAndTime($0.at, language))
                    })
            if consent.canBeWithdrawn {
                Form(language, action: "/document-consents/\(consent.id.text)/withdraw") {
                    Actions {
                        Button(submit: say(Words.withdraw), style: .secondary)
                    }
                }
            }
        }
    }

    private func moments(of consent: DocumentConsent) -> [(name: LocalizedText, at: Instant)] {
        let isOpen = consent.status == .awaitingSubject || consent.status == .consented
        let all: [(LocalizedText, Instant?)] = [
            (ConsentWords.askedAt, consent.createdAt),
            (ConsentWords.grantedAt, consent.consentedAt),
            (ConsentWords.expiresAt, isOpen ? consent.endsAt : nil),
            (Words.deliveredAt, consent.deliveredAt),
            (ConsentWords.withdrawnAt, consent.withdrawnAt),
        ]
        return all.compactMap { name, at in at.map { (name, $0) } }
    }
}

extension DocumentRequest.Status {
    /// The state as a person reads it.
    fileprivate var words: (Tone, LocalizedText) {
        switch self {
        case .awaitingSubject:
            (
                .warn,
                LocalizedText(
                    kk: "Жауабыңыз күтілуде", ru: "Ждёт вашего ответа", en: "Awaits your answer")
            )
        case .consented:
            (
                .good,
                LocalizedText(kk: "Келісім бердіңіз", ru: "Вы согласились", en: "You consented")
            )
        case .refused:
            (.bad, LocalizedText(kk: "Бас тарттыңыз", ru: "Вы отказали", en: "You refused"))
        case .expired:
            (.calm, LocalizedText(kk: "Мерзімі бітті", ru: "Срок закончился", en: "Ended"))
        case .delivered:
            (
                .good,
                LocalizedText(kk: "Құжат берілді", ru: "Документ передан", en: "Handed over")
            )
        case .undeliverable:
            (.calm, LocalizedText(kk: "Жеткізілмеді", ru: "Не доставлен", en: "Not delivered"))
        case .withdrawn: (.bad, ConsentWords.withdrawn)
        }
    }
}

/// Words that the list of consents shares with this page.
enum DocumentConsentWords {
    static let title = LocalizedText(
        kk: "Телефон нөмірі арқылы сұралған құжаттар", ru: "Документы по номеру телефона",
        en: "Documents by phone number")
    static let all = LocalizedText(kk: "Барлығы", ru: "Все такие запросы", en: "All such requests")
}

private enum Words {
    static let lead = LocalizedText(
        kk: "Құжатыңызды телефон нөміріңіз арқылы кім сұрады және сіз не деп жауап бердіңіз.",
        ru: "Кто просил ваш документ по номеру телефона и что вы ответили.",
        en: "Who asked for a document of yours by your number, and what you answered.")
    static let none = LocalizedText(
        kk: "Құжатыңызды ешкім сұраған жоқ", ru: "Ваши документы никто не запрашивал",
        en: "Nobody has asked for your documents")
    static let noneText = LocalizedText(
        kk: "Біреу сұраса, сізге 1414 нөмірінен SMS келеді, сұрау осында да шығады.",
        ru: "Если кто-то запросит, вам придёт SMS с номера 1414, а запрос появится здесь.",
        en: "When someone asks, an SMS comes from 1414, and the request stands here.")
    static let document = LocalizedText(kk: "Құжат", ru: "Документ", en: "Document")
    static let deliveredAt = LocalizedText(
        kk: "Құжат берілді", ru: "Документ передан", en: "Handed over")
    static let withdraw = LocalizedText(
        kk: "Келісімді кері қайтарып алу", ru: "Отозвать согласие", en: "Withdraw the consent")
}
