import Kernel
import QyzmetTesting
import Regulations
import Testing

/// The duties that acts lay on public bodies, as data.
struct DutyBookTests {
    private static let path = "Regulations/public-duties/duties.json"

    @Test(
        .clause(
            "IS-NOT", "IS-1.11", "IS-2.18-1", "IS-3.12", "IS-4.8", "IS-5A.12", "IS-5B.11",
            "IS-5C.11", "IS-6.14", "IS-7.21"))
    func `nine clauses on eight rule sets are eight notices to two recipients in three days`() {
        let notices = Regulations.duties.duties.filter { $0.start == .decided }
        #expect(
            Set(notices.compactMap(\.rules))
                == ["IS-1", "IS-2", "IS-3", "IS-4", "IS-5A", "IS-5B", "IS-6", "IS-7"])
        #expect(notices.count == 8)
        #expect(
            Set(notices.flatMap(\.clauses).map(\.tag)) == [
                "IS-1.11", "IS-2.18-1", "IS-3.12", "IS-4.8", "IS-5A.12", "IS-5B.11", "IS-5C.11",
                "IS-6.14", "IS-7.21",
            ])
        for notice in notices {
            #expect(notice.workingDays == 3 && notice.holder == "industrialSafetyAuthority")
            #expect(notice.parts.map(\.code) == ["operator", "contactCentre"])
        }
    }

    @Test(
        .clause(
            "DD-O.2a", "KDP-O.2a", "PA-O.3a", "FV-O.7a", "FV-O.7b", "IS-O.2",
            "IS-O.3"))
    func `each order lays registration, placement, information and control on its body`() throws {
        let book = Regulations.duties
        let expected: [(code: String, clause: String, holder: String, days: Int?)] = [
            ("DD-registration", "DD-O.2", "publicServicesCommittee", nil),
            ("DD-placement", "DD-O.2", "publicServicesCommittee", nil),
            ("DD-information", "DD-O.2", "publicServicesCommittee", 10),
            ("DD-control", "DD-O.3", "digitalViceMinister", nil),
            ("KDP-registration", "KDP-O.2", "informationSecurityCommittee", nil),
            ("KDP-placement", "KDP-O.2", "informationSecurityCommittee", nil),
            ("KDP-information", "KDP-O.2", "informationSecurityCommittee", 10),
            ("KDP-control", "KDP-O.3", "digitalViceMinister", nil),
            ("PA-registration", "PA-O.3", "artificialIntelligenceCommittee", nil),
            ("PA-placement", "PA-O.3", "artificialIntelligenceCommittee", nil),
            ("PA-information", "PA-O.3", "artificialIntelligenceCommittee", 10),
            ("PA-control", "PA-O.4", "aiViceMinister", nil),
            ("FV-sending", "FV-O.7", "tradeCommittee", 5),
            ("FV-placement", "FV-O.7", "tradeCommittee", nil),
            ("FV-control", "FV-O.8", "tradeViceMinister", nil),
            ("IS-registration", "IS-O.2", "industrialSafetyCommittee", nil),
            ("IS-placement", "IS-O.2", "industrialSafetyCommittee", nil),
            ("IS-control", "IS-O.3", "emergencyViceMinister", nil),
        ]
        // Each duty but the notices is here: one that is added or dropped is seen.
        let own = book.duties.filter { $0.start != .decided }.map(\.code)
        #expect(Set(own) == Set(expected.map(\.code)) && own.count == expected.count)
        for duty in expected {
            let found = try #require(book.duty(duty.code), "\(duty.code)")
            #expect(found.clauses.map(\.tag) == [duty.clause], "\(duty.code)")
            #expect(found.holder == duty.holder && found.workingDays == duty.days)
            #expect(Regulations.clause(found.clauses[0]) != nil, "\(duty.clause)")
            #expect(found.isStanding == duty.code.hasSuffix("control"))
        }
    }

    @Test(.clause("DD-O.4a", "KDP-O.4a", "PA-O.5a", "IS-O.4", "FV-O.9a"))
    func `the orders' lives say what their own files say`() throws {
        let book = Regulations.duties
        func day(_ act: String, _ kind: ActEvent.Kind) -> Day? {
            book.life(act)?.day(of: kind, assumes: true)?.day
        }
        for (act, path) in [
            ("KDP", "access-control/kdp-clauses.json"),
            ("PA", "priority-activities/pa-clauses.json"),
        ] {
            let file = try JSON.parse(
                Array(try SourceTree.text("Regulations/" + path).utf8))["act"]
            #expect(day(act, .signed)?.description == file?["date"]?.string)
            #expect(day(act, .registered)?.description == file?["registrationDate"]?.string)
            #expect(book.life(act)?.order == file?["number"]?.string)
        }
        let edition = try JSON.parse(
            Array(try SourceTree.text("Regulations/digital-documents/dd-clauses.json").utf8))[
                "act"]?["edition"]
        #expect(day("DD", .registered)?.description == edition?["registrationDate"]?.string)
        #expect(book.life("DD")?.order == edition?["number"]?.string)
        let package = try #require(Regulations.packages.first)
        #expect(day("IS", .signed) == package.order.date)
        #expect(day("IS", .published) == package.assumedPublicationDay)
        #expect(day("IS", .inForce) == package.commencement(assumes: true).day)
        #expect(day("FV", .ended) == Day("2025-09-27") && day("FV", .published) == nil)
        // What is only assumed counts for nothing where nothing may be assumed.
        #expect(book.life("IS")?.day(of: .published, assumes: false) == nil)
        let entered = try #require(book.life("DD")).published(on: Day("2022-10-10"))
        #expect(
            entered.day(of: .inForce, assumes: false).map { $0.day == Day("2022-10-21") } == true)
        #expect(entered.day(of: .registered, assumes: false)?.day == Day("2022-10-05"))
    }

    @Test(.clause("IS-O.1", "IS-O.4", "IS-O.4-a"))
    func `each of the seven base orders is amended on every day on which its rules change`() throws
    {
        let order = try #require(Regulations.packages.first).order.number
        func amendments(_ act: String, _ book: DutyBook = Regulations.duties) throws -> [String] {
            let life = try #require(book.life(act), "\(act)")
            #expect(life.events.map(\.kind).prefix(2) == [.signed, .registered])
            let own = life.events.filter { $0.kind == .amended }
            #expect(own.allSatisfy { $0.number == order })
            return own.map {
                $0.day?.description ?? $0.assumedDay.map { "assumed \($0)" } ?? "not known"
            }
        }
        let ruleSets = Regulations.ruleSets.filter { $0.act != "IS" }
        let lives = Regulations.duties.lives.filter { $0.act.hasPrefix("IS-") }
        #expect(lives.count == 7 && Set(lives.map(\.order)) == Set(ruleSets.map(\.order.number)))
        #expect(Set(lives.flatMap(\.rules)) == Set(ruleSets.map(\.act)))
        // Two rule sets were approved by one order.
        #expect(Regulations.duties.life("IS-5A")?.rules == ["IS-5A", "IS-5B"])
        for act in ["IS-1", "IS-2", "IS-4", "IS-5A", "IS-6", "IS-7"] {
            #expect(try amendments(act) == ["assumed 2025-12-05"], "\(act)")
        }
        #expect(try amendments("IS-3") == ["assumed 2025-12-05", "2026-01-01"])
        // Once the day of publication is entered, nothing is assumed.
        let entered = try DutyBook(
            file: Array(try SourceTree.text(Self.path).utf8),
            packages: Regulations.packages.map { $0.published(on: Self.day("2025-10-20")) },
            ruleSets: Regulations.ruleSets)
        #expect(try amendments("IS-1", entered) == ["2025-12-20"])
        #expect(try amendments("IS-3", entered) == ["2025-12-20", "2026-01-01"])
    }

    @Test(.clause("DD-O.1a", "KDP-O.4a"))
    func `an amendment's day follows from the publication that is entered`() throws {
        let lives = Regulations.duties.lives
        func amended(_ act: String, _ lives: [ActLife]) -> ActEvent? {
            lives.first { $0.act == act }?.amended(by: lives).events.first { $0.kind == .amended }
        }
        let base = try #require(amended("DD-352", lives))
        #expect(base.day == nil && base.assumedDay == Day("2022-10-16") && base.number == "367/НҚ")
        let published = lives.map { $0.act == "DD" ? $0.published(on: Day("2022-10-10")) : $0 }
        #expect(amended("DD-352", published)?.day == Day("2022-10-21"))
        let control = try #require(Regulations.duties.life("KDP"))
        #expect(amended("KDP", [control])?.day == nil)
        let entered = control.published(on: nil, amendments: ["276/НҚ": Self.day("2025-06-02")])
        #expect(amended("KDP", [entered])?.day == Day("2025-06-13"))
        #expect(entered.day(of: .published, assumes: false) == nil)
    }

    private static func day(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }

    @Test func `a file with a hole is refused with its place`() throws {
        let text = try SourceTree.text(Self.path)
        func fault(_ part: String, _ other: String) -> String? {
            do throws(Regulations.Fault) {
                _ = try DutyBook(
                    file: Array(text.replacing(part, with: other).utf8),
                    packages: Regulations.packages)
                return nil
            } catch { return error.place }
        }
        #expect(fault("none such", "x") == nil)
        #expect(fault(#""holder": "tradeCommittee""#, #""holder": "nobody""#) == "FV-sending")
        #expect(fault(#""code": "DD-placement""#, #""code": "DD-control""#) == "DD-control")
        #expect(fault(#""act": "IS-7""#, #""act": "IS-8""#) == "notice IS-7")
        #expect(fault(#""starts": "signed""#, #""starts": "soon""#) == "DD-registration starts")
        #expect(fault(#""day": "2022-10-05""#, #""day": "2022-13-05""#) == "DD day")
        #expect(fault("{", "[") == "duties")
    }

    @Test(.clause("IS-NOT"))
    func `a duty is open, then late, and done when every part has evidence`() throws {
        let duty = try #require(Regulations.duties.duty("notice-IS-429-IS-1"))
        let due = try #require(Day("2025-12-10"))
        func state(_ late: [String: Bool], _ today: Day) -> DutyState {
            DutyState(of: duty, late: late, due: due, today: today)
        }
        #expect(state([:], due) == .open && state(["operator": false], due) == .open)
        #expect(state(["operator": false], due.adding(days: 1)) == .late)
        #expect(state(["operator": false, "contactCentre": false], due.adding(days: 9)) == .done)
        #expect(state(["operator": false, "contactCentre": true], due) == .doneLate)
        #expect(DutyState(of: duty, late: [:], due: nil, today: due) == .open)
    }
}
