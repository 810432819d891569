import Store

extension Migration {
    /// Signed results as papers: the PDF with the head's signature and its time-stamp in it.
    static let signedResults = Migration(
        number: 19, name: "signed results",
        sql: """
            CREATE TABLE casework_result (
                case_id TEXT NOT NULL PRIMARY KEY REFERENCES casework_case (id),
                file BYTEA NOT NULL CHECK (length(file) BETWEEN 1 AND 4194304),
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                draft_digest TEXT NOT NULL CHECK (length(draft_digest) = 64),
                prepared_at BIGINT NOT NULL,
                signed_at BIGINT NOT NULL CHECK (signed_at >= prepared_at),
                entry_id TEXT NOT NULL UNIQUE REFERENCES journal_entry (id)
            );
            """)
}
