import Store

extension Migration {
    /// Integration of systems, uses of consents one by one, claims of duty, looks of officials.
    ///
    /// A system that was admitted by a decision before counts as integrated by it.
    static let control = Migration(
        number: 10, name: "control",
        sql: """
            CREATE TABLE client_integration (
                client_id TEXT NOT NULL REFERENCES client (id),
                evidence TEXT NOT NULL CHECK (length(evidence) BETWEEN 1 AND 500),
                since BIGINT NOT NULL,
                ended_at BIGINT CHECK (ended_at >= since),
                PRIMARY KEY (client_id, since)
            );
            CREATE UNIQUE INDEX client_integration_present ON client_integration (client_id)
                WHERE ended_at IS NULL;
            INSERT INTO client_integration (client_id, evidence, since)
                SELECT id, decision, COALESCE(decided_at, created_at)
                FROM client WHERE decision IS NOT NULL AND decision <> '';

            CREATE TABLE client_exemption (
                client_id TEXT NOT NULL REFERENCES client (id),
                ground TEXT NOT NULL CHECK (ground IN ('1', '2', '9', '9-2')),
                evidence TEXT NOT NULL CHECK (length(evidence) BETWEEN 1 AND 500),
                since BIGINT NOT NULL,
                ended_at BIGINT CHECK (ended_at >= since),
                PRIMARY KEY (client_id, since)
            );
            CREATE UNIQUE INDEX client_exemption_present ON client_exemption (client_id)
                WHERE ended_at IS NULL;

            ALTER TABLE document_request ADD COLUMN undeliverable_at BIGINT;
            ALTER TABLE access_request ADD COLUMN conditions TEXT;
            CREATE INDEX access_request_created ON access_request (created_at);
            ALTER TABLE consent ADD COLUMN token_issued_at BIGINT;

            CREATE TABLE consent_use (
                consent_id TEXT NOT NULL,
                data_set TEXT NOT NULL,
                number BIGINT NOT NULL CHECK (number >= 1),
                owner TEXT NOT NULL,
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (consent_id, data_set, number),
                FOREIGN KEY (consent_id, data_set)
                    REFERENCES consent_data_set (consent_id, data_set)
            );

            CREATE TABLE duty_claim (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                consent_id TEXT NOT NULL REFERENCES consent (id),
                client_id TEXT NOT NULL REFERENCES client (id),
                clause TEXT NOT NULL CHECK (length(clause) BETWEEN 1 AND 200),
                evidence TEXT NOT NULL CHECK (length(evidence) BETWEEN 1 AND 500),
                is_listed BIGINT NOT NULL CHECK (is_listed IN (0, 1)),
                claimed_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                UNIQUE (consent_id, client_id, clause)
            );

            CREATE TABLE person_read (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                official_iin TEXT NOT NULL REFERENCES official (iin),
                subject_iin TEXT NOT NULL CHECK (length(subject_iin) = 12),
                ground TEXT NOT NULL
                    CHECK (ground IN ('complaint', 'inspection', 'incident', 'courtOrder')),
                evidence TEXT NOT NULL CHECK (length(evidence) BETWEEN 1 AND 500),
                asked_at BIGINT NOT NULL,
                confirm_by BIGINT NOT NULL CHECK (confirm_by > asked_at),
                second_iin TEXT REFERENCES official (iin) CHECK (second_iin <> official_iin),
                confirmed_at BIGINT,
                read_until BIGINT CHECK (read_until > confirmed_at),
                CHECK (official_iin <> subject_iin),
                CHECK (second_iin IS NULL OR second_iin <> subject_iin),
                CHECK ((confirmed_at IS NULL) = (second_iin IS NULL)),
                CHECK ((confirmed_at IS NULL) = (read_until IS NULL))
            );
            CREATE INDEX person_read_asked ON person_read (asked_at, id);
            """)
}
