import Store

extension Migration {
    /// Holes closed: what an attempt to sign in says stays the same, silence about a document is
    /// recorded once, systems that try numbers are counted, answer codes go with their day.
    static let steadyAnswers = Migration(
        number: 16, name: "steady answers",
        sql: """
            ALTER TABLE sign_in_attempt ADD COLUMN masked_phone TEXT;

            ALTER TABLE document_request ADD COLUMN expired_at BIGINT
                CHECK (expired_at IS NULL OR (consented_at IS NULL AND refused_at IS NULL
                    AND undeliverable_at IS NULL));
            CREATE INDEX document_request_overdue ON document_request (answer_by)
                WHERE consented_at IS NULL AND refused_at IS NULL AND undeliverable_at IS NULL
                    AND expired_at IS NULL;

            CREATE TABLE unknown_number (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                client_id TEXT NOT NULL REFERENCES client (id),
                at BIGINT NOT NULL
            );
            CREATE INDEX unknown_number_client ON unknown_number (client_id, at);
            CREATE INDEX unknown_number_at ON unknown_number (at);

            CREATE INDEX access_request_code ON access_request (answer_by)
                WHERE sms_code IS NOT NULL AND outcome IS NOT NULL;
            CREATE INDEX document_request_code ON document_request (answer_by)
                WHERE sms_code IS NOT NULL;
            """)
}
