import Kernel
import Synchronization

/// Sessions whose person's standing was looked at a moment ago, so that the registers are asked
/// once a second for each person at most.
final class StandingCache: Sendable {
    private static let sessionsMax = 10_000
    private let looks = Mutex<[Identifier<Session>: Instant]>([:])

    /// Whether it is this call's turn to look.
    ///
    /// A second call while the first one looks is let through: it is at most a second behind.
    func isDue(_ session: Identifier<Session>, at now: Instant) -> Bool {
        looks.withLock { looks in
            if let last = looks[session], last <= now, now < last.adding(seconds: 1) {
                return false
            }
            if looks.count >= Self.sessionsMax {
                looks = looks.filter { now < $0.value.adding(seconds: 1) }
            }
            looks[session] = now
            return true
        }
    }

    /// Lets the next call look again.
    func forget(_ session: Identifier<Session>) {
        looks.withLock { _ = $0.removeValue(forKey: session) }
    }
}

extension Platform {
    /// Ends a session whose ground is gone: the person has died, or the number is another's now.
    ///
    /// While the registers do not answer, what needs none of them goes on: to withdraw, to close,
    /// to look who did what.
    /// - Throws: `sessionExpired`.
    package func checkStanding(of person: SignedInPerson) async throws {
        guard standings.isDue(person.session, at: clock.now()) else { return }
        do {
            _ = try await standing(of: person)
        } catch let refusal as Refusal {
            standings.forget(person.session)
            guard refusal.code != .registerUnavailable else { return }
            throw refusal
        }
    }
}
