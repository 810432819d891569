import Store

extension Migration {
    /// Digital documents: names for documents, shares with their codes, views, marks, requests.
    ///
    /// No document is stored: it is built from the register at each view (DD-5, DD-13).
    static let digitalDocuments = Migration(
        number: 4, name: "digital documents",
        sql: """
            CREATE TABLE document_reference (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                subject_iin TEXT NOT NULL CHECK (length(subject_iin) = 12),
                document_type TEXT NOT NULL,
                record_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (subject_iin, document_type, record_id)
            );

            CREATE TABLE share (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                document_id TEXT NOT NULL REFERENCES document_reference (id),
                subject_iin TEXT NOT NULL CHECK (length(subject_iin) = 12),
                holder_iin TEXT NOT NULL CHECK (length(holder_iin) = 12),
                qr_hash BYTEA NOT NULL UNIQUE CHECK (length(qr_hash) = 32),
                sealed_codes BYTEA NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL CHECK (expires_at > created_at),
                views_max BIGINT NOT NULL CHECK (views_max BETWEEN 1 AND 20),
                revoked_at BIGINT
            );
            CREATE INDEX share_holder ON share (holder_iin, created_at, id);

            CREATE TABLE short_code (
                code_hash BYTEA NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32),
                share_id TEXT NOT NULL UNIQUE REFERENCES share (id),
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX short_code_expiry ON short_code (expires_at);

            CREATE TABLE share_view (
                share_id TEXT NOT NULL REFERENCES share (id),
                number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 20),
                verifier TEXT NOT NULL,
                reservation TEXT NOT NULL UNIQUE,
                reserved_until BIGINT NOT NULL,
                spent_at BIGINT,
                entry_id TEXT UNIQUE REFERENCES journal_entry (id),
                PRIMARY KEY (share_id, number),
                CHECK ((spent_at IS NULL) = (entry_id IS NULL))
            );

            CREATE TABLE share_confirmation (
                share_id TEXT NOT NULL REFERENCES share (id),
                verifier TEXT NOT NULL,
                verifier_name TEXT NOT NULL,
                asked_at BIGINT NOT NULL,
                confirmed_at BIGINT,
                PRIMARY KEY (share_id, verifier)
            );

            CREATE TABLE wrong_code (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                verifier TEXT NOT NULL,
                at BIGINT NOT NULL
            );
            CREATE INDEX wrong_code_verifier ON wrong_code (verifier, at);
            CREATE INDEX wrong_code_at ON wrong_code (at);

            CREATE TABLE view_mark (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                subject_iin TEXT CHECK (length(subject_iin) = 12),
                viewer_iin TEXT CHECK (length(viewer_iin) = 12),
                viewer_client TEXT REFERENCES client (id),
                viewer_name TEXT NOT NULL,
                document_type TEXT,
                document_id TEXT REFERENCES document_reference (id),
                share_id TEXT REFERENCES share (id),
                way TEXT NOT NULL CHECK (way IN ('qr', 'shortCode', 'phoneNumber')),
                outcome TEXT NOT NULL,
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                CHECK ((viewer_iin IS NULL) <> (viewer_client IS NULL))
            );
            CREATE INDEX view_mark_subject ON view_mark (subject_iin, at, id)
                WHERE subject_iin IS NOT NULL;
            CREATE INDEX view_mark_viewer ON view_mark (viewer_iin, at, id)
                WHERE viewer_iin IS NOT NULL;
            CREATE INDEX view_mark_client ON view_mark (viewer_client, at, id)
                WHERE viewer_client IS NOT NULL;

            CREATE TABLE document_request (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                client_id TEXT NOT NULL REFERENCES client (id),
                phone TEXT NOT NULL,
                subject_iin TEXT CHECK (length(subject_iin) = 12),
                document_type TEXT NOT NULL,
                purpose TEXT NOT NULL,
                code_hash BYTEA CHECK (length(code_hash) = 32),
                sms_code TEXT CHECK (length(sms_code) = 4),
                created_at BIGINT NOT NULL,
                answer_by BIGINT NOT NULL,
                tries BIGINT NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
                consented_at BIGINT,
                consented_by TEXT CHECK (consented_by IN ('oneTimePassword', 'sms')),
                refused_at BIGINT,
                reservation TEXT,
                reserved_until BIGINT,
                delivered_at BIGINT,
                CHECK ((consented_at IS NULL) = (consented_by IS NULL))
            );
            CREATE INDEX document_request_open ON document_request (phone, sms_code)
                WHERE consented_at IS NULL AND refused_at IS NULL;
            CREATE INDEX document_request_subject
                ON document_request (subject_iin, created_at, id);
            """)
}
