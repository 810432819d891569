import Store

extension Migration {
    /// A result can end the entry of an earlier one.
    static let replacedEntries = Migration(
        number: 34, name: "replaced entries",
        sql: """
            ALTER TABLE casework_case ADD COLUMN replaces TEXT REFERENCES register_entry (id);
            CREATE INDEX casework_case_replaces ON casework_case (replaces)
                WHERE replaces IS NOT NULL;

            CREATE TABLE register_change_new (
                item TEXT NOT NULL REFERENCES register_entry (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                state TEXT NOT NULL CHECK (state IN ('inForce', 'suspended', 'withdrawn',
                    'deregistered', 'replaced')),
                from_day BIGINT NOT NULL,
                clause TEXT NOT NULL CHECK (length(clause) BETWEEN 1 AND 200),
                reasons TEXT NOT NULL CHECK (length(reasons) BETWEEN 1 AND 2000),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (item, number)
            );
            INSERT INTO register_change_new (item, number, state, from_day, clause, reasons, at,
                entry_id)
            SELECT item, number, state, from_day, clause, reasons, at, entry_id
            FROM register_change;
            DROP TABLE register_change;
            ALTER TABLE register_change_new RENAME TO register_change;
            """)
}
