import Kernel
import Rendering
import UseCases
import Web

extension SandboxControls {
    /// `GET /sandbox/time`: the clock and what follows from moving it.
    func getTimePage() -> Endpoint {
        Endpoint(
            .get, "/sandbox/time", summary: "The sandbox's clock",
            access: .anyone(because: "The sandbox's own time"),
            query: [
                .init(
                    name: "moved",
                    schema: .string(.oneOf(ClockStep.allCases.map(\.rawValue))),
                    meaning: "How far the clock has just been moved")
            ], answers: [.page], isPage: true, isSandboxOnly: true
        ) { call in
            .page(call.timePage(moved: call.query["moved"].flatMap(ClockStep.init)))
        }
    }

    /// `POST /sandbox/time`: moves the clock forward by one of the steps.
    func postTimePage() -> Endpoint {
        Endpoint(
            .post, "/sandbox/time", summary: "Move the sandbox's clock forward by a step",
            access: .anyone(because: "The sandbox's own time"),
            body: .form([.init(name: "step", lengthMax: 16)]), answers: [.goOn],
            problems: [.wrongOrigin], isPage: true, isSandboxOnly: true
        ) { call in
            try call.checkOwnForm()
            // Anything else is no step and moves nothing.
            guard let step = ClockStep(rawValue: call.typed("step")) else {
                return .seeOther("/sandbox/time")
            }
            let now = clock.now()
            try await clock.advance(
                milliseconds: step.target(from: now).milliseconds - now.milliseconds,
                in: call.platform.store)
            return .seeOther("/sandbox/time?moved=\(step.rawValue)")
        }
    }
}

/// How far the clock can be moved from the page.
enum ClockStep: String, CaseIterable {
    case minute, tenMinutes, hour, day, month, fifthOfNextMonth

    /// The moment after the step, always later than `now`.
    func target(from now: Instant) -> Instant {
        switch self {
        case .minute: now.adding(seconds: 60)
        case .tenMinutes: now.adding(seconds: 600)
        case .hour: now.adding(seconds: 3600)
        case .day: now.adding(seconds: 86_400)
        case .month:
            Self.inNextMonth(now, day: Day(at: now).components.day).start
                .adding(milliseconds: now.milliseconds - Day(at: now).start.milliseconds)
        // Nine in the morning: offices are open.
        case .fifthOfNextMonth: Self.inNextMonth(now, day: 5).start.adding(seconds: 9 * 3600)
        }
    }

    /// The day of the next month, or its last day when it is shorter.
    private static func inNextMonth(_ now: Instant, day: Int) -> Day {
        let today = Day(at: now).components
        let (year, month) =
            today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
        let last = Day.length(ofMonth: month, year: year)
        return Day(year: year, month: month, day: min(day, last)) ?? Day(at: now).adding(days: 31)
    }

    /// The step in words.
    var name: LocalizedText {
        switch self {
        case .minute: LocalizedText(kk: "+1 минут", ru: "+1 минута", en: "+1 minute")
        case .tenMinutes: LocalizedText(kk: "+10 минут", ru: "+10 минут", en: "+10 minutes")
        case .hour: LocalizedText(kk: "+1 сағат", ru: "+1 час", en: "+1 hour")
        case .day: LocalizedText(kk: "+1 күн", ru: "+1 день", en: "+1 day")
        case .month: LocalizedText(kk: "+1 ай", ru: "+1 месяц", en: "+1 month")
        case .fifthOfNextMonth:
            LocalizedText(
                kk: "Келесі айдың 5-іне", ru: "На 5-е число следующего месяца",
                en: "To the 5th of next month")
        }
    }

    /// What ends or begins within the step.
    var meaning: LocalizedText {
        switch self {
        case .minute:
            LocalizedText(
                kk: "Үш минутқа ашылған құжаттың уақыты азаяды.",
                ru: "У документа, открытого на три минуты, остаётся меньше времени.",
                en: "A document opened for three minutes has less time left.")
        case .tenMinutes:
            LocalizedText(
                kk:
                    "SMS-код (5 минут), ашылған құжат және жауапсыз сұрау (10 минут) мерзімі бітеді.",
                ru: "Истекают код из SMS (5 минут), открытый документ и запрос без ответа "
                    + "(10 минут).",
                en: "The SMS code (5 minutes), an opened document and an unanswered request "
                    + "(10 minutes) run out.")
        case .hour:
            LocalizedText(
                kk: "Әрекетсіз сеанс (15 минут) және қысқа келісім бітеді.",
                ru: "Заканчиваются сеанс без действий (15 минут) и короткое согласие.",
                en: "An idle session (15 minutes) and a short consent end.")
        case .day:
            LocalizedText(
                kk: "Банк тағы сұрай алады: тәуліктік шек жаңарады.",
                ru: "Банк снова может спрашивать: суточный предел обновился.",
                en: "The bank may ask again: the limit of a day is new.")
        case .month:
            LocalizedText(
                kk: "Санжар кәмелетке толады: анасы оның құжаттарын енді көрмейді.",
                ru: "Санжар становится совершеннолетним: мать больше не видит его документов.",
                en: "Sanzhar comes of age: his mother no longer sees his documents.")
        case .fifthOfNextMonth:
            LocalizedText(
                kk: "Айдың басында болатын істерге ыңғайлы күн, сағат тоғыз.",
                ru: "Удобный день для того, что бывает в начале месяца, девять утра.",
                en: "A good day for what happens at a month's beginning, nine in the morning.")
        }
    }
}

extension Call where Caller == Void {
    fileprivate func timePage(moved: ClockStep?) -> Page {
        sandboxPage(Words.title, at: "/sandbox/time", section: .time) {
            Heading(1, say(Words.title))
            if let moved {
                Notice(.good, title: say(Words.moved) + ": " + say(moved.name), isAnnounced: true) {
                    Paragraph(say(moved.meaning))
                }
            }
            tag(.section, .class("clock")) {
                tag(.p, .class("soft")) { say(Words.now) }
                tag(.time, .class("hour"), .datetime(now.description)) {
                    MomentFormat.timeWithSeconds(now)
                }
                tag(.p) { MomentFormat.day(Day(at: now), language) }
                tag(.p, .class("soft small")) { "Asia/Almaty, UTC+5" }
            }
            Heading(2, say(Words.forward))
            Paragraph(say(Words.onlyForward))
            Form(language, action: "/sandbox/time") {
                SummaryList(
                    ClockStep.allCases.map { step in
                        SummaryList.Row(step.meaning[language]) {
                            Button(
                                submit: say(step.name), name: "step", value: step.rawValue,
                                style: .secondary, isSmall: true, icon: .clock)
                        }
                    })
            }
            Notice(.calm) { Paragraph(say(Words.everyone)) }
        }
    }
}

private enum Words {
    static let title = LocalizedText(
        kk: "Сынақ ортасының уақыты", ru: "Время песочницы", en: "The sandbox's time")
    static let now = LocalizedText(kk: "Қазір", ru: "Сейчас", en: "Now")
    static let moved = LocalizedText(
        kk: "Сағат жылжытылды", ru: "Часы передвинуты", en: "The clock was moved")
    static let forward = LocalizedText(
        kk: "Алға жылжыту", ru: "Передвинуть вперёд", en: "Move it forward")
    static let onlyForward = LocalizedText(
        kk: "Сағат тек алға жылжиды: болған іс болмаған болмайды.",
        ru: "Часы идут только вперёд: что случилось, того не отменить.",
        en: "It goes only forward: what has happened has happened.")
    static let everyone = LocalizedText(
        kk: "Бұл барлығына ортақ уақыт: сеанстар, токендер, мерзімдер бірден соған қарайды.",
        ru: "Это время общее: по нему сразу живут сеансы, токены и сроки.",
        en: "Everything lives by this clock at once: sessions, tokens, terms.")
}
