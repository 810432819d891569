import Casework
import HTTPServer
import Kernel
import Rendering
import WorkingTime

/// Events of a case in words.
extension CaseWords {
    /// What an event says to a reader.
    struct Told {
        let tone: Tone
        let title: LocalizedText
        var detail: LocalizedText?
    }

    /// Whether the event stands in the timeline: single fields do not.
    static func isTold(_ event: CaseEvent) -> Bool {
        switch event {
        case .filled, .listed, .lookedUp: false
        default: true
        }
    }

    static func tell(
        _ event: CaseEvent, of definition: ServiceDefinition, isOpen: Bool
    ) -> Told {
        switch event {
        case .opened, .filled, .listed, .lookedUp, .attached, .detached, .withdrawn:
            ofApplicant(event, definition)
        case .submitted(let submission):
            Told(
                tone: .good,
                title: LocalizedText(
                    kk: "Өтініш қол қойылып берілді", ru: "Заявление подписано и подано",
                    en: "Signed and submitted"),
                detail: LocalizedText(
                    kk:
                        "Қабылданған күні деп есептеледі: \(MomentFormat.day(submission.acceptedOn, .kk))",
                    ru: "Считается принятым: \(MomentFormat.day(submission.acceptedOn, .ru))",
                    en: "Counts as accepted on \(MomentFormat.day(submission.acceptedOn, .en))"))
        case .completed(let completion):
            ended(completion, definition, isOpen: isOpen)
        default: ofWork(event, definition) ?? ofOfficials(event, definition)
        }
    }

    private static func ofApplicant(
        _ event: CaseEvent, _ definition: ServiceDefinition
    ) -> Told {
        switch event {
        case .attached(let code, _, _):
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Құжат тіркелді", ru: "Приложен документ", en: "A document was attached"),
                detail: definition.document(code)?.title)
        case .detached(let code):
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Құжат алынды", ru: "Документ убран", en: "A document was taken out"),
                detail: definition.document(code)?.title)
        case .withdrawn:
            Told(
                tone: .warn,
                title: LocalizedText(
                    kk: "Өтініш кері алынды", ru: "Заявление отозвано", en: "Withdrawn"))
        default:
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Өтініш басталды", ru: "Заявление начато", en: "The application was begun")
            )
        }
    }

    private static func ended(
        _ completion: CaseEvent.Completion, _ definition: ServiceDefinition, isOpen: Bool
    ) -> Told {
        if let notice = completion.hearing, !isOpen {
            return Told(tone: .warn, title: HearingWords.noticed(notice.on))
        }
        let stage = definition.stage(completion.stage)
        let outcome = stage?.outcomes.first { $0.code == completion.outcome }
        return Told(
            tone: isOpen && !completion.grounds.isEmpty ? .bad : .good,
            title: stage?.title
                ?? LocalizedText(kk: "Кезең аяқталды", ru: "Этап завершён", en: "A stage ended"),
            detail: isOpen ? outcome?.title : nil)
    }

    private static func ofOfficials(
        _ event: CaseEvent, _ definition: ServiceDefinition
    ) -> Told {
        switch event {
        case .accepted(_, let number, _):
            Told(
                tone: .good,
                title: LocalizedText(
                    kk: "Тіркелді: № \(number)", ru: "Зарегистрировано: № \(number)",
                    en: "Registered: No. \(number)"))
        case .taken:
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Орындаушы іске кірісті", ru: "Исполнитель взял дело в работу",
                    en: "An executor took the case"))
        case .registered:
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Департамент сұрауды тіркеді", ru: "Департамент зарегистрировал запрос",
                    en: "The department registered the request"))
        case .late(let late):
            Told(
                tone: .bad,
                title: LocalizedText(
                    kk: "Мерзім өтті: \(late.due)", ru: "Срок истёк: \(late.due)",
                    en: "A term ran out: \(late.due)"),
                detail: ServiceWords.actor(late.actor))
        case .answered(let answer):
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Өткен мерзім үшін жауап берілді: \(answer.due)",
                    ru: "Дан ответ за пропущенный срок: \(answer.due)",
                    en: "The missed term was answered for: \(answer.due)"))
        default:
            Told(
                tone: .good,
                title: LocalizedText(
                    kk: "Нәтижеге қол қойылды", ru: "Результат подписан",
                    en: "The result was signed"))
        }
    }
}
