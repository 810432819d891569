import AccessControl
import Journal
import Kernel
import Signatures
import Store

/// What the owner of the data learns about a token.
package struct TokenVerdict: Sendable {
    /// Why the token does not open the data set; nil when it does.
    package let refusal: Consent.UseRefusal?
    /// The consent, when the token names one.
    package let consent: Consent?
    /// The number of this use, when it was accepted.
    package let useNumber: Int64?
    /// The journal entry of this verification: the owner's receipt.
    package let entry: Identifier<JournalEntry>

    /// A verdict with its facts.
    package init(
        refusal: Consent.UseRefusal?, consent: Consent?, useNumber: Int64?,
        entry: Identifier<JournalEntry>
    ) {
        self.refusal = refusal
        self.consent = consent
        self.useNumber = useNumber
        self.entry = entry
    }
}

/// A consent with what has been used of one data set.
private struct FoundConsent {
    let consent: Consent
    let subject: IIN
    let usesSpent: Int64
    let isInitiatorAdmitted: Bool
}

extension Platform {
    /// Verifies a token for the owner of the data and spends one use (use case 04; KDP-2.8).
    ///
    /// The verification is itself the journal entry: there is no report that could be forgotten.
    /// The signature is a first filter; use, withdrawal and limits are decided by the record here,
    /// under a lock on the consent, so that of many at once no more than allowed succeed.
    package func verifyToken(
        _ text: String, subject: IIN, dataSet: String, by owner: ClientSystem, once: Once
    ) async throws -> TokenVerdict {
        try owner.standing.check()
        let claims: SecurityTokenClaims
        do throws(Consent.UseRefusal) {
            claims = try checkSecurityToken(text)
        } catch {
            return try await refuseForged(error, dataSet: dataSet, by: owner, once: once)
        }
        let now = clock.now()
        let isNamed = constantTimeEqual(
            Array(claims.pseudonym.utf8),
            Array(secrets.pseudonym(of: subject, for: owner.id).utf8))
        return try await store.write { [self] transaction in
            let found = try lockedConsent(claims.consent, dataSet: dataSet, in: transaction)
            guard let found else {
                return try record(
                    refusal: .consentUnknown, of: nil, dataSet: dataSet, by: owner, at: now,
                    once: once, in: transaction)
            }
            let number: Int64
            do throws(Consent.UseRefusal) {
                number = try found.consent.use(
                    of: dataSet, by: owner.id, isSubject: isNamed && found.subject == subject,
                    isInitiatorAdmitted: found.isInitiatorAdmitted, usesSpent: found.usesSpent,
                    purpose: configuration.purpose(found.consent.terms.purpose), at: now)
            } catch {
                return try record(
                    refusal: error, of: (found.consent, found.subject), dataSet: dataSet,
                    by: owner, at: now, once: once, in: transaction)
            }
            return try spend(
                number, of: found.consent, subject: subject, dataSet: dataSet, by: owner,
                at: now, once: once, in: transaction)
        }
    }

    /// Whether a use that was accepted a moment ago would be accepted now; spends nothing.
    ///
    /// - Parameters:
    ///   - use: the number that the use got.
    ///   - owner: the data owner, which must still take part itself (KDP-3).
    /// - Returns: the consent, and why it would be refused now; no consent when there is none.
    package func stillHolds(
        _ id: Identifier<Consent>, dataSet: String, use: Int64, owner: String
    ) async throws -> (Consent?, Consent.UseRefusal?) {
        guard let client = try await client(owner) else { return (nil, .systemNotAdmitted) }
        try client.standing.check()
        let now = clock.now()
        return try await store.write { [self] transaction in
            guard let found = try lockedConsent(id, dataSet: dataSet, in: transaction) else {
                return (nil, .consentUnknown)
            }
            do throws(Consent.UseRefusal) {
                _ = try found.consent.use(
                    of: dataSet, by: owner, isSubject: true,
                    isInitiatorAdmitted: found.isInitiatorAdmitted, usesSpent: use - 1,
                    purpose: configuration.purpose(found.consent.terms.purpose), at: now)
                return (found.consent, nil)
            } catch {
                return (found.consent, error)
            }
        }
    }

    /// The consent with the uses of one data set, locked until the use is decided.
    ///
    /// For a data set that the consent does not cover nothing is spent, so nothing is locked.
    private func lockedConsent(
        _ id: Identifier<Consent>, dataSet: String, in transaction: any Transaction
    ) throws -> FoundConsent? {
        let admitted = Self.initiatorIsAdmitted
        let covered = try transaction.lockedRows(
            """
            SELECT \(AccessRequestRow.columns), d.uses_spent, \(admitted)
            FROM consent c JOIN access_request r ON r.id = c.request_id
            JOIN consent_data_set d ON d.consent_id = c.id
            WHERE c.id = \(id) AND d.data_set = \(dataSet)
            """
        ).first
        let row =
            try covered
            ?? transaction.firstRow(
                """
                SELECT \(AccessRequestRow.columns), 0, \(admitted)
                FROM consent c JOIN access_request r ON r.id = c.request_id WHERE c.id = \(id)
                """)
        guard let row else { return nil }
        let found = try AccessRequestRow(row: row)
        guard let consent = found.consent else { return nil }
        return FoundConsent(
            consent: consent, subject: found.subject,
            usesSpent: try row.integer(AccessRequestRow.columnCount),
            isInitiatorAdmitted: try row.integer(AccessRequestRow.columnCount + 1) > 0)
    }

    /// Counts 1 when the initiator of the request `r` may still take part (KDP-3).
    private static var initiatorIsAdmitted: SQL {
        """
        (SELECT COUNT(*) FROM client k WHERE k.id = r.initiator AND k.disabled_at IS NULL
            AND (EXISTS (SELECT 1 FROM client_integration i
                    WHERE i.client_id = k.id AND i.ended_at IS NULL)
                OR EXISTS (SELECT 1 FROM client_exemption x
                    WHERE x.client_id = k.id AND x.ended_at IS NULL)))
        """
    }

    private func spend(
        _ number: Int64, of consent: Consent, subject: IIN, dataSet: String,
        by owner: ClientSystem, at now: Instant, once: Once, in transaction: any Transaction
    ) throws -> TokenVerdict {
        try transaction.execute(
            """
            UPDATE consent_data_set SET uses_spent = \(number)
            WHERE consent_id = \(consent.id) AND data_set = \(dataSet)
            """)
        let entry = try journal.append(
            .tokenVerified, at: now,
            facts: ([
                "consent": .string(consent.id.text), "owner": .string(owner.id),
                "initiator": .string(consent.initiator), "dataSet": .string(dataSet),
                "purpose": .string(consent.terms.purpose), "use": .integer(number),
            ] as JSON).adding(exemption: .integrated, ofOwner: owner.standing),
            subject: subject, in: transaction)
        try transaction.execute(
            """
            INSERT INTO consent_use (consent_id, data_set, number, owner, at, entry_id)
            VALUES (\(consent.id), \(dataSet), \(number), \(owner.id), \(now), \(entry))
            """)
        try once.record(
            entity: "\(consent.id.text) \(dataSet) \(number) \(entry.text)", status: 200, at: now,
            in: transaction)
        return TokenVerdict(refusal: nil, consent: consent, useNumber: number, entry: entry)
    }

    /// Records the refusal in the log of the person whose consent it is, whomever the owner named.
    private func record(
        refusal: Consent.UseRefusal, of found: (consent: Consent, subject: IIN)?, dataSet: String,
        by owner: ClientSystem, at now: Instant, once: Once, in transaction: any Transaction
    ) throws -> TokenVerdict {
        let entry = try journal.append(
            .tokenRefused, at: now,
            facts: .object(
                present: ("owner", .string(owner.id)), ("dataSet", .string(dataSet)),
                ("reason", .string(refusal.rawValue)),
                ("consent", found.map { .string($0.consent.id.text) }),
                ("initiator", found.map { .string($0.consent.initiator) })),
            subject: found?.subject, in: transaction)
        // A refusal spends nothing, so the same key may ask again.
        try once.release(in: transaction)
        // To whom the consent does not concern, nothing is said about it.
        let mayKnow = refusal != .otherOwner && refusal != .otherSubject
        return TokenVerdict(
            refusal: refusal, consent: mayKnow ? found?.consent : nil, useNumber: nil,
            entry: entry)
    }

    private func refuseForged(
        _ refusal: Consent.UseRefusal, dataSet: String, by owner: ClientSystem, once: Once
    ) async throws -> TokenVerdict {
        let now = clock.now()
        return try await store.write { [self] transaction in
            try record(
                refusal: refusal, of: nil, dataSet: dataSet, by: owner, at: now, once: once,
                in: transaction)
        }
    }
}
