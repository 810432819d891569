import Store

extension Migration {
    /// Steps of a publication and incidents that an official entered instead of a system.
    ///
    /// Both tables are made anew, since what must be there cannot be taken back in place; the
    /// version before reads and writes them as it did.
    static let duties = Migration(
        number: 21, name: "duties",
        sql: """
            CREATE TABLE voucher_publication_new (
                pilot TEXT NOT NULL,
                step TEXT NOT NULL CHECK (step IN ('sent', 'published', 'placed')),
                day BIGINT NOT NULL,
                reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
                is_late BIGINT NOT NULL CHECK (is_late IN (0, 1)),
                recorded_by TEXT REFERENCES client (id),
                recorded_for TEXT CHECK (length(recorded_for) = 12),
                recorded_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (pilot, step),
                CHECK ((recorded_by IS NULL) <> (recorded_for IS NULL))
            );
            INSERT INTO voucher_publication_new (pilot, step, day, reference, is_late,
                    recorded_by, recorded_at, entry_id)
                SELECT pilot, step, day, reference, is_late, recorded_by, recorded_at, entry_id
                FROM voucher_publication;
            DROP TABLE voucher_publication;
            ALTER TABLE voucher_publication_new RENAME TO voucher_publication;

            CREATE TABLE voucher_incident_new (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                pilot TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('interruption', 'ledger', 'reported')),
                what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 500),
                reported_by TEXT REFERENCES client (id),
                reported_for TEXT CHECK (length(reported_for) = 12),
                began_at BIGINT NOT NULL,
                recorded_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                ended_at BIGINT CHECK (ended_at >= began_at),
                remedy TEXT CHECK (length(remedy) BETWEEN 1 AND 500),
                end_entry_id TEXT REFERENCES journal_entry (id),
                CHECK ((kind = 'reported')
                    = (reported_by IS NOT NULL OR reported_for IS NOT NULL)),
                CHECK (reported_by IS NULL OR reported_for IS NULL),
                CHECK ((ended_at IS NULL) = (remedy IS NULL)),
                CHECK ((ended_at IS NULL) = (end_entry_id IS NULL))
            );
            INSERT INTO voucher_incident_new (id, pilot, kind, what, reported_by, began_at,
                    recorded_at, entry_id, ended_at, remedy, end_entry_id)
                SELECT id, pilot, kind, what, reported_by, began_at, recorded_at, entry_id,
                    ended_at, remedy, end_entry_id
                FROM voucher_incident;
            DROP TABLE voucher_incident;
            ALTER TABLE voucher_incident_new RENAME TO voucher_incident;
            CREATE INDEX voucher_incident_began ON voucher_incident (pilot, began_at, id);
            CREATE INDEX voucher_incident_open ON voucher_incident (pilot, id)
                WHERE ended_at IS NULL;
            CREATE UNIQUE INDEX voucher_incident_ledger ON voucher_incident (pilot)
                WHERE kind = 'ledger' AND ended_at IS NULL;
            """)
}
