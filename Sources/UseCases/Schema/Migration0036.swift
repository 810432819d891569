import Store

extension Migration {
    /// The code of a wallet that was scanned last, so that no earlier one pays after it; and which
    /// till a return was made at, as each names its own.
    static let voucherScans = Migration(
        number: 36, name: "voucher scans",
        sql: """
            ALTER TABLE voucher_wallet ADD COLUMN scanned_counter BIGINT NOT NULL DEFAULT 0
                CHECK (scanned_counter >= 0 AND scanned_counter <= qr_counter);

            ALTER TABLE voucher_return ADD COLUMN till_id TEXT REFERENCES voucher_till (client_id);
            """)
}
