import Kernel
import Regulations
import Testing
import WorkingTime

/// The project's own data, as every test of this target uses them.
func data() throws -> CalendarData { try CalendarData(file: Regulations.workingCalendar) }

func calendar(_ version: String) throws -> WorkingCalendar {
    try #require(try data().calendar(version: version))
}

/// A day written in a test.
func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
}

/// A term of so many working days; the clause is that of the blasting permit.
func workingDays(_ amount: Int) throws -> Term {
    try #require(Term(amount, .workingDays, clause: "IS-A3.3"))
}

let excludesStart = CountingRule(countsStartDay: false, isAssumed: true)
let includesStart = CountingRule(countsStartDay: true, isAssumed: true)
