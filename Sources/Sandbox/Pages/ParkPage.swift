import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/park`: the firms of the technology park, and who acts for and over them.
    func getParkPage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/park", summary: "The sandbox's technology park and its firms",
            access: .anyone(because: "Nobody and nothing in it is real"), answers: [.page],
            isPage: true, isSandboxOnly: true
        ) { call in .page(call.parkPage(world)) }
    }
}

extension Call where Caller == Void {
    fileprivate func parkPage(_ world: SyntheticWorld) -> Page {
        sandboxPage(
            Words.title, at: "/sandbox/park", section: .start, scripts: [Assets.copy], width: .wide
        ) {
            Heading(1, say(Words.title))
            Paragraph(say(Words.lead), style: .lead)
            Heading(2, say(Words.firms))
            tag(.div, .class("documents")) { for firm in ParkFirm.all { card(firm) } }
            Heading(2, say(Words.who))
            person(
                world.person(ParkFirm.representative).name.full, say(Words.representative)
            ) { Button(say(Words.toWorkplace), to: Self.signIn, style: .secondary) }
            for official in world.officials
            where [.hubAdministration, .taxOfficer].contains(official.role) {
                person(official.person.name.full, official.body.name[language]) {
                    Form(
                        language, action: "/sign-in/eds",
                        hidden: [("next", "/activities/workplace")]
                    ) {
                        Button(submit: say(Words.byEDS), style: .secondary, icon: .key)
                    }
                }
            }
        }
    }

    private static var signIn: PageURL { "/sign-in?next=/activities/workplace" }

    private func card(_ firm: ParkFirm) -> Card {
        Card(
            title: firm.entity.name[language],
            to: "/activities/register?bin=\(firm.entity.bin.digits)"
        ) {
            Paragraph(say(firm.story))
            tag(.p) { Monospaced(firm.entity.bin.digits) }
        }
    }

    private func person(
        _ name: String, _ what: String, @HTMLBuilder _ action: () -> HTML
    ) -> Card {
        let button = action()
        return Card(title: name) {
            Paragraph(what, style: .soft)
            Actions { button }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сынақ технопаркі", ru: "Тестовый технопарк", en: "The sandbox's technology park")
    static let lead = LocalizedText(
        kk: "Әр компанияның өз тарихы бар. Картасын басып, ашық тізілімдегі жауапты көріңіз.",
        ru: "У каждой компании своя история. Нажмите на карточку и посмотрите ответ реестра.",
        en: "Every firm has a story. Press a card and read what the public register says.")
    static let firms = LocalizedText(kk: "Компаниялар", ru: "Компании", en: "Firms")
    static let who = LocalizedText(
        kk: "Кім не істейді", ru: "Кто что делает", en: "Who does what")
    static let representative = LocalizedText(
        kk: "Барлық компанияның өкілі: қызметті мәлімдейді, ескертулерді оқиды. SMS арқылы кіреді.",
        ru: "Представляет все компании: заявляет деятельность, читает уведомления. Вход по SMS.",
        en: "Acts for every firm: declares activities, reads notices. Signs in by SMS.")
    static let toWorkplace = LocalizedText(
        kk: "Жұмыс орнын ашу", ru: "Открыть рабочее место", en: "Open the workplace")
    static let byEDS = LocalizedText(
        kk: "ЭЦҚ арқылы кіру", ru: "Войти по ЭЦП", en: "Sign in by EDS")
}
