import Kernel
import QyzmetTesting
import Testing
import WorkingTime

struct DeadlineTests {
    @Test(.clause("IS-WD-1", "IS-A3.3")) func `five working days over Independence Day`() throws {
        let deadline = try Deadline(
            workingDays(5), from: day("2025-12-11"), rule: excludesStart,
            calendar: calendar("2026-07"))
        #expect(deadline.due == day("2025-12-19"))
        #expect(deadline.calendarVersion == "2026-07")
        let counted = deadline.steps.filter {
            if case .counted = $0.verdict { true } else { false }
        }
        #expect(counted.map { "\($0.day)".suffix(2) } == ["12", "15", "17", "18", "19"])
        #expect(deadline.steps.count == 9)
        #expect(deadline.steps.first?.verdict == .start)
        #expect(
            deadline.steps[5].verdict == .notWorking(.holiday("independenceDay")))
        #expect(!deadline.isOverdue(on: day("2025-12-19")))
        #expect(deadline.isOverdue(on: day("2025-12-20")))
    }

    @Test(.clause("IS-WD-3")) func `whether the first day counts is a rule, not a habit`() throws {
        let start = day("2025-12-01")
        let calendar = try calendar("2026-07")
        let outside = try Deadline(
            workingDays(1), from: start, rule: excludesStart, calendar: calendar)
        let inside = try Deadline(
            workingDays(1), from: start, rule: includesStart, calendar: calendar)
        #expect(outside.due == start.adding(days: 1))
        #expect(inside.due == start)
        // A day of rest is not counted even where the first day counts.
        let sunday = try Deadline(
            workingDays(1), from: day("2025-11-30"), rule: includesStart, calendar: calendar)
        #expect(sunday.due == start)
    }

    @Test func `calendar days count every day`() throws {
        let term = try #require(Term(60, .calendarDays, clause: "IS-O.4"))
        let deadline = try Deadline(
            term, from: day("2025-10-05"), rule: excludesStart, calendar: calendar("2026-07"))
        #expect(deadline.due == day("2025-12-04"))
        #expect(Term(0, .calendarDays, clause: "IS-O.4") == nil)
        #expect(Term(401, .calendarDays, clause: "IS-O.4") == nil)
    }

    @Test func `a suspended clock counts nothing until it runs again`() throws {
        let calendar = try calendar("2026-07")
        let start = day("2025-12-01")
        let from = day("2025-12-03")
        let open = try #require(Suspension(from: from, until: nil, clause: "IS-3.9"))
        let stopped = try Deadline(
            workingDays(5), from: start, rule: excludesStart, suspensions: [open],
            calendar: calendar)
        #expect(stopped.due == nil)
        #expect(stopped.steps.map(\.verdict).last == .suspended("IS-3.9"))
        #expect(stopped.steps.count == 3)
        #expect(!stopped.isOverdue(on: day("2027-01-01")))

        let closed = try #require(
            Suspension(from: from, until: day("2025-12-08"), clause: "IS-3.9"))
        let resumed = try Deadline(
            workingDays(5), from: start, rule: excludesStart, suspensions: [closed],
            calendar: calendar)
        // One day before, four after: 2, 8, 9, 10, 11 December.
        #expect(resumed.due == day("2025-12-11"))
        #expect(Suspension(from: from, until: from, clause: "IS-3.9") == nil)
    }

    @Test func `of several standstills the first is named, however they are listed`() throws {
        let later = try #require(
            Suspension(from: day("2025-12-04"), until: nil, clause: "IS-5A.9"))
        let first = try #require(
            Suspension(from: day("2025-12-03"), until: nil, clause: "IS-3.9"))
        for suspensions in [[later, first], [first, later]] {
            let stopped = try Deadline(
                workingDays(5), from: day("2025-12-01"), rule: excludesStart,
                suspensions: suspensions, calendar: calendar("2026-07"))
            #expect(stopped.steps.last?.day == first.from)
            #expect(stopped.steps.last?.verdict == .suspended("IS-3.9"))
        }
    }

    @Test func `a changed calendar moves the day and says which day did it`() throws {
        let before = try Deadline(
            workingDays(5), from: day("2026-08-26"), rule: excludesStart,
            calendar: calendar("2026-01"))
        #expect(before.due == day("2026-09-03"))
        let change = try before.recomputed(calendar: calendar("2026-07"))
        #expect(change.isMoved)
        #expect(change.after.due == day("2026-09-02"))
        #expect(change.causes.map(\.day) == [day("2026-08-30"), day("2026-08-31")])
        #expect(
            change.causes.last?.before
                == .notWorking(.transferredHoliday("constitutionDay", from: day("2026-08-30"))))
        let same = try before.recomputed(calendar: calendar("2026-01"))
        #expect(!same.isMoved && same.causes.isEmpty)
        // One that ends before the day in question stays what it is.
        let earlier = try Deadline(
            workingDays(2), from: day("2026-08-26"), rule: excludesStart,
            calendar: calendar("2026-01"))
        #expect(try !earlier.recomputed(calendar: calendar("2026-07")).isMoved)
    }

    @Test func `every day of a computation is explained in three languages`() throws {
        let calendar = try calendar("2026-07")
        let suspension = try #require(
            Suspension(from: day("2026-01-12"), until: day("2026-01-13"), clause: "IS-3.9"))
        let deadline = try Deadline(
            workingDays(8), from: day("2024-12-31"), rule: excludesStart, calendar: calendar)
        let later = try Deadline(
            workingDays(8), from: day("2025-12-31"), rule: excludesStart,
            suspensions: [suspension], calendar: calendar)
        for step in deadline.steps + later.steps {
            let words = calendar.words(for: step)
            for language in Language.allCases { #expect(words[language].count > 8) }
            #expect(words.kk != words.ru && words.ru != words.en)
        }
        let texts = (deadline.steps + later.steps).map { calendar.words(for: $0).en }
        for piece in ["New Year", "2025-01-05 is worked instead", "Orthodox", "IS-3.9", "weekend"] {
            #expect(texts.contains { $0.contains(piece) }, "\(piece)")
        }
    }
}

struct AcceptanceTests {
    private func accepted(_ moment: String, moves: Bool = true) throws -> Acceptance {
        let hours = try #require(OfficeHours(opens: 540, closes: 1110, isAssumed: true))
        return try Acceptance(
            of: #require(Instant(rfc3339: moment)), hours: hours, movesToNextWorkingDay: moves,
            calendar: calendar("2026-07"))
    }

    @Test(.clause("IS-WD-2", "IS-A3.7"))
    func `out of hours is the next working day`() throws {
        #expect(try accepted("2025-12-15T18:29:59+05:00").reason == .inTime)
        let evening = try accepted("2025-12-15T18:30:00+05:00")
        // The 16th is a holiday.
        #expect(evening.reason == .afterHours && evening.day == day("2025-12-17"))
        let saturday = try accepted("2025-12-13T10:00:00+05:00")
        #expect(saturday.reason == .dayOfRest(.weekend) && saturday.day == day("2025-12-15"))
        let early = try accepted("2025-12-15T06:00:00+05:00")
        #expect(early.reason == .inTime && early.day == day("2025-12-15"))
        let unmoved = try accepted("2025-12-13T10:00:00+05:00", moves: false)
        #expect(unmoved.reason == .notMoved && unmoved.day == day("2025-12-13"))
    }

    @Test func `the day is Almaty's, on both sides of the change of its hour`() throws {
        // 18:10 in Almaty, which was UTC+6 on 29 February 2024 and UTC+5 on 1 March.
        #expect(try accepted("2024-02-29T12:10:00Z").reason == .inTime)
        #expect(try accepted("2024-02-29T12:30:00Z").reason == .afterHours)
        #expect(try accepted("2024-03-01T13:10:00Z").reason == .inTime)
        #expect(try accepted("2024-03-01T13:30:00Z").reason == .afterHours)
    }

    @Test func `the reason is told in three languages`() throws {
        let calendar = try calendar("2026-07")
        for moment in [
            "2025-12-15T10:00:00+05:00", "2025-12-15T20:00:00+05:00",
            "2025-12-16T10:00:00+05:00",
        ] {
            let words = calendar.words(for: try accepted(moment))
            for language in Language.allCases { #expect(words[language].count > 20) }
        }
        #expect(OfficeHours(opens: 600, closes: 600, isAssumed: false) == nil)
    }
}
