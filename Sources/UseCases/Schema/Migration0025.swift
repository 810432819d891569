import Store

extension Migration {
    /// Packages that an applicant is asked to sign on the phone: the statement of an application.
    ///
    /// Such a row names the case, who must sign and for which body, and the portal; it has no
    /// challenge.
    static let signingApplications = Migration(
        number: 25, name: "signing applications",
        sql: """
            ALTER TABLE signing_request ADD COLUMN case_id TEXT
                CHECK (case_id IS NULL OR (length(case_id) = 26 AND challenge_id IS NULL));
            ALTER TABLE signing_request ADD COLUMN signer_iin TEXT
                CHECK ((signer_iin IS NULL) = (case_id IS NULL)
                    AND (signer_iin IS NULL OR length(signer_iin) = 12));
            ALTER TABLE signing_request ADD COLUMN signer_bin TEXT
                CHECK (signer_bin IS NULL
                    OR (case_id IS NOT NULL AND length(signer_bin) = 12));
            ALTER TABLE signing_request ADD COLUMN channel TEXT
                CHECK ((channel IS NULL) = (case_id IS NULL)
                    AND (channel IS NULL OR length(channel) BETWEEN 1 AND 64));
            CREATE INDEX signing_request_case ON signing_request (case_id, signer_iin, created_at);
            """)
}
