import Store

extension Migration {
    /// The versions of the pilots' files, each with its day and the agreement behind it (FV-31).
    static let pilotVersions = Migration(
        number: 27, name: "pilot versions",
        sql: """
            CREATE TABLE voucher_pilot_version (
                pilot TEXT NOT NULL CHECK (length(pilot) BETWEEN 1 AND 100),
                version BIGINT NOT NULL CHECK (version >= 1),
                from_day BIGINT NOT NULL,
                digest BYTEA NOT NULL CHECK (length(digest) = 32),
                agreement TEXT NOT NULL CHECK (length(agreement) <= 300),
                file BYTEA NOT NULL,
                goods BYTEA NOT NULL,
                recorded_by TEXT NOT NULL,
                recorded_at BIGINT NOT NULL,
                PRIMARY KEY (pilot, version),
                UNIQUE (pilot, from_day),
                CHECK (version = 1 OR length(agreement) >= 1)
            );
            """)
}
