import DigitalDocuments
import Kernel
import QyzmetTesting
import Testing

struct ShortCodeTests {
    @Test(.clause("DD-2.4a")) func `a code is six signs of an alphabet without look-alikes`() {
        #expect(ShortCode.alphabet.count == 31)
        #expect(Set(ShortCode.alphabet).isDisjoint(with: "01ILO"))
        var count: Int64 = 1
        for _ in 0..<ShortCode.length { count *= Int64(ShortCode.alphabet.count) }
        #expect(ShortCode.count == count)
        let fixed = ShortCode(random: RandomSource { [UInt8](repeating: 0, count: $0) })
        #expect(fixed.text == "222222")
        #expect(fixed.grouped == "222 222")
    }

    @Test func `every sign of the alphabet is reached at every place`() {
        for (index, sign) in ShortCode.alphabet.enumerated() {
            let random = RandomSource { _ in [0, 0, 0, UInt8(index)] }
            #expect(ShortCode(random: random).text == String(repeating: sign, count: 6))
        }
    }

    @Test(
        .clause("DD-2.4a"),
        arguments: [
            "ABC234", "abc234", "abc 234", "ABC-234", " a b c 2 3 4 ", "ABC–234", "ABC\u{A0}234",
            // Cyrillic letters that look like the Latin ones.
            "АВС234", "авс234", "АBС 234", "ABC2З4",
        ])
    func `case, blanks and look-alikes are forgiven`(_ typed: String) {
        #expect(ShortCode(typed: typed)?.text == "ABC234")
    }

    @Test(arguments: [
        ("ЕНКМРТ", "EHKMPT"), ("ХУҮҰҒҚ", "XYYYFK"), ("ҢЅЈххх", "HSJXXX"),
    ])
    func `Cyrillic look-alikes are folded one by one`(_ typed: String, _ code: String) {
        #expect(ShortCode(typed: typed)?.text == code)
    }

    @Test(arguments: [
        "", "ABC23", "ABC2345", "ABC23O", "ABC231", "ABC230", "ABC23I", "ABC23L", "ABC23Л",
        "ABC23!", "A\u{301}BC234", "ABC23٣", "ＡBC234", String(repeating: " ", count: 40) + "ABC234",
    ])
    func `what cannot be a code is none`(_ typed: String) {
        #expect(ShortCode(typed: typed) == nil)
    }
}

struct GuessingLimitsTests {
    private let limits = GuessingLimits()

    @Test func `the day's limit goes before that of ten minutes`() {
        #expect(limits.retryAfterSeconds(tenMinutes: 4, day: 19) == nil)
        #expect(limits.retryAfterSeconds(tenMinutes: 5, day: 5) == 600)
        #expect(limits.retryAfterSeconds(tenMinutes: 5, day: 20) == 86_400)
        #expect(limits.retryAfterSeconds(tenMinutes: 0, day: 20) == 86_400)
    }

    @Test func `the more codes live, the fewer tries are let by without the holder`() {
        let samples: [(Int64, Int)] = [
            (0, 600), (1, 600), (1000, 600), (10_000, 600), (100_000, 60), (6_000_001, 0),
        ]
        for (live, most) in samples { #expect(limits.overallMax(live: live) == most) }
        // Expected hits an hour: tries × live codes ÷ all codes.
        for live in [Int64(1), 1000, 10_000, 100_000, 1_000_000] {
            let tries = Int64(limits.overallMax(live: live))
            #expect(tries * live * 100 < ShortCode.count)
        }
    }
}
