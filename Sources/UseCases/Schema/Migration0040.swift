import Store

extension Migration {
    /// Which receipt of a fee serves which application: each serves one.
    static let caseFees = Migration(
        number: 40, name: "fees of applications",
        sql: """
            CREATE TABLE casework_fee (
                receipt TEXT NOT NULL PRIMARY KEY CHECK (length(receipt) BETWEEN 1 AND 500),
                case_id TEXT NOT NULL UNIQUE REFERENCES casework_case (id),
                amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),
                paid_on BIGINT NOT NULL,
                used_at BIGINT NOT NULL
            );
            """)
}
