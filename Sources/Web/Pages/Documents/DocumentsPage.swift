import DigitalDocuments
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /documents`: the section "Digital documents" (use case 06; DD-12, DD-14).
    static let getDocumentsPage = Endpoint(
        .get, "/documents", summary: "The caller's documents and those of their children",
        access: .person(on: "the caller's own documents and those of minors they represent"),
        answers: [.page], isPage: true
    ) { call in
        do {
            return .page(call.page(of: try await call.platform.documents(of: call.caller)))
        } catch let refusal as Refusal where refusal.code == .registerUnavailable {
            return call.refused(
                refusal, DocumentWords.section, at: "/documents", back: (Words.home, "/"))
        }
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func page(of list: DocumentList) -> Page {
        let own = list.documents.filter { $0.childName == nil }
        var children: [String] = []
        for name in list.documents.compactMap(\.childName) where !children.contains(name) {
            children.append(name)
        }
        return page(DocumentWords.section, at: "/documents", width: .wide) {
            Heading(1, say(DocumentWords.section))
            unanswered(list.unanswered)
            if list.documents.isEmpty, list.unanswered.isEmpty {
                EmptyState(title: say(Words.none), text: say(Words.noneText))
            }
            if !own.isEmpty {
                tag(.section, .class("stack")) {
                    Heading(2, say(DocumentWords.own))
                    DocumentGrid(own.map { card($0, holder: caller.displayName) })
                }
            }
            for child in children {
                tag(.section, .class("stack")) {
                    Heading(2, child, id: nil)
                    DocumentGrid(
                        list.documents.filter { $0.childName == child }
                            .map { card($0, holder: child) })
                }
            }
            Paragraph(say(Words.live), style: .soft)
        }
    }

    private func card(_ document: AvailableDocument, holder: String) -> DocumentCard {
        DocumentCard(
            document.documentType.paper, name: document.title[language],
            issuer: say(Words.digital), holder: holder, number: "",
            to: "/documents/\(document.id.text)")
    }

    /// Absent is not the same as unknown: a register that did not answer is named.
    @HTMLBuilder private func unanswered(_ types: [DocumentType]) -> HTML {
        if !types.isEmpty {
            Notice(.warn, title: say(Words.unanswered)) {
                tag(.ul) { for type in types { tag(.li) { type.title[language] } } }
                Paragraph(say(Words.unansweredText))
                Paragraph { Link(say(Words.again), to: "/documents") }
            }
        }
    }
}

private enum Words {
    static let home = LocalizedText(kk: "Басты бет", ru: "Главная", en: "Home")
    static let digital = LocalizedText(
        kk: "Цифрлық құжат", ru: "Цифровой документ", en: "Digital document")
    static let none = LocalizedText(
        kk: "Құжат табылмады", ru: "Документов не нашлось", en: "No documents were found")
    static let noneText = LocalizedText(
        kk: "Тіркелімдердің бәрі жауап берді, бірақ сізге берілген құжат жоқ. Құжатыңыз болуы "
            + "керек болса, оны берген органға хабарласыңыз.",
        ru: "Все реестры ответили, но выданных вам документов в них нет. Если документ должен "
            + "быть, обратитесь в орган, который его выдал.",
        en: "All registers answered, but none has a document of yours. If there should be one, "
            + "contact the body that issued it.")
    static let unanswered = LocalizedText(
        kk: "Мына құжаттардың тіркелімі жауап бермеді",
        ru: "Не ответили реестры, где хранятся эти документы",
        en: "The registers of these documents did not answer")
    static let unansweredText = LocalizedText(
        kk: "Бұл құжаттар жоқ деген сөз емес. Бірнеше минуттан кейін қайталап көріңіз; қажет "
            + "болса, қағаз құжатты көрсетіңіз.",
        ru: "Это не значит, что документов нет. Попробуйте через несколько минут; если нужно "
            + "сейчас, предъявите бумажный документ.",
        en: "It does not mean that there are none. Try again in a few minutes; if you need one "
            + "now, show it on paper.")
    static let again = LocalizedText(kk: "Қайталау", ru: "Повторить", en: "Try again")
    static let live = LocalizedText(
        kk: "Құжатты ашқан сәтте ол мемлекеттік тіркелімнен алынады.",
        ru: "Документ берётся из государственного реестра в тот момент, когда вы его открываете.",
        en: "A document is taken from the state register at the moment you open it.")
}
