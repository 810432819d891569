import Store

extension Migration {
    /// Ends of short things: consents to documents taken back, codes and passwords forgotten in
    /// time, notices that wait until somebody can say where the person is reached.
    static let shortLived = Migration(
        number: 13, name: "short-lived",
        sql: """
            ALTER TABLE document_request ADD COLUMN withdrawn_at BIGINT
                CHECK (withdrawn_at IS NULL OR consented_at IS NOT NULL);

            CREATE INDEX access_request_phone ON access_request (phone, answer_by)
                WHERE phone IS NOT NULL;
            CREATE INDEX document_request_phone ON document_request (phone, answer_by);
            CREATE INDEX document_request_password ON document_request (created_at)
                WHERE code_hash IS NOT NULL;
            CREATE INDEX sign_in_attempt_password ON sign_in_attempt (expires_at)
                WHERE code_hash IS NOT NULL;
            CREATE INDEX share_codes ON share (expires_at) WHERE length(sealed_codes) > 1;
            CREATE INDEX share_view_reserved ON share_view (reserved_until)
                WHERE spent_at IS NULL;
            CREATE INDEX share_confirmation_asked ON share_confirmation (asked_at);

            CREATE TABLE waiting_notice (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                person_iin TEXT NOT NULL CHECK (length(person_iin) = 12),
                text_kk TEXT NOT NULL,
                text_ru TEXT NOT NULL,
                text_en TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                next_attempt_at BIGINT NOT NULL,
                give_up_at BIGINT NOT NULL CHECK (give_up_at > created_at)
            );
            CREATE INDEX waiting_notice_due ON waiting_notice (next_attempt_at, id);
            """)
}
