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
    /// be learned from it, nor from the time it takes.
    /// - Throws: `tooManyRequests` above the limits for one person.
    package func startSignIn(iin: IIN, language: Language) async throws -> SignInAttempt {
        let began = ContinuousClock.now
        let reachable = await reachablePhone(of: iin)
        let now = clock.now()
        let code = String(100_000 + random.below(900_000))
        let attempt = SignInAttempt(
            id: Identifier(random: random),
            maskedPhone: reachable?.masked ?? steadyMask(for: iin),
            expiresAt: now.adding(seconds: configuration.oneTimePasswordSeconds))
        let hash = secrets.oneTimePasswordHash(code, attempt: attempt.id.text)
        let message = reachable.map { phone in
            OutgoingMessage(
                id: Identifier(random: random), recipient: phone,
                body: OneTimePasswordMessage(code: code, minutes: minutesOfPassword)
                    .text(in: language),
                answers: .code(code), giveUpAt: attempt.expiresAt)
        }
        try await store.write { [self] transaction in
            try checkPasswordRate(of: iin, now: now, in: transaction)
            try transaction.execute(
                """
                INSERT INTO sign_in_attempt (id, iin, phone, code_hash, created_at, expires_at)
                VALUES (\(attempt.id), \(iin.digits), \(reachable?.text),
                    \(reachable == nil ? nil : hash), \(now), \(attempt.expiresAt))
                """)
            if let message { try Outbox.add(message, at: now, in: transaction) }
        }
        messageSignal.notify()
        try await Task.sleep(until: began.advanced(by: Self.signInTime), clock: .continuous)
        return attempt
    }

    /// How long every answer takes, so that its time says nothing.
    private static var signInTime: Duration { .milliseconds(250) }

    private var minutesOfPassword: Int64 { configuration.oneTimePasswordSeconds / 60 }

    /// The number of a living person; nil where there is none or a register does not answer.
    private func reachablePhone(of iin: IIN) async -> PhoneNumber? {
        // Both are asked whatever the first answers: the time must not tell.
        let person = try? await registers.person(iin)
        let phone = try? await registers.phone(of: iin)
        guard let found = person ?? nil, found.deathDate == nil else { return nil }
        return phone ?? nil
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
