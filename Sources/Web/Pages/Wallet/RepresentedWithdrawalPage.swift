import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /wallet/{family}/withdrawal`: asks whether consent is to be taken back (use case 34).
    static let getRepresentedWithdrawalPage = Endpoint(
        .get, "/wallet/{family}/withdrawal",
        summary: "Ask whether a representative takes a minor's consent back",
        access: .person(on: "vouchers that the caller holds for a minor"), answers: [.page],
        problems: [.notFound], isPage: true
    ) { call in
        let address = try await call.representedFamily()
        return .page(
            call.page(Words.title, at: address) {
                Heading(1, call.say(Words.title))
                Notice(.warn) { Paragraph(call.say(Words.effect)) }
                Form(call.language, action: address) {
                    Actions {
                        Button(submit: call.say(Words.title), style: .danger)
                        Button(call.say(WalletWords.title), to: "/wallet", style: .secondary)
                    }
                }
            })
    }

    /// `POST /wallet/{family}/withdrawal`: takes it back (use case 34; FV-O.5.2).
    static let postRepresentedWithdrawalPage = Endpoint(
        .post, "/wallet/{family}/withdrawal", summary: "Take a minor's consent back",
        access: .person(on: "vouchers that the caller holds for a minor"), answers: [.page],
        problems: [.notFound, .alreadyWithdrawn, .registerUnavailable], isPage: true
    ) { call in
        let address = try await call.representedFamily()
        let family: Identifier<Never> = try call.identifier("family")
        do {
            try await call.platform.withdrawForRepresented(
                family: family.text, by: call.caller, once: call.once)
        } catch let refusal as Refusal
            where [.alreadyWithdrawn, .registerUnavailable].contains(refusal.code)
        {
            return call.refused(
                refusal, Words.title, at: address, back: (WalletWords.title, "/wallet"))
        }
        return .page(
            call.page(Words.title, at: address) {
                Heading(1, call.say(Words.title))
                Notice(.good, isAnnounced: true) { Paragraph(call.say(Words.done)) }
                Paragraph { Link(call.say(WalletWords.title), to: "/wallet") }
            })
    }
}

extension Call where Caller == SignedInPerson {
    /// The address of a family whose vouchers the caller holds for somebody else.
    fileprivate func representedFamily() async throws -> PageURL {
        let family: Identifier<Never> = try identifier("family")
        let vouchers = try await platform.vouchers(of: caller, family: family.text)
        guard !vouchers.isEmpty, vouchers.allSatisfy({ !$0.isOwn }) else {
            throw Refusal(.notFound)
        }
        return "/wallet/\(family.text)/withdrawal"
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Балаға берілген келісімді қайтарып алу", ru: "Отозвать согласие за ребёнка",
        en: "Take back the consent for the child")
    static let effect = LocalizedText(
        kk: "Келісімді заңды өкіл ретінде SMS арқылы сіз бердіңіз. Қайтарып алсаңыз, осы отбасының "
            + "ваучерлері бірден тоқтайды: белсендіруге де, төлеуге де болмайды.",
        ru: "Согласие дали вы по SMS как законный представитель. После отзыва ваучеры этой семьи "
            + "сразу перестанут действовать: их нельзя будет ни активировать, ни потратить.",
        en:
            "You consented by SMS as the legal representative. Once it is taken back, the vouchers "
            + "of this family stop at once: they can be neither activated nor spent.")
    static let done = LocalizedText(
        kk: "Келісім қайтарып алынды. Жүйелерге бұл туралы хабар берілді.",
        ru: "Согласие отозвано. Системам об этом сообщено.",
        en: "The consent has been taken back. The systems have been told.")
}
