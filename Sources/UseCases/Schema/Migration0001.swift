import Store

extension Migration {
    /// The journal: append-only entries, the Merkle tree over them, its signed heads.
    ///
    /// An entry commits without a leaf number; the sequencer numbers it (`docs/adr/0003`).
    /// Personal fields and their salt lie in a table of their own, so that erasure leaves the tree.
    static let journal = Migration(
        number: 1, name: "journal",
        sql: """
            CREATE TABLE journal_entry (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
                at BIGINT NOT NULL,
                leaf BYTEA NOT NULL,
                leaf_index BIGINT UNIQUE CHECK (leaf_index >= 0)
            );
            CREATE INDEX journal_entry_unnumbered ON journal_entry (id) WHERE leaf_index IS NULL;

            CREATE TABLE journal_personal (
                entry_id TEXT NOT NULL PRIMARY KEY REFERENCES journal_entry (id),
                salt BYTEA NOT NULL CHECK (length(salt) = 16),
                fields TEXT NOT NULL,
                at BIGINT NOT NULL,
                subject_iin TEXT CHECK (length(subject_iin) = 12),
                counterpart_iin TEXT CHECK (length(counterpart_iin) = 12)
            );
            CREATE INDEX journal_personal_subject ON journal_personal (subject_iin, at, entry_id)
                WHERE subject_iin IS NOT NULL;
            CREATE INDEX journal_personal_counterpart
                ON journal_personal (counterpart_iin, at, entry_id)
                WHERE counterpart_iin IS NOT NULL;

            CREATE TABLE journal_node (
                level BIGINT NOT NULL CHECK (level >= 0),
                position BIGINT NOT NULL CHECK (position >= 0),
                hash BYTEA NOT NULL CHECK (length(hash) = 32),
                PRIMARY KEY (level, position)
            );

            CREATE TABLE journal_head (
                size BIGINT NOT NULL PRIMARY KEY CHECK (size >= 0),
                root BYTEA NOT NULL CHECK (length(root) = 32),
                at BIGINT NOT NULL,
                log_id TEXT NOT NULL,
                signed TEXT NOT NULL
            );
            """)
}
