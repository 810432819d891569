import Store

extension Migration {
    /// Which registers are called, whose signatures are believed, and the sandbox's own settings.
    static let installation = Migration(
        number: 5, name: "installation",
        sql: """
            CREATE TABLE register (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 3 AND 64),
                kind TEXT NOT NULL CHECK (kind IN ('persons', 'phones', 'documents')),
                url TEXT NOT NULL,
                secret TEXT NOT NULL,
                document_types TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                disabled_at BIGINT
            );

            CREATE TABLE issuer (
                bin TEXT NOT NULL CHECK (length(bin) = 12),
                document_type TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                disabled_at BIGINT,
                PRIMARY KEY (bin, document_type)
            );

            CREATE TABLE trusted_root (
                fingerprint TEXT NOT NULL PRIMARY KEY,
                certificate TEXT NOT NULL,
                is_sandbox BIGINT NOT NULL CHECK (is_sandbox IN (0, 1)),
                created_at BIGINT NOT NULL,
                disabled_at BIGINT
            );

            CREATE TABLE sandbox_setting (
                name TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL
            );
            """)
}
