import Store

extension Migration {
    /// The workplaces of officials: which papers were read and what was signed together, words by
    /// which cases are found, and what was counted.
    ///
    /// A word belongs to a case at one body that works on it; marks beside the words say that it is
    /// there at all (`*`), its phase (`#`) and its service (`=`). Figures are summed as things happen,
    /// in a few shards each, so that those who count at once do not wait for each other.
    static let workplaces = Migration(
        number: 30, name: "workplaces",
        sql: """
            ALTER TABLE casework_case ADD COLUMN applicant_name TEXT
                CHECK (length(applicant_name) BETWEEN 1 AND 500);

            CREATE INDEX casework_task_sign ON casework_task (body, due, id)
                WHERE done_at IS NULL AND work = 'sign';

            CREATE INDEX casework_case_draft ON casework_case (applicant) WHERE phase = 'draft';

            CREATE TABLE casework_reading (
                task_id TEXT NOT NULL REFERENCES casework_task (id),
                official TEXT NOT NULL CHECK (length(official) = 12),
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                capacity TEXT NOT NULL CHECK (capacity IN ('head', 'replacement', 'executor')),
                prepared_at BIGINT NOT NULL,
                at BIGINT NOT NULL CHECK (at >= prepared_at),
                PRIMARY KEY (task_id, official, digest)
            );

            CREATE TABLE casework_signing (
                id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                official TEXT NOT NULL CHECK (length(official) = 12),
                body TEXT NOT NULL CHECK (length(body) = 12),
                at BIGINT NOT NULL
            );

            CREATE TABLE casework_signing_row (
                signing_id TEXT NOT NULL REFERENCES casework_signing (id),
                place BIGINT NOT NULL CHECK (place BETWEEN 0 AND 99),
                task_id TEXT NOT NULL CHECK (length(task_id) = 26),
                problem TEXT CHECK (length(problem) BETWEEN 1 AND 64),
                PRIMARY KEY (signing_id, place),
                UNIQUE (signing_id, task_id)
            );

            CREATE TABLE casework_word (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                body TEXT NOT NULL CHECK (length(body) = 12),
                word TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 80),
                at BIGINT NOT NULL,
                PRIMARY KEY (case_id, body, word)
            );
            CREATE INDEX casework_word_place ON casework_word (body, word, at, case_id);

            CREATE TABLE casework_term (
                body TEXT NOT NULL CHECK (length(body) = 12),
                word TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 80),
                PRIMARY KEY (body, word)
            );

            INSERT INTO casework_word (case_id, body, word, at)
            SELECT DISTINCT c.id, t.body, '*', c.submitted_at
            FROM casework_case c JOIN casework_task t ON t.case_id = c.id
            WHERE c.submitted_at IS NOT NULL;
            INSERT INTO casework_word (case_id, body, word, at)
            SELECT c.id, w.body, '#' || c.phase, w.at
            FROM casework_case c JOIN casework_word w ON w.case_id = c.id WHERE w.word = '*';
            INSERT INTO casework_word (case_id, body, word, at)
            SELECT c.id, w.body, '=' || c.service, w.at
            FROM casework_case c JOIN casework_word w ON w.case_id = c.id WHERE w.word = '*';
            INSERT INTO casework_word (case_id, body, word, at)
            SELECT c.id, w.body, c.applicant, w.at
            FROM casework_case c JOIN casework_word w ON w.case_id = c.id WHERE w.word = '*';
            INSERT INTO casework_word (case_id, body, word, at)
            SELECT c.id, w.body, c.number, w.at
            FROM casework_case c JOIN casework_word w ON w.case_id = c.id
            WHERE w.word = '*' AND c.number IS NOT NULL;
            INSERT INTO casework_term (body, word)
            SELECT DISTINCT w.body, w.word FROM casework_word w
            WHERE w.word >= '0' AND w.word < ':';

            CREATE TABLE casework_figure (
                body TEXT NOT NULL CHECK (length(body) = 12),
                day BIGINT NOT NULL CHECK (day >= 0),
                figure TEXT NOT NULL CHECK (figure IN ('received', 'granted', 'refused',
                    'withdrawn', 'decidedLate', 'late', 'ground', 'waiting')),
                name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 160),
                shard BIGINT NOT NULL CHECK (shard BETWEEN 0 AND 3),
                number BIGINT NOT NULL,
                PRIMARY KEY (body, day, figure, name, shard),
                CHECK ((figure = 'waiting') = (day = 0)),
                CHECK (figure = 'waiting' OR number >= 0)
            );
            INSERT INTO casework_figure (body, day, figure, name, shard, number)
            SELECT c.body, 0, 'waiting', c.service, 0, COUNT(*) FROM casework_case c
            WHERE c.phase IN ('stage', 'awaitingSignature') AND c.number IS NOT NULL
            GROUP BY c.body, c.service;
            """)
}
