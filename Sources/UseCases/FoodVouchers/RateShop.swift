import FoodVouchers
import Journal
import Kernel
import Store

/// A purchase that a person may rate or complain about.
struct OwnPurchase {
    let shop: String
    let pilot: Pilot

    /// The person's paid purchase.
    ///
    /// - Throws: `notFound` for another's, and for one that was not paid.
    static func find(
        _ redemption: String, of person: SignedInPerson, in platform: Platform,
        transaction: any Transaction
    ) throws -> OwnPurchase {
        guard
            let row = try transaction.firstRow(
                """
                SELECT r.shop_id, r.pilot FROM voucher_redemption r
                JOIN voucher_basket b ON b.id = r.basket_id
                WHERE r.id = \(redemption) AND r.status = 'paid' AND b.holder_iin = \(person.iin)
                """)
        else { throw Refusal(.notFound) }
        return OwnPurchase(
            shop: try row.text(0), pilot: try platform.pilotInForce(try row.text(1)))
    }
}

extension Platform {
    /// Takes a rating of the service in a shop (use case 37; FV-30); the last one counts.
    ///
    /// - Throws: `notFound` for another's purchase, and where the pilot offers no ratings.
    package func rateShop(
        _ rating: ShopRating, purchase redemption: String, by person: SignedInPerson, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            let purchase = try OwnPurchase.find(
                redemption, of: person, in: self, transaction: transaction)
            guard purchase.pilot.offersRating else { throw Refusal(.notFound, clause: "FV-30") }
            let entry = try journal.append(
                .voucherShopRated, at: now,
                facts: [
                    "pilot": .string(purchase.pilot.id), "shop": .string(purchase.shop),
                    "redemption": .string(redemption), "value": .integer(rating.value),
                    "clause": "FV-30",
                ], subject: person.iin, in: transaction)
            try transaction.execute(
                """
                INSERT INTO voucher_rating (redemption_id, shop_id, holder_iin, value, at, entry_id)
                VALUES (\(redemption), \(purchase.shop), \(person.iin), \(rating.value), \(now),
                    \(entry))
                ON CONFLICT (redemption_id) DO UPDATE
                    SET value = excluded.value, at = excluded.at, entry_id = excluded.entry_id
                """)
            try once.record(entity: redemption, status: 204, at: now, in: transaction)
        }
    }
}
