import Casework
import Kernel
import Rendering

/// A service as a drawing, made from its definition and nothing else (use case 73).
struct ServiceDiagram {
    let service: ServiceDefinition
    let language: Language
    /// When its optional stages are on; nil where nobody has decided.
    let options: CaseOptions?
    /// The words of a term, or that the act gives none.
    let term: (ServiceDefinition.Stage) -> String

    var html: HTML {
        let stages = service.stages.map { stage in
            FlowDiagram.Box(
                stage.option == nil ? .step : .perhaps, stage.title[language],
                notes: [
                    ServiceWords.actor(stage.actor)[language] + ", " + term(stage)
                ] + (stage.option.map(switched) ?? []),
                ways: stage.outcomes.map { way($0, from: stage) })
        }
        let ends = service.ends.map { end in
            FlowDiagram.Box(
                end.meaning == .granted || end.meaning == .cancelled ? .good : .bad,
                end.title[language],
                notes: [DiagramWords.meaning(end.meaning)[language]])
        }
        return FlowDiagram(
            label: DiagramWords.label[language] + ": " + service.title[language],
            boxes: stages + ends
        ).html
    }

    private func switched(_ option: String) -> [String] {
        let periods = options?.periods(of: option) ?? []
        return [DiagramWords.perhaps[language]]
            + (periods.isEmpty
                ? [DiagramWords.off[language]]
                : periods.map { DiagramWords.period($0)[language] })
    }

    private func way(
        _ outcome: ServiceDefinition.Outcome, from stage: ServiceDefinition.Stage
    ) -> FlowDiagram.Way {
        FlowDiagram.Way(
            outcome.title[language], to: targets(of: outcome, from: stage).compactMap(place))
    }

    private func place(_ code: String) -> Int? {
        service.stages.firstIndex { $0.code == code }
            ?? service.ends.firstIndex { $0.code == code }.map { $0 + service.stages.count }
    }

    /// Where an outcome can lead: through an optional stage and past it, and from there to what was
    /// decided before or back to whoever decided.
    private func targets(
        of outcome: ServiceDefinition.Outcome, from stage: ServiceDefinition.Stage
    ) -> [String] {
        let through = service.stages.flatMap { source in
            source.outcomes.filter { $0.via == stage.code }.map { (source, $0) }
        }
        switch outcome.next {
        case ServiceDefinition.Outcome.pending: return through.map(\.1.next)
        case ServiceDefinition.Outcome.back: return through.map(\.0.code)
        default: return [outcome.via, outcome.next].compactMap(\.self)
        }
    }
}

private enum DiagramWords {
    static let label = LocalizedText(
        kk: "Қызметтің жүру сызбасы, сөзбен төмендегі кестеде",
        ru: "Схема услуги, словами – в таблице ниже",
        en: "The way of the service as a drawing; in words it is the table below")
    static let perhaps = LocalizedText(
        kk: "тек қосылған кезде өткізіледі", ru: "только когда этап включён",
        en: "only while it is switched on")
    static let off = LocalizedText(kk: "қосылмаған", ru: "не включён", en: "it is off")

    static func period(_ period: CaseOptions.Period) -> LocalizedText {
        guard let until = period.until?.adding(days: -1) else {
            return LocalizedText(
                kk: "\(period.from) бастап қосылған", ru: "включён с \(period.from)",
                en: "on from \(period.from)")
        }
        return LocalizedText(
            kk: "\(period.from) – \(until) қосылған", ru: "включён \(period.from) – \(until)",
            en: "on \(period.from) – \(until)")
    }

    static func meaning(_ meaning: ServiceDefinition.End.Meaning) -> LocalizedText {
        switch meaning {
        case .granted:
            LocalizedText(
                kk: "соңы: өтініш қанағаттандырылды", ru: "конец: заявление удовлетворено",
                en: "end: what was asked for is given")
        case .refused:
            LocalizedText(kk: "соңы: бас тарту", ru: "конец: отказ", en: "end: a refusal")
        case .upheld:
            LocalizedText(
                kk: "соңы: шағымнан кейін бас тарту қалды", ru: "конец: отказ остался и по жалобе",
                en: "end: the refusal stands on appeal")
        case .cancelled:
            LocalizedText(
                kk: "бас тартқан кезеңге қайта оралады", ru: "возвращается на этап, где отказали",
                en: "goes back to the stage that refused")
        }
    }
}
