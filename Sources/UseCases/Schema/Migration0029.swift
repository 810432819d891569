import Store

extension Migration {
    /// The versions of services on which cases rest.
    static let serviceVersions = Migration(
        number: 29, name: "service versions",
        sql: """
            CREATE TABLE service_version (
                digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
                service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 64),
                file BYTEA NOT NULL CHECK (length(file) BETWEEN 1 AND 1048576),
                first_used_at BIGINT NOT NULL
            );
            ALTER TABLE casework_case ADD COLUMN definition TEXT
                REFERENCES service_version (digest);
            """)
}
