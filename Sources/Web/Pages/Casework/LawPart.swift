import Casework
import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases

extension CaseParts {
    /// By which law the case is decided, and what changed; nothing where nothing did.
    var law: HTML {
        let changes = platform.lawChanges(of: stored)
        guard let law = try? platform.law(of: stored), !changes.isEmpty || law.policy != .pin
        else { return .empty }
        return Card(title: LawOfCaseWords.title[language], level: 2) {
            Paragraph(
                LawOfCaseWords.sentence(law, isDecided: stored.state.decision != nil)[language])
            if !changes.isEmpty {
                Table(
                    caption: LawOfCaseWords.changes[language],
                    columns: [
                        Table.Column(LawWords.clause[language]),
                        Table.Column(WorkWords.wasBefore[language]),
                        Table.Column(WorkWords.isNow[language]),
                    ],
                    rows: changes.map { change in
                        [
                            .text(cited(change.clause)), .text(words(of: change.before)),
                            .text(words(of: change.after)),
                        ]
                    })
            }
        }.html
    }

    private func words(of version: ProvisionVersion?) -> String {
        (version?.state.wording ?? LawWords.notHeld)[language]
    }
}

extension CaseShape {
    /// The law of the case, as both sides read it.
    static func law(of stored: StoredCase, on platform: Platform) throws -> JSON {
        guard let law = try platform.law(of: stored) else { return .null }
        return [
            "policy": .string(law.policy.rawValue), "day": JSON(law.day),
            "changes": .array(
                platform.lawChanges(of: stored).map { change in
                    [
                        "clause": .string(change.clause.tag), "before": JSON(change.before?.name),
                        "after": JSON(change.after?.name),
                    ]
                }),
        ]
    }
}

enum LawOfCaseWords {
    static let title = LocalizedText(
        kk: "Құқық өзгерді: іс қалай шешіледі", ru: "Право изменилось: как решается дело",
        en: "The law has changed: how the case is decided")
    static let changes = LocalizedText(
        kk: "Өтініш берілгеннен бері өзгергені", ru: "Что изменилось после подачи",
        en: "What changed since the submission")

    static func sentence(_ law: AppliedLaw, isDecided: Bool) -> LocalizedText {
        func day(_ language: Language) -> String { MomentFormat.day(law.day, language) }
        return switch law.policy {
        case .pin:
            LocalizedText(
                kk: "Іс өтініш қабылданған күнгі құқықпен шешіледі: \(day(.kk)). Кейінгі "
                    + "өзгерістер оған қолданылмайды.",
                ru: "Дело решается по праву дня подачи: \(day(.ru)). Более поздние изменения на "
                    + "него не действуют.",
                en: "The case is decided by the law of the day of submission, \(day(.en)). Later "
                    + "changes do not touch it.")
        case .reResolve where isDecided:
            LocalizedText(
                kk: "Іс шешім күнгі құқықпен шешілді: \(day(.kk)).",
                ru: "Дело решено по праву дня решения: \(day(.ru)).",
                en: "The case was decided by the law of the day of decision, \(day(.en)).")
        case .reResolve:
            LocalizedText(
                kk: "Іс шешім күнгі құқықпен шешіледі. Бүгін бұл – \(day(.kk)); шешімге дейін "
                    + "құқық өзгерсе, жаңасы қолданылады.",
                ru: "Дело решается по праву дня решения. Сегодня это \(day(.ru)); если право "
                    + "изменится до решения, применится новое.",
                en: "The case is decided by the law of the day of decision. Today that is "
                    + "\(day(.en)); if the law changes before, the new one applies.")
        }
    }
}
