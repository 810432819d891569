import FoodVouchers
import Journal
import Kernel
import Store

/// A person's social wallet: opened once, then credited and debited (FV-2.4).
package struct SocialWallet: Sendable {
    /// One operation with the wallet's electronic money.
    package struct Operation: Sendable, Hashable {
        /// The voucher on which it was made.
        package let voucher: Identifier<Voucher>
        /// The step's number on the voucher.
        let number: Int64
        /// The step of the ledger.
        package let kind: Movement.Kind
        /// The sum, in tiyn; more than 0.
        package let amountTiyn: Int64
        /// When.
        package let at: Instant
        /// The journal entry of the operation.
        package let entry: String

        /// Whether it adds to the wallet.
        package var isCredit: Bool { SocialWallet.credits.contains(kind) }
    }

    /// When it was opened.
    package let openedAt: Instant
    /// Out of which means it is filled.
    package let funding: Pilot.Funding
    /// The journal entry of the opening.
    package let entry: String
    /// What it holds: available and reserved, in tiyn.
    package let balanceTiyn: Int64
    /// A page of the operations, newest first; a reservation is none until it is spent.
    package let operations: ListPage<Operation>

    /// Steps that add to a wallet; of the others, all but reservations take from it.
    static let credits: Set<Movement.Kind> = [.issued, .returned, .restored]
}

extension Platform {
    /// Opens the wallet of a person who gets vouchers, unless it is open (FV-2.4, FV-23).
    func openWallet(
        of holder: IIN, pilot: Pilot, at now: Instant, in transaction: any Transaction
    ) throws {
        let known = try transaction.firstRow(
            "SELECT 1 FROM voucher_wallet_opening WHERE holder_iin = \(holder)")
        guard known == nil else { return }
        let entry = try journal.append(
            .voucherWalletOpened, at: now,
            facts: [
                "pilot": .string(pilot.id), "funding": .string(pilot.funding.rawValue),
                "clause": "FV-2.4",
            ], subject: holder, in: transaction)
        // Two families of one holder may consent at the same moment: the second fails and comes again.
        try transaction.execute(
            """
            INSERT INTO voucher_wallet_opening (holder_iin, pilot, funding, opened_at, entry_id)
            VALUES (\(holder), \(pilot.id), \(pilot.funding.rawValue), \(now), \(entry))
            """)
    }

    /// The person's own wallet with a page of its operations (use case 34; FV-2.4).
    ///
    /// - Throws: `notFound` for somebody who has none.
    package func socialWallet(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> SocialWallet {
        let place = page.step
        return try await store.read { transaction in
            guard
                let row = try transaction.firstRow(
                    """
                    SELECT opened_at, funding, entry_id FROM voucher_wallet_opening
                    WHERE holder_iin = \(person.iin)
                    """), let funding = Pilot.Funding(rawValue: try row.text(1))
            else { throw Refusal(.notFound, clause: "FV-2.4") }
            let balance = try transaction.firstRow(
                """
                SELECT CAST(COALESCE(SUM(available + held), 0) AS BIGINT) FROM voucher
                WHERE holder_iin = \(person.iin)
                """)
            let found = try transaction.rows(
                """
                SELECT m.voucher_id, m.kind, m.amount, m.at, m.entry_id, m.number
                FROM voucher v JOIN voucher_movement m ON m.voucher_id = v.id
                WHERE v.holder_iin = \(person.iin) AND m.kind NOT IN ('held', 'released')
                    AND (m.at, m.voucher_id, m.number)
                        < (\(place.at), \(place.voucher), \(place.number))
                ORDER BY m.at DESC, m.voucher_id DESC, m.number DESC LIMIT \(page.limit + 1)
                """
            ).compactMap { row in
                try Movement.Kind(rawValue: row.text(1)).map { kind in
                    SocialWallet.Operation(
                        voucher: try row.identifier(0), number: try row.integer(5), kind: kind,
                        amountTiyn: try row.integer(2), at: try row.instant(3),
                        entry: try row.text(4))
                }
            }
            return SocialWallet(
                openedAt: try row.instant(0), funding: funding, entry: try row.text(2),
                balanceTiyn: try balance?.integer(0) ?? 0,
                operations: ListPage(found, limit: page.limit) {
                    ($0.at, "\($0.voucher.text).\($0.number)")
                })
        }
    }
}

extension PageRequest {
    /// The step of a voucher at which the page before ended.
    fileprivate var step: (at: Int64, voucher: String, number: Int64) {
        let (at, id) = position
        let parts = id.split(separator: ".")
        guard parts.count == 2, let number = Int64(parts[1]) else { return (at, id, .max) }
        return (at, String(parts[0]), number)
    }
}
