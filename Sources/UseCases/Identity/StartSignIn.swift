import Kernel
import Messages
import Registers
import Store

/// A sign-in that waits for its one-time password.
package struct SignInAttempt: Sendable {
    /// The attempt's random name: the identification session of DD-2.2.
    package let id: Identifier<SignInAttempt>
    /// The number to which the password went, all but two digits hidden.
    package let maskedPhone: String
    /// From when on the password no longer works.
    package let expiresAt: Instant
}

extension Platform {
    /// Sends a one-time password to the person's registered number (use case 01).
    ///
    /// The answer is the same for everyone: whether a person exists, lives or has a number cannot
    /// be learned from it, nor from the time it takes. Registers that are slower than the answer
    /// are waited for beside it, and the password leaves when they have answered.
    /// - Throws: `tooManyRequests` above the limits for one person.
    package func startSignIn(iin: IIN, language: Language) async throws -> SignInAttempt {
        let began = ContinuousClock.now
        let look = Task { await reachablePhone(of: iin) }
        let found = await value(of: look, by: began.advanced(by: SteadyTime.registers))
        let now = clock.now()
        let code = String(100_000 + random.below(900_000))
        let attempt = SignInAttempt(
            id: Identifier(random: random),
            maskedPhone: (found ?? nil)?.masked ?? steadyMask(for: iin),
            expiresAt: now.adding(seconds: configuration.oneTimePasswordSeconds))
        try await store.write { [self] transaction in
            try checkPasswordRate(of: iin, now: now, in: transaction)
            try transaction.execute(
                """
                INSERT INTO sign_in_attempt (id, iin, masked_phone, created_at, expires_at)
                VALUES (\(attempt.id), \(iin.digits), \(attempt.maskedPhone), \(now),
                    \(attempt.expiresAt))
                """)
            if let phone = found ?? nil {
                try send(code, for: attempt, to: phone, in: language, at: now, transaction)
            }
        }
        if found == nil {
            Task { await send(code, for: attempt, whenFound: look, in: language) }
        }
        messageSignal.notify()
        try await Task.sleep(until: began.advanced(by: SteadyTime.answer), clock: .continuous)
        return attempt
    }

    private var minutesOfPassword: Int64 { configuration.oneTimePasswordSeconds / 60 }

    /// The number of a living person; nil where there is none or a register does not answer.
    private func reachablePhone(of iin: IIN) async -> PhoneNumber? {
        // Both are asked whatever the first answers: the time must not tell.
        async let person = registers.person(iin)
        async let phone = registers.phone(of: iin)
        let (record, number) = ((try? await person) ?? nil, (try? await phone) ?? nil)
        guard let record, record.deathDate == nil else { return nil }
        return number
    }

    /// Sends the password of an attempt whose registers took longer than its answer.
    private func send(
        _ code: String, for attempt: SignInAttempt, whenFound look: Task<PhoneNumber?, Never>,
        in language: Language
    ) async {
        guard let phone = await look.value else { return }
        let now = clock.now()
        // A store that fails now is as an SMS that is lost: the person asks anew.
        try? await store.write { [self] transaction in
            try send(code, for: attempt, to: phone, in: language, at: now, transaction)
        }
        messageSignal.notify()
    }

    /// Binds the password to its attempt and queues it, unless its time is over already.
    private func send(
        _ code: String, for attempt: SignInAttempt, to phone: PhoneNumber, in language: Language,
        at now: Instant, _ transaction: any Transaction
    ) throws {
        let hash = secrets.oneTimePasswordHash(code, attempt: attempt.id.text)
        let bound = try transaction.change(
            """
            UPDATE sign_in_attempt SET phone = \(phone), code_hash = \(hash)
            WHERE id = \(attempt.id) AND phone IS NULL AND expires_at > \(now)
            """)
        guard bound == 1 else { return }
        let message = OutgoingMessage(
            id: Identifier(random: random), recipient: phone,
            body: OneTimePasswordMessage(code: code, minutes: minutesOfPassword).text(in: language),
            answers: .code(code), giveUpAt: attempt.expiresAt)
        try Outbox.add(message, at: now, in: transaction)
    }

    func steadyMask(for iin: IIN) -> String {
        let number = secrets.steadyNumber("mask " + iin.digits, below: 100)
        return PhoneNumber(stored: number < 10 ? "0\(number)" : "\(number)").masked
    }
}

/// The SMS that carries a one-time password.
struct OneTimePasswordMessage: Sendable {
    let code: String
    let minutes: Int64

    func text(in language: Language) -> String {
        switch language {
        case .kk:
            "Qyzmet-ке кіру коды: \(code). \(minutes) минут жарамды. Кодты ешкімге айтпаңыз."
        case .ru: "Код входа в Qyzmet: \(code). Действует \(minutes) мин. Никому его не сообщайте."
        case .en: "Your Qyzmet sign-in code: \(code). Valid \(minutes) min. Tell it to no one."
        }
    }
}
