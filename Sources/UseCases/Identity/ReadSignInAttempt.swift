import Kernel
import Store

/// A sign-in attempt as the page shows it while the person types the password.
package struct OpenSignInAttempt: Sendable {
    /// The attempt.
    package let attempt: SignInAttempt
    /// How many tries are left, from 0 to the configured number.
    package let triesLeft: Int64
    /// Whether its password has opened a session already.
    package let isUsed: Bool
}

extension Platform {
    /// An attempt by its random name; nil when there is none.
    ///
    /// Says the same about a person who is unknown as about one who was sent a password.
    package func signInAttempt(
        _ id: Identifier<SignInAttempt>
    ) async throws -> OpenSignInAttempt? {
        let triesMax = configuration.oneTimePasswordTries
        return try await store.read { [self] transaction in
            try transaction.firstRow(
                """
                SELECT iin, masked_phone, expires_at, tries, used_at FROM sign_in_attempt
                WHERE id = \(id)
                """
            ).map { row in
                let iin = IIN(stored: try row.text(0))
                return OpenSignInAttempt(
                    attempt: SignInAttempt(
                        id: id,
                        // What the first answer said: a change would tell that a number was found later.
                        maskedPhone: try row.textIfPresent(1) ?? steadyMask(for: iin),
                        expiresAt: try row.instant(2)),
                    triesLeft: max(0, triesMax - (try row.integer(3))),
                    isUsed: try row.instantIfPresent(4) != nil)
            }
        }
    }
}
