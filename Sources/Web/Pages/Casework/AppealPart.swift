import Casework
import HTTPServer
import Kernel
import Rendering
import UseCases

extension CaseParts {
    /// The last appeal, and where a refusal can be appealed against.
    ///
    /// - Parameters:
    ///   - base: the page of the case for the applicant, of the task for officials.
    ///   - signed: the signature under the last appeal.
    ///   - draft: the appeal that is prepared.
    ///   - text: what was written for it, also where it is to be prepared anew.
    func appeal(
        base: PageURL, signed: SignedAppeal?, draft: PreparedAppeal? = nil, text: String? = nil
    ) -> HTML {
        .fragment([
            stored.state.appeals.last.map { lodged($0, signed, base: base) } ?? .empty,
            isOfficial ? .empty : appealing(draft, text),
        ])
    }

    private func lodged(
        _ appeal: Case.Appeal, _ signed: SignedAppeal?, base: PageURL
    ) -> HTML {
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
            signature(signed, path: path)
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

    /// Who signed the appeal, whether that holds, and the bytes that prove it.
    private func signature(_ signed: SignedAppeal?, path: String) -> HTML {
        guard let signed else {
            return Paragraph(AppealWords.notSigned[language], style: .soft).html
        }
        let isSound = signed.faults.isEmpty
        return Notice(
            isSound ? .good : .bad,
            title: (isSound ? AppealWords.signatureHolds : AppealWords.signatureBroken)[language]
        ) {
            if !isSound { Paragraph(LocalizedText(refusals: signed.faults)[language]) }
            SummaryList([
                SummaryList.Row(AppealWords.signedBy[language], signed.signer ?? "–"),
                SummaryList.Row(
                    CaseWords.signedAt[language], MomentFormat.dayAndTime(signed.at, language)),
            ])
            if let statement = PageURL(checking: path + "/appeal/statement"),
                let cms = PageURL(checking: path + "/appeal/signature")
            {
                Paragraph { Link(AppealWords.signedText[language], to: statement) }
                Paragraph { Link(CaseWords.signature[language], to: cms) }
            }
        }.html
    }

    private func appealing(_ draft: PreparedAppeal?, _ text: String?) -> HTML {
        guard let offer = try? platform.appealOffer(of: stored),
            platform.clock.today <= offer.until,
            let action = PageURL(checking: "/cases/\(stored.id.text)/appeal")
        else { return .empty }
        guard mayBind else {
            return More(AppealWords.title[language]) { whoMayBind }.html
        }
        let form = Form(language, action: action, hasFiles: true) {
            TextField(
                language, name: "text", label: AppealWords.text[language],
                hint: AppealWords.hint[language], value: text ?? "", content: .lines(6))
            FileField(
                language, name: "file", label: CaseWords.file[language],
                hint: CaseWords.fileHint[language], accept: .documents)
            Button(submit: AppealWords.prepare[language], style: .secondary)
        }
        if let draft {
            return tag(.section, .id("appeal"), .class("stack")) {
                Heading(2, AppealWords.title[language])
                signing(draft)
                More(AppealWords.change[language]) { form }
            }
        }
        return More(AppealWords.title[language]) {
            Paragraph(AppealWords.lead[language])
            SummaryList([
                SummaryList.Row(AppealWords.body[language], name(of: offer.body.digits)),
                SummaryList.Row(
                    AppealWords.until[language], MomentFormat.day(offer.until, language)),
            ])
            form
        }.html
    }

    /// What is prepared, and the ways to sign it.
    private func signing(_ draft: PreparedAppeal) -> HTML {
        let configuration = platform.configuration
        let base = "/cases/\(stored.id.text)/appeal"
        return .fragment([
            Notice(.warn, title: AppealWords.toSign[language]) {
                SummaryList([
                    SummaryList.Row(AppealWords.body[language], name(of: draft.body.digits)),
                    SummaryList.Row(AppealWords.text[language], draft.text),
                    SummaryList.Row(
                        AppealWords.file[language],
                        draft.fileDigest.map { "SHA-256 " + $0.prefix(12) + "…" } ?? "–"),
                ])
            }.html,
            configuration.isSandbox
                ? sandboxSigner(action: "/sandbox/cases/\(stored.id.text)/appeal", hidden: [])
                : .empty,
            NCALayerSection(
                language, configuration: configuration, draft.statement, for: .document
            ).html,
            Paragraph {
                "1. "
                Link(
                    CaseWords.download[language],
                    to: PageURL(checking: "/api/applications/\(stored.id.text)/appeal/statement")
                        ?? "/cases")
            }.html,
            Form(
                language, action: PageURL(checking: base + "/sign") ?? "/cases", hasFiles: true
            ) {
                FileField(
                    language, name: "cms", label: "2. " + CaseWords.signature[language],
                    hint: CaseWords.signatureHint[language], accept: .signatures)
                Button(submit: AppealWords.send[language], icon: .key)
            }.html,
        ])
    }
}
