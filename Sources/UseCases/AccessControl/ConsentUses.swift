import AccessControl
import Journal
import Kernel
import Store

/// How often a data set was used under a consent, and how often it still may be.
package struct DataSetUses: Sendable, Hashable {
    /// The data set.
    package let dataSet: String
    /// The uses so far.
    package let spent: Int64
    /// The uses that are left: 0 once the consent has ended, however many were never made.
    package let left: Int64
}

/// One use of a consent: a data set that was verified for handing over.
package struct ConsentUse: Sendable, Hashable {
    /// The data set.
    package let dataSet: String
    /// The number of the use, from 1 on, counted for each data set.
    package let number: Int64
    /// The data owner's client name.
    package let owner: String
    /// When.
    package let at: Instant
    /// The journal entry of the use.
    package let entry: Identifier<JournalEntry>
}

extension Platform {
    /// Counts the uses of each consent on a page of the person's list, in one statement for all.
    func addingUses(
        to consents: [SubjectConsent], of person: IIN, before: (at: Int64, id: String),
        now: Instant, in transaction: any Transaction
    ) throws -> [SubjectConsent] {
        guard let last = consents.last else { return [] }
        let rows = try transaction.rows(
            """
            SELECT d.consent_id, d.data_set, d.uses_spent
            FROM access_request r JOIN consent c ON c.request_id = r.id
            JOIN consent_data_set d ON d.consent_id = c.id
            WHERE r.subject_iin = \(person) AND (r.created_at, r.id) < (\(before.at), \(before.id))
                AND (r.created_at, r.id) >= (\(last.request.createdAt), \(last.request.id))
            ORDER BY d.consent_id, d.data_set
            """)
        var spent: [String: [(dataSet: String, count: Int64)]] = [:]
        for row in rows {
            spent[try row.text(0), default: []].append((try row.text(1), try row.integer(2)))
        }
        return consents.map { consent in
            var counted = consent
            counted.uses = uses(
                of: consent.consent, spent: consent.consent.flatMap { spent[$0.id.text] } ?? [],
                now: now)
            return counted
        }
    }

    /// Adds the uses one by one and what is claimed after a withdrawal.
    func addingDetails(
        to consent: SubjectConsent, now: Instant, in transaction: any Transaction
    ) throws -> SubjectConsent {
        guard let id = consent.consent?.id else { return consent }
        var detailed = consent
        let spent = try transaction.rows(
            """
            SELECT data_set, uses_spent FROM consent_data_set
            WHERE consent_id = \(id) ORDER BY data_set
            """
        ).map { (dataSet: try $0.text(0), count: try $0.integer(1)) }
        detailed.uses = uses(of: consent.consent, spent: spent, now: now)
        detailed.history = try transaction.rows(
            """
            SELECT data_set, number, owner, at, entry_id FROM consent_use
            WHERE consent_id = \(id) ORDER BY at DESC, data_set, number DESC
            LIMIT \(SubjectConsent.usesShownMax)
            """
        ).map { row in
            ConsentUse(
                dataSet: try row.text(0), number: try row.integer(1), owner: try row.text(2),
                at: try row.instant(3), entry: Identifier(stored: try row.text(4)))
        }
        detailed.duties = try dutyClaims(on: id, in: transaction)
        return detailed
    }

    private func uses(
        of consent: Consent?, spent: [(dataSet: String, count: Int64)], now: Instant
    ) -> [DataSetUses] {
        guard let consent else { return [] }
        let purpose = configuration.purpose(consent.terms.purpose)
        return spent.map { dataSet, count in
            DataSetUses(
                dataSet: dataSet, spent: count,
                left: consent.usesLeft(dataSet: dataSet, spent: count, purpose: purpose, at: now))
        }
    }
}
