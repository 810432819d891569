import FoodVouchers
import Journal
import Kernel
import Signatures
import Store

/// A voucher in the wallet of the person who holds it.
package struct WalletVoucher: Sendable {
    /// The voucher.
    package let row: VoucherRow
    /// The pilot's name.
    package let pilotName: LocalizedText
    /// Whether it is the holder's own and not a family member's.
    package var isOwn: Bool { row.member == row.holder }
}

extension Platform {
    /// The vouchers that a person holds, the newest month first (use case 34; FV-24).
    ///
    /// - Parameter family: only those of the family's month, as its personal link names it (FV-23).
    package func vouchers(
        of person: SignedInPerson, family: String? = nil
    ) async throws -> [WalletVoucher] {
        try await store.read { [self] transaction in
            try transaction.rows(
                """
                SELECT \(VoucherRow.columns) FROM voucher WHERE holder_iin = \(person.iin)
                ORDER BY month DESC, id LIMIT 200
                """
            ).map(VoucherRow.init(row:)).filter { family == nil || $0.family == family }.map {
                row in
                WalletVoucher(
                    row: row,
                    pilotName: pilotsInForce.first { $0.id == row.pilot }?.name
                        ?? LocalizedText(kk: row.pilot, ru: row.pilot, en: row.pilot))
            }
        }
    }

    /// Activates a voucher (use case 34; FV-7): the holder alone, from the 5th to the month's end.
    ///
    /// - Throws: `notFound` for another's, `activationWindowClosed`, `voucherNotActive`,
    ///   `pilotNotRunning`, `consentNotActive` once consent to processing was taken back.
    package func activate(
        _ id: Identifier<Voucher>, by person: SignedInPerson, once: Once
    ) async throws -> VoucherRow {
        let now = clock.now()
        return try await store.write { [self] transaction in
            guard var row = try VoucherRow.locked([id.text], in: transaction).first,
                row.holder == person.iin
            else { throw Refusal(.notFound) }
            try pilotInForce(row.pilot).checkRunning(on: Day(at: now))
            try checkProcessingConsent(ofFamilies: [row.family], in: transaction)
            if try row.voucher.checkActivation(at: now) {
                let activated = try transaction.change(
                    """
                    UPDATE voucher SET status = 'active', activated_at = \(now)
                    WHERE id = \(id) AND status = 'formed' AND opens_at <= \(now)
                        AND valid_until > \(now)
                    """)
                guard activated == 1 else {
                    throw Refusal(.activationWindowClosed, clause: "FV-7")
                }
                row.voucher.status = .active
                try journal.append(
                    .voucherActivated, at: now,
                    facts: [
                        "pilot": .string(row.pilot),
                        "month": .string(row.voucher.month.description),
                        "voucher": .string(id.text), "clause": "FV-7",
                    ], subject: person.iin, in: transaction)
            }
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return row
        }
    }

    /// Makes the next QR code for a voucher and, if wished, others of the same wallet (FV-2.23).
    ///
    /// It pays once, within a minute, and only while it is the newest or the one before.
    /// - Throws: `notFound` for another's, `voucherNotActive`, `voucherExpired`, `consentNotActive`.
    package func makeVoucherQR(
        for vouchers: [Identifier<Voucher>], by person: SignedInPerson, once: Once
    ) async throws -> (qr: VoucherQR, expiresAt: Instant) {
        let now = clock.now()
        let expiresAt = now.adding(seconds: VoucherQR.lifetimeSeconds)
        let id = Identifier<VoucherQR>(random: random)
        return try await store.write { [self] transaction in
            let rows = try VoucherRow.locked(vouchers.map(\.text), in: transaction)
            guard !vouchers.isEmpty, rows.count == vouchers.count,
                Set(vouchers).count == vouchers.count,
                rows.allSatisfy({ $0.holder == person.iin })
            else { throw Refusal(.notFound) }
            for row in rows {
                try row.voucher.checkUse(at: now)
                guard row.pilot == rows[0].pilot else { throw Refusal(.notFound) }
            }
            try checkProcessingConsent(ofFamilies: Set(rows.map(\.family)), in: transaction)
            let counted = try transaction.rows(
                """
                INSERT INTO voucher_wallet (holder_iin, qr_counter) VALUES (\(person.iin), 1)
                ON CONFLICT (holder_iin) DO UPDATE SET qr_counter = voucher_wallet.qr_counter + 1
                RETURNING qr_counter
                """)
            guard let counter = try counted.first?.integer(0) else { throw Refusal(.notFound) }
            try transaction.execute(
                """
                INSERT INTO voucher_qr (id, holder_iin, counter, vouchers, expires_at)
                VALUES (\(id), \(person.iin), \(counter),
                    \(vouchers.map(\.text).joined(separator: " ")), \(expiresAt))
                """)
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
            return (voucherQR(id, counter), expiresAt)
        }
    }

    /// The code with its seal.
    func voucherQR(_ id: Identifier<VoucherQR>, _ counter: Int64) -> VoucherQR {
        VoucherQR(
            id: id, counter: counter,
            seal: secrets.voucherSeal(VoucherQR.sealed(id, counter)).base64URL)
    }

    /// Whether the code is one that this installation made.
    func isGenuine(_ qr: VoucherQR) -> Bool {
        constantTimeEqual(
            Array(voucherQR(qr.id, qr.counter).seal.utf8), Array(qr.seal.utf8))
    }
}
