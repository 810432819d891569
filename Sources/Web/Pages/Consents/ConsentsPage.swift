import AccessControl
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /consents`: requests for the person's data and what became of them (use case 05).
    static let getConsentsPage = Endpoint(
        .get, "/consents", summary: "Requests for the caller's data and the consents",
        access: .person(on: "requests about the caller"), query: .page, answers: [.page],
        isPage: true
    ) { call in
        let list = try await call.platform.consents(
            of: call.caller, page: PageRequest(limit: 20, cursor: call.query["cursor"]))
        let documents =
            call.query["cursor"] == nil
            ? try await call.platform.documentConsents(
                of: call.caller, page: PageRequest(limit: 3, cursor: nil)
            ).items : []
        return .page(
            call.page(ConsentWords.title, at: "/consents") {
                Heading(1, call.say(ConsentWords.title))
                Paragraph(call.say(Words.lead), style: .lead)
                if list.items.isEmpty && documents.isEmpty {
                    EmptyState(
                        title: call.say(Words.none), text: call.say(Words.noneText), icon: .shield)
                }
                if !list.items.isEmpty { Heading(2, call.say(Words.requests)) }
                for consent in list.items { call.card(consent) }
                Pagination(
                    call.language, newer: call.query["cursor"] == nil ? nil : "/consents",
                    older: list.nextCursor.map { "/consents?cursor=\($0)" })
                if !documents.isEmpty {
                    Heading(2, call.say(DocumentConsentWords.title))
                    for consent in documents { call.card(consent) }
                    Paragraph { Link(call.say(DocumentConsentWords.all), to: "/document-consents") }
                }
            })
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func card(_ consent: SubjectConsent) -> Card {
        let request: PageURL = "/access-requests/\(consent.request.id.text)"
        let terms = consent.request.terms
        return Card(
            title: say(consent.initiatorName), badge: consent.badge(in: language, at: now)
        ) {
            SummaryList(
                [
                    SummaryList.Row(
                        say(ConsentWords.dataSets),
                        terms.dataSets.map { say(DataSet.name(of: $0)) }.joined(separator: ", ")),
                    SummaryList.Row(
                        say(ConsentWords.purpose),
                        platform.configuration.purpose(terms.purpose).map { say($0.name) }
                            ?? terms.purpose),
                    SummaryList.Row(say(ConsentWords.service), terms.service),
                    consent.consent.map { granted in
                        SummaryList.Row(
                            say(ConsentWords.expiresAt),
                            MomentFormat.dayAndTime(granted.expiresAt, language))
                    }
                        ?? SummaryList.Row(
                            say(ConsentWords.askedAt),
                            MomentFormat.dayAndTime(consent.request.createdAt, language)),
                ]
                    + consent.uses.map { count in
                        SummaryList.Row(say(DataSet.name(of: count.dataSet)), say(count.words))
                    })
            Actions {
                Button(say(Words.whole), to: request, style: .secondary, isSmall: true)
                if let granted = consent.consent, consent.canBeWithdrawn(at: now) {
                    Button(
                        say(Words.withdraw), to: "/consents/\(granted.id.text)/withdraw",
                        style: .secondary, isSmall: true)
                }
            }
        }
    }
}

private enum Words {
    static let lead = LocalizedText(
        kk: "Деректеріңізді кім, не үшін сұрады және сіз не деп жауап бердіңіз.",
        ru: "Кто и зачем запрашивал ваши данные и что вы ответили.",
        en: "Who asked for your data, what for, and what you answered.")
    static let requests = LocalizedText(kk: "Сұраулар", ru: "Запросы", en: "Requests")
    static let none = LocalizedText(
        kk: "Деректеріңізді ешкім сұраған жоқ", ru: "Ваши данные никто не запрашивал",
        en: "Nobody has asked for your data")
    static let noneText = LocalizedText(
        kk: "Біреу сұраса, сізге 1414 нөмірінен SMS келеді, сұрау осында да шығады.",
        ru: "Если кто-то запросит, вам придёт SMS с номера 1414, а запрос появится здесь.",
        en: "When someone asks, an SMS comes from 1414, and the request stands here.")
    static let whole = LocalizedText(
        kk: "Толық мазмұны", ru: "Полное содержание", en: "Whole content")
    static let withdraw = LocalizedText(
        kk: "Кері қайтарып алу", ru: "Отозвать", en: "Withdraw")
}
