import Store

extension Migration {
    /// Packages that somebody is asked to sign on the phone.
    ///
    /// A row belongs to a challenge of signing in, or is an example of the sandbox. Challenges are
    /// forgotten after two days, requests with them; hence no foreign key, which would need an order.
    static let signingRequests = Migration(
        number: 17, name: "signing requests",
        sql: """
            CREATE TABLE signing_request (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                document_id TEXT NOT NULL UNIQUE CHECK (length(document_id) = 26),
                challenge_id TEXT UNIQUE CHECK (length(challenge_id) = 26),
                browser_hash BYTEA CHECK (length(browser_hash) = 32),
                authorisation TEXT NOT NULL CHECK (authorisation IN ('None', 'Token', 'Eds')),
                package TEXT NOT NULL CHECK (length(package) BETWEEN 2 AND 1000000),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL CHECK (expires_at > created_at),
                tries BIGINT NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 10),
                iin TEXT CHECK (iin IS NULL OR (length(iin) = 12 AND authorisation = 'Eds')),
                signed_package TEXT CHECK (length(signed_package) BETWEEN 2 AND 1000000),
                signed_at BIGINT,
                CHECK ((challenge_id IS NULL) = (browser_hash IS NULL)),
                CHECK ((signed_package IS NULL) = (signed_at IS NULL))
            );
            CREATE INDEX signing_request_expiry ON signing_request (expires_at);
            """)
}
