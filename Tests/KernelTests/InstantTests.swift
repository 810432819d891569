import Kernel
import Testing

struct InstantTests {
    /// Milliseconds and the one text for them.
    static let written: [(milliseconds: Int64, text: String)] = [
        (0, "1970-01-01T06:00:00+06:00"),
        (-1, "1970-01-01T05:59:59.999+06:00"),
        (1_709_229_599_999, "2024-02-29T23:59:59.999+06:00"),
        // Clocks in Almaty went back by an hour: the last hour of February came twice.
        (1_709_229_600_000, "2024-02-29T23:00:00+05:00"),
        (1_709_233_200_000, "2024-03-01T00:00:00+05:00"),
        (1_795_149_000_070, "2026-11-20T09:30:00.070+05:00"),
        (253_402_282_799_000, "9999-12-31T23:59:59+05:00"),
    ]

    @Test(arguments: written)
    func `a moment is written with the offset that Almaty had`(
        _ sample: (milliseconds: Int64, text: String)
    ) {
        let instant = Instant(milliseconds: sample.milliseconds)
        #expect(instant.description == sample.text)
        #expect(Instant(rfc3339: sample.text) == instant)
    }

    @Test(arguments: [
        ("2026-11-20T04:30:00Z", 1_795_149_000_000), ("2026-11-20t04:30:00z", 1_795_149_000_000),
        ("2026-11-20T04:30:00.5Z", 1_795_149_000_500),
        ("2026-11-19T20:30:00-08:00", 1_795_149_000_000),
        ("2026-11-20T10:00:00+05:30", 1_795_149_000_000),
        ("1969-12-31T23:59:59.001Z", -999),
    ])
    func `any offset of RFC 3339 is read`(_ text: String, _ milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-11-20T04:30:00", "2026-11-20 04:30:00Z", "2026-11-20T04:30Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z",
        "2026-11-20T04:60:00Z", "2026-11-20T04:30:60Z", "2026-11-20T04:30:00.Z",
        "2026-11-20T04:30:00.0001Z", "2026-11-20T04:30:00+5:00", "2026-11-20T04:30:00+24:00",
        "2026-11-20T04:30:00+05:60", "2026-11-20T04:30:00+0500", "2026-11-20T04:30:00ZZ",
        " 2026-11-20T04:30:00Z", "2026-11-2\u{661}T04:30:00Z", "2026-11-20T04:30:00,5Z",
    ])
    func `what is no RFC 3339 moment is refused`(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `seconds are rounded down on both sides of 1970`() {
        let samples: [(Int64, Int64)] = [
            (1999, 1), (1000, 1), (999, 0), (0, 0), (-1, -1), (-1000, -1), (-1001, -2),
        ]
        for (milliseconds, seconds) in samples {
            #expect(Instant(milliseconds: milliseconds).seconds == seconds)
        }
    }
}
