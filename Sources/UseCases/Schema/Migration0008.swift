import Store

extension Migration {
    /// Registers of priority activities: two axes of time, declarations, standings, notices.
    ///
    /// A day stands as days since 1970; `known_from` and `known_until` are moments of belief: rows
    /// are replaced, never changed.
    static let priorityActivities = Migration(
        number: 8, name: "priority activities",
        sql: """
            CREATE TABLE activity_evidence (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                kind TEXT NOT NULL CHECK (kind IN ('participants', 'producerExtracts')),
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 64),
                name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
                valid_from BIGINT NOT NULL,
                valid_until BIGINT CHECK (valid_until >= valid_from),
                known_from BIGINT NOT NULL,
                known_until BIGINT CHECK (known_until >= known_from),
                entry_id TEXT NOT NULL REFERENCES journal_entry (id)
            );
            CREATE UNIQUE INDEX activity_evidence_believed
                ON activity_evidence (kind, bin, number) WHERE known_until IS NULL;
            CREATE INDEX activity_evidence_bin ON activity_evidence (bin, valid_from, id);

            CREATE TABLE activity_representative (
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                iin TEXT NOT NULL CHECK (length(iin) = 12),
                since BIGINT NOT NULL,
                PRIMARY KEY (bin, iin)
            );
            CREATE INDEX activity_representative_person ON activity_representative (iin, bin);

            CREATE TABLE declared_activity (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                activity TEXT NOT NULL CHECK (length(activity) = 26),
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
                claimed_item BIGINT CHECK (claimed_item BETWEEN 1 AND 99),
                facts TEXT NOT NULL,
                valid_from BIGINT NOT NULL,
                valid_until BIGINT CHECK (valid_until >= valid_from),
                known_from BIGINT NOT NULL,
                known_until BIGINT CHECK (known_until >= known_from),
                entry_id TEXT NOT NULL REFERENCES journal_entry (id)
            );
            CREATE UNIQUE INDEX declared_activity_believed
                ON declared_activity (activity) WHERE known_until IS NULL;
            CREATE INDEX declared_activity_bin ON declared_activity (bin, valid_from, id);

            CREATE TABLE activity_standing (
                activity TEXT NOT NULL PRIMARY KEY CHECK (length(activity) = 26),
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                outcome TEXT NOT NULL CHECK (outcome IN ('yes', 'no', 'cannotTell')),
                own_production TEXT NOT NULL
                    CHECK (own_production IN ('yes', 'no', 'cannotTell')),
                rules TEXT NOT NULL,
                checked_on BIGINT NOT NULL,
                stale BIGINT NOT NULL DEFAULT 0 CHECK (stale IN (0, 1))
            );
            CREATE INDEX activity_standing_bin ON activity_standing (bin, activity);

            CREATE TABLE activity_notice (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                activity TEXT NOT NULL CHECK (length(activity) = 26),
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                kind TEXT NOT NULL CHECK (kind IN ('willBeLost', 'lost', 'gained')),
                matter TEXT NOT NULL CHECK (matter IN ('priority', 'ownProduction')),
                on_day BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (activity, kind, matter, on_day)
            );
            CREATE INDEX activity_notice_bin ON activity_notice (bin, created_at, id);
            """)
}
