import Store

extension Migration {
    /// Which version of the calendar the terms of a case were last compared with, and on which day
    /// its clock runs again by itself; the officials of a body.
    static let caseClocks = Migration(
        number: 28, name: "case clocks",
        sql: """
            ALTER TABLE casework_case ADD COLUMN calendar_seen TEXT NOT NULL DEFAULT ''
                CHECK (length(calendar_seen) <= 40);
            ALTER TABLE casework_case ADD COLUMN resumes_on BIGINT
                CHECK (resumes_on IS NULL OR phase = 'stage');
            CREATE INDEX casework_case_calendar ON casework_case (calendar_seen, id)
                WHERE phase = 'stage';
            CREATE INDEX casework_case_resuming ON casework_case (resumes_on, id)
                WHERE resumes_on IS NOT NULL;
            CREATE INDEX official_body ON official (body_bin, iin);
            """)
}
