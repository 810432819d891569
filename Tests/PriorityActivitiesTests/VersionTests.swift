import Kernel
import QyzmetTesting
import Regulations
import Testing
import WorkingTime

@testable import PriorityActivities

/// Which list applies to which day, and what own production asks for.
struct VersionTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(.clause("PA-O.1a")) func `the list has nineteen items under their order`() throws {
        #expect(rules.items.map(\.number) == Array(1...19))
        #expect(rules.items.map(\.clause.tag) == (1...19).map { "PA-1.\($0)" })
        #expect(rules.order.number == "521/НҚ" && rules.order.registration == "37182")
        #expect(rules.ownProduction.map(\.code) == ["participant", "extract"])
        let act = try #require(Regulations.act("PA"))
        #expect(act.number == rules.order.number && act.registration == rules.order.registration)
        for item in rules.items {
            #expect(act.clause(item.clause)?.version(on: rules.from)?.text != nil)
            #expect(act.clause(item.clause)?.version(on: rules.from.adding(days: -1)) == nil)
        }
        for point in rules.openPoints { #expect(act.clause(point.clause) != nil) }
    }

    @Test(.clause("PA-O.3a"))
    func `the duty of the Committee is on record with the day on which it was due`() throws {
        let file = try SourceTree.text("Regulations/priority-activities/pa-clauses.json")
        let duty = try #require(
            try JSON.parse(Array(file.utf8))["act"]?["duties"]?.array?.first)
        #expect(duty["clause"]?.string == "PA-O.3" && duty["outside"]?.bool == true)
        let registered = try day(try #require(duty["from"]?.string))
        #expect(registered == rules.order.registrationDate)
        let calendar = try CalendarData(file: Regulations.workingCalendar).calendar(
            adoptedBy: registered)
        var due = registered
        for _ in 0..<10 { due = try calendar.workingDay(after: due) }
        #expect(duty["workingDays"]?.integer == 10)
        #expect(duty["due"]?.string == due.description)
    }

    @Test(.clause("PA-O.5a", "PA-O.2a", "PA-3a"))
    func `the list begins on 1 January 2026, the orders before it are named until then`() throws {
        let known = try day("2026-11-27")
        let activity = "subject=software operation=development"
        let first = try decide(activity, on: try day("2026-01-01"), knownOn: known)
        #expect(first.outcome == .yes && first.rules?.order.number == "521/НҚ")
        let before = try decide(activity, on: try day("2025-12-31"), knownOn: known)
        #expect(before.outcome == .cannotTell && before.items.isEmpty)
        #expect(before.ownProduction == nil)
        guard case .listNotHeld(let orders) = before.basis else {
            Issue.record("a list for 2025 is held")
            return
        }
        #expect(orders.map(\.number) == ["37/НҚ", "130/НҚ", "413/НҚ"])
        #expect(orders.map(\.registration) == ["18523", "27788", "33450"])
        #expect(orders.map(\.clause.tag) == ["PA-3.1", "PA-3.2", "PA-3.3"])
        // An amendment is named from its own day on; nothing is named before the first order.
        guard case .listNotHeld(let early) = book.basis(on: try day("2020-05-01"), knownOn: known)
        else {
            Issue.record("a list for 2020 is held")
            return
        }
        #expect(early.map(\.number) == ["37/НҚ"])
        guard case .notKnownThen = book.basis(on: try day("2019-01-01"), knownOn: known) else {
            Issue.record("something is known of 2019")
            return
        }
        // No day from 2026 on is ever answered from a repealed order.
        for offset in 0..<800 {
            let basis = book.basis(on: rules.from.adding(days: offset), knownOn: known)
            if case .listNotHeld = basis { Issue.record("a repealed order for day \(offset)") }
        }
    }

    @Test func `what was not known on the day of knowledge does not count`() throws {
        let registered = try day("2025-10-21")
        let on = try day("2026-02-01")
        let text = "subject=software operation=development"
        #expect(try decide(text, on: on, knownOn: registered).outcome == .yes)
        let earlier = try decide(text, on: on, knownOn: registered.adding(days: -1))
        #expect(earlier.outcome == .cannotTell)
        guard case .notKnownThen = earlier.basis else {
            Issue.record("the order was known before its registration")
            return
        }
        let late = try StatedFacts(
            [
                "subject": StatedFact(values: ["software"], source: "s"),
                "operation": StatedFact(
                    values: ["development"], source: "s", recordedOn: on.adding(days: 1)),
            ], vocabulary: book.vocabulary)
        let verdict = book.decide(ActivityQuestion(facts: late, on: on, knownOn: on))
        #expect(verdict.outcome == .cannotTell)
        let place = try #require(book.vocabulary.place(of: "operation"))
        #expect(verdict.sheet.states[place] == .notKnownYet)
    }

    @Test(.clause("PA-2a")) func `own production needs a participant's extract that holds`() throws
    {
        let on = try day("2026-06-15")
        func own(_ participant: [StatedFact], _ extract: [StatedFact]) throws -> ActivityVerdict {
            var all: [String: StatedFact] = [:]
            if let first = participant.first { all["participant"] = first }
            if let first = extract.first { all["producerExtract"] = first }
            return book.decide(
                ActivityQuestion(
                    facts: try StatedFacts(all, vocabulary: book.vocabulary), on: on, knownOn: on))
        }
        let yes = StatedFact(values: ["yes"], source: "s", number: "1")
        let no = StatedFact(values: ["no"], source: "s")
        func until(_ last: Day) -> StatedFact {
            StatedFact(values: ["yes"], source: "s", number: "1", validUntil: last)
        }
        #expect(try own([yes], [yes]).ownProduction?.verdict == .yes)
        #expect(try own([yes], [no]).ownProduction?.verdict == .no)
        #expect(try own([no], [yes]).ownProduction?.verdict == .no)
        #expect(try own([yes], []).ownProduction?.verdict == .cannotTell)
        #expect(try own([], [yes]).ownProduction?.verdict == .cannotTell)
        #expect(try own([yes], [until(on)]).ownProduction?.verdict == .yes)
        let expired = try own([yes], [until(on.adding(days: -1))])
        #expect(expired.ownProduction?.verdict == .no)
        #expect(expired.ownProduction?.clause == "PA-2")
        let place = try #require(book.vocabulary.place(of: "producerExtract"))
        #expect(expired.sheet.states[place] == .expired)
        let future = StatedFact(values: ["yes"], source: "s", validFrom: on.adding(days: 1))
        #expect(try own([yes], [future]).ownProduction?.verdict == .no)
    }

    @Test(.clause("PA-1a"))
    func `subject and operation both decide, and an activity can match twice`()
        throws
    {
        let both = try decide(
            "subject=software,artificialIntelligence operation=development cloudUse=yes")
        #expect(both.items.filter { $0.verdict == .yes }.map(\.item) == [1, 10, 13])
        #expect(both.outcome == .yes)
        #expect(try decide("subject=other operation=development").outcome == .no)
        #expect(try decide("operation=development").outcome == .cannotTell)
        #expect(try decide("subject=software").outcome == .cannotTell)
        #expect(try decide("subject=software operation=other").outcome == .no)
    }

    @Test func `what contradicts itself counts as not stated and is named`() throws {
        let stage = try decide("subject=electronics operation=development stage=design")
        #expect(stage.sheet.contradictions.map(\.code) == ["stageOfWholeDevelopment"])
        #expect(stage.outcome == .cannotTell)
        let holder = try decide(
            "subject=tradingPlatform rightHolder=declarant participant=yes "
                + "rightHolderParticipant=no platformRealTime=yes platformDeals=yes "
                + "platformService=platformAccess", item: 14)
        #expect(holder.sheet.contradictions.map(\.code) == ["holderOfTwoKinds"])
        #expect(holder.claimed?.verdict == .cannotTell)
    }

    @Test func `facts that the vocabulary does not have are refused`() throws {
        func fault(_ all: [String: StatedFact]) -> StatedFacts.Fault.Kind? {
            do throws(StatedFacts.Fault) {
                _ = try StatedFacts(all, vocabulary: book.vocabulary)
                return nil
            } catch {
                return error.kind
            }
        }
        let one = StatedFact(values: ["development"], source: "s")
        #expect(fault(["operation": one]) == nil)
        #expect(fault(["deed": one]) == .unknownFact)
        #expect(fault(["stage": one]) == .unknownValue)
        #expect(fault(["operation": StatedFact(values: [], source: "s")]) == .unknownValue)
        #expect(
            fault(["operation": StatedFact(values: ["support", "development"], source: "s")])
                == .oneValueOnly)
        #expect(fault(["operation": StatedFact(values: ["support"], source: "")]) == .noSource)
        #expect(
            fault(["operation": StatedFact(values: ["support"], source: "s", number: "1")])
                == .notEvidence)
        #expect(
            fault([
                "participant": StatedFact(
                    values: ["yes"], source: "s", validFrom: day2026,
                    validUntil: day2026.adding(days: -1))
            ]) == .days)
    }
}
