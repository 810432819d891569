import Store

extension Migration {
    /// Which world a store belongs to, and the runs that erase what was kept long enough.
    ///
    /// A store that exists already belongs to the world that its rows come from.
    static let retention = Migration(
        number: 9, name: "retention",
        sql: """
            CREATE TABLE installation_mode (
                id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
                mode TEXT NOT NULL CHECK (mode IN ('sandbox', 'production')),
                since BIGINT NOT NULL
            );
            INSERT INTO installation_mode (id, mode, since)
                SELECT 1, 'sandbox', 0 WHERE EXISTS (SELECT name FROM sandbox_setting);
            INSERT INTO installation_mode (id, mode, since)
                SELECT 1, 'production', 0 WHERE EXISTS (SELECT id FROM journal_entry)
                    AND NOT EXISTS (SELECT name FROM sandbox_setting);

            CREATE TABLE retention_run (
                day TEXT NOT NULL PRIMARY KEY CHECK (length(day) = 10),
                started_at BIGINT NOT NULL,
                finished_at BIGINT,
                entries BIGINT NOT NULL DEFAULT 0 CHECK (entries >= 0),
                working_rows BIGINT NOT NULL DEFAULT 0 CHECK (working_rows >= 0)
            );
            CREATE INDEX retention_run_finished ON retention_run (finished_at);

            CREATE INDEX access_request_age ON access_request (created_at);
            CREATE INDEX document_request_age ON document_request (created_at);
            CREATE INDEX share_age ON share (created_at);
            CREATE INDEX view_mark_age ON view_mark (at);
            CREATE INDEX view_mark_share ON view_mark (share_id) WHERE share_id IS NOT NULL;
            CREATE INDEX session_age ON session (created_at);
            CREATE INDEX sign_in_attempt_age ON sign_in_attempt (created_at);
            CREATE INDEX inbound_message_age ON inbound_message (received_at);
            """)
}
