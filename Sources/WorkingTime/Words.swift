import Kernel

extension WorkingCalendar {
    /// What the day is, in words, with the decision where there is one.
    package func words(for status: DayStatus, on day: Day) -> LocalizedText {
        let text = phrase(for: status)
        guard let decider = deciders[day] else { return text }
        return LocalizedText(
            kk: "\(text.kk) (\(decider.kk)\(estimated.contains(day) ? ", болжалды" : ""))",
            ru: "\(text.ru) (\(decider.ru)\(estimated.contains(day) ? ", предварительно" : ""))",
            en: "\(text.en) (\(decider.en)\(estimated.contains(day) ? ", estimated" : ""))")
    }

    private func phrase(for status: DayStatus) -> LocalizedText {
        switch status {
        case .working:
            LocalizedText(kk: "жұмыс күні", ru: "рабочий день", en: "a working day")
        case .workingInstead(let rest):
            LocalizedText(
                kk: "жұмыс күні: демалыс \(rest.numeric) күніне ауыстырылды",
                ru: "рабочий день: отдых перенесён на \(rest.numeric)",
                en: "a working day: its rest was moved to \(rest)")
        case .weekend:
            LocalizedText(kk: "демалыс күні", ru: "выходной день", en: "a weekend day")
        case .holiday(let code):
            named(
                code, kk: { "мереке: \($0)" }, ru: { "праздник: \($0)" },
                en: { "a public holiday: \($0)" })
        case .transferredHoliday(let code, let from):
            named(
                code, kk: { "\(from.numeric) күнгі мерекенің ауыстырылған демалысы: \($0)" },
                ru: { "перенос праздника с \(from.numeric): \($0)" },
                en: { "a holiday moved from \(from): \($0)" })
        case .declaredWorking:
            LocalizedText(
                kk: "шешіммен жұмыс күні деп жарияланды", ru: "объявлен рабочим днём",
                en: "declared a working day")
        case .declaredRest:
            LocalizedText(
                kk: "шешіммен демалыс күні деп жарияланды", ru: "объявлен днём отдыха",
                en: "declared a day of rest")
        case .restInstead(let work):
            LocalizedText(
                kk: "демалыс күні: оның орнына \(work.numeric) күні жұмыс істейді",
                ru: "день отдыха: вместо него рабочий день \(work.numeric)",
                en: "a day of rest: \(work) is worked instead")
        }
    }

    private func named(
        _ code: String, kk: (String) -> String, ru: (String) -> String, en: (String) -> String
    ) -> LocalizedText {
        let name = holidayNames[code] ?? LocalizedText(kk: code, ru: code, en: code)
        return LocalizedText(kk: kk(name.kk), ru: ru(name.ru), en: en(name.en))
    }

    /// What was done with a day of a computation, in words.
    package func words(for step: Deadline.Step) -> LocalizedText {
        switch step.verdict {
        case .start:
            return LocalizedText(
                kk: "мерзім осы күннен басталады, күннің өзі есептелмейді",
                ru: "с этого дня срок начинается, сам день не считается",
                en: "the term begins on this day, which is not itself counted")
        case .counted(let number, let status):
            let day = words(for: status, on: step.day)
            return LocalizedText(
                kk: "\(number)-күн: \(day.kk)", ru: "день \(number): \(day.ru)",
                en: "day \(number): \(day.en)")
        case .notWorking(let status):
            let day = words(for: status, on: step.day)
            return LocalizedText(
                kk: "есептелмейді: \(day.kk)", ru: "не считается: \(day.ru)",
                en: "not counted: \(day.en)")
        case .suspended(let clause):
            return LocalizedText(
                kk: "есептелмейді: мерзім тоқтатылған (\(clause))",
                ru: "не считается: срок приостановлен (\(clause))",
                en: "not counted: the term is suspended (\(clause))")
        }
    }

    /// On which day a submission counts as accepted and why, in words.
    package func words(for acceptance: Acceptance) -> LocalizedText {
        let day = acceptance.day
        switch acceptance.reason {
        case .inTime:
            return LocalizedText(
                kk: "жұмыс уақытында берілді, сол күні қабылданды",
                ru: "подано в рабочее время, принято в тот же день",
                en: "submitted in working time, accepted on the same day")
        case .afterHours:
            return LocalizedText(
                kk: "жұмыс уақыты аяқталғаннан кейін берілді, \(day.numeric) күні қабылданды",
                ru: "подано после окончания рабочего времени, принято \(day.numeric)",
                en: "submitted after working hours, accepted on \(day)")
        case .dayOfRest(let status):
            let why = words(for: status, on: Day(at: acceptance.submittedAt))
            return LocalizedText(
                kk: "берілген күн: \(why.kk); \(day.numeric) күні қабылданды",
                ru: "день подачи: \(why.ru); принято \(day.numeric)",
                en: "submitted on \(why.en); accepted on \(day)")
        case .notMoved:
            return LocalizedText(
                kk: "берілген күні қабылданды", ru: "принято в день подачи",
                en: "accepted on the day of submission")
        }
    }
}

extension Day {
    /// `DD.MM.YYYY`, as Kazakh and Russian write a day.
    var numeric: String {
        let text = description
        return "\(text.suffix(2)).\(text.dropFirst(5).prefix(2)).\(text.prefix(4))"
    }
}
