import FoodVouchers
import HTTPClient
import Kernel
import Signatures
import Synchronization

/// The till of the shop in Akkol: an outside system in all but place, with a key of its own.
///
/// It calls the platform over HTTP alone. What it remembers is gone when the process ends.
package final class TillDesk: Sendable {
    /// Something that the shop sells.
    struct Offer: Sendable {
        let product: ProductCode
        let name: LocalizedText
        let unit: SocialGood.Unit
        let shelfTiyn: Int64
        let purchaseTiyn: Int64
    }

    /// A scanned code.
    struct Basket: Sendable {
        let id: String
        let availableTiyn: Int64
        let expiresAt: Instant?
        /// What the till calls the purchase: kept while it is tried again.
        let redemptionId: String
    }

    /// The most baskets that are remembered; the oldest are forgotten.
    private static let basketsMax = 100

    /// What can be sold, in the order of the list.
    let offers: [Offer]
    private let system: SystemClient
    private let random: RandomSource
    private let baskets = Mutex<[Basket]>([])

    /// A till that sells the goods.
    init(system: SystemClient, offers: [Offer], random: RandomSource) {
        self.system = system
        self.offers = offers
        self.random = random
    }

    /// A basket; nil when it was never scanned here or is forgotten.
    func basket(_ id: String) -> Basket? {
        baskets.withLock { $0.first { $0.id == id } }
    }

    /// Scans a code.
    ///
    /// - Throws: `SystemClient.Refused` with the platform's problem.
    func scan(_ qr: String, language: Language) async throws -> Basket {
        let answer = try await system.call(
            "POST", "/api/pos/balance", ["qr": .string(qr)], language: language)
        guard let id = answer["basketId"]?.string else {
            throw SystemClient.Refused(status: 0, problem: answer)
        }
        if let known = basket(id) { return known }
        let basket = Basket(
            id: id, availableTiyn: answer["availableTiyn"]?.integer ?? 0,
            expiresAt: answer["expiresAt"]?.string.flatMap { Instant(rfc3339: $0) },
            redemptionId: randomIdentifierText(random))
        baskets.withLock { baskets in
            baskets.insert(basket, at: 0)
            if baskets.count > Self.basketsMax { baskets.removeLast() }
        }
        return basket
    }

    /// Sells quantities of the offers, by their place in the list.
    ///
    /// - Throws: `SystemClient.Refused` with the platform's problem.
    func sell(
        _ quantities: [(offer: Int, quantity: String)], from basket: Basket,
        otherPaymentTiyn: Int64, language: Language
    ) async throws -> JSON {
        let items = quantities.map { sold -> JSON in
            let offer = offers[sold.offer]
            return [
                "ntin": .string(offer.product.digits), "name": .string(offer.name[language]),
                "quantity": .string(sold.quantity),
                "shelfUnitPriceTiyn": .integer(offer.shelfTiyn),
                "unitPriceTiyn": .integer(offer.purchaseTiyn),
            ]
        }
        return try await system.call(
            "POST", "/api/pos/redemptions",
            [
                "redemptionId": .string(basket.redemptionId), "basketId": .string(basket.id),
                "paymentStatus": "paid", "otherPaymentTiyn": .integer(otherPaymentTiyn),
                "items": .array(items),
            ], language: language)
    }
}
