import Casework
import Kernel
import Registers
import Rendering
import UseCases

extension CaseParts {
    /// What stands against giving what was asked for: to the applicant as to the official.
    func obstacles(_ found: CaseObstacles) -> HTML {
        var parts = found.restrictions.map { one in
            Notice(.bad, title: ObstacleWords.kind(one.decision.kind)[language]) {
                Paragraph(
                    ObstacleWords.decision[language] + " № " + one.decision.number + " · "
                        + MomentFormat.day(one.decision.from, language)
                        + (one.decision.until.map { " – " + MomentFormat.day($0, language) } ?? ""))
                Paragraph(one.ground.title[language] + " – " + cited(one.ground.clause))
                Paragraph(ObstacleWords.goesOn[language], style: .soft)
            }.html
        }
        if let fee = found.fee {
            if let refusal = fee.refusal {
                parts.append(
                    Notice(.bad, title: refusal.code.title[language]) {
                        Paragraph("№ \(fee.receipt) · \(cited(fee.clause))")
                        if let detail = refusal.detail { Paragraph(detail[language]) }
                    }.html)
            } else if case .paid(let payment) = fee.verdict {
                parts.append(
                    Notice(.good, title: ObstacleWords.paid[language]) {
                        Paragraph(
                            "№ \(fee.receipt) · "
                                + NumberFormat.money(
                                    tiyn: payment.amountTiyn, language)
                                + " · " + MomentFormat.day(payment.paidOn, language) + " · "
                                + cited(fee.clause))
                    }.html)
            }
        }
        if found.isUnavailable {
            parts.append(Notice(.warn) { Paragraph(ObligationWords.unavailable[language]) }.html)
        }
        return .fragment(parts)
    }
}

private enum ObstacleWords {
    static let decision = LocalizedText(kk: "Шешім", ru: "Решение", en: "Decision")
    static let paid = LocalizedText(
        kk: "Алым төленген", ru: "Сбор уплачен", en: "The fee is paid")
    static let goesOn = LocalizedText(
        kk: "Шешім күшінде тұрғанда нәтиже берілмейді. Ол алынған соң іс әрі қарай жүреді.",
        ru: "Пока решение действует, результат не выдаётся. После снятия дело пойдёт дальше.",
        en: "Nothing is given while it is in force. Once it is lifted, the case goes on.")

    static func kind(_ kind: CourtRestriction.Kind) -> LocalizedText {
        switch kind {
        case .prohibition:
            LocalizedText(
                kk: "Сот қызметке тыйым салған", ru: "Суд запретил деятельность",
                en: "A court forbids the activity")
        case .suspension:
            LocalizedText(
                kk: "Сот қызметті тоқтата тұрған", ru: "Суд приостановил деятельность",
                en: "A court suspends the activity")
        case .issuanceBan:
            LocalizedText(
                kk: "Сот орындаушысының ұсынуымен беруге тыйым салынған",
                ru: "По представлению судебного исполнителя выдача запрещена",
                en: "On a bailiff's submission nothing may be issued")
        }
    }
}
