import FoodVouchers
import Journal
import Kernel
import Store

/// A step of an order's publication that is on record.
package struct RecordedPublication: Sendable {
    /// The step.
    package let step: PublicationStep
    /// The day on which it was taken.
    package let day: Day
    /// The document or address that shows it.
    package let reference: String
    /// Whether it came after its last day.
    package let isLate: Bool
}

/// How far the publication of the order behind a pilot has come (FV-O.7).
package struct PublicationStanding: Sendable {
    /// The day on which the last of the heads signed.
    package let lastSignedOn: Day
    /// The last day on which it is sent in time.
    package let sendBy: Day
    /// The steps on record, in their order.
    package let steps: [RecordedPublication]
    /// Whether it has not been sent although the last day is over.
    package let isOverdue: Bool
}

extension Platform {
    /// Enters a step of the publication (use case 36; FV-O.7); what was entered first stands.
    ///
    /// - Throws: `notFound` for a pilot without an order, `publicationOutOfOrder`, `invalidField`.
    package func recordPublication(
        _ step: PublicationStep, on day: Day, reference: String, languages: Set<Language>,
        of pilot: String, by author: EnteredBy
    ) async throws {
        let pilot = try pilotInForce(pilot)
        try pilot.check(author, as: [.voucherProvider])
        guard let publication = pilot.publication else { throw Refusal(.notFound) }
        let now = clock.now()
        try await store.write { [self] transaction in
            let known = try publicationSteps(of: pilot.id, in: transaction)
            guard !known.contains(where: { $0.step == step }) else { return }
            try publication.check(
                step, on: day, languages: languages,
                recorded: Dictionary(uniqueKeysWithValues: known.map { ($0.step, $0.day) }),
                today: Day(at: now))
            let isLate = try step == .sent && day > self.sendBy(publication)
            let entry = try journal.append(
                .voucherPublicationRecorded, at: now,
                facts: [
                    "pilot": .string(pilot.id), "step": .string(step.rawValue), "day": JSON(day),
                    "reference": .string(reference), "late": .bool(isLate),
                    "client": JSON(author.client), "body": JSON(author.body?.digits),
                    "clause": .string(step.clause.tag),
                ], personal: personalFacts(of: author), in: transaction)
            try transaction.execute(
                """
                INSERT INTO voucher_publication
                    (pilot, step, day, reference, is_late, recorded_by, recorded_for, recorded_at,
                    entry_id)
                VALUES (\(pilot.id), \(step.rawValue), \(day), \(reference), \(isLate ? 1 : 0),
                    \(author.client), \(author.body), \(now), \(entry))
                """)
        }
    }

    /// How far the publication has come; nil for a pilot that no order stands behind.
    package func publication(of pilot: String) async throws -> PublicationStanding? {
        let pilot = try pilotInForce(pilot)
        guard let publication = pilot.publication else { return nil }
        let steps = try await store.read { try publicationSteps(of: pilot.id, in: $0) }
        let sendBy = try self.sendBy(publication)
        return PublicationStanding(
            lastSignedOn: publication.lastSignedOn, sendBy: sendBy, steps: steps,
            isOverdue: steps.isEmpty && clock.today > sendBy)
    }

    /// The last day on which the order is sent in time.
    private func sendBy(_ publication: Pilot.Publication) throws -> Day {
        try WorkingDays.due(
            publication.sendWorkingDays, from: publication.lastSignedOn, clause: "FV-O.7",
            by: calendars, on: clock.today)
    }
}

private func publicationSteps(
    of pilot: String, in transaction: any Transaction
) throws -> [RecordedPublication] {
    let rows = try transaction.rows(
        "SELECT step, day, reference, is_late FROM voucher_publication WHERE pilot = \(pilot)")
    let steps = try rows.compactMap { row in
        try PublicationStep(rawValue: row.text(0)).map { step in
            RecordedPublication(
                step: step, day: try row.day(1), reference: try row.text(2),
                isLate: try row.integer(3) == 1)
        }
    }
    return PublicationStep.allCases.compactMap { step in steps.first { $0.step == step } }
}
