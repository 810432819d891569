import Journal
import Kernel
import Signatures
import Store

extension Platform {
    /// The person whose session has this secret.
    ///
    /// - Throws: `notSignedIn` for no such session, `sessionExpired` for one that is over.
    package func person(withSessionSecret secret: String) async throws -> SignedInPerson {
        let hash = secrets.sessionHash(secret)
        let now = clock.now()
        let (idle, whole) = (configuration.sessionIdleSeconds, configuration.sessionSecondsMax)
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT id, iin, display_name, created_at, seen_at, ended_at, method, bin, ends_at,
                    roles
                FROM session WHERE secret_hash = \(hash)
                """
            ).map { row in
                (
                    person: SignedInPerson(
                        iin: IIN(stored: try row.text(1)), displayName: try row.text(2),
                        session: Identifier(stored: try row.text(0)),
                        method: SignInMethod(rawValue: try row.text(6)) ?? .oneTimePassword,
                        bin: try row.textIfPresent(7).map(BIN.init(stored:)),
                        roles: Set(
                            (try row.textIfPresent(9) ?? "").split(separator: " ")
                                .compactMap { CertificateRole(rawValue: String($0)) })),
                    createdAt: try row.instant(3), seenAt: try row.instant(4),
                    endedAt: try row.instantIfPresent(5), endsAt: try row.instantIfPresent(8)
                )
            }
        }
        guard let found else { throw Refusal(.notSignedIn, clause: "DD-11") }
        guard found.endedAt == nil, now < found.seenAt.adding(seconds: idle),
            now < found.createdAt.adding(seconds: whole), found.endsAt.map({ now < $0 }) ?? true
        else { throw Refusal(.sessionExpired, clause: "DD-11") }
        // Once a minute is enough to know that a session is in use.
        if now >= found.seenAt.adding(seconds: 60) {
            try await store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE session SET seen_at = \(now)
                    WHERE secret_hash = \(hash) AND seen_at < \(now)
                    """)
            }
        }
        return found.person
    }

    /// The person's sessions that are open, newest first.
    package func sessions(of person: SignedInPerson) async throws -> [Session] {
        let now = clock.now()
        let idleSince = now.adding(seconds: -configuration.sessionIdleSeconds)
        let begunSince = now.adding(seconds: -configuration.sessionSecondsMax)
        return try await store.read { transaction in
            try transaction.rows(
                """
                SELECT id, device, created_at, seen_at FROM session
                WHERE iin = \(person.iin.digits) AND created_at > \(begunSince)
                    AND seen_at > \(idleSince) AND ended_at IS NULL
                    AND (ends_at IS NULL OR ends_at > \(now))
                ORDER BY created_at DESC LIMIT 100
                """
            ).map { row in
                Session(
                    id: Identifier(stored: try row.text(0)), device: try row.text(1),
                    createdAt: try row.instant(2), seenAt: try row.instant(3))
            }
        }
    }

    /// Ends this session, or all of the person's.
    package func signOut(_ person: SignedInPerson, everywhere: Bool) async throws {
        let now = clock.now()
        try await store.write { [journal] transaction in
            if everywhere {
                try transaction.execute(
                    """
                    UPDATE session SET ended_at = \(now)
                    WHERE iin = \(person.iin.digits) AND ended_at IS NULL
                    """)
            } else {
                try transaction.execute(
                    """
                    UPDATE session SET ended_at = \(now)
                    WHERE id = \(person.session) AND ended_at IS NULL
                    """)
            }
            try journal.append(
                .signedOut, at: now, facts: ["everywhere": .bool(everywhere)],
                subject: person.iin, in: transaction)
        }
    }
}
