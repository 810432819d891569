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
    /// A password works for its own attempt only, once (DD-2.2). A wrong one is refused without
    /// asking any register, after the same time for everyone: neither says whether there is a
    /// number at all.
    /// - Throws: `wrongOneTimePassword`, `oneTimePasswordExpired` or `tooManyTries`.
    package func finishSignIn(
        attempt: Identifier<SignInAttempt>, code: String, device: String
    ) async throws -> NewSession {
        let began = ContinuousClock.now
        do {
            return try await openSession(attempt: attempt, code: code, device: device)
        } catch let refusal as Refusal {
            try await Task.sleep(until: began.advanced(by: SteadyTime.answer), clock: .continuous)
            throw refusal
        }
    }

    private func openSession(
        attempt: Identifier<SignInAttempt>, code: String, device: String
    ) async throws -> NewSession {
        let now = clock.now()
        let hash = secrets.oneTimePasswordHash(code, attempt: attempt.text)
        let triesMax = configuration.oneTimePasswordTries
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT iin, phone, code_hash, expires_at, tries, used_at FROM sign_in_attempt
                WHERE id = \(attempt)
                """
            ).map(StoredAttempt.init(row:))
        }
        guard let found else { throw Refusal(.wrongOneTimePassword, clause: "DD-2.2") }
        let iin = found.iin
        // Only who has the right password makes the registers work. One that was not right at this
        // look is not taken below either, where nobody is asked.
        let phone = found.takes(hash, triesMax: triesMax, at: now) ? found.phone : nil
        let name = if let phone { try await nameOfHolder(iin, of: phone) } else { "" }
        let secret = random.bytes(32).base64URL
        let session = SignedInPerson(
            iin: iin, displayName: name, session: Identifier(random: random))
        let secretHash = secrets.sessionHash(secret)
        let outcome: Result<NewSession, Refusal> = try await store.write { [journal] transaction in
            let verdict = try Self.spendTry(
                of: attempt, hash: phone == nil ? nil : hash, triesMax: triesMax, now: now,
                in: transaction)
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
    ///
    /// - Parameter hash: nil for a password that is wrong in any case.
    private static func spendTry(
        of attempt: Identifier<SignInAttempt>, hash: [UInt8]?, triesMax: Int64, now: Instant,
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
        let isRight = hash.map { constantTimeEqual(stored, $0) } ?? false
        try transaction.execute(
            """
            UPDATE sign_in_attempt SET tries = tries + 1, used_at = \(isRight ? now : nil)
            WHERE id = \(attempt)
            """)
        if isRight { return nil }
        let isLast = tries + 1 >= triesMax
        return (Refusal(isLast ? .tooManyTries : .wrongOneTimePassword, clause: "DD-2.2"), isLast)
    }

    /// The name by the population register of a person who lives and still has the number.
    ///
    /// Whose number it is now opens nothing, though the password may be in their hands; nor does a
    /// number that is nobody's any more. The sign-in does not fail because a register is down.
    /// - Throws: `wrongOneTimePassword`.
    private func nameOfHolder(_ iin: IIN, of phone: PhoneNumber) async throws -> String {
        let refusal = Refusal(.wrongOneTimePassword, clause: "DD-2.2")
        async let record = registers.person(iin)
        async let number = registers.phone(of: iin)
        var name = ""
        do {
            guard let found = try await record, found.deathDate == nil else { throw refusal }
            name = found.fullName
        } catch is RegisterFault {}
        do {
            guard try await number == phone else { throw refusal }
        } catch is RegisterFault {}
        return name
    }
}

/// An attempt as the store holds it.
private struct StoredAttempt: Sendable {
    let iin: IIN
    let phone: PhoneNumber?
    private let codeHash: [UInt8]?
    private let expiresAt: Instant
    private let tries: Int64
    private let usedAt: Instant?

    /// Reads `iin, phone, code_hash, expires_at, tries, used_at`.
    init(row: Row) throws {
        iin = IIN(stored: try row.text(0))
        phone = try row.textIfPresent(1).map(PhoneNumber.init(stored:))
        codeHash = try row.bytesIfPresent(2)
        expiresAt = try row.instant(3)
        tries = try row.integer(4)
        usedAt = try row.instantIfPresent(5)
    }

    func takes(_ hash: [UInt8], triesMax: Int64, at now: Instant) -> Bool {
        guard usedAt == nil, now < expiresAt, tries < triesMax, let codeHash else { return false }
        return constantTimeEqual(codeHash, hash)
    }
}
