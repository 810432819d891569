import DigitalDocuments
import Journal
import Kernel
import Store

/// A verifier who typed the code while many codes were guessed, and waits for the holder's tap.
package struct WaitingVerifier: Hashable, Sendable {
    /// How many are shown at once.
    package static let listMax = 20

    /// Names this verifier on this share only.
    package let id: String
    /// What the holder reads; empty for a person whose name no register gave.
    package let name: String
}

/// Typed codes: how often they may be wrong, and when the holder must confirm.
extension Platform {
    /// Why the verifier may not type another code now; nil when they may.
    ///
    /// One typed code at a time is judged, this verifier's and all others' alike: the limit of one
    /// and the limit of all hold exactly. Each takes as long as one commit.
    func guessingRefusal(
        for verifier: Verifier, now: Instant, in transaction: any Transaction
    ) throws -> Refusal? {
        try transaction.lock(secrets.lock("typing", of: verifier.key))
        try transaction.lock(secrets.lock("typing", of: "all"))
        let verdict = configuration.guessing.retryAfterSeconds(
            tenMinutes: try wrongCodes(by: verifier, since: now.adding(seconds: -600), transaction),
            day: try wrongCodes(by: verifier, since: now.adding(seconds: -86_400), transaction))
        guard let seconds = verdict else { return nil }
        return Refusal(.tooManyTries, clause: "DD-10", retryAfterSeconds: seconds)
    }

    /// Asks for the holder's tap when wrong codes overall are above the limit (design rule 7).
    func checkConfirmation(
        _ found: FoundShare, _ verifier: Verifier, _ now: Instant, _ transaction: any Transaction
    ) throws {
        let overall = try wrongCodesOverall(since: now.adding(seconds: -3600), transaction)
        let live = try liveCodes(at: now, transaction)
        guard overall >= configuration.guessing.overallMax(live: live) else { return }
        let row = try transaction.firstRow(
            """
            SELECT confirmed_at FROM share_confirmation
            WHERE share_id = \(found.share.id) AND verifier = \(verifier.key)
            """)
        if try row?.instantIfPresent(0) != nil { return }
        if row == nil { try askHolder(found, verifier, now, transaction) }
        throw Refusal(.holderConfirmationRequired, clause: "DD-16", retryAfterSeconds: 2)
    }

    private func askHolder(
        _ found: FoundShare, _ verifier: Verifier, _ now: Instant, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO share_confirmation (share_id, verifier, verifier_name, asked_at)
            VALUES (\(found.share.id), \(verifier.key), \(verifier.displayName.kk), \(now))
            ON CONFLICT (share_id, verifier) DO NOTHING
            """)
        try journal.append(
            .confirmationAsked, at: now, facts: ["share": .string(found.share.id.text)],
            personal: ["viewerName": .string(verifier.displayName.kk)],
            subject: found.reference.subject, counterpart: verifier.iin, in: transaction)
    }

    /// The holder lets one verifier who typed the code see the document.
    ///
    /// - Parameter waiting: ``WaitingVerifier/id``, never a name: two verifiers may be called alike.
    /// - Throws: `notFound` when no such verifier is waiting for this person's tap.
    package func confirm(
        _ share: Identifier<Share>, _ waiting: String, by person: SignedInPerson, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            let verifiers = try transaction.rows(Self.waiting(share, person)).map {
                try $0.text(0)
            }
            let verifier = verifiers.first {
                secrets.confirmationHandle(share.text, verifier: $0) == waiting
            }
            guard let verifier else { throw Refusal(.notFound) }
            let confirmed = try transaction.change(
                """
                UPDATE share_confirmation SET confirmed_at = \(now)
                WHERE share_id = \(share) AND verifier = \(verifier) AND confirmed_at IS NULL
                """)
            guard confirmed == 1 else { throw Refusal(.notFound) }
            try journal.append(
                .confirmationGiven, at: now, facts: ["share": .string(share.text)],
                subject: person.iin, in: transaction)
            try once.record(entity: share.text, status: 204, at: now, in: transaction)
        }
    }

    /// The verifiers who wait for the holder's tap on this share, the first who asked first.
    package func waitingVerifiers(
        of share: Identifier<Share>, for person: SignedInPerson
    ) async throws -> [WaitingVerifier] {
        try await store.read { [secrets] transaction in
            try transaction.rows(Self.waiting(share, person)).map { row in
                WaitingVerifier(
                    id: secrets.confirmationHandle(share.text, verifier: try row.text(0)),
                    name: try row.text(1))
            }
        }
    }

    private static func waiting(_ share: Identifier<Share>, _ person: SignedInPerson) -> SQL {
        """
        SELECT c.verifier, c.verifier_name
        FROM share_confirmation c JOIN share s ON s.id = c.share_id
        WHERE c.share_id = \(share) AND s.holder_iin = \(person.iin) AND c.confirmed_at IS NULL
        ORDER BY c.asked_at, c.verifier LIMIT \(WaitingVerifier.listMax)
        """
    }

    /// Counts a wrong code and marks the try in the verifier's own cabinet.
    func noteUnknown(
        _ code: PresentedCode, by verifier: Verifier, now: Instant, in transaction: any Transaction
    ) throws {
        try countWrong(code, by: verifier, now: now, in: transaction)
        let entry = try journal.append(
            .viewRefused, at: now,
            facts: ["code": "codeUnknown", "way": .string(code.way.rawValue)],
            counterpart: verifier.iin, in: transaction)
        try insertMark(
            nil, way: code.way, by: verifier, outcome: "codeUnknown", now: now, entry: entry,
            in: transaction)
    }

    /// Counts a typed code that opens nothing.
    func countWrong(
        _ code: PresentedCode, by verifier: Verifier, now: Instant, in transaction: any Transaction
    ) throws {
        guard case .typed = code else { return }
        try transaction.execute(
            """
            INSERT INTO wrong_code (id, verifier, at)
            VALUES (\(randomIdentifierText(random)), \(verifier.key), \(now))
            """)
    }

    /// Wrong codes by everyone; counting stops where more would change nothing.
    private func wrongCodesOverall(since: Instant, _ transaction: any Transaction) throws -> Int {
        let row = try transaction.firstRow(
            """
            SELECT COUNT(*) FROM (SELECT at FROM wrong_code WHERE at > \(since)
                LIMIT \(configuration.guessing.overallHour)) AS recent
            """)
        return Int(try row?.integer(0) ?? 0)
    }

    private func liveCodes(at now: Instant, _ transaction: any Transaction) throws -> Int64 {
        let row = try transaction.firstRow(
            "SELECT COUNT(*) FROM short_code WHERE expires_at > \(now)")
        return try row?.integer(0) ?? 0
    }

    private func wrongCodes(
        by verifier: Verifier, since: Instant, _ transaction: any Transaction
    ) throws -> Int {
        let row = try transaction.firstRow(
            """
            SELECT COUNT(*) FROM wrong_code WHERE verifier = \(verifier.key) AND at > \(since)
            """)
        return Int(try row?.integer(0) ?? 0)
    }
}
