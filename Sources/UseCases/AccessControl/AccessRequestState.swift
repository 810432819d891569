import AccessControl
import Journal
import Kernel
import Store

/// What an initiator learns of its request.
package struct AccessRequestState: Sendable {
    /// The request.
    package let request: AccessRequest
    /// The state at the moment of asking.
    package let status: AccessRequest.Status
    /// The security token, once the person has consented and while the consent holds.
    package let token: String?
    /// When the consent ends.
    package let expiresAt: Instant?
}

extension Platform {
    /// The state of the initiator's own request, waiting up to so many seconds for an answer.
    ///
    /// The token is signed anew each time from what was granted, with the same `jti`: nothing that
    /// opens data is stored (`docs/adr/0005`).
    /// - Throws: `notFound`, also for another initiator's request.
    package func accessRequest(
        _ id: Identifier<AccessRequest>, of initiator: ClientSystem, waitSeconds: Int64
    ) async throws -> AccessRequestState {
        let end = ContinuousClock.now.advanced(by: .seconds(min(max(waitSeconds, 0), 30)))
        while true {
            let row = try await accessRequestRow(id)
            guard let row, row.initiator == initiator.id else { throw Refusal(.notFound) }
            let status = row.request.status(at: clock.now())
            guard status == .awaitingSubject, ContinuousClock.now < end else {
                return try await state(of: row, status: status)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    func accessRequestRow(_ id: Identifier<AccessRequest>) async throws -> AccessRequestRow? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(AccessRequestRow.columns) FROM access_request r
                LEFT JOIN consent c ON c.request_id = r.id WHERE r.id = \(id)
                """
            ).map(AccessRequestRow.init(row:))
        }
    }

    /// Records, once, that the token was handed to the initiator (KDP-2.8).
    private func recordIssue(of consent: Consent, to subject: IIN) async throws {
        let now = clock.now()
        try await store.write { [journal] transaction in
            let isFirst =
                try transaction.change(
                    """
                    UPDATE consent SET token_issued_at = \(now)
                    WHERE id = \(consent.id) AND token_issued_at IS NULL
                    """) == 1
            guard isFirst else { return }
            try journal.append(
                .tokenIssued, at: now,
                facts: [
                    "consent": .string(consent.id.text), "initiator": .string(consent.initiator),
                    "owner": .string(consent.terms.owner),
                    "expiresAt": .string(consent.expiresAt.description),
                ], subject: subject, in: transaction)
        }
    }

    private func state(
        of row: AccessRequestRow, status: AccessRequest.Status
    ) async throws -> AccessRequestState {
        guard let consent = row.consent, consent.isActive(at: clock.now()) else {
            return AccessRequestState(
                request: row.request, status: status, token: nil, expiresAt: row.consent?.expiresAt)
        }
        if row.tokenIssuedAt == nil { try await recordIssue(of: consent, to: row.subject) }
        return AccessRequestState(
            request: row.request, status: status,
            token: try securityToken(for: consent, subject: row.subject),
            expiresAt: consent.expiresAt)
    }
}
