import Kernel
import Rendering
import UseCases

extension CaseParts {
    /// Every signed paper that concerns the applicant, oldest first, each as a PDF.
    func papers(_ papers: [SignedPaper]) -> HTML {
        guard !papers.isEmpty else { return .empty }
        return Card(title: PaperListWords.title[language], level: 2) {
            tag(.ul) {
                for paper in papers {
                    tag(.li) {
                        Link(
                            PaperListWords.kind(paper.kind)[language] + " (PDF)",
                            to: PageURL(
                                checking:
                                    "/api/applications/\(stored.id.text)/papers/\(paper.name)")
                                ?? "/cases")
                        " · " + MomentFormat.dayAndTime(paper.at, language)
                    }
                }
            }
        }.html
    }
}

enum PaperListWords {
    static let title = LocalizedText(
        kk: "Қол қойылған құжаттар", ru: "Подписанные документы", en: "Signed papers")

    static func kind(_ kind: SignedPaper.Kind) -> LocalizedText {
        switch kind {
        case .result: LocalizedText(kk: "Нәтиже", ru: "Результат", en: "Result")
        case .appeal:
            LocalizedText(
                kk: "Шағым бойынша шешім", ru: "Решение по жалобе", en: "Decision on the appeal")
        case .conclusion:
            LocalizedText(
                kk: "Аумақтық департаменттің қорытындысы",
                ru: "Заключение территориального департамента",
                en: "Conclusion of the territorial department")
        }
    }
}
