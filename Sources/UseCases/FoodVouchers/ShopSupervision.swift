import FoodVouchers
import Journal
import Kernel
import Store

extension Platform {
    /// Records what the akimat saw in a shop (use case 33; FV-O.3.1, FV-12).
    ///
    /// - Throws: `notFound` for an unknown shop, `roleNotAllowed` for another pilot's akimat,
    ///   `invalidField` for a kind that is not on the list.
    package func checkAssortment(
        _ check: AssortmentCheck, of shop: String, by official: SignedInOfficial, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            let (pilot, _) = try shopFacts(shop, in: transaction)
            try pilot.check(official, as: [.akimat])
            try check.check(against: pilot.goods)
            let id = randomIdentifierText(random)
            let missing = check.missing.sorted()
            let entry = try journal.append(
                .voucherAssortmentChecked, at: now,
                facts: [
                    "pilot": .string(pilot.id), "shop": .string(shop), "check": .string(id),
                    "missing": .array(missing.map { .string($0) }),
                    "stickers": .bool(check.hasStickers), "clause": "FV-O.3.1",
                ],
                personal: ["official": .string(officialName(official.person.iin))],
                in: transaction)
            try transaction.execute(
                """
                INSERT INTO voucher_check (id, shop_id, missing, has_stickers, at, entry_id)
                VALUES (\(id), \(shop), \(missing.joined(separator: " ")),
                    \(check.hasStickers ? 1 : 0), \(now), \(entry))
                """)
            try once.record(entity: id, status: 204, at: now, in: transaction)
        }
    }

    /// Records a loan of working capital: from then on the shop sells at the purchase price
    /// (use case 33; FV-9 to FV-13).
    ///
    /// The same agreement again changes nothing.
    /// - Throws: `notFound`, `shopNotAdmitted` that names the missing terms, or what differs from
    ///   the same agreement as it was recorded.
    package func recordLoan(
        _ loan: WorkingCapitalLoan, to shop: String, by official: SignedInOfficial, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            let (pilot, owner) = try shopFacts(shop, in: transaction)
            try pilot.check(official, as: [.akimat])
            try loan.check(borrower: owner, today: Day(at: now))
            if try isRecorded(loan, to: shop, in: transaction) {
                return try once.record(entity: shop, status: 204, at: now, in: transaction)
            }
            let entry = try journal.append(
                .voucherLoanRecorded, at: now,
                facts: [
                    "pilot": .string(pilot.id), "shop": .string(shop),
                    "agreement": .string(loan.agreement.agreement),
                    "lender": .string(loan.lender.digits),
                    "amountTiyn": .integer(loan.amountTiyn), "repayBy": JSON(loan.repayBy),
                    "yearlyBasisPoints": .integer(loan.yearlyBasisPoints),
                    "terms": .array(
                        loan.agreement.terms.map(\.rawValue).sorted().map { .string($0) }),
                    "clause": "FV-11",
                ],
                personal: ["official": .string(officialName(official.person.iin))],
                in: transaction)
            try transaction.execute(
                """
                INSERT INTO voucher_loan (shop_id, agreement, lender_bin, amount, repay_by,
                    yearly_basis_points, recorded_at, entry_id)
                VALUES (\(shop), \(loan.agreement.agreement), \(loan.lender), \(loan.amountTiyn),
                    \(loan.repayBy), \(loan.yearlyBasisPoints), \(now), \(entry))
                """)
            try transaction.execute(
                """
                UPDATE voucher_shop SET loan_agreement = \(loan.agreement.agreement)
                WHERE id = \(shop) AND loan_agreement IS NULL
                """)
            try once.record(entity: shop, status: 204, at: now, in: transaction)
        }
    }

    /// Whether the agreement was recorded before; its shop is locked, so that it is recorded once.
    private func isRecorded(
        _ loan: WorkingCapitalLoan, to shop: String, in transaction: any Transaction
    ) throws -> Bool {
        _ = try transaction.lockedRows("SELECT id FROM voucher_shop WHERE id = \(shop)")
        guard
            let row = try transaction.firstRow(
                """
                SELECT lender_bin, amount, repay_by, yearly_basis_points FROM voucher_loan
                WHERE shop_id = \(shop) AND agreement = \(loan.agreement.agreement)
                """)
        else { return false }
        let differing = firstDiffering([
            "lender": try row.text(0) != loan.lender.digits,
            "amountTiyn": try row.integer(1) != loan.amountTiyn,
            "repayBy": try row.day(2) != loan.repayBy,
            "yearlyBasisPoints": try row.integer(3) != loan.yearlyBasisPoints,
        ])
        guard let differing else { return true }
        throw Refusal(
            .shopNotAdmitted,
            LocalizedText(
                kk: "шарт енгізілген, айырмашылық: «\(differing)»",
                ru: "договор уже внесён, различается «\(differing)»",
                en: "the agreement is recorded already, “\(differing)” differs"), clause: "FV-11")
    }

    private func shopFacts(
        _ shop: String, in transaction: any Transaction
    ) throws -> (pilot: Pilot, owner: BIN) {
        guard
            let row = try transaction.firstRow(
                "SELECT pilot, bin FROM voucher_shop WHERE id = \(shop)")
        else { throw Refusal(.notFound) }
        return (
            try pilotInForce(try row.text(0)), BIN(stored: try row.text(1))
        )
    }
}
