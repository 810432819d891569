import Casework
import Kernel
import Store
import WorkingTime

/// A decision of two officials about days of the working calendar (use case 84; IS-WD-1).
struct AdoptedCalendar: Hashable, Sendable {
    let number: Int64
    let version: String
    let adopted: Day
    let decision: CalendarDecision
}

/// A day of a decision that the calendar of this release has no room for: its data do not cover it,
/// or have no such holiday.
package struct UnfitChange: Hashable, Sendable {
    /// The version that the decision made.
    package let version: String
    /// The day.
    package let day: Day
    /// What it was to become.
    package let becomes: String
}

extension LawDecisions {
    /// The decisions about days, in their order.
    static func calendars(in transaction: any Transaction) throws -> [AdoptedCalendar] {
        try transaction.rows(
            """
            SELECT number, version, adopted, decision FROM calendar_decision
            ORDER BY number LIMIT 1000
            """
        ).map { row in
            let json = try JSON.parse(Array(try row.text(3).utf8))
            guard let decision = CalendarDecision(json: json) else {
                throw AdministrativeChange.FileFault(description: "calendar decision")
            }
            return AdoptedCalendar(
                number: try row.integer(0), version: try row.text(1), adopted: try row.day(2),
                decision: decision)
        }
    }
}

extension CalendarData {
    /// The data with what officials have decided, in its order, and what they have no room for.
    ///
    /// It was checked when it was confirmed: a release that brought other data does not undo it.
    func adding(_ adopted: [AdoptedCalendar]) -> (data: CalendarData, unfit: [UnfitChange]) {
        var (data, unfit) = (self, [UnfitChange]())
        for next in adopted {
            let replayed = data.replaying(
                next.decision, id: next.version, adopted: next.adopted)
            data = replayed.data
            unfit += replayed.unfit.map {
                UnfitChange(version: next.version, day: $0.day, becomes: $0.becomes.name)
            }
        }
        return (data, unfit)
    }
}

extension CalendarDecision {
    /// Makes sure that the decision fits the calendar that is in use.
    ///
    /// - Throws: `lawDecisionRefused` with the day; `invalidField` for a missing reason or act.
    func check(against data: CalendarData, id: String, today: Day) throws(Refusal) -> CalendarData {
        guard (3...300).contains(reason.count), (3...300).contains(act.count) else {
            throw Refusal(.invalidField, CalendarWords.reasonNeeded, clause: Self.clause)
        }
        do throws(CalendarData.DecisionFault) {
            return try data.adding(self, id: id, adopted: today)
        } catch {
            throw Refusal(
                .lawDecisionRefused, CalendarWords.words(of: error), clause: Self.clause)
        }
    }

    /// Records the decision; from today on its version is the one in use.
    ///
    /// - Parameter installed: the calendar as the release has it.
    /// - Throws: as ``check(against:id:today:)``, against what was decided by now.
    func record(
        over installed: CalendarData, at now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.lock(.lawDecisions)
        let adopted = try LawDecisions.calendars(in: transaction)
        let today = Day(at: now)
        let number = (adopted.last?.number ?? 0) + 1
        let id = Self.version(today, after: installed.versions.map(\.id) + adopted.map(\.version))
        _ = try check(against: installed.adding(adopted).data, id: id, today: today)
        try transaction.execute(
            """
            INSERT INTO calendar_decision (number, version, adopted, decision, decided_at)
            VALUES (\(number), \(id), \(today), \(json.text), \(now))
            """)
    }

    /// A name for a version of the day that no other has.
    static func version(_ day: Day, after taken: [String]) -> String {
        let names = [day.description] + (2...2000).map { "\(day)-\($0)" }
        return names.first { !taken.contains($0) } ?? "\(day)-x"
    }
}

/// What follows from a decision about days, seen before it is confirmed.
package struct CalendarOutlook: Sendable {
    /// A term of an application in progress that gets another last day.
    package struct Moved: Sendable {
        /// The number of the application; its name where it has none yet.
        package let number: String
        /// The service.
        package let service: LocalizedText
        /// Which term.
        package let scope: CaseEvent.Lateness.Scope
        /// The last day before and then; nil while the clock stands still.
        package let before: Day?, after: Day?
        /// Calendar days by which it moves; below zero for earlier.
        package var byDays: Int? {
            before.flatMap { before in
                after.map { $0.daysSince1970 - before.daysSince1970 }
            }
        }
    }

    /// The decision.
    package let decision: CalendarDecision
    /// The days that are others, with what they are before and then.
    package let days: [WorkingCalendar.Difference]
    /// The calendar before and then, which say each day in words.
    package let before: WorkingCalendar, after: WorkingCalendar
    /// Applications in progress that were looked at.
    package let looked: Int
    /// Whether there are more than were looked at.
    package let isBounded: Bool
    /// Applications of which a term moves.
    package let moved: Int
    /// Applications that cannot be counted: they cannot be read, or the calendar ends too early.
    package let uncounted: Int
    /// Some of the terms that move.
    package let sample: [Moved]

    /// The most applications that are looked at.
    package static let casesMax = 2000
    /// The most terms that are listed.
    package static let sampleMax = 20
}

extension Platform {
    /// The version in use, and the decision that would change it.
    private func trying(
        _ changes: [CalendarDecision.Change], reason: String, act: String
    ) throws(Refusal) -> (decision: CalendarDecision, data: CalendarData, id: String) {
        let today = clock.today
        let decision = CalendarDecision(
            base: calendars.calendar(adoptedBy: today).version, changes: changes, reason: reason,
            act: act)
        let id = CalendarDecision.version(today, after: calendars.versions.map(\.id))
        return (decision, try decision.check(against: calendars, id: id, today: today), id)
    }

    /// Proposes that days become others; nothing follows yet.
    ///
    /// - Throws: `roleNotAllowed`, `lawDecisionRefused`, `invalidField`.
    package func proposeCalendar(
        _ changes: [CalendarDecision.Change], reason: String, act: String,
        by official: SignedInOfficial, once: Once
    ) async throws -> Identifier<Administration.Proposal> {
        try requireLawKeeper(official)
        try await takeDecisions()
        let decision = try trying(changes, reason: reason, act: act).decision
        return try await propose(
            .changeCalendar(decision), decision.json, by: official, once: once)
    }

    /// What would follow from days becoming others; nothing changes.
    ///
    /// - Throws: `roleNotAllowed`, `lawDecisionRefused`, `invalidField`.
    package func calendarOutlook(
        _ changes: [CalendarDecision.Change], reason: String, act: String,
        for official: SignedInOfficial
    ) async throws -> CalendarOutlook {
        try requireLawKeeper(official)
        let (decision, data, id) = try trying(changes, reason: reason, act: act)
        let before = calendars.calendar(adoptedBy: clock.today)
        guard let after = data.calendar(version: id) else { throw Refusal(.internalError) }
        var (looked, moved, uncounted) = (0, 0, 0)
        var sample: [CalendarOutlook.Moved] = []
        var last = ""
        while looked < CalendarOutlook.casesMax {
            let page = try await casesInProgress(after: last)
            for stored in page.cases {
                guard let moves = try? self.moves(of: stored, to: after) else {
                    uncounted += 1
                    continue
                }
                guard !moves.isEmpty else { continue }
                moved += 1
                sample += moves.prefix(max(CalendarOutlook.sampleMax - sample.count, 0))
            }
            looked += page.count
            uncounted += page.count - page.cases.count
            guard page.count == 200 else { break }
            last = page.last
        }
        return CalendarOutlook(
            decision: decision, days: after.differences(from: before), before: before,
            after: after, looked: looked, isBounded: looked >= CalendarOutlook.casesMax,
            moved: moved, uncounted: uncounted, sample: sample)
    }

    private func casesInProgress(
        after name: String
    ) async throws -> (cases: [StoredCase], count: Int, last: String) {
        try await store.read { [self] transaction in
            let ids = try transaction.rows(
                """
                SELECT id FROM casework_case WHERE phase = 'stage' AND id > \(name)
                ORDER BY id LIMIT 200
                """
            ).map { try $0.identifier(0) as Identifier<StoredCase> }
            return (
                ids.compactMap { try? storedCase($0, in: transaction) }, ids.count,
                ids.last?.text ?? ""
            )
        }
    }

    /// The terms of a case that get another last day (as ``recountTerms()`` would find).
    private func moves(
        of stored: StoredCase, to calendar: WorkingCalendar
    ) throws -> [CalendarOutlook.Moved] {
        guard let submission = stored.state.submission else { return [] }
        let verdict = try stored.state.recounting(
            of: stored.definition, rule: try countingRule(of: submission),
            from: self.calendar(of: stored), to: calendar,
            registrationDays: Int(try configuration.settings[OpenPoints.registrationDays]),
            today: clock.today)
        guard case .changed(let change) = verdict else { return [] }
        return change.moves.filter { $0.before != $0.after }.map { move in
            CalendarOutlook.Moved(
                number: stored.state.number ?? stored.id.text, service: stored.definition.title,
                scope: move.scope, before: move.before, after: move.after)
        }
    }
}

/// What refusals about days say.
enum CalendarWords {
    static let reasonNeeded = LocalizedText(
        kk: "Себебін және кім қандай актімен шешкенін жазыңыз: әрқайсысы 3–300 таңба",
        ru: "Укажите причину и кто каким актом решил: от 3 до 300 знаков в каждом поле",
        en: "Say why, and who decided by which act: 3 to 300 characters each")

    static func words(of fault: CalendarData.DecisionFault) -> LocalizedText {
        switch fault {
        case .wrongDays:
            LocalizedText(
                kk: "1–20 күн, әрқайсысы бір рет", ru: "От 1 до 20 дней, каждый один раз",
                en: "1 to 20 days, each once")
        case .past(let day):
            LocalizedText(
                kk: "\(day) өтіп кетті: онымен есептелген мерзімдер өзгермейді",
                ru: "\(day) уже прошёл: сроки, сосчитанные по нему, не меняются",
                en: "\(day) is over: what was counted by it stays")
        case .uncovered(let day):
            LocalizedText(
                kk: "\(day) күнтізбе деректерінде жоқ", ru: "\(day) нет в данных календаря",
                en: "The calendar's data do not cover \(day)")
        case .same(let day):
            LocalizedText(
                kk: "\(day) онсыз да осындай", ru: "\(day) и так такой",
                en: "\(day) is so already")
        case .unknownHoliday(let code):
            LocalizedText(
                kk: "«\(code)»: working, rest немесе жыл сайын берілетін мереке коды керек",
                ru: "«\(code)»: нужно working, rest или код праздника, день которого даётся "
                    + "ежегодно",
                en: "“\(code)”: must be working, rest, or the code of a holiday whose day is given "
                    + "year by year")
        case .otherBase: LawOfficeWords.changedSince
        }
    }
}
