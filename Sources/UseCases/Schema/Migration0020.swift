import Store

extension Migration {
    /// Test banks, sittings with their committed question sets, answers.
    static let examinations = Migration(
        number: 20, name: "examinations",
        sql: """
            CREATE TABLE examination_bank (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
                digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
                questions BIGINT NOT NULL CHECK (questions BETWEEN 1 AND 5000),
                content BYTEA NOT NULL,
                loaded_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                opened_from BIGINT,
                opened_at BIGINT,
                opening_entry_id TEXT REFERENCES journal_entry (id),
                CHECK ((opened_from IS NULL) = (opened_at IS NULL)),
                CHECK ((opened_at IS NULL) = (opening_entry_id IS NULL)),
                CHECK (opened_at IS NULL OR questions >= 100)
            );
            CREATE INDEX examination_bank_loaded ON examination_bank (loaded_at, id);
            CREATE INDEX examination_bank_opened ON examination_bank (opened_from, opened_at, id)
                WHERE opened_from IS NOT NULL;

            CREATE TABLE examination_sitting (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                examinee_iin TEXT NOT NULL CHECK (length(examinee_iin) = 12),
                name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
                position TEXT NOT NULL CHECK (length(position) BETWEEN 1 AND 100),
                education TEXT NOT NULL CHECK (length(education) BETWEEN 1 AND 100),
                capacity TEXT NOT NULL CHECK (capacity IN ('head', 'commissionMember')),
                bank_id TEXT NOT NULL REFERENCES examination_bank (id),
                question_set BYTEA NOT NULL,
                salt BYTEA NOT NULL CHECK (length(salt) = 32),
                commitment TEXT NOT NULL CHECK (length(commitment) = 64),
                pass_mark BIGINT NOT NULL CHECK (pass_mark BETWEEN 1 AND 100),
                drawn_at BIGINT NOT NULL,
                entry_id TEXT NOT NULL REFERENCES journal_entry (id),
                started_at BIGINT,
                ends_at BIGINT CHECK (ends_at <= started_at + 7200000),
                ended_at BIGINT,
                ending TEXT
                    CHECK (ending IN ('handedIn', 'timeOver', 'absent', 'withdrawn')),
                score BIGINT CHECK (score BETWEEN 0 AND 100),
                end_entry_id TEXT REFERENCES journal_entry (id),
                CHECK ((started_at IS NULL) = (ends_at IS NULL)),
                CHECK ((ended_at IS NULL) = (ending IS NULL)),
                CHECK ((ended_at IS NULL) = (end_entry_id IS NULL)),
                CHECK (score IS NULL OR ending IN ('handedIn', 'timeOver')),
                CHECK (ending IS NULL
                    OR (ending IN ('handedIn', 'timeOver'))
                        = (started_at IS NOT NULL AND score IS NOT NULL))
            );
            CREATE UNIQUE INDEX examination_sitting_once
                ON examination_sitting (case_id, examinee_iin)
                WHERE ending IS NULL OR ending <> 'withdrawn';
            CREATE INDEX examination_sitting_case ON examination_sitting (case_id, drawn_at, id);
            CREATE INDEX examination_sitting_examinee
                ON examination_sitting (examinee_iin, drawn_at, id);
            CREATE INDEX examination_sitting_drawn ON examination_sitting (drawn_at, id);
            CREATE INDEX examination_sitting_running ON examination_sitting (ends_at, id)
                WHERE ended_at IS NULL AND ends_at IS NOT NULL;
            CREATE INDEX examination_sitting_bank ON examination_sitting (bank_id, ends_at)
                WHERE ended_at IS NULL;

            CREATE TABLE examination_answer (
                sitting_id TEXT NOT NULL REFERENCES examination_sitting (id),
                question BIGINT NOT NULL CHECK (question BETWEEN 1 AND 100),
                chosen BIGINT NOT NULL CHECK (chosen BETWEEN 0 AND 3),
                at BIGINT NOT NULL,
                PRIMARY KEY (sitting_id, question)
            );
            """)
}
