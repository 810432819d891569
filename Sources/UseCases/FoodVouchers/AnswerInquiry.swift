import FoodVouchers
import Journal
import Kernel
import Messages
import Registers
import Store

/// What a holder's vouchers of the present month say in an SMS.
private struct InquiredMonth: Sendable {
    let pilot: Pilot
    let month: CalendarMonth
    let available: Int64
    let inactive: Int
    let uses: [InquiredUse]
}

extension Platform {
    /// What the text asks about vouchers, and in which pilots it asks so; nil when it asks nothing.
    func voucherInquiry(in text: String) -> (inquiry: VoucherInquiry, pilots: [Pilot])? {
        for inquiry in VoucherInquiry.allCases {
            let pilots = pilotsInForce.filter { $0.inquiries?.inquiry(in: text) == inquiry }
            if !pilots.isEmpty { return (inquiry, pilots) }
        }
        return nil
    }

    /// Tells a holder without a smartphone by SMS what is left, or what was bought (use case 39).
    ///
    /// Only the one living person to whom the number belongs, by the mobile citizens' base at this
    /// moment, is answered, and only at that number; anyone else gets nothing, not even a refusal.
    /// - Throws: `registerUnavailable`: the gateway is to bring the message again.
    func answer(
        _ inquiry: VoucherInquiry, of pilots: [Pilot], message: IncomingMessage, at now: Instant
    ) async throws -> AnswerOutcome {
        guard let holder = try await holder(of: message) else {
            return try await note(.noSuchRequest, of: message, at: now)
        }
        let outcome = try await store.write { [self] transaction -> AnswerOutcome in
            guard let found = try month(of: holder.iin, pilots, at: now, in: transaction),
                let inquiries = found.pilot.inquiries
            else { return try noted(.noSuchRequest, of: message, at: now, in: transaction) }
            try transaction.lock(secrets.lock("replies", of: message.sender.text))
            let told = try transaction.firstRow(
                """
                SELECT COUNT(*) FROM inbound_message WHERE phone = \(message.sender)
                    AND received_at > \(now.adding(seconds: -86_400))
                    AND outcome = \(AnswerOutcome.told.rawValue)
                """)
            guard try told?.integer(0) ?? 0 < Int64(inquiries.perDayMax) else {
                return try isNew(message, outcome: .paused, at: now, in: transaction)
                    ? .paused : .repeated
            }
            guard try isNew(message, outcome: .told, at: now, in: transaction) else {
                return .repeated
            }
            try tell(inquiry, found, inquiries, holder, message, at: now, in: transaction)
            return .told
        }
        messageSignal.notify()
        return outcome
    }

    /// The living person whose number alone it is; nil when there is none, or several.
    private func holder(
        of message: IncomingMessage
    ) async throws -> (iin: IIN, language: Language)? {
        do {
            let holders = try await registers.phones.holders(message.sender, RequestTrace.id)
            guard let holder = holders.first, holders.count == 1,
                let person = try await registers.person(holder), person.deathDate == nil
            else { return nil }
            return (holder, person.language)
        } catch {
            throw Refusal(.registerUnavailable, clause: "FV-16", retryAfterSeconds: 5)
        }
    }

    private func month(
        of holder: IIN, _ pilots: [Pilot], at now: Instant, in transaction: any Transaction
    ) throws -> InquiredMonth? {
        let vouchers = try transaction.rows(
            """
            SELECT \(VoucherRow.columns) FROM voucher
            WHERE holder_iin = \(holder) AND valid_until > \(now) AND status IN ('formed', 'active')
            ORDER BY month DESC, id LIMIT 200
            """
        ).map(VoucherRow.init(row:))
        guard let first = vouchers.first(where: { row in pilots.contains { $0.id == row.pilot } }),
            let pilot = pilots.first(where: { $0.id == first.pilot })
        else { return nil }
        let month = first.voucher.month
        let own = vouchers.filter { $0.pilot == pilot.id && $0.voucher.month == month }
        let uses = try transaction.rows(
            """
            SELECT r.at, s.name_kk, s.name_ru, s.name_en, r.by_voucher - r.returned_by_voucher
            FROM voucher_basket b JOIN voucher_redemption r ON r.basket_id = b.id
            JOIN voucher_shop s ON s.id = r.shop_id
            WHERE b.holder_iin = \(holder) AND r.pilot = \(pilot.id) AND r.status = 'paid'
                AND r.at >= \(month.firstDay.start)
            ORDER BY r.at DESC, r.id DESC LIMIT \(Pilot.Inquiries.usesMax)
            """
        ).map { row in
            InquiredUse(
                at: try row.instant(0),
                shop: LocalizedText(
                    kk: try row.text(1), ru: try row.text(2), en: try row.text(3)),
                paidTiyn: try row.integer(4))
        }
        return InquiredMonth(
            pilot: pilot, month: month,
            available: own.filter { $0.voucher.status == .active }
                .reduce(0) { $0 + $1.voucher.balance.available },
            inactive: own.count { $0.voucher.status == .formed }, uses: uses)
    }

    private func tell(
        _ inquiry: VoucherInquiry, _ found: InquiredMonth, _ inquiries: Pilot.Inquiries,
        _ holder: (iin: IIN, language: Language), _ message: IncomingMessage, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let body =
            switch inquiry {
            case .balance:
                inquiries.balanceReply(
                    of: found.month, available: found.available, inactive: found.inactive,
                    lastDay: min(found.month.lastDay, found.pilot.lastDay), in: holder.language)
            case .uses: inquiries.usesReply(of: found.month, found.uses, in: holder.language)
            }
        try Outbox.add(
            OutgoingMessage(
                id: Identifier(random: random), recipient: message.sender, body: body,
                giveUpAt: now.adding(seconds: 3600)), at: now, in: transaction)
        try journal.append(
            .voucherInquiryAnswered, at: now,
            facts: [
                "pilot": .string(found.pilot.id), "month": .string(found.month.description),
                "inquiry": .string(inquiry.rawValue),
                "clause": inquiry == .balance ? "FV-26" : "FV-28",
            ], subject: holder.iin, in: transaction)
    }
}
