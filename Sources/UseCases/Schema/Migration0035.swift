import Store

extension Migration {
    /// Conclusions of territorial departments as signed papers: what was prepared, and the PDF with
    /// the official's signature and its time-stamp in it.
    static let signedConclusions = Migration(
        number: 35, name: "signed conclusions",
        sql: """
            CREATE TABLE casework_conclusion (
                task_id TEXT NOT NULL PRIMARY KEY REFERENCES casework_task (id),
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                official_iin TEXT NOT NULL CHECK (length(official_iin) = 12),
                outcome TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 64),
                reasons TEXT NOT NULL CHECK (length(reasons) BETWEEN 20 AND 8000),
                prepared_at BIGINT NOT NULL,
                event BIGINT CHECK (event >= 1),
                file BYTEA CHECK (length(file) BETWEEN 1 AND 4194304),
                digest TEXT CHECK (length(digest) = 64),
                cms BYTEA,
                signed_at BIGINT CHECK (signed_at >= prepared_at),
                entry_id TEXT UNIQUE REFERENCES journal_entry (id),
                CHECK ((event IS NULL) = (file IS NULL)),
                CHECK ((event IS NULL) = (digest IS NULL)),
                CHECK ((event IS NULL) = (cms IS NULL)),
                CHECK ((event IS NULL) = (signed_at IS NULL)),
                CHECK ((event IS NULL) = (entry_id IS NULL))
            );
            CREATE UNIQUE INDEX casework_conclusion_event ON casework_conclusion (case_id, event);
            """)
}
