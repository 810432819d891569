import Kernel
import QyzmetTesting
import Regulations
import Testing

/// How clauses are cited to people (UC-91).
struct CitationTests {
    @Test(.clause("IS-REF-1", "IS-A3.9", "IS-LNG-1"))
    func `a clause is cited by the rules, the order with its registration, and the place`() {
        let ground: Clause = "IS-A3.9.1"
        let full = ground.cited()
        #expect(
            full.ru
                == "Правила выдачи разрешения на производство взрывных работ (приказ от "
                + "30.12.2014 № 350, рег. № 10273), приложение 2, строка 9, подпункт 1) "
                + "(IS-A3.9.1)")
        #expect(
            full.kk
                == "Жарылыс жұмыстарын жүргізуге рұқсат беру қағидалары (30.12.2014 № 350 "
                + "бұйрық, тіркеу № 10273), 2-қосымша, 9-жол, 1) тармақша (IS-A3.9.1)")
        #expect(full.en.contains("order No. 350 of 30.12.2014, reg. No. 10273), annex 2, row 9"))
        // Who has the rules before them reads the place alone.
        #expect(
            ground.cited(within: "IS-1").ru
                == "приложение 2, строка 9, подпункт 1) (IS-A3.9.1)")
        #expect(ground.cited(within: "IS-2").ru == full.ru)
        let paragraph: Clause = "IS-3.9.2"
        #expect(paragraph.cited(within: "IS-3").ru == "пункт 9, абзац 2 (IS-3.9.2)")
        // Two rule sets of one order are told apart by their names.
        let (licence, permit): (Clause, Clause) = ("IS-5A.7", "IS-5B.6")
        #expect(licence.cited().ru.contains("№ 234, рег. № 20561"))
        #expect(permit.cited().ru.contains("на постоянное применение"))
        #expect(licence.cited().ru.contains("Выдача лицензии"))
    }

    @Test func `a requirement of ours is cited by its clause, what is of no rule set by its tag`() {
        let derived: Clause = "IS-3.9-v1"
        #expect(derived.cited(within: "IS-3").en == "clause 9 (IS-3.9-v1)")
        let examination: Clause = "IS-2.18-1"
        #expect(examination.cited(within: "IS-2").en == "clause 18-1 (IS-2.18-1)")
        for tag in ["DD-15", "IS-WD-3", "nothing"] {
            #expect(Clause(tag).cited().ru == tag)
        }
    }

    @Test(.clause("IS-A3.9", "IS-5A.A5.9"))
    func `the words of a listed ground are those of the day, and only of a listed one`() throws {
        let (before, after) = (try day("2025-12-04"), try day("2025-12-05"))
        #expect(Regulations.rules.listedItem("IS-A3.9.3", on: before) == nil)
        let words = try #require(Regulations.rules.listedItem("IS-A3.9.3", on: after))
        #expect(words.ru.contains("Правил обеспечения промышленной безопасности"))
        let reply = try #require(Regulations.rules.listedItem("IS-5A.A5.9.5", on: after))
        #expect(reply.ru.contains("согласующего территориального департамента"))
        // What calls for an assumed ground is no ground itself.
        for clause: Clause in ["IS-3.9", "IS-4.7", "IS-6.7", "IS-1.6.3", "IS-A3.9", "IS-2.A3"] {
            #expect(Regulations.rules.listedItem(clause, on: after) == nil, "\(clause)")
        }
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }
}
