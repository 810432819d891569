import Casework
import HTTPServer
import Kernel
import Rendering

/// Events of the clock, and of who does the work, in words.
extension CaseWords {
    /// What the executor said: the remarks, and what is accepted only where there are none.
    private static func judged(
        _ judgement: CaseEvent.Judgement, _ definition: ServiceDefinition
    ) -> Told {
        let remarks = judgement.verdicts.filter { !$0.isAccepted }
        let told = remarks.isEmpty ? judgement.verdicts : remarks
        return Told(
            tone: remarks.isEmpty ? .good : .warn,
            title: remarks.isEmpty
                ? LocalizedText(
                    kk: "Орындаушы қабылдады", ru: "Исполнитель принял",
                    en: "The executor accepted")
                : LocalizedText(
                    kk: "Орындаушы ескерту жасады", ru: "У исполнителя есть замечания",
                    en: "The executor has remarks"),
            detail: LocalizedText.list(told.map { definition.item($0).title }))
    }

    static func ofWork(_ event: CaseEvent, _ definition: ServiceDefinition) -> Told? {
        switch event {
        case .suspended(let stop):
            Told(
                tone: .warn,
                title: LocalizedText(
                    kk: "Мерзім тоқтатылды (\(stop.clause))",
                    ru: "Срок приостановлен (\(stop.clause))",
                    en: "The clock was stopped (\(stop.clause))"),
                detail: stop.reasons.isEmpty
                    ? nil : LocalizedText(kk: stop.reasons, ru: stop.reasons, en: stop.reasons))
        case .resumed(let start):
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Мерзім қайта жүреді", ru: "Срок идёт снова", en: "The clock runs again"),
                detail: cause(start.cause))
        case .supplied(let code, _, _, _):
            Told(
                tone: .good,
                title: LocalizedText(
                    kk: "Күтілген құжат келді", ru: "Пришёл ожидаемый документ",
                    en: "The document that was awaited has come"),
                detail: definition.document(code)?.title)
        case .objected(let objection):
            Told(
                tone: .calm, title: HearingWords.ofApplicant,
                detail: objection.text.isEmpty
                    ? HearingWords.file
                    : LocalizedText(kk: objection.text, ru: objection.text, en: objection.text))
        case .appealed(let appeal):
            Told(
                tone: .warn, title: AppealWords.lodged,
                detail: LocalizedText(kk: appeal.text, ru: appeal.text, en: appeal.text))
        case .bound(let version, _):
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Қызмет ережелерінің нұсқасы бекітілді: \(version.prefix(12))",
                    ru: "Закреплена версия правил услуги: \(version.prefix(12))",
                    en: "Bound to version \(version.prefix(12)) of the service's rules"))
        case .handedOver(let handover):
            Told(
                tone: .calm,
                title: handover.to == nil
                    ? LocalizedText(
                        kk: "Орындаушы істі қайтарды", ru: "Исполнитель вернул дело",
                        en: "The executor gave the case back")
                    : LocalizedText(
                        kk: "Іс басқа қызметкерге берілді",
                        ru: "Дело передано другому сотруднику",
                        en: "The case went to another official"))
        case .paperReturned: Told(tone: .warn, title: WorkWords.paperReturned)
        case .conclusionReturned:
            Told(tone: .warn, title: WorkWords.conclusionReturned)
        case .judged(let judgement): judged(judgement, definition)
        case .routed(let routed):
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Істі қарайтын орган таңдалды: \(routed.to)",
                    ru: "Выбран орган, который рассматривает дело: \(routed.to)",
                    en: "The body that considers the case was chosen: \(routed.to)"),
                detail: LocalizedText(kk: routed.reasons, ru: routed.reasons, en: routed.reasons))
        case .departmentNamed(let named):
            Told(
                tone: .calm,
                title: LocalizedText(
                    kk: "Қорытынды сұралатын департамент аталды: \(named.to)",
                    ru: "Назван департамент, у которого запрашивается заключение: \(named.to)",
                    en: "The department that is asked for the conclusion was named: \(named.to)"),
                detail: LocalizedText(kk: named.reasons, ru: named.reasons, en: named.reasons))
        case .requestReturned(let returned):
            Told(
                tone: .warn, title: DepartmentWords.returned,
                detail: LocalizedText(
                    kk: returned.reasons, ru: returned.reasons, en: returned.reasons))
        case .calendarChanged(let change):
            Told(
                tone: .warn,
                title: LocalizedText(
                    kk: "Мерзім жаңа күнтізбемен қайта есептелді (\(change.to))",
                    ru: "Срок пересчитан по новому календарю (\(change.to))",
                    en: "The terms were counted anew by calendar \(change.to)"),
                detail: change.moves.last.map(WorkWords.moved))
        default: nil
        }
    }

    private static func cause(_ cause: CaseEvent.ClockStart.Cause) -> LocalizedText {
        switch cause {
        case .official:
            LocalizedText(
                kk: "орындаушы қайта жүргізді", ru: "возобновил исполнитель",
                en: "started by the executor")
        case .arrived:
            LocalizedText(
                kk: "күтілген құжат келді", ru: "пришёл ожидаемый документ",
                en: "what was awaited has come")
        case .day:
            LocalizedText(
                kk: "белгіленген күн келді", ru: "наступил назначенный день",
                en: "the day that was set has come")
        }
    }
}
