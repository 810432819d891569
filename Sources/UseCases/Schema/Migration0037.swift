import Store

extension Migration {
    /// An annex of a licence is in force only while that is; which licence that is follows its
    /// re-issue, so it is kept from day to day.
    static let annexes = Migration(
        number: 37, name: "annexes",
        sql: """
            ALTER TABLE casework_case ADD COLUMN annex_of TEXT REFERENCES register_entry (id);

            CREATE TABLE register_annex (
                annex TEXT NOT NULL REFERENCES register_entry (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                licence TEXT NOT NULL REFERENCES register_entry (id) CHECK (licence <> annex),
                from_day BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (annex, number)
            );
            CREATE INDEX register_annex_licence ON register_annex (licence);
            """)
}
