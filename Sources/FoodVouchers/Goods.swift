import Kernel

/// A product's number in the National Catalogue of Goods: NTIN, or a GTIN of GS1 (FV-2.17).
package struct ProductCode: Hashable, Sendable {
    /// 8, 12, 13 or 14 digits, the last one a check digit.
    package let digits: String

    /// Reads the number; nil unless its length and check digit (GS1, modulo 10) are right.
    package init?(_ text: String) {
        let values = text.utf8.map { Int($0) - 48 }
        guard [8, 12, 13, 14].contains(values.count), values.allSatisfy({ (0...9).contains($0) })
        else { return nil }
        let sum = values.dropLast().reversed().enumerated().reduce(0) { sum, item in
            sum + item.element * (item.offset % 2 == 0 ? 3 : 1)
        }
        guard (10 - sum % 10) % 10 == values[values.count - 1] else { return nil }
        self.digits = text
    }

    /// Takes digits that our own store holds.
    package init(stored digits: String) {
        self.digits = digits
    }

    /// Whether it is a number of the National Catalogue: 13 digits that begin with 0200.
    package var isNTIN: Bool { digits.utf8.count == 13 && digits.hasPrefix("0200") }
}

/// A kind of food on the list of socially significant food goods (FV-2.3).
package struct SocialGood: Hashable, Sendable {
    /// What it is counted in.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case piece, kilogram, litre
    }

    /// The kind's name in rows and reports.
    package var code: String
    /// What it is called.
    package var name: LocalizedText
    /// What it is counted in; only pieces are never broken.
    package var unit: Unit
    /// The products of this kind in the catalogue.
    package var products: Set<ProductCode>
    /// The official market value of the retail price of one unit (FV-13), each from its day on.
    package var officialPrices: [Pilot.Dated]

    /// A kind of food.
    package init(
        code: String, name: LocalizedText, unit: Unit, products: Set<ProductCode>,
        officialPrices: [Pilot.Dated]
    ) {
        self.code = code
        self.name = name
        self.unit = unit
        self.products = products
        self.officialPrices = officialPrices
    }
}

extension Pilot {
    /// The kind of food that a product belongs to; nil when it is not on the list (FV-6).
    package func good(of product: ProductCode) -> SocialGood? {
        goods.first { $0.products.contains(product) }
    }
}

/// A product as a shop sells it: the purchase price decides the reduced price (FV-2.1, FV-13).
package struct ShopGood: Hashable, Sendable {
    /// Where the shop has it from (FV-13).
    package enum Supply: String, Sendable, Hashable, CaseIterable {
        /// Bought by the shop; sold at the purchase price.
        case stock
        /// Delivered by the producer itself; sold a tenth or more below the official value.
        case producer
    }

    /// The product.
    package var product: ProductCode
    /// Where it comes from.
    package var supply: Supply
    /// What one unit cost the shop, in tiyn.
    package var purchasePriceTiyn: Int64
    /// The first day for which that holds.
    package var from: Day

    /// A product of a shop.
    package init(product: ProductCode, supply: Supply, purchasePriceTiyn: Int64, from: Day) {
        self.product = product
        self.supply = supply
        self.purchasePriceTiyn = purchasePriceTiyn
        self.from = from
    }

    /// The price of one unit for the recipient (FV-13): the purchase price, and for what the producer
    /// delivers the highest that is a tenth below the official value.
    ///
    /// - Parameter official: the official value of one unit in tiyn; nil gives nil for a producer's.
    package func recipientPriceTiyn(official: Int64?) -> Int64? {
        switch supply {
        case .stock: purchasePriceTiyn
        case .producer: official.map { $0 * 9 / 10 }
        }
    }
}
