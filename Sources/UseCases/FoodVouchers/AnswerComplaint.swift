import FoodVouchers
import Journal
import Kernel
import Messages
import Store

/// What the akimat answered, and where.
struct ComplaintAnswer: Sendable {
    let outcome: VoucherComplaint.Outcome
    let text: String
    /// Who signed in here to give it; nil when it was given in e-Otinish.
    let official: String?
}

extension Platform {
    /// The akimat answers a complaint (use case 38; FV-30): once, and the person is told by SMS.
    ///
    /// - Throws: `notFound`, `roleNotAllowed` for another pilot's akimat, `invalidField` for an empty
    ///   answer, `complaintClosed` for the second.
    package func answerComplaint(
        _ id: Identifier<VoucherComplaint>, _ outcome: VoucherComplaint.Outcome, _ typed: String,
        by official: SignedInOfficial, once: Once
    ) async throws {
        let text = try complaintText(typed)
        let now = clock.now()
        defer { messageSignal.notify() }
        try await store.write { [self] transaction in
            guard
                let row = try transaction.lockedRows(
                    """
                    SELECT pilot, holder_iin, answered_at, redemption_id FROM voucher_complaint
                    WHERE id = \(id)
                    """
                ).first
            else { throw Refusal(.notFound) }
            try pilotInForce(try row.text(0)).check(official, as: [.akimat])
            guard try row.instantIfPresent(2) == nil else {
                throw Refusal(.complaintClosed, clause: "FV-30")
            }
            try record(
                ComplaintAnswer(
                    outcome: outcome, text: text, official: officialName(official.person.iin)),
                to: id, of: try row.iin(1), pilot: try row.text(0), at: now, in: transaction)
            // What was answered before there was a number goes after the registration.
            try transaction.execute(
                """
                UPDATE voucher_appeal SET step = 'answer', attempts = 0, next_at = \(now)
                WHERE complaint_id = \(id) AND step = 'look'
                """)
            try once.record(entity: id.text, status: 204, at: now, in: transaction)
        }
    }

    /// Writes an answer with its entry, and tells the person of it.
    func record(
        _ answer: ComplaintAnswer, to id: Identifier<VoucherComplaint>, of holder: IIN,
        pilot: String, at now: Instant, in transaction: any Transaction
    ) throws {
        var personal: JSON = ["answer": .string(answer.text)]
        if let official = answer.official {
            personal = ["answer": .string(answer.text), "official": .string(official)]
        }
        let entry = try journal.append(
            .voucherComplaintAnswered, at: now,
            facts: [
                "pilot": .string(pilot), "complaint": .string(id.text),
                "outcome": .string(answer.outcome.rawValue),
                "through": answer.official == nil ? "eOtinish" : "office", "clause": "FV-30",
            ], personal: personal, subject: holder, in: transaction)
        try transaction.execute(
            """
            UPDATE voucher_complaint SET outcome = \(answer.outcome.rawValue),
                answer = \(answer.text), answered_at = \(now), answer_entry_id = \(entry)
            WHERE id = \(id) AND answered_at IS NULL
            """)
        try tellOfAnswer(to: holder, at: now, in: transaction)
    }

    /// Says by SMS that there is an answer, and where; what it says stays out of the message.
    private func tellOfAnswer(
        to holder: IIN, at now: Instant, in transaction: any Transaction
    ) throws {
        guard
            let row = try transaction.firstRow(
                """
                SELECT phone, language FROM voucher_family
                WHERE holder_iin = \(holder) AND phone IS NOT NULL ORDER BY month DESC LIMIT 1
                """), let phone = try row.phoneNumberIfPresent(0)
        else { return }
        let language = try row.textIfPresent(1).flatMap(Language.init(rawValue:)) ?? .kk
        let link = "\(configuration.publicURL)/wallet-complaints"
        let text = LocalizedText(
            kk: "Әкімдік ваучер бойынша шағымыңызға жауап берді: \(link)",
            ru: "Акимат ответил на вашу жалобу о ваучере: \(link)",
            en: "The akimat has answered your complaint about the voucher: \(link)")
        try Outbox.add(
            OutgoingMessage(
                id: Identifier(random: random), recipient: phone, body: text[language],
                giveUpAt: now.adding(seconds: 86_400)), at: now, in: transaction)
    }
}
