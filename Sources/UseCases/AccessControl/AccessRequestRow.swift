import AccessControl
import Kernel
import Store

/// An access request as the store holds it, with the consent that came of it.
struct AccessRequestRow: Sendable {
    let id: Identifier<AccessRequest>
    let subject: IIN
    let initiator: String
    let terms: AccessTerms
    let phone: PhoneNumber?
    let createdAt: Instant
    let answerBy: Instant
    let outcome: String?
    let answeredAt: Instant?
    let consent: Consent?
    /// When the token was first handed to the initiator.
    let tokenIssuedAt: Instant?

    /// The columns that ``init(row:)`` reads, in order; the tables are `r` and, joined, `c`.
    static let columns: SQL = """
        r.id, r.subject_iin, r.initiator, r.owner, r.service, r.action, r.data_sets, r.purpose,
        r.method, r.lifetime_seconds, r.uses, r.phone, r.created_at, r.answer_by, r.outcome,
        r.answered_at, c.id, c.granted_at, c.expires_at, c.withdrawn_at, r.conditions,
        c.token_issued_at
        """

    /// How many columns those are: what a statement selects beside them comes after.
    static let columnCount = 22

    init(row: Row) throws {
        id = Identifier(stored: try row.text(0))
        subject = IIN(stored: try row.text(1))
        initiator = try row.text(2)
        terms = AccessTerms(
            service: try row.text(4),
            action: AccessAction(rawValue: try row.text(5)) ?? .processing,
            dataSets: try row.words(6), owner: try row.text(3), purpose: try row.text(7),
            method: ConsentMethod(rawValue: try row.text(8)) ?? .unifiedContactCentre,
            lifetimeSeconds: try row.integer(9), uses: try row.integer(10),
            conditions: AccessConditions(
                json: try row.textIfPresent(20).map { try JSON.parse(Array($0.utf8)) }))
        phone = try row.textIfPresent(11).map(PhoneNumber.init(stored:))
        createdAt = try row.instant(12)
        answerBy = try row.instant(13)
        outcome = try row.textIfPresent(14)
        answeredAt = try row.instantIfPresent(15)
        tokenIssuedAt = try row.instantIfPresent(21)
        if let consentId = try row.textIfPresent(16) {
            consent = Consent(
                id: Identifier(stored: consentId), terms: terms, initiator: initiator,
                grantedAt: try row.instant(17), expiresAt: try row.instant(18),
                withdrawnAt: try row.instantIfPresent(19))
        } else {
            consent = nil
        }
    }

    /// The request as the decisions see it.
    var request: AccessRequest {
        let at = answeredAt ?? createdAt
        let outcome: AccessRequest.Outcome? =
            switch self.outcome {
            case "granted": consent?.withdrawnAt.map { .withdrawn(at: $0) } ?? .granted(at: at)
            case "refused": .refused(at: at)
            case "undeliverable": .undeliverable(at: at)
            case "withdrawn": .withdrawn(at: at)
            default: nil
            }
        return AccessRequest(
            id: id, terms: terms, createdAt: createdAt, answerBy: answerBy, outcome: outcome)
    }
}
