import Kernel
import Store

/// A call that carries an `Idempotency-Key`.
package struct IdempotentCall: Hashable, Sendable {
    /// Who calls.
    package let caller: String
    /// The route and the values of its parameters.
    package let route: String
    /// The key.
    package let key: String
    /// Keyed digest of the body.
    let digest: [UInt8]

    fileprivate init(caller: String, route: String, key: String, digest: [UInt8]) {
        self.caller = caller
        self.route = route
        self.key = key
        self.digest = digest
    }

    /// Hours that a key is remembered.
    package static let hoursKept: Int64 = 24
    /// Seconds after which a call that never finished no longer counts as running.
    package static let runningSecondsMax: Int64 = 60
}

/// Records that a keyed call has had its effect, in the transaction of the effect.
package struct Once: Sendable {
    private let call: IdempotentCall?

    /// For a call without a key: records nothing.
    package static let unkeyed = Once(call: nil)

    /// For a call with a key that is its first.
    package init(_ call: IdempotentCall) { self.call = call }

    private init(call: IdempotentCall?) { self.call = call }

    /// Records the thing that the call made and the status of its answer; never the answer itself.
    package func record(
        entity: String, status: Int, at now: Instant, in transaction: any Transaction
    ) throws {
        guard let call else { return }
        try transaction.execute(
            """
            UPDATE idempotency_key SET finished_at = \(now), status = \(status), entity = \(entity)
            WHERE caller = \(call.caller) AND route = \(call.route) AND key = \(call.key)
            """)
    }
}

extension Once {
    /// Gives the key back for an answer that changed nothing and may come out otherwise next time.
    package func release(in transaction: any Transaction) throws {
        guard let call else { return }
        try transaction.execute(
            """
            DELETE FROM idempotency_key WHERE caller = \(call.caller)
                AND route = \(call.route) AND key = \(call.key) AND finished_at IS NULL
            """)
    }
}

/// What a keyed call turned out to be.
package enum IdempotentStart: Sendable {
    /// The first with this key: it may have its effect.
    case first
    /// A repetition of a finished one.
    case repeated(entity: String, status: Int, finishedAt: Instant)
}

extension Platform {
    /// A call with its key and body.
    package func idempotentCall(
        caller: String, route: String, key: String, body: [UInt8]
    ) -> IdempotentCall {
        IdempotentCall(
            caller: caller, route: route, key: key,
            digest: secrets.bodyDigest(body, of: "\(caller) \(route) \(key)"))
    }

    /// Takes the key for this call, or finds what the earlier call with it made.
    ///
    /// - Throws: `idempotencyKeyReused` when the earlier body was another,
    ///   `idempotencyKeyInFlight` while the earlier call is still running.
    package func begin(_ call: IdempotentCall) async throws -> IdempotentStart {
        let now = clock.now()
        let oldest = now.adding(seconds: -IdempotentCall.hoursKept * 3600)
        let stale = now.adding(seconds: -IdempotentCall.runningSecondsMax)
        return try await store.write { transaction in
            let taken = try transaction.change(
                """
                INSERT INTO idempotency_key (caller, route, key, digest, created_at)
                VALUES (\(call.caller), \(call.route), \(call.key), \(call.digest), \(now))
                ON CONFLICT (caller, route, key) DO UPDATE
                SET digest = excluded.digest, created_at = excluded.created_at,
                    finished_at = NULL, status = NULL, entity = NULL
                WHERE idempotency_key.created_at < \(oldest)
                    OR (idempotency_key.finished_at IS NULL
                        AND idempotency_key.created_at < \(stale))
                """)
            if taken == 1 { return .first }
            guard
                let row = try transaction.rows(
                    """
                    SELECT digest, finished_at, status, entity FROM idempotency_key
                    WHERE caller = \(call.caller) AND route = \(call.route) AND key = \(call.key)
                    """
                ).first
            else { throw Refusal(.idempotencyKeyInFlight) }
            guard try row.bytes(0) == call.digest else { throw Refusal(.idempotencyKeyReused) }
            guard let finishedAt = try row.instantIfPresent(1) else {
                throw Refusal(.idempotencyKeyInFlight, retryAfterSeconds: 1)
            }
            return .repeated(
                entity: try row.textIfPresent(3) ?? "",
                status: Int(try row.integerIfPresent(2) ?? 200), finishedAt: finishedAt)
        }
    }

    /// Gives the key back after a refusal that changed nothing.
    package func abandon(_ call: IdempotentCall) async throws {
        try await store.write { transaction in
            try transaction.execute(
                """
                DELETE FROM idempotency_key WHERE caller = \(call.caller)
                    AND route = \(call.route) AND key = \(call.key) AND finished_at IS NULL
                """)
        }
    }
}
