import Kernel

/// A complaint about one line of a receipt, which goes to the akimat (FV-30).
package struct VoucherComplaint: Hashable, Sendable {
    /// What the akimat found.
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// The complaint is right, and the shop must mend it.
        case upheld
        /// It is not.
        case rejected
    }

    /// The longest text of a complaint or an answer, in characters.
    package static let textMax = 1000

    /// Takes a text of a complaint or an answer; nil when it is empty or too long.
    package static func text(_ typed: String) -> String? {
        let text = typed.trimmed
        return (1...textMax).contains(text.count) ? text : nil
    }

    /// The complaint's random name.
    package let id: Identifier<VoucherComplaint>
    /// When it was made.
    package let madeAt: Instant
    /// The last day on which the answer is in time.
    package let due: Day
    /// When it was answered; nil until then.
    package let answeredAt: Instant?

    /// A complaint with its facts.
    package init(
        id: Identifier<VoucherComplaint>, madeAt: Instant, due: Day, answeredAt: Instant?
    ) {
        self.id = id
        self.madeAt = madeAt
        self.due = due
        self.answeredAt = answeredAt
    }

    /// Whether the akimat is late on the day, or was.
    package func isLate(on today: Day) -> Bool {
        (answeredAt.map { Day(at: $0) } ?? today) > due
    }
}

/// How a recipient found the service of a shop (FV-30): 1 to 5.
package struct ShopRating: Hashable, Sendable {
    /// The possible values.
    package static let values: ClosedRange<Int64> = 1...5

    /// From 1 for bad to 5 for very good.
    package let value: Int64

    /// Takes a value; nil for one that there is not.
    package init?(_ value: Int64) {
        guard Self.values.contains(value) else { return nil }
        self.value = value
    }
}

/// What the akimat saw in a shop (FV-O.3.1, FV-12).
package struct AssortmentCheck: Hashable, Sendable {
    /// The kinds of food of the list that the shop did not have.
    package var missing: Set<String>
    /// Whether the goods of the list carried stickers.
    package var hasStickers: Bool

    /// What was seen.
    package init(missing: Set<String>, hasStickers: Bool) {
        self.missing = missing
        self.hasStickers = hasStickers
    }

    /// Makes sure that every kind named is on the list.
    ///
    /// - Throws: `invalidField` that names the first that is not (FV-2.3).
    package func check(against goods: [SocialGood]) throws(Refusal) {
        let known = Set(goods.map(\.code))
        guard let other = missing.subtracting(known).sorted().first else { return }
        throw Refusal(
            .invalidField, LocalizedText(kk: other, ru: other, en: other), clause: "FV-2.3")
    }

    /// The clauses that are not kept; none when all is well.
    package var violations: [Clause] {
        (missing.isEmpty ? [] : ["FV-O.3.1", "FV-12"]) + (hasStickers ? [] : ["FV-12"])
    }
}

/// A loan of working capital for stocks of socially significant goods (FV-9 to FV-13).
package struct WorkingCapitalLoan: Hashable, Sendable {
    /// The agreement's number with its mandatory terms.
    package var agreement: ShopDraft.Loan
    /// The specialised organisation that lends (FV-10).
    package var lender: BIN
    /// The sum lent, in tiyn.
    package var amountTiyn: Int64
    /// The day by which it is to be repaid (FV-11).
    package var repayBy: Day
    /// What is paid for it a year, in hundredths of a per cent (FV-11).
    package var yearlyBasisPoints: Int64

    /// The largest sum, in tiyn.
    package static let amountTiynMax: Int64 = 1_000_000_000_000
    /// The largest yearly payment, in hundredths of a per cent.
    package static let basisPointsMax: Int64 = 10_000

    /// A loan.
    package init(
        agreement: ShopDraft.Loan, lender: BIN, amountTiyn: Int64, repayBy: Day,
        yearlyBasisPoints: Int64
    ) {
        self.agreement = agreement
        self.lender = lender
        self.amountTiyn = amountTiyn
        self.repayBy = repayBy
        self.yearlyBasisPoints = yearlyBasisPoints
    }

    /// Makes sure that the loan may be given: nothing is paid out under an agreement that lacks a
    /// mandatory term.
    ///
    /// - Parameter borrower: the shop's owner, who cannot lend to itself (FV-10).
    /// - Throws: `shopNotAdmitted` that names what is missing, with its clause.
    package func check(borrower: BIN, today: Day) throws(Refusal) {
        try agreement.check()
        guard lender != borrower else { throw Refusal(.shopNotAdmitted, clause: "FV-10") }
        guard repayBy > today, (1...Self.amountTiynMax).contains(amountTiyn),
            (1...Self.basisPointsMax).contains(yearlyBasisPoints)
        else { throw Refusal(.shopNotAdmitted, clause: "FV-11") }
    }
}
