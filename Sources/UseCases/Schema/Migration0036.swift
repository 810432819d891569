import Store

extension Migration {
    /// One step for what follows, so that a server of the version before is one step behind:
    /// the code of a wallet that was scanned last; which till a return was made at; when a family's
    /// number was found; which case's result ended an entry; who acted for an applicant, as none of
    /// them decides the case; which receipt of a fee serves which application; and which sittings of
    /// an examination count no more, with what they had ended in.
    static let scansPartiesAndFees = Migration(
        number: 36, name: "scans, parties and fees",
        sql: """
            ALTER TABLE voucher_wallet ADD COLUMN scanned_counter BIGINT NOT NULL DEFAULT 0
                CHECK (scanned_counter >= 0 AND scanned_counter <= qr_counter);
            ALTER TABLE voucher_return ADD COLUMN till_id TEXT REFERENCES voucher_till (client_id);
            ALTER TABLE voucher_family ADD COLUMN found_at BIGINT;
            ALTER TABLE register_change ADD COLUMN case_id TEXT REFERENCES casework_case (id);

            ALTER TABLE examination_sitting ADD COLUMN annulled_at BIGINT
                CHECK (annulled_at IS NULL OR ending = 'withdrawn');
            ALTER TABLE examination_sitting ADD COLUMN annulled_ending TEXT;
            ALTER TABLE examination_sitting ADD COLUMN annulled_score BIGINT;

            CREATE TABLE casework_party (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                iin TEXT NOT NULL CHECK (length(iin) = 12),
                PRIMARY KEY (case_id, iin)
            );

            CREATE TABLE casework_fee (
                receipt TEXT NOT NULL PRIMARY KEY CHECK (length(receipt) BETWEEN 1 AND 500),
                case_id TEXT NOT NULL UNIQUE REFERENCES casework_case (id),
                amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),
                paid_on BIGINT NOT NULL,
                used_at BIGINT NOT NULL
            );
            """)
}
