import FoodVouchers
import Kernel
import QyzmetTesting
import Regulations
import Testing

/// The pilot as dated data, and the days of its months.
struct PilotTests {
    @Test(.clause("FV-O.1a", "FV-4a", "FV-O.9a"))
    func `the Akkol pilot runs from its first to its last day in its place`() {
        let pilot = Sample.akkol
        #expect(pilot.placeKato == "113220100" && !pilot.isSynthetic)
        #expect(pilot.firstDay == Sample.day("2025-06-26"))
        #expect(pilot.phase(on: Sample.day("2025-06-25")) == .notStarted)
        #expect(pilot.phase(on: Sample.day("2025-06-26")) == .running)
        #expect(pilot.phase(on: Sample.day("2025-09-26")) == .running)
        #expect(pilot.phase(on: Sample.day("2025-09-27")) == .ended)
        #expect(
            code { () throws(Refusal) in try pilot.checkRunning(on: Sample.day("2025-09-27")) }
                == .pilotNotRunning)
        // The fifth day falls into the pilot in July, August and September only.
        let months = ["2025-06", "2025-07", "2025-08", "2025-09", "2025-10"].map(Sample.month)
        #expect(months.map(pilot.covers) == [false, true, true, true, false])
        // A pilot that begins or ends on an opening day has that month.
        var edge = pilot
        (edge.firstDay, edge.lastDay) = (Sample.day("2025-06-05"), Sample.day("2025-09-05"))
        #expect(months.map(edge.covers) == [true, true, true, true, false])
        (edge.firstDay, edge.lastDay) = (Sample.day("2025-06-06"), Sample.day("2025-09-04"))
        #expect(months.map(edge.covers) == [false, true, true, false, false])
    }

    @Test(.clause("FV-2.6a"))
    func `an amount that is corrected holds from its day on`() {
        var pilot = Sample.akkol
        pilot.amounts = [
            .init(from: Sample.day("2025-06-26"), tiyn: 393_200),
            .init(from: Sample.day("2025-08-01"), tiyn: 400_000),
            .init(from: Sample.day("2025-09-02"), tiyn: 500_000),
        ]
        #expect(pilot.amount(of: Sample.july) == 393_200)
        #expect(pilot.amount(of: Sample.month("2025-08")) == 400_000)
        // A correction within the month counts from the next month on.
        #expect(pilot.amount(of: Sample.month("2025-09")) == 400_000)
    }

    @Test(.clause("FV-31a"))
    func `another period is another file, and changes nothing of the first`() {
        let other = Sample.pilot(1, start: Sample.day("2026-11-27"))
        #expect(other.isSynthetic && other.id != Sample.akkol.id)
        #expect(other.firstDay == Sample.day("2026-11-01"))
        #expect(other.lastDay == Sample.day("2027-01-31"))
        for pilot in [other, Sample.akkol] {
            #expect(!pilot.assumed.isEmpty)
            for language in Language.allCases {
                #expect(pilot.request[language].contains("21*1"))
                #expect(pilot.confirmation[language].contains("{link}"))
            }
        }
    }

    @Test(.clause("FV-2.12a", "FV-A.2a"))
    func `the confirmation names the personal link and where the application is`() {
        for language in Language.allCases {
            let text = Sample.akkol.confirmation[language]
            for part in ["{link}", "egovmobile.page.link/socwallet"] {
                #expect(text.contains(part))
            }
        }
    }

    @Test(.clause("FV-A.1a"))
    func `the request names the discount, both answers and the telephone`() {
        for language in Language.allCases {
            let text = Sample.akkol.request[language]
            for part in ["21*1", "21*2", "87163820020"] { #expect(text.contains(part)) }
        }
    }

    @Test func `a file with a mistake is refused with the member`() {
        func fault(_ old: String, _ new: String) -> String? {
            let text = String(decoding: Regulations.voucherPilots[0], as: UTF8.self)
            let mended = text.split(separator: old, omittingEmptySubsequences: false)
                .joined(separator: new)
            do {
                _ = try Pilot(file: Array(mended.utf8), goods: Regulations.voucherGoods)
                return nil
            } catch {
                return error.member
            }
        }
        #expect(fault("nothing of it", "") == nil)
        #expect(fault("2025-09-26", "2025-02-30") == "from")
        #expect(fault("\"openingDay\": 5", "\"openingDay\": 31") == "openingDay")
        #expect(fault("fullPrice", "half") == "pays")
        #expect(fault("393200", "0") == "amounts")
    }

    @Test(arguments: ["2024-02", "2025-02", "2025-07", "2025-09", "2025-12", "2028-02"])
    func `a month ends with its last second in Almaty`(_ text: String) {
        let month = Sample.month(text)
        var pilot = Sample.akkol
        pilot.firstDay = Sample.day("2024-01-01")
        pilot.lastDay = Sample.day("2030-12-31")
        let last = Instant(milliseconds: pilot.end(of: month).milliseconds - 1)
        #expect(Day(at: last) == month.lastDay)
        #expect(Day(at: pilot.end(of: month)) == month.next.firstDay)
        #expect(pilot.opening(of: month) == month.day(5).start)
        #expect(month.statusDay == month.firstDay.adding(days: -1))
        #expect(month.description == text)
    }

    @Test func `the pilot's last day cuts its last month short`() {
        let end = Sample.akkol.end(of: Sample.month("2025-09"))
        #expect(end == Sample.instant("2025-09-27T00:00:00+05:00"))
    }
}
