import Store

extension Migration {
    /// Around the vouchers: consent on record, ratings, complaints, checks of shops, loans.
    static let voucherService = Migration(
        number: 14, name: "voucher service",
        sql: """
            ALTER TABLE voucher_family ADD COLUMN consent_id TEXT;

            CREATE TABLE voucher_rating (
                redemption_id TEXT NOT NULL PRIMARY KEY REFERENCES voucher_redemption (id),
                shop_id TEXT NOT NULL REFERENCES voucher_shop (id),
                holder_iin TEXT NOT NULL CHECK (length(holder_iin) = 12),
                value BIGINT NOT NULL CHECK (value BETWEEN 1 AND 5),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id)
            );
            CREATE INDEX voucher_rating_shop ON voucher_rating (shop_id, at);

            CREATE TABLE voucher_complaint (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                pilot TEXT NOT NULL,
                redemption_id TEXT NOT NULL,
                line BIGINT NOT NULL,
                shop_id TEXT NOT NULL REFERENCES voucher_shop (id),
                holder_iin TEXT NOT NULL CHECK (length(holder_iin) = 12),
                words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 1000),
                made_at BIGINT NOT NULL,
                due_day BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                outcome TEXT CHECK (outcome IN ('upheld', 'rejected')),
                answer TEXT CHECK (length(answer) BETWEEN 1 AND 1000),
                answered_at BIGINT CHECK (answered_at >= made_at),
                answer_entry_id TEXT REFERENCES journal_entry (id),
                UNIQUE (redemption_id, line),
                FOREIGN KEY (redemption_id, line)
                    REFERENCES voucher_line (redemption_id, number),
                CHECK ((answered_at IS NULL) = (answer IS NULL)),
                CHECK ((answered_at IS NULL) = (outcome IS NULL)),
                CHECK ((answered_at IS NULL) = (answer_entry_id IS NULL))
            );
            CREATE INDEX voucher_complaint_made ON voucher_complaint (pilot, made_at, id);
            CREATE INDEX voucher_complaint_open ON voucher_complaint (pilot, due_day, id)
                WHERE answered_at IS NULL;
            CREATE INDEX voucher_complaint_holder ON voucher_complaint (holder_iin, made_at, id);

            CREATE TABLE voucher_check (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                shop_id TEXT NOT NULL REFERENCES voucher_shop (id),
                missing TEXT NOT NULL,
                has_stickers BIGINT NOT NULL CHECK (has_stickers IN (0, 1)),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id)
            );
            CREATE INDEX voucher_check_shop ON voucher_check (shop_id, at, id);

            CREATE TABLE voucher_loan (
                shop_id TEXT NOT NULL REFERENCES voucher_shop (id),
                agreement TEXT NOT NULL CHECK (length(agreement) BETWEEN 1 AND 100),
                lender_bin TEXT NOT NULL CHECK (length(lender_bin) = 12),
                amount BIGINT NOT NULL CHECK (amount > 0),
                repay_by BIGINT NOT NULL,
                yearly_basis_points BIGINT NOT NULL CHECK (yearly_basis_points > 0),
                recorded_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (shop_id, agreement)
            );
            """)
}
