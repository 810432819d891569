import Kernel
import QyzmetTesting
import Regulations
import Testing

/// The amending order 429 applied to the eight rule sets (use case 44).
struct RuleBookTests {
    /// The book as the sandbox has it: published on 2025-10-05, as is assumed.
    private let book = Regulations.rules

    private func text(_ clause: Clause, _ on: String) throws -> String? {
        guard case .text(let text) = try book.version(of: clause, on: day(on))?.state else {
            return nil
        }
        return text.en
    }

    private func state(_ clause: Clause, _ on: String) throws -> String? {
        try book.version(of: clause, on: day(on))?.state.name
    }

    private func entered(_ publication: String?, assumes: Bool = false) throws -> RuleBook {
        let packages = try Regulations.packages.map { package in
            try publication.map { package.published(on: try day($0)) } ?? package
        }
        return RuleBook(ruleSets: Regulations.ruleSets, packages: packages, assumes: assumes)
    }

    @Test(.clause("IS-O.1")) func `the order amends the eight rule sets through seven orders`() {
        let package = Regulations.packages[0]
        #expect(package.order.number == "429" && package.order.registration == "37008")
        #expect(package.operations.count == 40)
        #expect(Set(package.operations.map(\.act)).count == 8)
        #expect(
            Set(package.operations.map(\.item)) == ["1", "2", "3", "4", "5A", "5B", "5C", "6", "7"])
        let orders = Regulations.ruleSets.filter { $0.act != "IS" }.map(\.order)
        #expect(
            Set(orders.map(\.number)) == ["350", "1100", "186", "208", "234", "454", "485"])
        #expect(
            Set(orders.map(\.registration))
                == ["10273", "12479", "20340", "20435", "20561", "24508", "24574"])
    }

    @Test(
        .clause("IS-O.4", "IS-O.4-a"),
        arguments: [
            ("2025-10-01", "2025-12-01"), ("2025-10-05", "2025-12-05"),
            ("2025-11-01", "2026-01-01"),
            ("2025-12-31", "2026-03-02"),
        ])
    func `sixty days pass after the day of publication`(_ published: String, _ first: String) throws
    {
        let book = try entered(published)
        let begins = try #require(book.provision("IS-1.4")?.history.versions.last?.begins)
        #expect(begins == .on(try day(first)))
        // The paragraphs with a day of their own do not move.
        let fixed = book.provision("IS-3.2")?.history.versions.last?.begins
        #expect(fixed == .on(try day("2026-01-01")))
    }

    @Test(.clause("IS-O.4-a"))
    func `without a day of publication nothing but the fixed paragraphs takes effect`() throws {
        let book = try entered(nil)
        let far = try day("2030-01-01")
        #expect(book.version(of: "IS-1.4", on: far)?.state == .notHeld)
        #expect(book.version(of: "IS-1.5.1", on: far)?.state == .notHeld)
        #expect(book.version(of: "IS-3.2", on: far)?.state.name == "text")
        #expect(book.version(of: "IS-O.1", on: far) == nil)
        #expect(book.lint().isEmpty)
    }

    @Test(.clause("IS-O.4-b", "IS-3.2", "IS-3.9"))
    func `in the gap the new clause 9 works with the old clause 2`() throws {
        for gap in ["2025-12-05", "2025-12-31"] {
            #expect(try text("IS-3.9", gap)?.contains("place where the recipient") == true)
            #expect(try text("IS-3.9.2", gap)?.contains("5 working days") == true)
            #expect(try state("IS-3.2", gap) == "notHeld")
            #expect(try state("IS-3.2.1", gap) == nil)
        }
        #expect(try state("IS-3.9", "2025-12-04") == "notHeld")
        for number in 1...7 {
            #expect(try state(Clause("IS-3.2.\(number)"), "2026-01-01") == "text")
        }
        // Published so late that clause 2 comes first.
        let late = try entered("2025-12-31")
        #expect(late.version(of: "IS-3.9", on: try day("2026-02-01"))?.state == .notHeld)
        #expect(late.version(of: "IS-3.2", on: try day("2026-02-01"))?.state.name == "text")
    }

    @Test(.clause("IS-1.5", "IS-5C.5", "IS-VER-2"))
    func `the second deletion of 5(1) does nothing, and 5(2) stays where it is`() throws {
        let history = try #require(book.provision("IS-1.5.1")?.history)
        #expect(history.versions.map(\.state) == [.notHeld, .deleted])
        #expect(history.withoutEffect.map(\.clause) == ["IS-5C.5"])
        #expect(try state("IS-1.5.1", "2025-12-04") == "notHeld")
        #expect(try state("IS-1.5.1", "2025-12-05") == "deleted")
        #expect(try state("IS-1.5.2", "2025-12-05") == "notHeld")
        #expect(book.provision("IS-1.5.2")?.history.versions.count == 1)
    }

    @Test(.clause("IS-VER-2", "IS-1.6", "IS-5C.6"))
    func `of two restatements on one day the later applies and the other is kept`() throws {
        let history = try #require(book.provision("IS-1.6")?.history)
        #expect(history.versions.count == 3)
        #expect(history.overridden.map { $0.operation?.clause } == ["IS-1.6"])
        let applied = try #require(history.version(on: try day("2025-12-05")))
        #expect(applied.operation?.clause == "IS-5C.6")
        #expect(applied.operation?.note?.en.contains("portals") == true)
        #expect(try text("IS-1.6", "2026-06-01")?.contains("elicense") == true)
        #expect(applied.name == "IS-429/IS-5C.6@2025-12-05")
        // Cited by either tag it is the same clause.
        #expect(book.provision("IS-5C.6")?.history.address == history.address)
    }

    @Test(
        .clause("IS-VER-3", "IS-VER-1", "IS-4.DEL", "IS-5A.6", "IS-5B.5"),
        arguments: [
            ("IS-1.5.1", "5(1)"), ("IS-2.4.1", "4(1)"), ("IS-4.DEL", "standard/annex"),
            ("IS-5A.6.1", "6(1)"), ("IS-5B.5.1", "5(1)"),
        ])
    func `what was deleted can still be asked about`(_ tag: String, _ address: String) throws {
        let clause = Clause(tag)
        #expect(book.provision(clause)?.history.address.text == address)
        #expect(try state(clause, "2025-12-04") == "notHeld")
        #expect(try state(clause, "2025-12-05") == "deleted")
        let difference = book.difference(
            of: try #require(book.provision(clause)?.act), from: try day("2025-12-04"),
            to: try day("2025-12-05"))
        #expect(difference.contains { $0.history.clause == clause && $0.after?.state == .deleted })
    }

    @Test(.clause("IS-5C.A2", "IS-A3.1", "IS-A3.2", "IS-A3.3", "IS-A3.4", "IS-A3.5", "IS-A3.6"))
    func `the whole service card stands in ten rows in their order`() throws {
        let rows = book.parts(of: "IS-5C.A2", on: try day("2025-12-05"))
            .filter { if case .row = $0.address.steps.last { true } else { false } }
        #expect(rows.map(\.address.text) == (1...10).map { "annex/2/row/\($0)" })
        let card = [
            "territorial subdivision", "elicense", "5 (five)", "electronic (partially",
            "reasoned refusal", "Free", "next working day", "calculations", "Grounds", "1414",
        ]
        for (number, piece) in card.enumerated() {
            #expect(try text(Clause("IS-A3.\(number + 1)"), "2026-01-01")?.contains(piece) == true)
        }
        for number in 1...4 { #expect(try text(Clause("IS-A3.9.\(number)"), "2026-01-01") != nil) }
        for number in 1...3 { #expect(try text(Clause("IS-A3.10.\(number)"), "2026-01-01") != nil) }
    }

    @Test(.clause("IS-1.4", "IS-2.5", "IS-1.A2.1", "IS-2.A2.1", "IS-6.A2.1", "IS-7.A4.1"))
    func `the provider of every service is named from the day on and not before`() throws {
        for clause: Clause in [
            "IS-1.4", "IS-2.5", "IS-1.A2.1", "IS-2.A2.1", "IS-6.A2.1", "IS-7.A4.1",
        ] {
            #expect(try text(clause, "2025-12-05")?.contains("territorial") == true, "\(clause)")
            #expect(try state(clause, "2025-12-04") == "notHeld", "\(clause)")
        }
    }

    @Test func `the difference of two days is exactly what began between them`() throws {
        func tags(_ act: String, _ from: String, _ to: String) throws -> [String] {
            book.difference(of: act, from: try day(from), to: try day(to)).map(\.history.clause.tag)
        }
        #expect(try tags("IS-3", "2025-12-31", "2026-01-01").count == 8)
        #expect(
            try tags("IS-3", "2025-12-04", "2025-12-05")
                == ["IS-3.9", "IS-3.9.2", "IS-3.9.3", "IS-3.12"])
        #expect(try tags("IS-3", "2025-12-05", "2025-12-31").isEmpty)
        #expect(try tags("IS-5B", "2026-01-01", "2025-01-01").count == 6)
        #expect(book.turningDays(of: "IS-3") == [try day("2025-12-05"), try day("2026-01-01")])
    }

    @Test func `each of the nine clauses of the notice is held`() throws {
        let notices = [
            "IS-1.11", "IS-2.18-1", "IS-3.12", "IS-4.8", "IS-5A.12", "IS-5B.11",
            "IS-5C.11", "IS-6.14", "IS-7.21",
        ]
        for notice in notices {
            #expect(try text(Clause(notice), "2025-12-05")?.contains("three working days") == true)
        }
        let monitored = notices.filter { notice in
            (try? text(Clause(notice), "2025-12-05"))??.contains("monitoring") == true
        }
        #expect(monitored == ["IS-1.11", "IS-4.8", "IS-5A.12", "IS-5B.11", "IS-5C.11"])
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }
}
