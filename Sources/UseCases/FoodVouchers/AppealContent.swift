import FoodVouchers
import Kernel
import Registers
import Store

/// What goes to e-Otinish of a complaint.
struct AppealContent {
    let draft: AppealDraft
    let answer: AppealAnswer?

    init(
        _ id: Identifier<VoucherComplaint>, pilots: [Pilot], in transaction: any Transaction
    ) throws {
        guard
            let row = try transaction.firstRow(
                """
                SELECT c.holder_iin, c.pilot, c.made_at, c.words, s.name_ru, c.shop_id,
                    l.name, l.number, c.outcome, c.answer, c.answered_at
                FROM voucher_complaint c JOIN voucher_shop s ON s.id = c.shop_id
                JOIN voucher_line l ON l.redemption_id = c.redemption_id AND l.number = c.line
                WHERE c.id = \(id)
                """)
        else { throw Refusal(.notFound) }
        let pilotID = try row.text(1)
        let pilot = pilots.first { $0.id == pilotID }
        draft = AppealDraft(
            id: id.text, applicant: try row.iin(0),
            addressee: pilot?.parties.akimats.min().map { BIN(stored: $0) },
            // A pilot that is no longer entered keeps its complaints; they say where they are from.
            placeKato: pilot?.placeKato ?? pilotID, madeAt: try row.instant(2),
            subject: "\(try row.text(4)) (\(try row.text(5))): \(try row.text(6)), "
                + "\(try row.integer(7))",
            text: try row.text(3))
        answer = try AppealAnswer(outcome: row, from: 8)
    }
}

/// What stands here of a complaint while its record from e-Otinish is noted.
struct AppealState {
    let pilot: String
    let holder: IIN
    let number: String?
    let claimedUntil: Instant
    let answer: AppealAnswer?

    /// Locks the complaint, then its way through e-Otinish; nil when there is none.
    init?(_ id: Identifier<VoucherComplaint>, in transaction: any Transaction) throws {
        guard
            let row = try transaction.lockedRows(
                """
                SELECT pilot, holder_iin, outcome, answer, answered_at FROM voucher_complaint
                WHERE id = \(id)
                """
            ).first,
            let appeal = try transaction.lockedRows(
                "SELECT number, claimed_until FROM voucher_appeal WHERE complaint_id = \(id)"
            ).first
        else { return nil }
        pilot = try row.text(0)
        holder = try row.iin(1)
        answer = try AppealAnswer(outcome: row, from: 2)
        number = try appeal.textIfPresent(0)
        claimedUntil = try appeal.instant(1)
    }
}

extension AppealAnswer {
    /// Reads outcome, answer and moment; nil while there is no answer.
    fileprivate init?(outcome row: Row, from first: Int) throws {
        guard let outcome = try row.textIfPresent(first) else { return nil }
        self.init(
            isUpheld: outcome == VoucherComplaint.Outcome.upheld.rawValue,
            text: try row.text(first + 1), at: try row.instant(first + 2))
    }
}
