import AccessControl
import FoodVouchers
import Journal
import Kernel
import Messages
import Store

extension Platform {
    /// Takes `21*1` or `21*2` (use case 30 steps 7 to 9; FV-21, FV-22, FV-A.1).
    ///
    /// It goes only to the open voucher request of the number that it came from, once, before the
    /// month's end by our time of receipt, and only while the number is still that person's.
    func answerVoucherRequest(
        consents: Bool, message: IncomingMessage, at now: Instant
    ) async throws -> AnswerOutcome {
        let asked = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT id, pilot, month, recipient_iin, holder_iin, ends_at, language
                FROM voucher_family WHERE phone = \(message.sender) AND state = 'asked'
                """)
        }
        guard let asked else { return try await note(.noSuchRequest, of: message, at: now) }
        let holder = try asked.iin(4)
        guard try await isStillHolder(holder, of: message.sender) else {
            return try await note(.otherPerson, of: message, at: now)
        }
        let pilot = try pilotInForce(try asked.text(1))
        let family = try AskedFamily(
            id: asked.text(0), month: CalendarMonth(number: asked.integer(2)),
            recipient: asked.iin(3), holder: holder, endsAt: asked.instant(5),
            language: Language(rawValue: asked.textIfPresent(6) ?? "") ?? .kk)
        defer { messageSignal.notify() }
        return try await store.write { [self] transaction in
            try answer(
                family, consents: consents, message: message, pilot: pilot, at: now,
                in: transaction)
        }
    }

    private func answer(
        _ family: AskedFamily, consents: Bool, message: IncomingMessage, pilot: Pilot,
        at now: Instant, in transaction: any Transaction
    ) throws -> AnswerOutcome {
        let outcome: AnswerOutcome = consents ? .granted : .refused
        guard try isNew(message, outcome: outcome, at: now, in: transaction) else {
            return .repeated
        }
        guard
            let state = FamilyMonth.answer(
                consents, in: .asked, endsAt: family.endsAt, at: now)
        else {
            try change(outcome: .late, of: message, in: transaction)
            return .late
        }
        let answered = try transaction.change(
            """
            UPDATE voucher_family SET state = \(state.rawValue), answered_at = \(now)
            WHERE id = \(family.id) AND state = 'asked'
            """)
        guard answered == 1 else {
            try change(outcome: .noSuchRequest, of: message, in: transaction)
            return .noSuchRequest
        }
        let isOwn = family.holder == family.recipient
        try journal.append(
            consents ? .voucherConsentGiven : .voucherConsentRefused, at: now,
            facts: [
                "pilot": .string(pilot.id), "month": .string(family.month.description),
                "family": .string(family.id), "channel": "1414",
                "by": isOwn ? "subject" : "representative",
                "clause": consents ? "FV-22" : "FV-21",
            ], subject: family.recipient, counterpart: isOwn ? nil : family.holder,
            in: transaction)
        try recordProcessingAnswer(
            consents, family: family.id, recipient: family.recipient, by: family.holder,
            pilot: pilot, endsAt: family.endsAt, at: now, in: transaction)
        guard consents else { return outcome }
        try formVouchers(
            family: family.id, recipient: family.recipient, holder: family.holder,
            month: family.month, pilot: pilot, at: now, in: transaction)
        try confirm(family, to: message.sender, pilot: pilot, at: now, in: transaction)
        return outcome
    }

    /// The SMS with the personal link (FV-23, FV-A.2).
    private func confirm(
        _ family: AskedFamily, to phone: PhoneNumber, pilot: Pilot, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let link = "\(configuration.publicURL)/wallet/\(family.id)"
        let body = pilot.confirmation[family.language]
            .split(separator: "{link}", omittingEmptySubsequences: false).joined(separator: link)
        try Outbox.add(
            OutgoingMessage(
                id: Identifier(random: random), recipient: phone, body: body,
                giveUpAt: family.endsAt, reference: family.id), at: now, in: transaction)
    }
}

/// A family whose answer has come.
private struct AskedFamily: Sendable {
    let id: String
    let month: CalendarMonth
    let recipient: IIN
    let holder: IIN
    let endsAt: Instant
    let language: Language
}
