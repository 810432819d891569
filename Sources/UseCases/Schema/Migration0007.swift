import Store

extension Migration {
    /// Signing in by EDS: challenges, what a session knows of the certificate, and which trusted
    /// authorities vouch for people; the others vouch for issuing bodies alone.
    static let edsSignIn = Migration(
        number: 7, name: "eds sign-in",
        sql: """
            CREATE TABLE eds_challenge (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                challenge TEXT NOT NULL UNIQUE CHECK (length(challenge) BETWEEN 1 AND 4096),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL CHECK (expires_at > created_at),
                tries BIGINT NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
                used_at BIGINT
            );
            CREATE INDEX eds_challenge_expiry ON eds_challenge (expires_at);

            ALTER TABLE session ADD COLUMN method TEXT NOT NULL DEFAULT 'oneTimePassword'
                CHECK (method IN ('oneTimePassword', 'eds'));
            ALTER TABLE session ADD COLUMN challenge_id TEXT
                CHECK ((challenge_id IS NOT NULL) = (method = 'eds'));
            ALTER TABLE session ADD COLUMN certificate_serial TEXT
                CHECK ((certificate_serial IS NOT NULL) = (method = 'eds'));
            ALTER TABLE session ADD COLUMN bin TEXT
                CHECK (bin IS NULL OR (length(bin) = 12 AND method = 'eds'));
            ALTER TABLE session ADD COLUMN roles TEXT NOT NULL DEFAULT '';
            ALTER TABLE session ADD COLUMN ends_at BIGINT;
            ALTER TABLE trusted_root ADD COLUMN vouches_for_people BIGINT NOT NULL DEFAULT 0
                CHECK (vouches_for_people IN (0, 1));
            CREATE UNIQUE INDEX session_challenge ON session (challenge_id)
                WHERE challenge_id IS NOT NULL;
            """)
}
