import AccessControl
import FoodVouchers
import Journal
import Kernel
import Store

extension Platform {
    /// Puts the answer about processing on record in access control (FV-O.5.2; FV-AMB-3).
    ///
    /// The SMS asks for consent to processing, so one answer gives two consents: to the service and,
    /// here, to processing. The person finds it among all others and can take it back.
    func recordProcessingAnswer(
        _ isGiven: Bool, family: String, recipient: IIN, by holder: IIN, pilot: Pilot,
        endsAt: Instant, at now: Instant, in transaction: any Transaction
    ) throws {
        guard let data = pilot.personalData else { return }
        let terms = AccessTerms(
            service: pilot.name.kk, action: .processing, dataSets: data.dataSets,
            owner: data.owner, purpose: data.purpose, method: .unifiedContactCentre,
            lifetimeSeconds: max(1, endsAt.seconds - now.seconds), uses: 100,
            conditions: AccessConditions(json: nil))
        let id = Identifier<AccessRequest>(random: random)
        try transaction.execute(
            """
            INSERT INTO access_request (id, subject_iin, initiator, owner, service, action,
                data_sets, purpose, method, lifetime_seconds, uses, conditions, created_at,
                answer_by, answered_at, outcome)
            VALUES (\(id), \(recipient), \(data.initiator), \(data.owner), \(terms.service),
                \(terms.action.rawValue), \(data.dataSets.joined(separator: " ")),
                \(data.purpose), \(terms.method.rawValue), \(terms.lifetimeSeconds),
                \(terms.uses), \(terms.conditions.json.text), \(now), \(endsAt), \(now),
                \(isGiven ? "granted" : "refused"))
            """)
        guard isGiven else {
            try journal.append(
                .consentRefused, at: now,
                facts: facts(of: terms, initiator: data.initiator, request: id),
                subject: recipient, counterpart: holder == recipient ? nil : holder,
                in: transaction)
            return
        }
        guard
            let row = try transaction.firstRow(
                """
                SELECT \(AccessRequestRow.columns) FROM access_request r
                LEFT JOIN consent c ON c.request_id = r.id WHERE r.id = \(id)
                """)
        else { return }
        try grant(
            AccessRequestRow(row: row), evidence: .init("voucherFamily", .string(family)),
            at: now, in: transaction)
        try transaction.execute(
            """
            UPDATE voucher_family
            SET consent_id = (SELECT c.id FROM consent c WHERE c.request_id = \(id))
            WHERE id = \(family)
            """)
    }

    /// Makes sure that the parties to the consent are registered before anyone is asked.
    func checkParties(of pilot: Pilot, in transaction: any Transaction) throws {
        guard let data = pilot.personalData else { return }
        for party in [data.initiator, data.owner] {
            guard try transaction.firstRow("SELECT 1 FROM client WHERE id = \(party)") != nil else {
                throw Refusal(
                    .pilotNotReady, LocalizedText(kk: party, ru: party, en: party),
                    clause: "FV-O.5.1")
            }
        }
    }
}

/// Makes sure that nobody took back the consent under which the families' data are used (KDP-7).
///
/// - Throws: `consentNotActive`.
func checkProcessingConsent(
    ofFamilies families: Set<String>, in transaction: any Transaction
) throws {
    for family in families.sorted() {
        if try isProcessingWithdrawn(ofFamily: family, in: transaction) {
            throw Refusal(.consentNotActive, clause: "FV-O.5.2")
        }
    }
}

/// Whether the consent under which the family's data are used was taken back (KDP-7).
func isProcessingWithdrawn(
    ofFamily family: String, in transaction: any Transaction
) throws -> Bool {
    try transaction.firstRow(
        """
        SELECT 1 FROM voucher_family f JOIN consent c ON c.id = f.consent_id
        WHERE f.id = \(family) AND c.withdrawn_at IS NOT NULL
        """) != nil
}
