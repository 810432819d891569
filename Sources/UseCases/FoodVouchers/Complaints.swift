import FoodVouchers
import Journal
import Kernel
import Store

/// A complaint with what it is about; nobody is named in it (FV-30).
package struct VoucherComplaintRow: Sendable {
    /// The complaint.
    package let complaint: VoucherComplaint
    /// The shop's name in rows.
    package let shop: String
    /// What the shop is called.
    package let shopName: LocalizedText
    /// The purchase.
    package let redemption: String
    /// The line of its receipt.
    package let line: RecordedLine
    /// When the goods were bought.
    package let boughtAt: Instant
    /// What the person wrote.
    package let text: String
    /// What the akimat found; nil until it answered.
    package let outcome: VoucherComplaint.Outcome?
    /// The akimat's answer.
    package let answer: String?
    /// The pilot.
    package let pilot: String
    /// How it stands with e-Otinish.
    package let appeal: AppealStanding
    let holder: IIN

    static let columns: SQL = """
        c.id, c.made_at, c.due_day, c.answered_at, c.shop_id, s.name_kk, s.name_ru, s.name_en,
        c.redemption_id, c.line, r.at, c.words, c.outcome, c.answer, c.holder_iin, c.pilot,
        \(AppealStanding.columns)
        """
    static let tables: SQL = """
        voucher_complaint c JOIN voucher_shop s ON s.id = c.shop_id
        JOIN voucher_redemption r ON r.id = c.redemption_id
        JOIN voucher_appeal a ON a.complaint_id = c.id
        """

    init(row: Row, in transaction: any Transaction) throws {
        complaint = VoucherComplaint(
            id: try row.identifier(0), madeAt: try row.instant(1), due: try row.day(2),
            answeredAt: try row.instantIfPresent(3))
        shop = try row.text(4)
        shopName = LocalizedText(kk: try row.text(5), ru: try row.text(6), en: try row.text(7))
        redemption = try row.text(8)
        let number = try row.integer(9)
        let lines = try RecordedLine.all(of: redemption, in: transaction)
        guard let found = lines.first(where: { $0.number == number }) else {
            throw Refusal(.notFound)
        }
        line = found
        boughtAt = try row.instant(10)
        text = try row.text(11)
        outcome = try row.textIfPresent(12).flatMap(VoucherComplaint.Outcome.init(rawValue:))
        answer = try row.textIfPresent(13)
        holder = try row.iin(14)
        pilot = try row.text(15)
        appeal = try AppealStanding(row: row, from: 16)
    }
}

extension Platform {
    /// Sends a complaint about one line of the person's receipt to the akimat through e-Otinish (use
    /// case 38; FV-30): it waits in the store until it is registered there.
    ///
    /// - Throws: `notFound` for another's purchase or a line that it has not, `invalidField` for a
    ///   text that is empty or too long, `complaintMade` for the second about a line.
    package func complain(
        _ typed: String, line: Int64, purchase redemption: String, by person: SignedInPerson,
        once: Once
    ) async throws -> VoucherComplaint {
        let text = try complaintText(typed)
        let now = clock.now()
        return try await store.write { [self] transaction in
            let purchase = try OwnPurchase.find(
                redemption, of: person, in: self, transaction: transaction)
            let known = try RecordedLine.all(of: redemption, in: transaction)
            guard known.contains(where: { $0.number == line }) else { throw Refusal(.notFound) }
            let complaint = VoucherComplaint(
                id: Identifier(random: random), madeAt: now,
                due: try WorkingDays.due(
                    purchase.pilot.complaintWorkingDays, from: Day(at: now), clause: "FV-30",
                    by: calendars, on: Day(at: now)),
                answeredAt: nil)
            let entry = try journal.append(
                .voucherComplaintMade, at: now,
                facts: [
                    "pilot": .string(purchase.pilot.id), "shop": .string(purchase.shop),
                    "complaint": .string(complaint.id.text), "redemption": .string(redemption),
                    "line": .integer(line), "due": JSON(complaint.due), "clause": "FV-30",
                ], personal: ["text": .string(text)], subject: person.iin, in: transaction)
            let added = try transaction.change(
                """
                INSERT INTO voucher_complaint (id, pilot, redemption_id, line, shop_id, holder_iin,
                    words, made_at, due_day, entry_id)
                VALUES (\(complaint.id), \(purchase.pilot.id), \(redemption), \(line),
                    \(purchase.shop), \(person.iin), \(text), \(now), \(complaint.due), \(entry))
                ON CONFLICT (redemption_id, line) DO NOTHING
                """)
            guard added == 1 else { throw Refusal(.complaintMade, clause: "FV-30") }
            try transaction.execute(
                """
                INSERT INTO voucher_appeal (complaint_id, step, next_at)
                VALUES (\(complaint.id), \(AppealStep.register.rawValue), \(now))
                """)
            try once.record(entity: complaint.id.text, status: 201, at: now, in: transaction)
            return complaint
        }
    }

    /// The person's complaints, newest first.
    package func complaints(
        of person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<VoucherComplaintRow> {
        try await complaints(where: "c.holder_iin = \(person.iin)", page: page)
    }

    /// Every complaint of a pilot, newest first, for the akimat and the provider.
    package func complaints(
        about pilot: String, page: PageRequest
    ) async throws -> ListPage<VoucherComplaintRow> {
        try await complaints(where: "c.pilot = \(pilot)", page: page)
    }

    /// How many complaints of a pilot wait for an answer.
    package func openComplaintCount(about pilot: String) async throws -> Int64 {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT COUNT(*) FROM voucher_complaint
                WHERE pilot = \(pilot) AND answered_at IS NULL
                """
            )?.integer(0) ?? 0
        }
    }

    /// A page of a pilot's complaints that wait for an answer, the most urgent first.
    package func openComplaints(
        about pilot: String, page: PageRequest
    ) async throws -> ListPage<VoucherComplaintRow> {
        // The list runs from the most urgent on: without a cursor it begins before every day.
        let position = page.cursor == nil ? (at: .min, id: "") : page.position
        return try await store.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT \(VoucherComplaintRow.columns) FROM \(VoucherComplaintRow.tables)
                WHERE c.pilot = \(pilot) AND c.answered_at IS NULL
                    AND (c.due_day, c.id) > (\(position.at), \(position.id))
                ORDER BY c.due_day, c.id LIMIT \(page.limit + 1)
                """)
            let found = try rows.prefix(page.limit).map {
                try VoucherComplaintRow(row: $0, in: transaction)
            }
            let last = rows.count > page.limit ? found.last?.complaint : nil
            return ListPage(
                items: found, nextCursor: last.map { "\($0.due.daysSince1970).\($0.id.text)" })
        }
    }

    /// One complaint, for the akimat and the provider; nil when there is none.
    package func complaint(
        _ id: Identifier<VoucherComplaint>
    ) async throws -> VoucherComplaintRow? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(VoucherComplaintRow.columns) FROM \(VoucherComplaintRow.tables)
                WHERE c.id = \(id)
                """
            ).map { try VoucherComplaintRow(row: $0, in: transaction) }
        }
    }

    private func complaints(
        where condition: SQL, page: PageRequest
    ) async throws -> ListPage<VoucherComplaintRow> {
        let position = page.position
        return try await store.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT \(VoucherComplaintRow.columns) FROM \(VoucherComplaintRow.tables)
                WHERE \(condition) AND (c.made_at, c.id) < (\(position.at), \(position.id))
                ORDER BY c.made_at DESC, c.id DESC LIMIT \(page.limit + 1)
                """)
            return ListPage(
                try rows.map { try VoucherComplaintRow(row: $0, in: transaction) },
                limit: page.limit
            ) { ($0.complaint.madeAt, $0.complaint.id.text) }
        }
    }

    func complaintText(_ typed: String) throws(Refusal) -> String {
        guard let text = VoucherComplaint.text(typed) else {
            let most = VoucherComplaint.textMax
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "«text»: 1–\(most) таңба", ru: "«text»: от 1 до \(most) знаков",
                    en: "“text”: 1 to \(most) characters"), clause: "FV-30")
        }
        return text
    }
}
