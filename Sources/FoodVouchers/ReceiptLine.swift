import Kernel

/// A line of a receipt, as the till sends it (FV-27).
package struct ReceiptLine: Hashable, Sendable {
    /// The product's number.
    package var product: ProductCode
    /// What the till calls it.
    package var name: String
    /// How much.
    package var quantity: Quantity
    /// The price of one unit on the shelf, for anyone, in tiyn.
    package var shelfUnitPriceTiyn: Int64
    /// The price of one unit for the recipient, in tiyn.
    package var unitPriceTiyn: Int64

    /// The highest price of one unit: 1,000,000 tenge.
    package static let priceTiynMax: Int64 = 100_000_000
    /// The most lines of a receipt.
    package static let countMax = 100

    /// A line.
    package init(
        product: ProductCode, name: String, quantity: Quantity, shelfUnitPriceTiyn: Int64,
        unitPriceTiyn: Int64
    ) {
        self.product = product
        self.name = name
        self.quantity = quantity
        self.shelfUnitPriceTiyn = shelfUnitPriceTiyn
        self.unitPriceTiyn = unitPriceTiyn
    }

    /// What the line costs the recipient, in tiyn.
    package var totalTiyn: Int64 { quantity.cost(unitPriceTiyn: unitPriceTiyn) }

    /// What of the line a voucher may pay (FV-AMB-12), in tiyn.
    package func payable(by pays: Pilot.Pays) -> Int64 {
        switch pays {
        case .fullPrice: totalTiyn
        case .discount:
            quantity.cost(unitPriceTiyn: shelfUnitPriceTiyn) - totalTiyn
        }
    }
}

/// Why a line is not sold for a voucher: which line, why, by which clause.
package struct LineFault: Error, Hashable, Sendable {
    /// The line, from 1.
    package let line: Int
    /// Why.
    package let reason: Reason

    /// The reasons, in the order in which they are looked at.
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Not on the list of socially significant goods.
        case notSociallySignificant
        /// A broken quantity of something counted in pieces.
        case brokenPiece
        /// The shop has not entered it, or not for this day.
        case notInShop
        /// Another price than the purchase price.
        case notPurchasePrice
        /// No official value to compare with.
        case noOfficialPrice
        /// Not a tenth below the official value.
        case aboveNineTenths
        /// Dearer for the recipient than for anyone.
        case aboveShelfPrice
        /// Dearer on the shelf than the official value, where the voucher pays the difference.
        case aboveOfficialPrice

        /// The clause that decides.
        package var clause: Clause {
            switch self {
            case .notSociallySignificant: "FV-6"
            case .brokenPiece, .notInShop: "FV-2.17"
            case .notPurchasePrice, .noOfficialPrice, .aboveNineTenths, .aboveOfficialPrice: "FV-13"
            case .aboveShelfPrice: "FV-2.1"
            }
        }
    }
}

extension Pilot {
    /// Checks a line against the list of goods and the rules of price (FV-2.1, FV-6, FV-13).
    ///
    /// - Parameters:
    ///   - number: the line's number, from 1.
    ///   - shopGood: what the shop entered for the product, in force on the day.
    /// - Returns: the kind of food.
    package func check(
        _ line: ReceiptLine, number: Int, shopGood: ShopGood?, on day: Day
    ) throws(LineFault) -> SocialGood {
        func fault(_ reason: LineFault.Reason) -> LineFault {
            LineFault(line: number, reason: reason)
        }
        guard let good = good(of: line.product) else { throw fault(.notSociallySignificant) }
        if good.unit == .piece, line.quantity.thousandths % 1000 != 0 { throw fault(.brokenPiece) }
        guard let shopGood, shopGood.from <= day else { throw fault(.notInShop) }
        guard line.unitPriceTiyn <= line.shelfUnitPriceTiyn else { throw fault(.aboveShelfPrice) }
        // The shelf price is the shop's own word: where the voucher pays the difference to it, no
        // more of it counts than the official value.
        let official = good.officialPrices.inForce(on: day)
        if pays == .discount {
            guard let official else { throw fault(.noOfficialPrice) }
            guard line.shelfUnitPriceTiyn <= official else { throw fault(.aboveOfficialPrice) }
        }
        guard let price = shopGood.recipientPriceTiyn(official: official) else {
            throw fault(.noOfficialPrice)
        }
        switch shopGood.supply {
        case .stock:
            guard line.unitPriceTiyn == price else { throw fault(.notPurchasePrice) }
        case .producer:
            guard line.unitPriceTiyn <= price else { throw fault(.aboveNineTenths) }
        }
        return good
    }
}
