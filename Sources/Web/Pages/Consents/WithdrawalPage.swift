import AccessControl
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /consents/{consentId}/withdraw`: says what will happen, and asks once.
    static let getWithdrawalPage = Endpoint(
        .get, "/consents/{consentId}/withdraw", summary: "Confirm that a consent is taken back",
        access: .person(on: "the caller's own consent"), answers: [.page], isPage: true
    ) { call in
        let id: Identifier<Consent> = try call.identifier("consentId")
        let consent = try await call.platform.consent(id, of: call.caller)
        guard consent.canBeWithdrawn(at: call.now) else {
            return .seeOther("/access-requests/\(consent.request.id.text)")
        }
        let url: PageURL = "/consents/\(id.text)/withdraw"
        return .page(
            call.page(Words.title, at: url) {
                BackLink(call.say(ConsentWords.title), to: "/consents")
                Heading(1, call.say(Words.title), caption: call.say(consent.initiatorName))
                Paragraph(call.say(Words.effect))
                consent.summary(in: call.language, purposes: call.platform.configuration)
                Form(call.language, action: url) {
                    Actions {
                        Button(submit: call.say(Words.withdraw), style: .danger)
                        Button(
                            call.say(Words.keep),
                            to: "/access-requests/\(consent.request.id.text)", style: .secondary)
                    }
                }
            })
    }

    /// `POST /consents/{consentId}/withdraw`: takes the consent back (use case 05; KDP-7).
    static let postWithdrawalPage = Endpoint(
        .post, "/consents/{consentId}/withdraw", summary: "Withdraw a consent",
        access: .person(on: "the caller's own consent"), answers: [.goOn],
        problems: [.alreadyWithdrawn], isPage: true
    ) { call in
        let id: Identifier<Consent> = try call.identifier("consentId")
        let consent = try await call.platform.consent(id, of: call.caller)
        do {
            try await call.platform.withdraw(id, by: call.caller, once: call.once)
        } catch let refusal as Refusal where refusal.code == .alreadyWithdrawn {
            // What the person wants is so already; the page shows when.
        }
        return .seeOther("/access-requests/\(consent.request.id.text)")
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Келісімді кері қайтарып алу", ru: "Отзыв согласия", en: "Withdraw a consent")
    static let effect = LocalizedText(
        kk: "Кері қайтарып алсаңыз, деректеріңіз бұл келісім бойынша бірден берілмейтін болады. "
            + "Бұрын берілген деректер қайтарылмайды. Себебін айту қажет емес.",
        ru: "После отзыва ваши данные по этому согласию сразу перестанут передавать. Переданное "
            + "раньше не возвращается. Объяснять причину не нужно.",
        en: "From then on your data are no longer handed over under this consent. What was handed "
            + "over before does not come back. You need not give a reason.")
    static let withdraw = LocalizedText(
        kk: "Кері қайтарып аламын", ru: "Отозвать", en: "Withdraw")
    static let keep = LocalizedText(
        kk: "Келісімді қалдыру", ru: "Оставить согласие", en: "Keep the consent")
}
