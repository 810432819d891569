import Store

extension Migration {
    /// Who acted for an applicant besides the person who began the case: none of them decides it.
    ///
    /// Of earlier cases only the signers of applications are known.
    static let caseParties = Migration(
        number: 39, name: "case parties",
        sql: """
            CREATE TABLE casework_party (
                case_id TEXT NOT NULL REFERENCES casework_case (id),
                iin TEXT NOT NULL CHECK (length(iin) = 12),
                PRIMARY KEY (case_id, iin)
            );
            INSERT INTO casework_party (case_id, iin)
            SELECT DISTINCT s.case_id, s.signer FROM casework_signature s
            JOIN casework_case c ON c.id = s.case_id
            WHERE s.purpose = 'application' AND s.signer <> c.opened_by;
            """)
}
