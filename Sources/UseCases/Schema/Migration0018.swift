import Store

extension Migration {
    /// Wallets with their opening, duties of publication, incidents, and the watch over both.
    static let voucherDuties = Migration(
        number: 18, name: "voucher duties",
        sql: """
            CREATE TABLE voucher_wallet_opening (
                holder_iin TEXT NOT NULL PRIMARY KEY CHECK (length(holder_iin) = 12),
                pilot TEXT NOT NULL,
                funding TEXT NOT NULL CHECK (funding IN ('stateBudget', 'socialInsuranceFund')),
                opened_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id)
            );
            INSERT INTO voucher_wallet_opening (holder_iin, pilot, funding, opened_at, entry_id)
                SELECT v.holder_iin, v.pilot, 'stateBudget', v.formed_at, m.entry_id
                FROM voucher v JOIN voucher_movement m ON m.voucher_id = v.id AND m.number = 1
                WHERE v.id = (SELECT MIN(o.id) FROM voucher o WHERE o.holder_iin = v.holder_iin);

            CREATE TABLE voucher_publication (
                pilot TEXT NOT NULL,
                step TEXT NOT NULL CHECK (step IN ('sent', 'published', 'placed')),
                day BIGINT NOT NULL,
                reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
                is_late BIGINT NOT NULL CHECK (is_late IN (0, 1)),
                recorded_by TEXT NOT NULL REFERENCES client (id),
                recorded_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (pilot, step)
            );

            CREATE TABLE voucher_incident (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                pilot TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('interruption', 'ledger', 'reported')),
                what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 500),
                reported_by TEXT REFERENCES client (id),
                began_at BIGINT NOT NULL,
                recorded_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                ended_at BIGINT CHECK (ended_at >= began_at),
                remedy TEXT CHECK (length(remedy) BETWEEN 1 AND 500),
                end_entry_id TEXT REFERENCES journal_entry (id),
                CHECK ((kind = 'reported') = (reported_by IS NOT NULL)),
                CHECK ((ended_at IS NULL) = (remedy IS NULL)),
                CHECK ((ended_at IS NULL) = (end_entry_id IS NULL))
            );
            CREATE INDEX voucher_incident_began ON voucher_incident (pilot, began_at, id);
            CREATE UNIQUE INDEX voucher_incident_ledger ON voucher_incident (pilot)
                WHERE kind = 'ledger' AND ended_at IS NULL;

            CREATE TABLE voucher_watch (
                pilot TEXT NOT NULL PRIMARY KEY,
                seen_at BIGINT NOT NULL,
                checked_at BIGINT NOT NULL
            );

            CREATE INDEX journal_head_at ON journal_head (at);
            """)
}
