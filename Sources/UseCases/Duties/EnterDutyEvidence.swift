import Journal
import Kernel
import Regulations
import Store

/// What an official enters as evidence.
package struct DutyAnswer: Sendable, Hashable {
    /// The part of the duty.
    package let part: String
    /// The day on which it was done.
    package let day: Day
    /// The number of the letter, or the address; 1 to 300 characters.
    package let reference: String

    /// Evidence of a part of a duty.
    package init(part: String, day: Day, reference: String) {
        self.part = part
        self.day = day
        self.reference = reference
    }
}

extension Platform {
    /// Enters evidence of a part of a duty, once (use case 56; IS-NOT, DD-O.2, KDP-O.2, PA-O.3).
    ///
    /// What was done after the term is taken and marked so: the record says when it was done.
    /// - Throws: `notFound` for a duty that does not run yet, takes no evidence here or has no such
    ///   part; `roleNotAllowed` for another body; `invalidField` for a day before the duty or to
    ///   come; `dutyDone` for the second time.
    package func enterEvidence(
        _ answer: DutyAnswer, of code: String, by official: SignedInOfficial, once: Once
    ) async throws {
        guard let duty = configuration.duties.duty(code), duty.pilotStep == nil,
            !duty.isStanding, duty.parts.contains(where: { $0.code == answer.part })
        else { throw Refusal(.notFound) }
        let clause = duty.clauses.first
        guard holder(of: duty) == official.body else {
            throw Refusal(.roleNotAllowed, clause: clause)
        }
        guard (1...300).contains(answer.reference.count) else {
            throw Refusal(.invalidField, clause: clause)
        }
        guard answer.day <= clock.today else {
            throw Refusal(.invalidField, Self.dayOutside, clause: clause)
        }
        let now = clock.now()
        try await store.write { [self] transaction in
            try transaction.lock(.duties)
            guard let row = try dutyRow(duty, in: transaction), row.startsOn <= Day(at: now) else {
                throw Refusal(.notFound)
            }
            guard answer.day >= row.startsOn else {
                throw Refusal(.invalidField, Self.dayOutside, clause: clause)
            }
            let known = try transaction.firstRow(
                """
                SELECT part FROM duty_evidence
                WHERE duty = \(duty.code) AND part = \(answer.part)
                """)
            guard known == nil else { throw Refusal(.dutyDone, clause: clause) }
            try insert(answer, of: duty, due: row.due, by: official, at: now, in: transaction)
            try once.record(
                entity: "\(duty.code) \(answer.part)", status: 204, at: now, in: transaction)
        }
    }

    private static let dayOutside = LocalizedText(
        kk: "Күн міндет басталған күннен ерте де, бүгіннен кеш те болмауы керек",
        ru: "День не может быть раньше начала обязанности и позже сегодняшнего",
        en: "The day can be neither before the duty began nor after today")

    func insert(
        _ answer: DutyAnswer, of duty: Duty, due: Day?, by official: SignedInOfficial?,
        at now: Instant, in transaction: any Transaction
    ) throws {
        let isLate = due.map { $0 < answer.day } ?? false
        let entry = try journal.append(
            .dutyEvidenced, at: now,
            facts: [
                "duty": .string(duty.code), "part": .string(answer.part),
                "holder": .string(duty.holder), "body": JSON(official?.body.digits),
                "day": JSON(answer.day), "reference": .string(answer.reference),
                "late": .bool(isLate), "clause": JSON(duty.clauses.first?.tag),
            ], personal: personalFacts(of: official.map { .official($0) }), in: transaction)
        try transaction.execute(
            """
            INSERT INTO duty_evidence
                (duty, part, day, reference, is_late, entered_for, entered_at, entry_id)
            VALUES (\(duty.code), \(answer.part), \(answer.day), \(answer.reference),
                \(isLate ? 1 : 0), \(official?.body), \(now), \(entry))
            """)
        let parts = try transaction.rows(
            "SELECT part FROM duty_evidence WHERE duty = \(duty.code) LIMIT 100"
        ).map { try $0.text(0) }
        guard duty.parts.allSatisfy({ parts.contains($0.code) }) else { return }
        try transaction.execute("UPDATE duty SET done_at = \(now) WHERE code = \(duty.code)")
    }
}
