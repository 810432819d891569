import Journal
import Kernel
import Registers
import Signatures
import Store

/// A session that has just begun, with the secret that only the person's browser keeps.
package struct NewSession: Sendable {
    /// Who signed in.
    package let person: SignedInPerson
    /// 256 random bits as base64url; the store holds only its hash.
    package let secret: String
}

extension Platform {
    /// Ends an attempt with the password that the person typed (use case 01).
    ///
    /// A password works for its own attempt only, once (DD-2.2).
    /// - Throws: `wrongOneTimePassword`, `oneTimePasswordExpired` or `tooManyTries`.
    package func finishSignIn(
        attempt: Identifier<SignInAttempt>, code: String, device: String
    ) async throws -> NewSession {
        let now = clock.now()
        let hash = secrets.oneTimePasswordHash(code, attempt: attempt.text)
        let triesMax = configuration.oneTimePasswordTries
        let row = try await store.read { transaction in
            try transaction.firstRow("SELECT iin, phone FROM sign_in_attempt WHERE id = \(attempt)")
                .map { row in
                    (
                        iin: IIN(stored: try row.text(0)),
                        phone: try row.textIfPresent(1).map(PhoneNumber.init(stored:))
                    )
                }
        }
        guard let (iin, phone) = row else {
            throw Refusal(.wrongOneTimePassword, clause: "DD-2.2")
        }
        let name = await displayName(of: iin)
        // Whose number it is now opens nothing, though the password may be in their hands; nor does
        // a number that is nobody's any more.
        if let phone {
            do {
                guard try await registers.phone(of: iin) == phone else {
                    throw Refusal(.wrongOneTimePassword, clause: "DD-2.2")
                }
            } catch is RegisterFault {
                // The sign-in does not fail because a register is down.
            }
        }
        let secret = random.bytes(32).base64URL
        let session = SignedInPerson(
            iin: iin, displayName: name, session: Identifier(random: random))
        let secretHash = secrets.sessionHash(secret)
        let outcome: Result<NewSession, Refusal> = try await store.write { [journal] transaction in
            let verdict = try Self.spendTry(
                of: attempt, hash: hash, triesMax: triesMax, now: now, in: transaction)
            if let verdict {
                if verdict.isLast {
                    try journal.append(
                        .signInRefused, at: now, facts: ["tries": .integer(triesMax)],
                        subject: iin, in: transaction)
                }
                return .failure(verdict.refusal)
            }
            try transaction.execute(
                """
                INSERT INTO session (id, secret_hash, iin, display_name, attempt_id, device,
                    created_at, seen_at)
                VALUES (\(session.session), \(secretHash), \(iin.digits), \(name), \(attempt),
                    \(String(device.prefix(120))), \(now), \(now))
                """)
            try journal.append(
                .signedIn, at: now, facts: ["method": "oneTimePassword", "clause": "DD-11"],
                subject: iin, in: transaction)
            return .success(NewSession(person: session, secret: secret))
        }
        return try outcome.get()
    }

    /// Counts a try and compares; the try counts even when the password is wrong.
    private static func spendTry(
        of attempt: Identifier<SignInAttempt>, hash: [UInt8], triesMax: Int64, now: Instant,
        in transaction: any Transaction
    ) throws -> (refusal: Refusal, isLast: Bool)? {
        guard
            let row = try transaction.lockedRows(
                """
                SELECT code_hash, expires_at, tries, used_at FROM sign_in_attempt
                WHERE id = \(attempt)
                """
            ).first
        else { return (Refusal(.wrongOneTimePassword, clause: "DD-2.2"), false) }
        guard try row.instantIfPresent(3) == nil else {
            return (Refusal(.wrongOneTimePassword, clause: "DD-2.2"), false)
        }
        guard try now < row.instant(1) else {
            return (Refusal(.oneTimePasswordExpired, clause: "DD-2.2"), false)
        }
        let tries = try row.integer(2)
        guard tries < triesMax else { return (Refusal(.tooManyTries, clause: "DD-2.2"), false) }
        let stored = try row.bytesIfPresent(0) ?? []
        let isRight = constantTimeEqual(stored, hash)
        try transaction.execute(
            """
            UPDATE sign_in_attempt SET tries = tries + 1, used_at = \(isRight ? now : nil)
            WHERE id = \(attempt)
            """)
        if isRight { return nil }
        let isLast = tries + 1 >= triesMax
        return (Refusal(isLast ? .tooManyTries : .wrongOneTimePassword, clause: "DD-2.2"), isLast)
    }

    /// The name by the population register; the sign-in does not fail because a register is down.
    private func displayName(of iin: IIN) async -> String {
        (try? await registers.person(iin))??.fullName ?? ""
    }
}
