import Store

extension Migration {
    /// Appeals are signed: what is prepared, and the signature over it once there is one.
    ///
    /// Cases say how the words are written by which they are found, so that the older ones are
    /// written anew.
    static let signedAppeals = Migration(
        number: 37, name: "signed appeals",
        sql: """
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
            """)
}
