import Store

extension Migration {
    /// How a proposal ended without being made: a second person said no, or its days passed.
    static let proposalEnds = Migration(
        number: 11, name: "proposal ends",
        sql: """
            ALTER TABLE administration_proposal ADD COLUMN ended_as TEXT
                CHECK (ended_as IN ('declined', 'lapsed'));
            ALTER TABLE administration_proposal ADD COLUMN ended_at BIGINT
                CHECK ((ended_at IS NULL) = (ended_as IS NULL)
                    AND (ended_at IS NULL OR confirmed_at IS NULL));
            CREATE INDEX administration_proposal_open ON administration_proposal (proposed_at)
                WHERE confirmed_at IS NULL AND ended_at IS NULL;
            """)
}
