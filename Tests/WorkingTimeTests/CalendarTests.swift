import Kernel
import QyzmetTesting
import Regulations
import Testing
import WorkingTime

struct CalendarTests {
    @Test(
        .clause("IS-WD-1"),
        arguments: [
            ("2025-12-05", DayStatus.working), ("2025-12-06", .weekend),
            ("2025-12-16", .holiday("independenceDay")),
            ("2026-01-07", .holiday("orthodoxChristmas")),
            ("2025-06-06", .holiday("kurbanAit")),
            // A chain: 21 and 22 March lie on a weekend, 23 is itself a holiday.
            ("2026-03-24", .transferredHoliday("nauryz", from: Day(daysSince1970: 20_533))),
            ("2026-03-25", .transferredHoliday("nauryz", from: Day(daysSince1970: 20_534))),
        ])
    func `a day is what the law makes it`(_ text: String, _ status: DayStatus) throws {
        #expect(try calendar("2026-07").status(of: day(text)) == status)
    }

    @Test(.clause("IS-WD-1")) func `a swap is no transfer, and its weekend day is worked`() throws {
        let calendar = try calendar("2026-07")
        let rest = day("2025-01-03")
        let work = day("2025-01-05")
        #expect(work.weekday == 7)
        #expect(try calendar.status(of: rest) == .restInstead(workOn: work))
        #expect(try calendar.status(of: work) == .workingInstead(restOn: rest))
        #expect(calendar.deciders[rest]?.en.contains("order") == true)
        // In 2020 the transfer of Victory Day to 11 May was itself moved to the 8th.
        #expect(try calendar.isWorking(day("2020-05-11")))
        #expect(try !calendar.isWorking(day("2020-05-08")))
    }

    @Test func `Christmas and Kurban Ait are never moved`() throws {
        let calendar = try calendar("2026-07")
        // 7 January 2024 was a Sunday, 16 June 2024 too.
        #expect(try calendar.isWorking(day("2024-01-08")))
        #expect(try calendar.isWorking(day("2024-06-17")))
    }

    @Test func `the two versions differ in Constitution Day and nothing else`() throws {
        let before = try calendar("2026-01")
        let after = try calendar("2026-07")
        var different: [String] = []
        var current = before.covered.lowerBound
        while current <= before.covered.upperBound {
            if try before.isWorking(current) != after.isWorking(current) {
                different.append("\(current)")
            }
            current = current.adding(days: 1)
        }
        #expect(different == ["2026-08-31", "2027-03-15", "2027-08-30"])
        #expect(try data().calendar(adoptedBy: day("2026-06-30")).version == "2026-01")
        #expect(try data().calendar(adoptedBy: day("2026-07-01")).version == "2026-07")
        #expect(try data().newest.version == "2026-07")
        #expect(try data().calendar(version: "1999") == nil)
    }

    @Test func `a day outside the data is never guessed`() throws {
        let calendar = try calendar("2026-07")
        let fault = #expect(throws: WorkingCalendar.Uncovered.self) {
            try calendar.status(of: day("2028-01-01"))
        }
        #expect(fault?.day == day("2028-01-01"))
        #expect(throws: WorkingCalendar.Uncovered.self) {
            try Deadline(
                workingDays(10), from: day("2027-12-28"), rule: excludesStart, calendar: calendar)
        }
    }

    @Test(arguments: [
        (#""since": 2011"#, #""since": "x""#, "holidays 0"),
        (#""2026-07-01""#, #""2025-07-01""#, "versions"),
        (#"["2026-01"]"#, #"["2026-02"]"#, "holidays 8 versions"),
        (#""decidedBy": "government""#, #""decidedBy": "nobody""#, "restDaySwaps 0 decidedBy"),
        (#""rest": "2025-01-03""#, #""rest": "2025-01-04""#, "restDaySwaps 28"),
        (#""day": "2025-06-06""#, #""day": "2025-06-31""#, "givenDays 1 days 14"),
        ("[6, 7]", "[6, 8]", "calendar weekend"),
    ])
    func `data with a mistake are refused with the place`(
        _ right: String, _ wrong: String, _ place: String
    ) throws {
        let text = String(decoding: Regulations.workingCalendar, as: UTF8.self)
        #expect(text.contains(right))
        let fault = #expect(throws: CalendarData.Fault.self) {
            try CalendarData(
                file: Array(text.replacing(right, with: wrong, maxReplacements: 1).utf8))
        }
        #expect(fault?.place == place)
    }
}
