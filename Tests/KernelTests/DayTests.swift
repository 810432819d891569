import Kernel
import Testing

struct DayTests {
    @Test(arguments: [
        ("0001-01-01", -719_162, 1), ("1900-02-28", -25_509, 3), ("1970-01-01", 0, 4),
        ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2024-02-29", 19_782, 4),
        ("2026-11-20", 20_777, 5), ("9999-12-31", 2_932_896, 5),
    ])
    func `known days have their number and weekday`(
        _ text: String, _ number: Int, _ weekday: Int
    ) throws {
        let day = try #require(Day(text))
        #expect(day.daysSince1970 == number)
        #expect(day.weekday == weekday)
        #expect(day.description == text)
    }

    @Test func `every day of two centuries follows the one before`() throws {
        var before = try #require(Day(year: 1899, month: 12, day: 31))
        var count = 0
        for year in 1900..<2100 {
            for month in 1...12 {
                for number in 1...Day.length(ofMonth: month, year: year) {
                    let day = try #require(Day(year: year, month: month, day: number))
                    let parts = day.components
                    count += 1
                    guard day == before.adding(days: 1), before < day,
                        parts == (year, month, number), day.weekday == before.weekday % 7 + 1
                    else {
                        Issue.record("\(day) after \(before)")
                        return
                    }
                    before = day
                }
            }
        }
        #expect(count == 73_049)
    }

    @Test(arguments: [
        "", "2026-1-01", "2026-02-29", "1900-02-29", "2026-00-10", "2026-04-31", "2026-11-00",
        "0000-01-01", "2026/11/20", "+026-11-20", "2026-11-20 ", "20261120", "2026-11-2x",
    ])
    func `what is no day is refused`(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `a person born on 29 February comes of age on 1 March`() throws {
        let born = try #require(Day("2008-02-29"))
        #expect(born.adding(years: 18).description == "2026-03-01")
        #expect(born.adding(years: 16).description == "2024-02-29")
        #expect(try #require(Day("2008-11-21")).adding(years: 18).description == "2026-11-21")
    }

    @Test func `a day begins at midnight in Almaty, also around the change of the offset`() throws {
        let starts = [
            "2024-02-28": "2024-02-28T00:00:00+06:00", "2024-02-29": "2024-02-29T00:00:00+06:00",
            "2024-03-01": "2024-03-01T00:00:00+05:00", "2024-03-02": "2024-03-02T00:00:00+05:00",
            "2026-11-21": "2026-11-21T00:00:00+05:00",
        ]
        for (text, start) in starts {
            let day = try #require(Day(text))
            #expect(day.start.description == start)
            #expect(Day(at: day.start) == day)
            #expect(Day(at: day.start.adding(milliseconds: -1)) == day.adding(days: -1))
        }
    }
}
