import Kernel

/// How the outbox is worked off; every value has its unit in its name.
package struct OutboxLimits: Hashable, Sendable {
    /// Recipients served at once by one worker, default 8.
    package var recipientsAtOnce = 8
    /// After so long a hand-over counts as failed: default 8 s, below the 10 s of a stop.
    package var sendMilliseconds: Int64 = 8_000
    /// How long a node owns a message it has begun to send: default 60 s.
    ///
    /// Longer than ``sendMilliseconds`` by more than the clocks of two nodes may differ; the messages
    /// of a dead node wait so long.
    package var claimMilliseconds: Int64 = 60_000
    /// How long the next message for a person waits for the operator to take the one before:
    /// default 120 s; see ``MessageAcceptance/queued``.
    package var operatorMilliseconds: Int64 = 120_000
    /// How often the store is asked without a signal: default every second.
    package var pollMilliseconds: Int64 = 1_000
    /// The pause after the first failed attempt; each further one doubles it.
    package var backoffMinMilliseconds: Int64 = 1_000
    /// The longest pause between two attempts.
    package var backoffMaxMilliseconds: Int64 = 300_000
    /// The shortest pause after ``MessageFault/tooMany``.
    package var tooManyMinMilliseconds: Int64 = 5_000

    /// The defaults.
    package init() {}

    /// The pause after a failed attempt: doubling, with a random half.
    ///
    /// The random half keeps messages that failed together from coming back together.
    /// - Parameter attempt: the number of the attempt that failed, from 1.
    package func pauseMilliseconds(
        afterAttempt attempt: Int64, fault: MessageFault, random: RandomSource
    ) -> Int64 {
        let doublings = min(max(attempt, 1) - 1, 30)
        let shortest = fault == .tooMany ? tooManyMinMilliseconds : backoffMinMilliseconds
        let whole = min(shortest << doublings, backoffMaxMilliseconds)
        let half = whole / 2
        return whole - half + Int64(random.below(Int(half) + 1))
    }
}
