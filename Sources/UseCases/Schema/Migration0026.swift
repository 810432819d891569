import Store

extension Migration {
    /// Complaints on their way through e-Otinish: what is to be done, and what was registered.
    ///
    /// Complaints that are there already are registered like new ones.
    static let voucherAppeals = Migration(
        number: 26, name: "voucher appeals",
        sql: """
            CREATE TABLE voucher_appeal (
                complaint_id TEXT NOT NULL PRIMARY KEY REFERENCES voucher_complaint (id),
                step TEXT NOT NULL CHECK (step IN ('register', 'look', 'answer', 'done')),
                attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                next_at BIGINT NOT NULL,
                claimed_until BIGINT NOT NULL DEFAULT 0,
                fault TEXT CHECK (length(fault) BETWEEN 1 AND 64),
                stuck_at BIGINT,
                number TEXT UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
                registered_day BIGINT,
                due_day BIGINT CHECK (due_day >= registered_day),
                basis_kk TEXT,
                basis_ru TEXT,
                basis_en TEXT,
                entry_id TEXT REFERENCES journal_entry (id),
                CHECK ((step = 'register') = (number IS NULL)),
                CHECK ((number IS NULL) = (registered_day IS NULL)),
                CHECK ((number IS NULL) = (due_day IS NULL)),
                CHECK ((number IS NULL) = (basis_kk IS NULL)),
                CHECK ((number IS NULL) = (basis_ru IS NULL)),
                CHECK ((number IS NULL) = (basis_en IS NULL)),
                CHECK ((number IS NULL) = (entry_id IS NULL)),
                CHECK (stuck_at IS NULL OR (fault IS NOT NULL AND step <> 'done'))
            );
            CREATE INDEX voucher_appeal_due ON voucher_appeal (next_at)
                WHERE step <> 'done' AND stuck_at IS NULL;
            CREATE INDEX voucher_appeal_waiting ON voucher_appeal (complaint_id)
                WHERE step IN ('register', 'answer');
            INSERT INTO voucher_appeal (complaint_id, step, next_at)
                SELECT id, 'register', made_at FROM voucher_complaint;
            """)
}
