import Store

extension Migration {
    /// The journal: append-only entries, the Merkle tree over them, its signed heads.
    ///
    /// An entry commits without a leaf number; the sequencer numbers it (`docs/adr/0003`).
    /// Personal fields and their salt lie in a table of their own, so that erasure leaves the tree.
    static let journal = Migration(
        number: 1, name: "journal",
        sql: """
            CREATE TABLE journal_log (
                number BIGINT NOT NULL PRIMARY KEY CHECK (number >= 1),
                id TEXT NOT NULL UNIQUE CHECK (length(id) = 26),
                started_at BIGINT NOT NULL,
                previous_id TEXT CHECK (length(previous_id) = 26),
                previous_size BIGINT CHECK (previous_size >= 1),
                CHECK ((previous_id IS NULL) = (previous_size IS NULL))
            );

            CREATE TABLE journal_entry (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
                at BIGINT NOT NULL,
                leaf BYTEA NOT NULL,
                log BIGINT REFERENCES journal_log (number),
                leaf_index BIGINT CHECK (leaf_index >= 0),
                UNIQUE (log, leaf_index),
                CHECK ((log IS NULL) = (leaf_index IS NULL))
            );
            CREATE INDEX journal_entry_unnumbered ON journal_entry (at, id)
                WHERE leaf_index IS NULL;

            CREATE TABLE journal_personal (
                entry_id TEXT NOT NULL PRIMARY KEY REFERENCES journal_entry (id),
                salt BYTEA NOT NULL CHECK (length(salt) = 32),
                fields TEXT NOT NULL,
                at BIGINT NOT NULL,
                retention_class TEXT NOT NULL,
                subject_iin TEXT CHECK (length(subject_iin) = 12),
                counterpart_iin TEXT CHECK (length(counterpart_iin) = 12)
            );
            CREATE INDEX journal_personal_subject ON journal_personal (subject_iin, at, entry_id)
                WHERE subject_iin IS NOT NULL;
            CREATE INDEX journal_personal_counterpart
                ON journal_personal (counterpart_iin, at, entry_id)
                WHERE counterpart_iin IS NOT NULL;
            CREATE INDEX journal_personal_term ON journal_personal (retention_class, at, entry_id);

            CREATE TABLE journal_erasure (
                entry_id TEXT NOT NULL PRIMARY KEY REFERENCES journal_entry (id),
                erased_by TEXT NOT NULL UNIQUE REFERENCES journal_entry (id)
            );

            CREATE TABLE journal_tile (
                log BIGINT NOT NULL REFERENCES journal_log (number),
                position BIGINT NOT NULL CHECK (position >= 0),
                hashes BYTEA NOT NULL CHECK (length(hashes) BETWEEN 32 AND 1024),
                PRIMARY KEY (log, position)
            );

            CREATE TABLE journal_node (
                log BIGINT NOT NULL REFERENCES journal_log (number),
                level BIGINT NOT NULL CHECK (level >= 0),
                position BIGINT NOT NULL CHECK (position >= 0),
                hash BYTEA NOT NULL CHECK (length(hash) = 32),
                PRIMARY KEY (log, level, position)
            );

            CREATE TABLE journal_head (
                log BIGINT NOT NULL REFERENCES journal_log (number),
                size BIGINT NOT NULL CHECK (size >= 1),
                previous_size BIGINT NOT NULL CHECK (previous_size >= 0),
                root BYTEA NOT NULL CHECK (length(root) = 32),
                at BIGINT NOT NULL,
                signed TEXT NOT NULL,
                PRIMARY KEY (log, size)
            );
            """)
}
