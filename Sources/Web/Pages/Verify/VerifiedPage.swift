import DigitalDocuments
import Journal
import Kernel
import Registers
import Rendering
import UseCases

extension Endpoint {
    /// `GET /verify/{entry}`: shows what the camera has just opened; the view is not spent twice.
    static let getVerifiedPage = Endpoint(
        .get, "/verify/{entry}", summary: "The document that the caller has just opened",
        access: .person(on: "the document whose holder opened access to it"), answers: [.page],
        problems: [.replayNotPossible] + buildProblems, isPage: true
    ) { call in
        guard let entry = Identifier<JournalEntry>(call.path["entry"] ?? "") else {
            return .seeOther("/verify")
        }
        let caller = "person:" + call.caller.iin.digits
        do {
            let opened = try await call.platform.reopen(entry, caller: caller)
            guard call.now < opened.at.adding(seconds: repeatSeconds) else {
                throw Refusal(.replayNotPossible, clause: "DD-19")
            }
            return .page(call.page(of: opened))
        } catch let refusal as Refusal {
            return call.refused(
                refusal, Words.notShown, at: "/verify/\(entry.text)", back: (Words.back, "/verify"))
        }
    }

    /// Seconds in which a view whose answer may have been lost is shown again.
    private static let repeatSeconds: Int64 = 60
}

extension Call where Caller == SignedInPerson {
    /// The opened document, what was checked, and the receipt (DD-2.10, DD-18, DD-19).
    func page(of opened: OpenedDocument) -> Page {
        let content = opened.document.content
        return page(content.documentType.title, at: "/verify/\(opened.entry.text)") {
            BackLink(say(Words.back), to: "/verify")
            Heading(1, content.documentType.title[language], caption: say(Words.caption))
            Notice(.good, title: say(Words.genuine), isAnnounced: true) {
                Paragraph(content.asOfText(in: language))
            }
            if opened.document.revocation == .unknown {
                Notice(.warn) { Paragraph(say(DocumentWords.revocationUnknown)) }
            }
            content.card(in: language)
            Heading(2, say(DocumentWords.lines))
            content.summary(in: language)
            Heading(2, say(Words.checks))
            SummaryList(
                Words.checked.map { name, result in
                    SummaryList.Row(say(name)) { Badge(.good, say(result)) }
                })
            Heading(2, say(Words.receipt))
            SummaryList([
                SummaryList.Row(say(Words.entry)) { Monospaced(opened.entry.text) },
                SummaryList.Row(say(Words.shownAt), moment(opened.at)),
                SummaryList.Row(say(Words.digest)) { Monospaced(opened.document.digest.hex) },
            ])
            Notice(.calm) {
                Paragraph(say(Words.rights))
                Paragraph { Link(say(LogWords.proof), to: "/access-log/\(opened.entry.text)") }
            }
        }
    }

    private func moment(_ instant: Instant) -> String {
        MomentFormat.day(Day(at: instant), language) + ", "
            + MomentFormat.timeWithSeconds(instant)
    }
}

private enum Words {
    static let back = LocalizedText(
        kk: "Келесі құжатты тексеру", ru: "Проверить другой документ", en: "Verify another document"
    )
    static let notShown = LocalizedText(
        kk: "Құжат көрсетілмеді", ru: "Документ не показан", en: "The document was not shown")
    static let caption = LocalizedText(
        kk: "Тексерілген цифрлық құжат", ru: "Проверенный цифровой документ",
        en: "Verified digital document")
    static let genuine = LocalizedText(
        kk: "Құжат шынайы және жарамды", ru: "Документ подлинный и действует",
        en: "The document is genuine and in force")
    static let checks = LocalizedText(
        kk: "Не тексерілді", ru: "Что проверено", en: "What was checked")
    static let receipt = LocalizedText(kk: "Түбіртек", ru: "Квитанция", en: "Receipt")
    static let entry = LocalizedText(
        kk: "Журнал жазбасы", ru: "Запись журнала", en: "Journal entry")
    static let shownAt = LocalizedText(kk: "Көрсетілген уақыты", ru: "Показан", en: "Shown at")
    static let digest = LocalizedText(
        kk: "Қол қойылған деректердің SHA-256 таңбасы", ru: "SHA-256 подписанных данных",
        en: "SHA-256 of the signed data")
    static let rights = LocalizedText(
        kk: "Құжатты тек көруге құқығыңыз бар, одан басқа құқық берілмейді (DD-19). Бұл қарау "
            + "сізде де, құжат иесінде де белгіленді.",
        ru: "Вы вправе только посмотреть документ, других прав это не даёт (DD-19). Просмотр "
            + "отмечен и у вас, и у владельца документа.",
        en: "You may look at the document; no other right comes with it (DD-19). The view is "
            + "marked on your side and on the holder's.")

    /// A document that fails any of these is never shown.
    static let checked: [(LocalizedText, LocalizedText)] = [
        (
            LocalizedText(kk: "Түпнұсқалығы", ru: "Подлинность", en: "Authenticity"),
            LocalizedText(
                kk: "Берген органның қолтаңбасы жарамды", ru: "Подпись органа действительна",
                en: "The issuing body's signature is valid")
        ),
        (
            LocalizedText(kk: "Тиесілілігі", ru: "Принадлежность", en: "Belongs to"),
            LocalizedText(
                kk: "Рұқсат берген адамның құжаты", ru: "Документ того, кто открыл доступ",
                en: "The person for whom access was opened")
        ),
        (
            LocalizedText(kk: "Өзгермегені", ru: "Неизменность", en: "Unchanged"),
            LocalizedText(
                kk: "Қол қойылғаннан бері өзгермеген", ru: "Не изменён после подписания",
                en: "Not changed since it was signed")
        ),
        (
            LocalizedText(kk: "Жарамдылығы", ru: "Срок действия", en: "In force"),
            LocalizedText(
                kk: "Тіркелім бойынша жарамды", ru: "Действует по данным реестра",
                en: "In force by the register")
        ),
    ]
}
