import Casework
import Kernel
import Testing

/// Which optional stages are on, and who said so (UC-62, UC-63).
@Suite struct CaseOptionsTests {
    private func period(_ from: String, _ until: String? = nil) -> CaseOptions.Period {
        CaseOptions.Period(from: day(from), until: until.map { day($0) })
    }

    @Test func `the first list that says something of a day decides`() {
        let options = CaseOptions([
            [.init("hearing", isOn: false, period("2026-03-01", "2026-04-01"))],
            [.init("hearing", period("2026-02-01", "2026-06-01"))],
            [.init("appeal", period("2026-01-01"))],
        ])
        for (on, expected) in [
            ("2026-01-31", false), ("2026-02-01", true), ("2026-02-28", true),
            ("2026-03-01", false), ("2026-03-31", false), ("2026-04-01", true),
            ("2026-05-31", true), ("2026-06-01", false),
        ] {
            #expect(options.isOn("hearing", on: day(on)) == expected, "\(on)")
        }
        #expect(
            options.periods(of: "hearing") == [
                period("2026-02-01", "2026-03-01"), period("2026-04-01", "2026-06-01"),
            ])
        #expect(options.periods(of: "appeal") == [period("2026-01-01")])
        #expect(
            options.periods(of: "other").isEmpty && !CaseOptions().isOn("x", on: day("2026-01-01")))
    }

    @Test func `a file that says two things of one day is not taken`() throws {
        let text = NinthService.file.replacing(
            #""actor": "head""#, with: #""option": "look", "actor": "head""#
        ).replacing(
            #""noticeClause""#,
            with: #"""
                "switches": [{"option": "look", "from": "2026-01-01", "until": "2026-03-01"},
                {"option": "look", "on": false, "from": "2026-02-01"}], "noticeClause"
                """#)
        let service = try ServiceDefinition(file: Array(text.utf8))
        #expect(service.switches.map(\.isOn) == [true, false])
        let faults = service.faults(knows: Definitions.knows)
        #expect(faults.contains("ninth switch look: twice on one day"))
    }
}
