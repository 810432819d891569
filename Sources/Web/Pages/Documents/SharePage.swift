import DigitalDocuments
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /shares/{id}`: the QR code, the short code, how long they last, who has looked.
    static let getSharePage = Endpoint(
        .get, "/shares/{id}", summary: "Open access as its holder sees it",
        access: .person(on: "the caller's own share"), answers: [.page], isPage: true
    ) { call in
        let id: Identifier<Share> = try call.identifier("id")
        let share = try await call.platform.share(id, of: call.caller)
        let looks = try await call.platform.looks(at: id, for: call.caller)
        return .page(try call.page(of: share, looks: looks))
    }

    /// `GET /shares/{id}/live`: the version of the page's content, by long poll.
    static let getShareLive = Endpoint(
        .get, "/shares/{id}/live", summary: "Say whether one's own share has changed",
        access: .person(on: "the caller's own share"),
        query: [.wait, .version], answers: [.version, .unchanged]
    ) { call in
        let id: Identifier<Share> = try call.identifier("id")
        return try await call.answerLive {
            let share = try await call.platform.share(id, of: call.caller)
            return share.version(
                looks: try await call.platform.looks(at: id, for: call.caller), at: call.now)
        }
    }
}

extension HolderShare {
    /// Changes with whatever the page shows.
    fileprivate func version(looks: [ShareLook], at now: Instant) -> String {
        "\(state(at: now).rawValue)-\(viewsSpent)-\(looks.count)-\(waiting.count)"
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func page(of share: HolderShare, looks: [ShareLook]) throws -> Page {
        let url: PageURL = "/shares/\(share.share.id.text)"
        let state = share.state(at: now)
        let panel = try self.panel(share)
        return page(
            share.documentType.title, at: url,
            scripts: [Assets.countdown, Assets.live, Assets.copy]
        ) {
            BackLink(say(Words.back), to: "/documents/\(share.document.text)")
            Heading(
                1, share.documentType.title[language], caption: say(OpenAccessForm.title))
            LiveRegion(
                id: "share", url: "/shares/\(share.share.id.text)/live",
                version: share.version(looks: looks, at: now)
            ) {
                if state != .open { ended(state, share) }
                for verifier in share.waiting where state == .open {
                    confirmation(verifier, share)
                }
                panel
                Paragraph(
                    say(Words.seen) + " \(share.viewsSpent) / \(share.share.viewsMax)",
                    style: .soft)
                lookers(looks)
            }
        }
    }

    private func panel(_ share: HolderShare) throws -> HTML {
        guard let codes = share.codes else { return .empty }
        return SharePanel(
            language, code: try QRCode.encode(codes.qr.text), shortCode: codes.short.text,
            countdown: Countdown(language, endsAt: share.share.expiresAt, now: now)
        ) {
            Form(language, action: "/shares/\(share.share.id.text)/close") {
                Button(submit: say(Words.close), style: .secondary, isSmall: true)
            }
            CopyButton(say(Words.copy), copied: say(Words.copied), text: codes.short.text)
        }.html
    }

    private func ended(_ state: HolderShare.State, _ share: HolderShare) -> Notice {
        Notice(.calm, title: say(Words.ended(state))) {
            Paragraph(say(Words.endedText))
            Paragraph {
                Link(say(Words.again), to: "/documents/\(share.document.text)")
            }
        }
    }

    /// Above the overall limit of wrong codes a typed code also needs the holder's tap (DD-16).
    private func confirmation(_ verifier: WaitingVerifier, _ share: HolderShare) -> Notice {
        let name = verifier.name.isEmpty ? say(DocumentWords.unnamed) : verifier.name
        return Notice(.warn, title: name) {
            Paragraph(say(Words.asks))
            Form(
                language, action: "/shares/\(share.share.id.text)/confirmations",
                hidden: [("verifier", verifier.id)]
            ) {
                Button(submit: say(Words.allow), isSmall: true, icon: .check)
            }
        }
    }

    @HTMLBuilder private func lookers(_ looks: [ShareLook]) -> HTML {
        if !looks.isEmpty {
            Heading(2, say(Words.lookers))
            Timeline(
                language,
                looks.map { look in
                    let isShown = look.outcome == "shown"
                    let reason = ProblemCode(rawValue: look.outcome)?.title[language] ?? ""
                    return Timeline.Event(
                        at: look.at, isShown ? .good : .bad, icon: isShown ? .eye : nil,
                        title: look.viewerName.isEmpty
                            ? say(DocumentWords.unnamed) : look.viewerName,
                        text: (isShown ? say(Words.saw) : say(Words.didNotSee) + reason) + ", "
                            + look.way.name[language],
                        link: (say(LogWords.proof), "/access-log/\(look.entry.text)"))
                })
        }
    }
}

private enum Words {
    static let back = LocalizedText(kk: "Құжатқа", ru: "К документу", en: "Back to the document")
    static let close = LocalizedText(
        kk: "Қазір жабу", ru: "Закрыть сейчас", en: "Close now")
    static let copy = LocalizedText(
        kk: "Кодты көшіру", ru: "Скопировать код", en: "Copy the code")
    static let copied = LocalizedText(kk: "Көшірілді", ru: "Скопировано", en: "Copied")
    static let seen = LocalizedText(
        kk: "Қаралды, рет:", ru: "Просмотрено раз:", en: "Times seen:")
    static let endedText = LocalizedText(
        kk: "QR-код та, қысқа код та енді жұмыс істемейді.",
        ru: "Ни QR-код, ни короткий код больше не работают.",
        en: "Neither the QR code nor the short code works any more.")
    static let again = LocalizedText(
        kk: "Қолжетімділікті қайта ашу", ru: "Открыть доступ снова", en: "Open access again")
    static let asks = LocalizedText(
        kk:
            "Кодты терді де, құжатты көргісі келеді. Бұл адамға көрсетуге келісесіз бе? Танымасаңыз, "
            + "ештеңе баспаңыз.",
        ru: "Набрал код и просит показать документ. Показать этому человеку? Если вы его не "
            + "знаете, ничего не нажимайте.",
        en: "Typed the code and asks to see the document. Show it to this person? If you do not "
            + "know them, press nothing.")
    static let allow = LocalizedText(kk: "Рұқсат беру", ru: "Разрешить", en: "Allow")
    static let lookers = LocalizedText(
        kk: "Кім қарады", ru: "Кто смотрел", en: "Who has looked")
    static let saw = LocalizedText(
        kk: "Құжатты көрді", ru: "Документ показан", en: "Saw the document")
    static let didNotSee = LocalizedText(
        kk: "Көрсетілмеді: ", ru: "Не показан: ", en: "Was not shown it: ")

    static func ended(_ state: HolderShare.State) -> LocalizedText {
        switch state {
        case .open: LocalizedText(kk: "Ашық", ru: "Открыт", en: "Open")
        case .used:
            LocalizedText(
                kk: "Барлық көру жұмсалды", ru: "Все просмотры израсходованы",
                en: "Every view has been used")
        case .closed:
            LocalizedText(kk: "Сіз жаптыңыз", ru: "Вы закрыли доступ", en: "You closed it")
        case .expired: LocalizedText(kk: "Мерзімі өтті", ru: "Срок истёк", en: "Expired")
        }
    }
}
