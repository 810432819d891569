import AccessControl
import Journal
import Kernel
import Store

/// Requests that broke a limit: the person sees the attempt (use case 03, 2e.2).
extension Platform {
    /// Rejections of a day that a person's log takes; more of them tell nothing new.
    static var rejectionsPerDayMax: Int { 50 }

    /// Records a rejection that is about the person; one about the call alone troubles nobody.
    func recordRejection(
        _ refusal: Refusal, of terms: AccessTerms, to subject: IIN, by initiator: ClientSystem
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            try appendRejection(
                refusal, of: terms, to: subject, by: initiator, at: now, in: transaction)
        }
    }

    func appendRejection(
        _ refusal: Refusal, of terms: AccessTerms, to subject: IIN, by initiator: ClientSystem,
        at now: Instant, in transaction: any Transaction
    ) throws {
        let aboutPerson: Set<ProblemCode> = [
            .purposeNotAllowed, .lifetimeTooLong, .tooManyUses, .tooFrequent,
        ]
        guard aboutPerson.contains(refusal.code) else { return }
        try transaction.lock(secrets.lock("rejections", of: subject.digits))
        guard try rejections(of: subject, at: now, in: transaction) < Self.rejectionsPerDayMax
        else { return }
        try journal.append(
            .accessRequestRejected, at: now,
            facts: .object(
                present: ("initiator", .string(initiator.id)), ("owner", .string(terms.owner)),
                ("action", .string(terms.action.rawValue)),
                ("purpose", .string(terms.purpose)),
                ("dataSets", .array(terms.dataSets.map { .string($0) })),
                ("code", .string(refusal.code.rawValue)),
                ("clause", refusal.clause.map { .string($0.tag) })),
            personal: terms.personalFields, subject: subject, in: transaction)
    }

    private func rejections(
        of subject: IIN, at now: Instant, in transaction: any Transaction
    ) throws -> Int {
        let row = try transaction.firstRow(
            """
            SELECT COUNT(*) FROM journal_personal p JOIN journal_entry e ON e.id = p.entry_id
            WHERE p.subject_iin = \(subject) AND p.at > \(now.adding(seconds: -86_400))
                AND e.kind = \(JournalKind.accessRequestRejected.rawValue)
            """)
        return Int(try row?.integer(0) ?? 0)
    }
}

extension AccessTerms {
    /// What an initiator wrote in its own words, which may name people: it goes with its term.
    var personalFields: JSON {
        .object(
            present: ("service", .string(service)),
            (
                "recipients",
                conditions.recipients.isEmpty
                    ? nil : .array(conditions.recipients.map { .string($0) })
            ))
    }
}

extension JSON {
    /// The facts with the grounds of Article 9 on which a side takes part without integration.
    func adding(exemption initiator: Standing, ofOwner owner: Standing? = nil) -> JSON {
        var members = members ?? []
        if let ground = initiator.exemption {
            members.append(JSON.Member("exemption", .string(ground.rawValue)))
        }
        if let ground = owner?.exemption {
            members.append(JSON.Member("ownerExemption", .string(ground.rawValue)))
        }
        return .object(members)
    }
}
