import Store

extension Migration {
    /// What every hour of a pilot's vouchers came to, so that a day's report adds hours up.
    ///
    /// Sums of rows that never change, of hours whose entries are all under a signed head; no
    /// person is in them. The figure `formed` is there for every hour that was summed.
    static let voucherHours = Migration(
        number: 24, name: "voucher hours",
        sql: """
            CREATE TABLE voucher_hour (
                pilot TEXT NOT NULL,
                hour BIGINT NOT NULL CHECK (hour >= 0 AND hour % 3600000 = 0),
                figure TEXT NOT NULL CHECK (figure IN ('formed', 'activated', 'purchases',
                    'movement', 'good')),
                name TEXT NOT NULL,
                shop TEXT NOT NULL,
                number BIGINT NOT NULL CHECK (number >= 0),
                amount BIGINT NOT NULL CHECK (amount >= 0),
                PRIMARY KEY (pilot, hour, figure, name, shop),
                CHECK (figure IN ('movement', 'good') OR (name = '' AND shop = '' AND amount = 0))
            );
            """)
}
