import FoodVouchers
import Kernel
import QyzmetTesting
import Testing

/// Complaints, ratings, checks of shops and loans: what is taken and what is not.
struct ComplaintTests {
    private let today = Day(daysSince1970: 20_275)

    @Test(.clause("FV-30b"))
    func `a complaint has a text and a last day, and is late the day after`() {
        #expect(VoucherComplaint.text("  ") == nil)
        #expect(VoucherComplaint.text(String(repeating: "ә", count: 1001)) == nil)
        #expect(VoucherComplaint.text(" Баға ") == "Баға")
        var complaint = VoucherComplaint(
            id: Identifier(stored: String(repeating: "a", count: 26)), madeAt: today.start,
            due: today.adding(days: 20),
            answeredAt: nil)
        #expect(!complaint.isLate(on: today.adding(days: 20)))
        #expect(complaint.isLate(on: today.adding(days: 21)))
        // Answered in time it stays in time, however long ago that was.
        complaint = VoucherComplaint(
            id: complaint.id, madeAt: complaint.madeAt, due: complaint.due,
            answeredAt: today.adding(days: 20).start)
        #expect(!complaint.isLate(on: today.adding(days: 400)))
    }

    @Test(.clause("FV-30a"))
    func `a rating is 1 to 5`() {
        #expect([0, 6, -1].allSatisfy { ShopRating($0) == nil })
        #expect((1...5).allSatisfy { ShopRating($0)?.value == $0 })
    }

    @Test(.clause("FV-O.3.1a", "FV-12a"))
    func `a check names the clauses that a shop does not keep`() {
        let goods = Sample.akkol.goods
        let all = AssortmentCheck(missing: [], hasStickers: true)
        #expect(all.violations.isEmpty)
        #expect(
            AssortmentCheck(missing: ["bread"], hasStickers: true).violations
                == ["FV-O.3.1", "FV-12"])
        #expect(AssortmentCheck(missing: [], hasStickers: false).violations == ["FV-12"])
        #expect(throws: Refusal.self) {
            try AssortmentCheck(missing: ["caviar"], hasStickers: true).check(against: goods)
        }
    }

    @Test(.clause("FV-9a", "FV-10a", "FV-11a", "FV-12a"))
    func `nothing is lent under an agreement that lacks a term, nor by the shop to itself`() throws
    {
        let (shop, lender) = (BIN(stored: "600740000131"), BIN(stored: "600740000110"))
        var loan = WorkingCapitalLoan(
            agreement: .init(agreement: "7", terms: Set(ShopDraft.Term.allCases)), lender: lender,
            amountTiyn: 100_000_000, repayBy: today.adding(days: 365), yearlyBasisPoints: 100)
        try loan.check(borrower: shop, today: today)
        for term in ShopDraft.Term.allCases {
            var other = loan
            other.agreement.terms.remove(term)
            let refusal = #expect(throws: Refusal.self) {
                try other.check(borrower: shop, today: today)
            }
            #expect(refusal?.code == .shopNotAdmitted && refusal?.clause == term.clause)
            #expect(refusal?.detail?.en == term.rawValue)
        }
        #expect(throws: Refusal(.shopNotAdmitted, clause: "FV-10")) {
            try loan.check(borrower: lender, today: today)
        }
        loan.repayBy = today
        #expect(throws: Refusal(.shopNotAdmitted, clause: "FV-11")) {
            try loan.check(borrower: shop, today: today)
        }
        loan.repayBy = today.adding(days: 1)
        loan.yearlyBasisPoints = 0
        #expect(throws: Refusal(.shopNotAdmitted, clause: "FV-11")) {
            try loan.check(borrower: shop, today: today)
        }
    }
}
