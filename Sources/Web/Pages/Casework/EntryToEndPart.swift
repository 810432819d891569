import HTTPServer
import Kernel
import Rendering
import UseCases

extension Call where Caller == SignedInOfficial {
    /// The entry that a grant would end, with everything that was decided about it: who works on the
    /// case and who signs see what they end.
    @HTMLBuilder func entryToEnd(_ item: RegisterItem, _ changes: [RegisterChange]) -> HTML {
        Card(
            title: say(Self.entryWords) + " № " + item.number, level: 2,
            badge: registerBadge(item.state),
            to: PageURL(
                checking: "/registers/\(item.register)/\(item.body.digits)/\(item.number)")
        ) {
            Paragraph(MomentFormat.day(item.validFrom, language), style: .soft)
        }
        history(changes, withReasons: true)
    }

    private static var entryWords: LocalizedText {
        LocalizedText(
            kk: "Нәтиже тізілімнің мына жазбасын тоқтатады:",
            ru: "Результат прекратит запись реестра", en: "The result would end the register entry")
    }
}
