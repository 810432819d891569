import Store

extension Migration {
    /// Duties of public bodies with their evidence; events of stages for the monitoring system; the
    /// last day of a result, and the entry that says that it has passed.
    static let publicDuties = Migration(
        number: 22, name: "publicDuties",
        sql: """
            CREATE TABLE duty (
                code TEXT NOT NULL PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 80),
                holder TEXT NOT NULL CHECK (length(holder) BETWEEN 1 AND 80),
                starts_on BIGINT NOT NULL,
                due BIGINT CHECK (due >= starts_on),
                first_calendar TEXT NOT NULL,
                calendar TEXT NOT NULL,
                opened_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                late_at BIGINT,
                late_entry_id TEXT REFERENCES journal_entry (id),
                done_at BIGINT,
                CHECK ((late_at IS NULL) = (late_entry_id IS NULL)),
                CHECK (late_at IS NULL OR due IS NOT NULL)
            );

            CREATE TABLE duty_evidence (
                duty TEXT NOT NULL REFERENCES duty (code),
                part TEXT NOT NULL CHECK (length(part) BETWEEN 1 AND 40),
                day BIGINT NOT NULL,
                reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
                is_late BIGINT NOT NULL CHECK (is_late IN (0, 1)),
                entered_for TEXT CHECK (length(entered_for) = 12),
                entered_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (duty, part)
            );

            CREATE TABLE stage_event (
                entry_id TEXT NOT NULL PRIMARY KEY REFERENCES journal_entry (id),
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 64),
                clause TEXT NOT NULL,
                event TEXT NOT NULL CHECK (event IN ('submitted', 'accepted', 'registered',
                    'completed', 'suspended', 'resumed', 'signed', 'withdrawn')),
                stage TEXT,
                at BIGINT NOT NULL,
                place BIGINT UNIQUE CHECK (place >= 1),
                UNIQUE (case_id, number)
            );
            CREATE INDEX stage_event_waiting ON stage_event (at, case_id, number)
                WHERE place IS NULL;

            CREATE TABLE stage_receipt (
                client_id TEXT NOT NULL PRIMARY KEY REFERENCES client (id),
                up_to BIGINT NOT NULL CHECK (up_to >= 1),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id)
            );

            ALTER TABLE register_entry ADD COLUMN valid_until BIGINT
                CHECK (valid_until >= valid_from);
            ALTER TABLE register_entry ADD COLUMN expiry_entry_id TEXT
                REFERENCES journal_entry (id) CHECK (expiry_entry_id IS NULL
                    OR valid_until IS NOT NULL);
            CREATE INDEX register_entry_ending ON register_entry (valid_until, id)
                WHERE expiry_entry_id IS NULL;
            """)
}
