import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/police`: how to check a document as the policeman.
    func getPolicePage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/police", summary: "How to check a document as the policeman",
            access: .anyone(because: "The sandbox's own controls"), answers: [.page],
            isPage: true, isSandboxOnly: true
        ) { call in
            let policeman = world.person(.policeman)
            let citizen = world.person(.citizen)
            let phones = try await currentPhones(of: [policeman.iin, citizen.iin])
            return .page(call.policePage(policeman, citizen, phones))
        }
    }
}

extension Call where Caller == Void {
    fileprivate func policePage(
        _ policeman: SyntheticPerson, _ citizen: SyntheticPerson, _ phones: [IIN: PhoneNumber]
    ) -> Page {
        sandboxPage(
            Words.title, at: "/sandbox/police", section: .police, scripts: [Assets.copy]
        ) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            Notice(.warn) { Paragraph(say(Words.browsers)) }
            tag(.section, .class("stack")) {
                Heading(2, "1. " + say(Words.show))
                Paragraph(say(Words.showText))
                card(citizen, phones[citizen.iin], next: "/documents")
            }
            tag(.section, .class("stack")) {
                Heading(2, "2. " + say(Words.check))
                Paragraph(say(Words.checkText))
                card(policeman, phones[policeman.iin], next: "/verify")
                Actions { Button(say(Words.verify), to: "/verify", icon: .shield) }
            }
            tag(.section, .class("stack")) {
                Heading(2, "3. " + say(Words.marks))
                Paragraph(say(Words.marksText))
            }
        }
    }

    private func card(_ person: SyntheticPerson, _ phone: PhoneNumber?, next: String) -> Card {
        Card(title: person.name.full) {
            tag(.p, .class("small soft")) {
                say(SandboxWords.phone) + ": "
                phoneLink(phone)
            }
            tag(.p) { Monospaced(person.iin.digits) }
            Actions {
                if phone != nil { signInButton(person.iin, next: next) }
                copyButton(person.iin)
            }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Полицей құжатты тексереді", ru: "Полицейский проверяет документ",
        en: "The policeman checks a document")
    static let lead = LocalizedText(
        kk: "Азамат құжатын үш минутқа ашады, полицей QR-кодты сканерлейді немесе алты таңбаны "
            + "тереді. Екеуінде де белгі қалады.",
        ru: "Гражданин открывает документ на три минуты, полицейский сканирует QR-код или набирает "
            + "шесть знаков. След остаётся у обоих.",
        en: "The citizen opens a document for three minutes; the policeman scans the QR code or "
            + "types six characters. A mark stays with both.")
    static let browsers = LocalizedText(
        kk: "Екі адам – екі сеанс: полицей үшін жеке терезені (инкогнито) ашыңыз.",
        ru: "Два человека – два сеанса: для полицейского откройте приватное окно.",
        en: "Two people are two sessions: open a private window for the policeman.")
    static let show = LocalizedText(
        kk: "Азамат көрсетеді", ru: "Гражданин показывает", en: "The citizen shows")
    static let showText = LocalizedText(
        kk: "Кіріңіз, құжатты таңдап, қолжетімділікті ашыңыз. QR-код пен қысқа код шығады.",
        ru: "Войдите, выберите документ и откройте доступ. Появятся QR-код и короткий код.",
        en: "Sign in, choose a document and open access. A QR code and a short code appear.")
    static let check = LocalizedText(
        kk: "Полицей тексереді", ru: "Полицейский проверяет", en: "The policeman checks")
    static let checkText = LocalizedText(
        kk: "Жеке терезеде кіріп, кодты теріңіз. Құжат сол сәтте тіркелімнен жасалады.",
        ru: "Войдите в приватном окне и введите код. Документ строится из реестра в этот миг.",
        en: "Sign in in the private window and type the code. The document is built that moment.")
    static let verify = LocalizedText(
        kk: "Тексеру бетін ашу", ru: "Открыть проверку", en: "Open the verification page")
    static let marks = LocalizedText(
        kk: "Екеуі де көреді", ru: "Видят оба", en: "Both can see it")
    static let marksText = LocalizedText(
        kk:
            "«Кім қарады» бетінде әр қарау, сәтсіз әрекет те жазылған. Сол кодты қайта теріп көріңіз: "
            + "бір рет қаралатын құжат екінші рет ашылмайды.",
        ru: "На странице «Кто смотрел» записан каждый просмотр и неудачная попытка. Введите тот же "
            + "код ещё раз: документ на один просмотр второй раз не откроется.",
        en: "“Who looked” holds every view and every failed try. Type the same code again: a "
            + "document opened for one view does not open twice.")
}
