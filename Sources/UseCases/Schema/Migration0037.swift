import Store

extension Migration {
    /// One step for what follows, so that a server of the version before is one step behind.
    ///
    /// An annex of a licence is in force only while that is; which licence that is follows its
    /// re-issue, so it is kept from day to day. Appeals are signed: what is prepared, and the
    /// signature over it once there is one. Cases say how the words are written by which they are
    /// found, so that the older ones are written anew. What two officials of the authorised body
    /// decided about the law while the installation runs: on which day an amending order was
    /// published, and which days of the calendar are others; a row of these is never changed, the
    /// newest holds.
    static let appealsAnnexesAndLaw = Migration(
        number: 37, name: "appeals, annexes and the law",
        sql: """
            ALTER TABLE casework_case ADD COLUMN annex_of TEXT REFERENCES register_entry (id);

            CREATE TABLE register_annex (
                annex TEXT NOT NULL REFERENCES register_entry (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                licence TEXT NOT NULL REFERENCES register_entry (id) CHECK (licence <> annex),
                from_day BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (annex, number)
            );
            CREATE INDEX register_annex_licence ON register_annex (licence);

            CREATE TABLE casework_appeal (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                round BIGINT NOT NULL CHECK (round >= 1),
                words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 8000),
                file_digest TEXT CHECK (length(file_digest) = 64),
                body TEXT NOT NULL CHECK (length(body) = 12),
                statement BYTEA NOT NULL CHECK (length(statement) BETWEEN 1 AND 65536),
                prepared_by TEXT NOT NULL CHECK (length(prepared_by) = 12),
                prepared_at BIGINT NOT NULL,
                cms BYTEA,
                serial TEXT,
                signer TEXT CHECK (length(signer) = 12),
                signed_at BIGINT,
                entry_id TEXT REFERENCES journal_entry (id),
                PRIMARY KEY (case_id, round),
                CHECK ((cms IS NULL) = (signed_at IS NULL) AND (cms IS NULL) = (serial IS NULL)
                    AND (cms IS NULL) = (signer IS NULL) AND (cms IS NULL) = (entry_id IS NULL))
            );

            ALTER TABLE casework_case ADD COLUMN words_version BIGINT NOT NULL DEFAULT 0;
            CREATE INDEX casework_case_words ON casework_case (words_version, id)
                WHERE submitted_at IS NOT NULL;

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
