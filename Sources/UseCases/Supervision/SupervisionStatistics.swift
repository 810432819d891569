import AccessControl
import Kernel
import Store

/// What was asked, answered and used for one purpose in a span of days: no person in it (KDP-2.6).
package struct PurposeStatistics: Sendable, Hashable {
    /// The purpose's code.
    package let purpose: String
    /// Requests that were made.
    package var requests: Int64 = 0
    /// Requests by what became of them so far: the words of ``AccessRequest/Status``.
    package var outcomes: [String: Int64] = [:]
    /// Consents that were taken back.
    package var withdrawn: Int64 = 0
    /// Uses that were made of the consents.
    package var uses: Int64 = 0
}

extension Platform {
    /// The longest span of one question, in days.
    package static var statisticsDaysMax: Int { 92 }

    /// Counts the requests made on these days, by purpose.
    ///
    /// - Parameters:
    ///   - from: the first day, in Asia/Almaty.
    ///   - to: the last day, at most ``statisticsDaysMax`` after it.
    /// - Throws: `roleNotAllowed` for an official of another body than the one that supervises.
    package func statistics(
        from: Day, to: Day, for official: SignedInOfficial
    ) async throws -> [PurposeStatistics] {
        try requireSupervision(official)
        let (start, end) = (from.start, to.adding(days: 1).start)
        return try await store.read { transaction in
            var found: [String: PurposeStatistics] = [:]
            for row in try transaction.rows(
                """
                SELECT r.purpose, COALESCE(r.outcome, 'awaitingSubject'), COUNT(*),
                    COUNT(c.withdrawn_at)
                FROM access_request r LEFT JOIN consent c ON c.request_id = r.id
                WHERE r.created_at >= \(start) AND r.created_at < \(end)
                GROUP BY r.purpose, COALESCE(r.outcome, 'awaitingSubject')
                """)
            {
                let purpose = try row.text(0)
                var counts = found[purpose] ?? PurposeStatistics(purpose: purpose)
                counts.requests += try row.integer(2)
                counts.outcomes[try row.text(1), default: 0] += try row.integer(2)
                counts.withdrawn += try row.integer(3)
                found[purpose] = counts
            }
            for row in try transaction.rows(
                """
                SELECT r.purpose, COUNT(*)
                FROM access_request r JOIN consent c ON c.request_id = r.id
                JOIN consent_use u ON u.consent_id = c.id
                WHERE r.created_at >= \(start) AND r.created_at < \(end)
                GROUP BY r.purpose
                """)
            {
                found[try row.text(0)]?.uses = try row.integer(1)
            }
            return found.values.sorted { $0.purpose < $1.purpose }
        }
    }
}
