import Store

extension Migration {
    /// When a family's number was found, for the way from the list to the shop day by day.
    ///
    /// Families of before have none: they count in the month, and on no day of this step.
    static let foundNumbers = Migration(
        number: 37, name: "when numbers were found",
        sql: """
            ALTER TABLE voucher_family ADD COLUMN found_at BIGINT;
            """)
}
