import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension CaseParts {
    /// The last appeal, and where a refusal can be appealed against.
    ///
    /// - Parameter base: the page of the case for the applicant, of the task for officials.
    func appeal(base: PageURL) -> HTML {
        .fragment([
            stored.state.appeals.last.map { lodged($0, base: base) } ?? .empty,
            isOfficial ? .empty : appealing,
        ])
    }

    private func lodged(_ appeal: Case.Appeal, base: PageURL) -> HTML {
        let path = isOfficial ? "/api" + base.text : "/api/applications/\(stored.id.text)"
        let title =
            appeal.closedOn == nil
            ? AppealWords.lodged : appeal.isCancelled ? AppealWords.cancelled : AppealWords.left
        return Card(title: title[language], level: 2) {
            if appeal.closedOn == nil { Paragraph(AppealWords.stands[language]) }
            SummaryList([
                SummaryList.Row(AppealWords.body[language], name(of: appeal.lodged.to)),
                SummaryList.Row(
                    LawWords.day[language], MomentFormat.day(appeal.lodged.on, language)),
                SummaryList.Row(AppealWords.text[language], appeal.lodged.text),
            ])
            if appeal.lodged.digest != nil, let link = PageURL(checking: path + "/appeal/file") {
                Paragraph { Link(AppealWords.file[language], to: link) }
            }
            if appeal.closedOn != nil || isOfficial, let decision = appeal.decision {
                Heading(3, AppealWords.reasons[language])
                Paragraph(decision.reasons)
            }
            if appeal.closedOn != nil, !isOfficial {
                if let link = PageURL(checking: path + "/appeal.pdf") {
                    Paragraph { Link(AppealWords.decision[language], to: link) }
                }
                if !stored.isDelivered, let link = PageURL(checking: path + "/result.pdf") {
                    Paragraph { Link(AppealWords.earlier[language], to: link) }
                }
            }
        }.html
    }

    private func name(of body: String) -> String {
        platform.authorityName(BIN(stored: body))?[language] ?? body
    }

    private var appealing: HTML {
        guard let offer = try? platform.appealOffer(of: stored),
            platform.clock.today <= offer.until,
            let action = PageURL(checking: "/cases/\(stored.id.text)/appeal")
        else { return .empty }
        return More(AppealWords.title[language]) {
            Paragraph(AppealWords.lead[language])
            SummaryList([
                SummaryList.Row(AppealWords.body[language], name(of: offer.body.digits)),
                SummaryList.Row(
                    AppealWords.until[language], MomentFormat.day(offer.until, language)),
            ])
            Form(language, action: action, hasFiles: true) {
                TextField(
                    language, name: "text", label: AppealWords.text[language],
                    hint: AppealWords.hint[language], content: .lines(6))
                FileField(
                    language, name: "file", label: CaseWords.file[language],
                    hint: CaseWords.fileHint[language], accept: .documents)
                Button(submit: AppealWords.send[language])
            }
        }.html
    }
}
