import DigitalDocuments
import Kernel
import Registers
import Rendering
import UseCases

extension Endpoint {
    /// `GET /documents/{documentId}`: the document, built from its register now (use case 06).
    static let getDocumentPage = Endpoint(
        .get, "/documents/{documentId}", summary: "One document, built from its register now",
        access: .person(on: "the caller's own documents and those of minors they represent"),
        answers: [.page], problems: buildProblems, isPage: true
    ) { call in
        let id: Identifier<DocumentReference> = try call.identifier("documentId")
        do {
            let document = try await call.platform.show(id, to: call.caller)
            let limits = try ShareLimits(call.platform.configuration.settings)
            return .page(call.page(of: document, id: id, limits))
        } catch let refusal as Refusal where refusal.code != .notFound {
            return call.refused(
                refusal, Words.notShown, at: "/documents/\(id.text)",
                back: (DocumentWords.section, "/documents"))
        }
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func page(
        of document: CheckedDocument, id: Identifier<DocumentReference>, _ limits: ShareLimits
    ) -> Page {
        let content = document.content
        return page(content.documentType.title, at: "/documents/\(id.text)") {
            BackLink(say(DocumentWords.section), to: "/documents")
            Heading(1, content.documentType.title[language])
            content.card(in: language)
            Notice(.good, title: content.asOfText(in: language)) {
                Paragraph(say(Words.equal))
            }
            if document.revocation == .unknown {
                Notice(.warn) { Paragraph(say(DocumentWords.revocationUnknown)) }
            }
            Heading(2, say(DocumentWords.lines))
            content.summary(in: language)
            tag(.section, .class("stack")) {
                Heading(2, say(OpenAccessForm.title), id: "open-access")
                Paragraph(say(OpenAccessForm.lead))
                OpenAccessForm(document: id, limits: limits).form(in: language)
            }
            More(say(Words.signature)) {
                Paragraph(say(Words.signatureText))
                Monospaced(document.digest.hex)
                Paragraph { Link(say(Words.file), to: "/api/documents/\(id.text)") }
            }
        }
    }
}

private enum Words {
    static let notShown = LocalizedText(
        kk: "Құжат көрсетілмеді", ru: "Документ не показан", en: "The document was not shown")
    static let equal = LocalizedText(
        kk: "Берген органның электрондық қолтаңбасы тексерілді. Цифрлық құжат қағаз құжатпен тең "
            + "(DD-2.8).",
        ru: "Электронная подпись органа проверена. Цифровой документ равнозначен бумажному "
            + "(DD-2.8).",
        en: "The issuing body's electronic signature was verified. A digital document is equal to "
            + "one on paper (DD-2.8).")
    static let signature = LocalizedText(
        kk: "Қолтаңба туралы", ru: "О подписи", en: "About the signature")
    static let signatureText = LocalizedText(
        kk: "Қол қойылған деректердің SHA-256 таңбасы:",
        ru: "Отпечаток SHA-256 подписанных данных:",
        en: "SHA-256 of the signed data:")
    static let file = LocalizedText(
        kk: "Құжат пен қолтаңба (JSON файлы)", ru: "Документ и подпись (файл JSON)",
        en: "The document and its signature (JSON file)")
}
