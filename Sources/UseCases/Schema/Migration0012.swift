import Store

extension Migration {
    /// The consents that hold, in the order in which they end: those whose subjects are looked at.
    static let openConsents = Migration(
        number: 12, name: "open consents",
        sql: """
            CREATE INDEX consent_expiry ON consent (expires_at, id) WHERE withdrawn_at IS NULL;
            """)
}
