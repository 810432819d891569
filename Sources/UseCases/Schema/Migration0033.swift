import Store

extension Migration {
    /// The place of cases that no version of a service is bound to yet; empty after the first start.
    static let unboundCases = Migration(
        number: 33, name: "unbound cases",
        sql: """
            CREATE INDEX casework_case_unbound ON casework_case (id)
                WHERE definition IS NULL AND submitted_at IS NOT NULL;
            """)
}
