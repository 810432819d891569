import Kernel
import Store

extension Platform {
    /// Makes sure that the person may be sent one more password now (DD-2.2, DD-20).
    ///
    /// The limits hold over all who ask for passwords, sign-in and document requests together, and
    /// exactly: whoever counts for this person waits for the one before to commit.
    /// - Throws: `tooManyRequests`.
    func checkPasswordRate(
        of person: IIN, now: Instant, in transaction: any Transaction
    ) throws {
        try transaction.lock(secrets.lock("passwords", of: person.digits))
        let recent = try passwordTimes(of: person, now: now, in: transaction)
        guard recent.count < configuration.oneTimePasswordsPerDay else {
            throw Refusal(.tooManyRequests, retryAfterSeconds: 3600)
        }
        let tenMinutesAgo = now.adding(seconds: -600)
        guard
            recent.count(where: { $0 > tenMinutesAgo })
                < configuration.oneTimePasswordsPerTenMinutes
        else { throw Refusal(.tooManyRequests, retryAfterSeconds: 600) }
    }

    private func passwordTimes(
        of person: IIN, now: Instant, in transaction: any Transaction
    ) throws -> [Instant] {
        let dayAgo = now.adding(seconds: -86_400)
        let limit = configuration.oneTimePasswordsPerDay
        let signIns = try transaction.rows(
            """
            SELECT created_at FROM sign_in_attempt
            WHERE iin = \(person) AND created_at > \(dayAgo)
            ORDER BY created_at DESC LIMIT \(limit)
            """)
        let requests = try transaction.rows(
            """
            SELECT created_at FROM document_request
            WHERE subject_iin = \(person) AND created_at > \(dayAgo)
            ORDER BY created_at DESC LIMIT \(limit)
            """)
        return try (signIns + requests).map { try $0.instant(0) }
    }
}
