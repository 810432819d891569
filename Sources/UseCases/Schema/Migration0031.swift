import Store

extension Migration {
    /// What exactly a result permits stands in its register; registers of organisations can be
    /// connected.
    static let permittedFacts = Migration(
        number: 31, name: "permitted facts",
        sql: """
            ALTER TABLE register_entry ADD COLUMN facts TEXT
                CHECK (length(facts) BETWEEN 2 AND 20000);

            CREATE TABLE register_new (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 3 AND 64),
                kind TEXT NOT NULL
                    CHECK (kind IN ('persons', 'phones', 'documents', 'organisations')),
                url TEXT NOT NULL,
                secret TEXT NOT NULL,
                document_types TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                disabled_at BIGINT
            );
            INSERT INTO register_new (id, kind, url, secret, document_types, created_at, disabled_at)
            SELECT id, kind, url, secret, document_types, created_at, disabled_at FROM register;
            DROP TABLE register;
            ALTER TABLE register_new RENAME TO register;
            """)
}
