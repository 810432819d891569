import FoodVouchers
import Journal
import Kernel
import Messages
import Store

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
            try configuration.pilot(try row.text(0)).check(official, as: [.akimat])
            guard try row.instantIfPresent(2) == nil else {
                throw Refusal(.complaintClosed, clause: "FV-30")
            }
            let (pilot, holder) = (try row.text(0), try row.iin(1))
            let entry = try journal.append(
                .voucherComplaintAnswered, at: now,
                facts: [
                    "pilot": .string(pilot), "complaint": .string(id.text),
                    "outcome": .string(outcome.rawValue), "clause": "FV-30",
                ],
                personal: [
                    "answer": .string(text), "official": .string(officialName(official.person.iin)),
                ], subject: holder, in: transaction)
            try transaction.execute(
                """
                UPDATE voucher_complaint SET outcome = \(outcome.rawValue), answer = \(text),
                    answered_at = \(now), answer_entry_id = \(entry)
                WHERE id = \(id) AND answered_at IS NULL
                """)
            try tellOfAnswer(to: holder, at: now, in: transaction)
            try once.record(entity: id.text, status: 204, at: now, in: transaction)
        }
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
