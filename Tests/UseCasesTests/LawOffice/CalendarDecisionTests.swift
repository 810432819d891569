import Casework
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases
import WorkingTime

/// Two officials make days of the working calendar others, and terms follow (UC-84, UC-60).
@Suite(.timeLimit(.minutes(3)))
struct CalendarDecisionTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func change(
        _ text: String, _ becomes: CalendarDecision.Becoming
    ) throws -> CalendarDecision.Change {
        CalendarDecision.Change(try day(text), becomes)
    }

    @Test(.clause("IS-WD-1", "IS-WD-3"), arguments: Engine.allCases)
    func `terms that move are shown before, and move once another official has confirmed`(
        _ engine: Engine
    ) async throws {
        // Friday, 20 November 2026.
        let start = try #require(Instant(rfc3339: "2026-11-20T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start) { world in
            let (platform, test) = (world.platform, world.test)
            let first = try await test.lawKeeper(1)
            let second = try await test.lawKeeper(2)
            let foreign = try await test.lawKeeper(3, at: CaseworkWorld.department)
            let stored = try await world.submit(
                try await world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let before = try #require(try platform.deadlines(of: stored)?.whole?.due)
            #expect(before == Day("2026-11-27"))
            let days = [try change("2026-11-26", .rest)]
            let (reason, act) = ("Траур", "Указ Президента № 1 от 20.11.2026")
            #expect(
                try await refusal {
                    _ = try await platform.calendarOutlook(
                        days, reason: reason, act: act, for: foreign)
                } == .roleNotAllowed)
            let outlook = try await platform.calendarOutlook(
                days, reason: reason, act: act, for: first)
            #expect(outlook.looked == 1 && outlook.moved == 1 && !outlook.isBounded)
            let whole = try #require(outlook.sample.first { $0.scope == .whole })
            // The fifth working day is the Monday after.
            #expect(whole.after == Day("2026-11-30") && whole.byDays == 3)
            #expect(outlook.days.map(\.day) == [Day("2026-11-26")])

            let id = try await platform.proposeCalendar(
                days, reason: reason, act: act, by: first, once: .unkeyed)
            // Another proposal over the same version waits beside it.
            let other = try await platform.proposeCalendar(
                [try change("2026-11-28", .working)], reason: reason, act: act, by: second,
                once: .unkeyed)
            #expect(try await platform.recountTerms().changed == 0)
            #expect(
                try await refusal {
                    try await platform.confirmLaw(id, by: first, once: .unkeyed)
                } == .roleNotAllowed)
            try await platform.confirmLaw(id, by: second, once: .unkeyed)
            #expect(platform.calendars.newest.version == "2026-11-20")
            #expect(
                try platform.calendars.newest.status(of: try day("2026-11-26")) == .declaredRest)
            let round = try await platform.recountTerms()
            #expect(round.changed == 1 && round.broken.isEmpty)
            #expect(try await platform.recountTerms().changed == 0)
            let kept = try await platform.application(stored.id, for: world.applicant)
            #expect(try platform.deadlines(of: kept)?.whole?.due == Day("2026-11-30"))
            let explained = try #require(kept.state.calendarChanges.first)
            #expect(explained.days == [Day("2026-11-26")] && explained.to == "2026-11-20")
            // What rests on the version before is refused: propose anew.
            #expect(
                try await refusal {
                    try await platform.confirmLaw(other, by: first, once: .unkeyed)
                } == .lawDecisionRefused)
            // A second version of the same day changes the first; another node has both.
            let again = try await platform.proposeCalendar(
                [try change("2026-11-26", .working), try change("2026-11-28", .working)],
                reason: "Перенос", act: act, by: second, once: .unkeyed)
            try await platform.confirmLaw(again, by: first, once: .unkeyed)
            let node = try test.node()
            try await node.platform.takeDecisions()
            for one in [platform, node.platform] {
                #expect(
                    one.calendars.versions.map(\.id) == [
                        "2026-01", "2026-07", "2026-11-20", "2026-11-20-2",
                    ])
                #expect(try one.calendars.newest.isWorking(try day("2026-11-28")))
            }
            _ = try await platform.recountTerms()
            let earlier = try await platform.application(stored.id, for: world.applicant)
            #expect(try platform.deadlines(of: earlier)?.whole?.due == Day("2026-11-27"))
            #expect(
                try await test.entries().count { $0 == .workingCalendarChanged } == 2)
            try await world.checkJournal(earlier)
            withExtendedLifetime(node) {}
        }
    }

    @Test(.clause("IS-WD-1"), arguments: Engine.allCases)
    func `days that cannot become others are refused, with the day`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = try #require(Instant(rfc3339: "2026-11-20T10:00:00+05:00"))
            let platform = test.platform
            let first = try await test.lawKeeper(1)
            func code(
                _ changes: [CalendarDecision.Change], reason: String = "Перенос"
            ) async throws -> ProblemCode? {
                try await refusal {
                    _ = try await platform.proposeCalendar(
                        changes, reason: reason, act: "Приказ № 1", by: first, once: .unkeyed)
                }
            }
            for wrong in [
                [], [try change("2026-11-19", .rest)], [try change("2028-01-03", .rest)],
                [try change("2026-11-21", .rest)], [try change("2026-11-23", .working)],
                [try change("2026-11-23", .holiday("newYear"))],
                [try change("2026-11-23", .rest), try change("2026-11-23", .working)],
            ] {
                #expect(try await code(wrong) == .lawDecisionRefused, "\(wrong)")
            }
            #expect(
                try await code([try change("2026-11-23", .rest)], reason: "") == .invalidField)
            #expect(try await platform.lawProposals(for: first).isEmpty)
            // A day that is over by the time it is confirmed.
            let second = try await test.lawKeeper(2)
            let id = try await platform.proposeCalendar(
                [try change("2026-11-23", .rest)], reason: "Перенос", act: "Приказ № 1",
                by: first, once: .unkeyed)
            test.clock.advance(seconds: 5 * 86_400)
            #expect(
                try await refusal {
                    try await platform.confirmLaw(id, by: second, once: .unkeyed)
                } == .lawDecisionRefused)
            #expect(platform.calendars.versions.count == 2)
        }
    }

    @Test(.clause("IS-WD-1")) func `the day of a holiday given year by year is settled`() throws {
        let data = CaseworkLibrary.installed.calendars
        let today = try day("2027-04-01")
        #expect(data.newest.estimated.contains(try day("2027-05-16")))
        let settled = try data.adding(
            CalendarDecision(
                base: data.newest.version,
                changes: [try change("2027-05-17", .holiday("kurbanAit"))], reason: "Курбан-айт",
                act: "ДУМК"), id: "new", adopted: today)
        let status = try settled.newest.status(of: try day("2027-05-17"))
        #expect(status == .holiday("kurbanAit") && !status.isWorking)
        let words = settled.newest.words(for: status, on: try day("2027-05-17"))
        #expect(words.ru.contains("ДУМК") && !words.ru.contains("предварительно"))
        // Later versions of a release take over on their own day; until then this one is in use.
        #expect(settled.calendar(adoptedBy: today).version == "new")
        #expect(data.calendar(adoptedBy: today).version == "2026-07")
        #expect(settled.newest.differences(from: data.newest).map(\.day) == [Day("2027-05-17")])
    }

    @Test(.clause("IS-WD-1")) func `what was decided holds over the data of another release`()
        throws
    {
        let data = CaseworkLibrary.installed.calendars
        let (rest, uncovered) = (try day("2026-11-26"), try day("2060-01-05"))
        let adopted = try day("2026-11-20")
        let decision = CalendarDecision(
            base: "2026-05", changes: [.init(rest, .rest), .init(uncovered, .rest)],
            reason: "Траур", act: "Указ № 1")
        // The release has no version of that name: nobody could decide so today.
        #expect(throws: CalendarData.DecisionFault.otherBase("2026-07")) {
            try data.adding(decision, id: "2026-11-20", adopted: adopted)
        }
        let (replayed, unfit) = data.replaying(decision, id: "2026-11-20", adopted: adopted)
        #expect(replayed.calendar(adoptedBy: adopted).version == "2026-11-20")
        let inUse = try #require(replayed.calendar(version: "2026-11-20"))
        #expect(try inUse.status(of: rest) == .declaredRest)
        #expect(unfit.map(\.day) == [uncovered])
        // A release has the day itself meanwhile: the name that cases keep is there all the same.
        let again = replayed.replaying(decision, id: "2026-11-20-2", adopted: adopted).data
        #expect(again.calendar(adoptedBy: adopted).version == "2026-11-20-2")
        #expect(try again.newest.status(of: rest) == .declaredRest)
    }
}
