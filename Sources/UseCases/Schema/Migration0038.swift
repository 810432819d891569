import Store

extension Migration {
    /// Which case's result ended an entry, so that another successor of a division can be told from
    /// who comes too late.
    static let endedByCases = Migration(
        number: 38, name: "ended by cases",
        sql: """
            ALTER TABLE register_change ADD COLUMN case_id TEXT REFERENCES casework_case (id);
            """)
}
