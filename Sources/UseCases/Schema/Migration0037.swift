import Store

extension Migration {
    /// What two officials of the authorised body decided about the law while the installation runs.
    ///
    /// On which day an amending order was published, and which days of the calendar are others. A
    /// row is never changed; the newest holds.
    static let lawDecisions = Migration(
        number: 37, name: "decisions about the law",
        sql: """
            CREATE TABLE act_publication (
                package TEXT NOT NULL CHECK (length(package) BETWEEN 1 AND 64),
                number BIGINT NOT NULL CHECK (number >= 1),
                day BIGINT NOT NULL,
                published_by TEXT NOT NULL CHECK (length(published_by) BETWEEN 3 AND 300),
                reference TEXT NOT NULL CHECK (length(reference) BETWEEN 3 AND 300),
                decided_at BIGINT NOT NULL,
                PRIMARY KEY (package, number)
            );

            CREATE TABLE calendar_decision (
                number BIGINT NOT NULL PRIMARY KEY CHECK (number >= 1),
                version TEXT NOT NULL UNIQUE CHECK (length(version) BETWEEN 1 AND 16),
                adopted BIGINT NOT NULL,
                decision TEXT NOT NULL CHECK (length(decision) BETWEEN 2 AND 20000),
                decided_at BIGINT NOT NULL
            );
            """)
}
