import Journal
import Kernel
import Rendering

extension LogSentence {
    /// What a representative reads about a document of the minor; nil where the general words fit.
    static func child(
        _ name: String, _ kind: JournalKind, _ facts: EntryFacts
    ) -> LogSentence? {
        let viewer = facts.viewer
        let document = facts.documentTitle.map { facts.joined(same(name), $0) } ?? same(name)
        switch kind {
        case .documentViewed:
            return LogSentence(.good, .eye, followed(LogWords.sawChilds, by: viewer), document)
        case .viewRefused:
            return LogSentence(
                .bad, .eye, followed(LogWords.didNotSeeChilds, by: viewer),
                facts.problem("code").map { facts.joined(document, $0) } ?? document)
        case .documentShown where facts.text("basis") == "own":
            return LogSentence(
                .calm, .document,
                LocalizedText(
                    kk: "Балаңыз өз құжатын ашты", ru: "Ребёнок открыл свой документ",
                    en: "Your child opened a document of their own"), document)
        case .confirmationGiven:
            return LogSentence(
                .good,
                LocalizedText(
                    kk: "Балаңыздың құжатын көрсетуге рұқсат берілді",
                    ru: "Показать документ ребёнка разрешено",
                    en: "Your child's document was allowed to be shown"), document)
        default:
            var sentence = self.document(kind, facts)
            sentence.detail = sentence.detail.map { facts.joined(same(name), $0) } ?? same(name)
            return sentence
        }
    }

    private static func followed(_ words: LocalizedText, by name: LocalizedText) -> LocalizedText {
        LocalizedText(
            kk: words.kk + " " + name.kk, ru: words.ru + " " + name.ru,
            en: words.en + " " + name.en)
    }

    private static func same(_ text: String) -> LocalizedText {
        LocalizedText(kk: text, ru: text, en: text)
    }
}
