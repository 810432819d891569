import Store

extension Migration {
    /// Cases, their events and files, work to be done, results, registers.
    ///
    /// A case is its events; the row of the case and the tasks are what the inbox and the lists read.
    /// A day stands as days since 1970.
    static let casework = Migration(
        number: 15, name: "casework",
        sql: """
            CREATE TABLE casework_case (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 64),
                kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
                recipient TEXT NOT NULL CHECK (recipient IN ('legalEntity', 'naturalPerson')),
                applicant TEXT NOT NULL CHECK (length(applicant) = 12),
                opened_by TEXT NOT NULL CHECK (length(opened_by) = 12),
                phase TEXT NOT NULL
                    CHECK (phase IN ('draft', 'stage', 'awaitingSignature', 'ended', 'withdrawn')),
                stage TEXT,
                ending TEXT,
                body TEXT CHECK (length(body) = 12),
                number TEXT CHECK (length(number) BETWEEN 1 AND 40),
                created_at BIGINT NOT NULL,
                submitted_at BIGINT CHECK (submitted_at >= created_at),
                whole_due BIGINT,
                last_event BIGINT NOT NULL CHECK (last_event >= 1),
                CHECK ((phase = 'stage') = (stage IS NOT NULL)),
                CHECK ((phase IN ('awaitingSignature', 'ended')) = (ending IS NOT NULL)),
                CHECK (phase IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL),
                CHECK (phase <> 'draft' OR submitted_at IS NULL),
                CHECK (phase NOT IN ('awaitingSignature', 'ended') OR number IS NOT NULL),
                CHECK (number IS NULL OR body IS NOT NULL),
                UNIQUE (body, number)
            );
            CREATE INDEX casework_case_applicant ON casework_case (applicant, created_at, id);

            CREATE TABLE casework_event (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                event TEXT NOT NULL CHECK (length(event) BETWEEN 2 AND 20000),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL UNIQUE REFERENCES journal_entry (id),
                PRIMARY KEY (case_id, number)
            );

            CREATE TABLE casework_file (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                content_type TEXT NOT NULL
                    CHECK (content_type IN ('application/pdf', 'image/png', 'image/jpeg')),
                content BYTEA NOT NULL CHECK (length(content) BETWEEN 1 AND 10485760),
                at BIGINT NOT NULL,
                PRIMARY KEY (case_id, digest)
            );

            CREATE TABLE casework_signature (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                purpose TEXT NOT NULL CHECK (purpose IN ('application', 'result')),
                statement BYTEA NOT NULL,
                cms BYTEA NOT NULL,
                serial TEXT NOT NULL,
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (case_id, purpose)
            );

            CREATE TABLE casework_task (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                body TEXT NOT NULL CHECK (length(body) = 12),
                post TEXT NOT NULL CHECK (post IN ('registrar', 'executor', 'head')),
                work TEXT NOT NULL CHECK (work IN ('accept', 'register', 'stage', 'sign', 'late')),
                stage TEXT,
                opened_at BIGINT NOT NULL,
                due BIGINT NOT NULL,
                taken_by TEXT CHECK (length(taken_by) = 12),
                watch BIGINT NOT NULL,
                late_at BIGINT,
                done_at BIGINT CHECK (done_at >= opened_at),
                outcome TEXT,
                CHECK ((done_at IS NULL) = (outcome IS NULL)),
                CHECK (work NOT IN ('register', 'stage') OR stage IS NOT NULL)
            );
            CREATE UNIQUE INDEX casework_task_open ON casework_task (case_id)
                WHERE done_at IS NULL AND work <> 'late';
            CREATE INDEX casework_task_inbox ON casework_task (body, due, id)
                WHERE done_at IS NULL;
            CREATE INDEX casework_task_watch ON casework_task (watch, id)
                WHERE done_at IS NULL;
            CREATE INDEX casework_task_case ON casework_task (case_id, opened_at, id);

            CREATE TABLE casework_counter (
                body TEXT NOT NULL CHECK (length(body) = 12),
                year BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2999),
                last BIGINT NOT NULL CHECK (last >= 1),
                PRIMARY KEY (body, year)
            );

            CREATE TABLE register_entry (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                register TEXT NOT NULL CHECK (length(register) BETWEEN 1 AND 64),
                body TEXT NOT NULL CHECK (length(body) = 12),
                number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 40),
                case_id TEXT NOT NULL UNIQUE REFERENCES casework_case (id),
                service TEXT NOT NULL,
                kind TEXT NOT NULL,
                bin TEXT CHECK (length(bin) = 12),
                valid_from BIGINT NOT NULL,
                result_digest TEXT NOT NULL CHECK (length(result_digest) = 64),
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                UNIQUE (register, body, number)
            );
            CREATE INDEX register_entry_day ON register_entry (register, valid_from, id);
            CREATE INDEX register_entry_bin ON register_entry (bin, register, valid_from, id);

            CREATE TABLE register_change (
                item TEXT NOT NULL REFERENCES register_entry (id),
                number BIGINT NOT NULL CHECK (number >= 1),
                state TEXT NOT NULL CHECK (state IN ('inForce', 'suspended', 'withdrawn')),
                from_day BIGINT NOT NULL,
                clause TEXT NOT NULL CHECK (length(clause) BETWEEN 1 AND 200),
                reasons TEXT NOT NULL CHECK (length(reasons) BETWEEN 1 AND 2000),
                at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                PRIMARY KEY (item, number)
            );
            """)
}
