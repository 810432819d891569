import Kernel
import Testing

@testable import Rendering

struct FormatTests {
    @Test(arguments: [
        (Language.kk, "2026 жылғы 20 қараша, 14:05"),
        (.ru, "20 ноября 2026\u{A0}г., 14:05"),
        (.en, "20 November 2026, 14:05"),
    ])
    func `a moment is written in Almaty's time`(language: Language, text: String) throws {
        let moment = try #require(Instant(rfc3339: "2026-11-20T09:05:59.999Z"))
        #expect(MomentFormat.dayAndTime(moment, language) == text)
    }

    @Test func `late evening in UTC is the next day in Almaty`() throws {
        let moment = try #require(Instant(rfc3339: "2025-12-31T19:00:07Z"))
        #expect(MomentFormat.dayAndTime(moment, .en) == "1 January 2026, 00:00")
        #expect(MomentFormat.timeWithSeconds(moment) == "00:00:07")
    }

    @Test func `before March 2024 Almaty stood at six hours`() throws {
        let before = try #require(Instant(rfc3339: "2024-02-29T12:00:00Z"))
        let after = try #require(Instant(rfc3339: "2024-03-01T12:00:00Z"))
        #expect(MomentFormat.time(before) == "18:00")
        #expect(MomentFormat.time(after) == "17:00")
    }

    @Test func `a day in a field has two digits for day and month`() throws {
        let day = try #require(Day(year: 1991, month: 3, day: 7))
        #expect(MomentFormat.shortDay(day) == "07.03.1991")
    }

    @Test(arguments: [
        (1, "1 минута"), (2, "2 минуты"), (5, "5 минут"), (11, "11 минут"), (12, "12 минут"),
        (21, "21 минута"), (22, "22 минуты"), (25, "25 минут"), (111, "111 минут"),
        (121, "121 минута"),
    ])
    func `Russian nouns follow their number`(count: Int64, text: String) {
        let shown = CountedNoun.minute.text(count, .ru)
        #expect(shown == text.replacing(" ", with: "\u{A0}"))
    }

    @Test func `durations name the two largest units`() {
        #expect(DurationFormat.text(seconds: 180, .kk) == "3\u{A0}минут")
        #expect(DurationFormat.text(seconds: 180, .ru) == "3\u{A0}минуты")
        #expect(DurationFormat.text(seconds: 180, .en) == "3\u{A0}minutes")
        #expect(DurationFormat.text(seconds: 3661, .en) == "1\u{A0}hour 1\u{A0}minute")
        #expect(DurationFormat.text(seconds: 86_400 * 2, .kk) == "2\u{A0}күн")
        #expect(DurationFormat.text(seconds: 0, .ru) == "0\u{A0}секунд")
        #expect(DurationFormat.text(seconds: -5, .en) == "0\u{A0}seconds")
    }

    @Test func `numbers and money are grouped`() {
        #expect(NumberFormat.whole(1_250_000, .kk) == "1\u{A0}250\u{A0}000")
        #expect(NumberFormat.whole(-1250, .en) == "\u{2212}1,250")
        #expect(NumberFormat.whole(999, .ru) == "999")
        #expect(NumberFormat.money(tiyn: 125_050, .ru) == "1\u{A0}250,50\u{A0}₸")
        #expect(NumberFormat.money(tiyn: 125_005, .en) == "1,250.05\u{A0}₸")
        #expect(NumberFormat.money(tiyn: 100_000, .kk) == "1\u{A0}000\u{A0}₸")
        #expect(NumberFormat.money(tiyn: -50, .kk) == "\u{2212}0,50\u{A0}₸")
    }
}
