import Store

extension Migration {
    /// Signatures and papers of a case by what they decide on, each time anew: a refusal that was
    /// cancelled on appeal is followed by another result.
    static let casePapers = Migration(
        number: 32, name: "case papers",
        sql: """
            CREATE TABLE casework_signature_new (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                purpose TEXT NOT NULL CHECK (purpose IN ('application', 'result', 'appeal')),
                round BIGINT NOT NULL CHECK (round >= 1),
                statement BYTEA NOT NULL,
                cms BYTEA NOT NULL,
                serial TEXT NOT NULL,
                signer TEXT CHECK (length(signer) = 12),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (case_id, purpose, round)
            );
            INSERT INTO casework_signature_new (case_id, purpose, round, statement, cms, serial,
                at, entry_id)
            SELECT case_id, purpose, 1, statement, cms, serial, at, entry_id
            FROM casework_signature;
            DROP TABLE casework_signature;
            ALTER TABLE casework_signature_new RENAME TO casework_signature;

            CREATE TABLE casework_result_new (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                purpose TEXT NOT NULL CHECK (purpose IN ('result', 'appeal')),
                round BIGINT NOT NULL CHECK (round >= 1),
                file BYTEA NOT NULL CHECK (length(file) BETWEEN 1 AND 4194304),
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                draft_digest TEXT NOT NULL CHECK (length(draft_digest) = 64),
                prepared_at BIGINT NOT NULL,
                signed_at BIGINT NOT NULL CHECK (signed_at >= prepared_at),
                entry_id TEXT NOT NULL UNIQUE REFERENCES journal_entry (id),
                PRIMARY KEY (case_id, purpose, round)
            );
            INSERT INTO casework_result_new (case_id, purpose, round, file, digest, draft_digest,
                prepared_at, signed_at, entry_id)
            SELECT case_id, 'result', 1, file, digest, draft_digest, prepared_at, signed_at,
                entry_id
            FROM casework_result;
            DROP TABLE casework_result;
            ALTER TABLE casework_result_new RENAME TO casework_result;
            """)
}
