import Kernel

/// A store that wants to take part (FV-2.7, FV-9 to FV-12).
package struct ShopDraft: Hashable, Sendable {
    /// The shop's name in rows and reports.
    package var id: String
    /// The owner.
    package var bin: BIN
    /// What it is called.
    package var name: LocalizedText
    /// Where it is.
    package var address: String
    /// Whether it stands in one place (FV-2.7).
    package var isStationary: Bool
    /// The loan of working capital; nil where there is none.
    package var loan: Loan?

    /// A loan agreement, by what it says (FV-9 to FV-12).
    package struct Loan: Hashable, Sendable {
        /// Its number.
        package var agreement: String
        /// The terms that it has.
        package var terms: Set<Term>

        /// An agreement.
        package init(agreement: String, terms: Set<Term>) {
            self.agreement = agreement
            self.terms = terms
        }
    }

    /// What a loan agreement must say.
    package enum Term: String, Sendable, Hashable, CaseIterable {
        /// Under the Model Rules, to stabilise prices (FV-9).
        case modelRules
        /// Through a specialised organisation (FV-10).
        case specialisedOrganisation
        /// To be repaid (FV-11).
        case repayable
        /// Against security (FV-11).
        case secured
        /// Against payment (FV-11).
        case paid
        /// The National Catalogue is the one directory of goods (FV-12).
        case nationalCatalogue
        /// The goods of the list are kept in stock (FV-12).
        case assortment
        /// The goods carry stickers (FV-12).
        case stickers

        /// The clause that asks for it.
        package var clause: Clause {
            switch self {
            case .modelRules: "FV-9"
            case .specialisedOrganisation: "FV-10"
            case .repayable, .secured, .paid: "FV-11"
            case .nationalCatalogue, .assortment, .stickers: "FV-12"
            }
        }
    }

    /// A shop with its facts.
    package init(
        id: String, bin: BIN, name: LocalizedText, address: String, isStationary: Bool, loan: Loan?
    ) {
        self.id = id
        self.bin = bin
        self.name = name
        self.address = address
        self.isStationary = isStationary
        self.loan = loan
    }

    /// Makes sure that the shop may take part.
    ///
    /// - Throws: `shopNotAdmitted` with the clause, for one that is not stationary (FV-2.7) or whose
    ///   agreement lacks a mandatory term, which is named.
    package func check() throws(Refusal) {
        guard isStationary else { throw Refusal(.shopNotAdmitted, clause: "FV-2.7") }
        try loan?.check()
    }
}

extension ShopDraft.Loan {
    /// Makes sure that the agreement says all that it must (FV-9 to FV-12).
    ///
    /// - Throws: `shopNotAdmitted` that names the missing terms, with the first one's clause.
    package func check() throws(Refusal) {
        let missing = ShopDraft.Term.allCases.filter { !terms.contains($0) }
        guard let first = missing.first else { return }
        let list = missing.map(\.rawValue).joined(separator: ", ")
        throw Refusal(
            .shopNotAdmitted, LocalizedText(kk: list, ru: list, en: list), clause: first.clause)
    }
}
