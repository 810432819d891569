import Kernel
import Store
import Synchronization

/// Hands the waiting messages over: at least once, in order for each recipient.
///
/// Several recipients are served at once, one recipient never twice at once, by however many nodes: a
/// claim in the store says who sends. Between the claim and its note no transaction is open; a node
/// that dies there leaves a claim that ends by itself, and the message is handed over again.
package final class OutboxWorker: Sendable {
    private let store: any Store
    private let channel: OutboxChannel
    private let port: MessagePort
    private let clock: Clock
    private let random: RandomSource
    private let signal: OutboxSignal
    private let limits: OutboxLimits
    private let events: OutboxEvents
    private let busy = Mutex<Set<String>>([])

    /// A worker that ``run()`` sets going.
    ///
    /// - Parameters:
    ///   - channel: what it hands over; each way has workers of its own.
    ///   - clock: our time; the sandbox moves it, and pauses and ends with it.
    package init(
        store: any Store, channel: OutboxChannel = .sms, port: MessagePort, clock: Clock,
        random: RandomSource,
        signal: OutboxSignal, limits: OutboxLimits = OutboxLimits(),
        events: OutboxEvents = OutboxEvents()
    ) {
        self.store = store
        self.channel = channel
        self.port = port
        self.clock = clock
        self.random = random
        self.signal = signal
        self.limits = limits
        self.events = events
    }

    /// Works until the signal is closed, then finishes what is in hand; cancelling ends it at once.
    ///
    /// A hand-over that is cancelled counts as failed and is made again after the next start.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.work() }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(self.limits.pollMilliseconds))
                    self.signal.notify()
                }
            }
            _ = await group.next()
            group.cancelAll()
        }
    }

    private func work() async {
        let wakeUps = signal.wakeUps()
        await withDiscardingTaskGroup { group in
            await start(in: &group)
            for await _ in wakeUps { await start(in: &group) }
        }
    }

    /// Hands over whatever is due now and what becomes due by that; returns when nothing is.
    func deliverDue() async {
        while await withDiscardingTaskGroup(body: { await start(in: &$0) }) > 0 {}
    }

    /// Starts as many hand-overs as are allowed at once; gives their number.
    @discardableResult
    private func start(in group: inout DiscardingTaskGroup) async -> Int {
        var started = 0
        while !Task.isCancelled {
            guard let pass = await claim() else { break }
            for claimed in pass.claimed {
                busy.withLock { _ = $0.insert(claimed.message.address) }
                group.addTask { await self.deliver(claimed) }
            }
            for id in pass.expired { await giveUp(id) }
            started += pass.claimed.count + pass.expired.count
            guard pass.hasMore else { break }
        }
        return started
    }

    private func claim() async -> ClaimPass? {
        let busy = busy.withLock { $0 }
        let free = limits.recipientsAtOnce - busy.count
        guard free > 0 else { return nil }
        let (now, limits, channel) = (clock.now(), limits, channel)
        // A store that is away is asked again at the next signal.
        return try? await store.write { transaction in
            try Outbox.claim(
                free, of: channel, at: now, busy: busy, limits: limits, in: transaction)
        }
    }

    // MARK: - One message

    private func deliver(_ claimed: ClaimedMessage) async {
        let outcome = await handOver(claimed.message)
        await note { [self] now, transaction in
            try note(outcome, of: claimed, at: now, in: transaction)
        }
        busy.withLock { _ = $0.remove(claimed.message.address) }
        signal.notify()
    }

    private func handOver(
        _ message: DeliverableMessage
    ) async -> Result<MessageAcceptance, MessageFault> {
        let (port, limit) = (port, limits.sendMilliseconds)
        return await withTaskGroup(of: Result<MessageAcceptance, MessageFault>.self) { group in
            group.addTask {
                do throws(MessageFault) {
                    return .success(try await port.send(message))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(limit))
                return .failure(.unreachable)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.unreachable)
        }
    }

    private func note(
        _ outcome: Result<MessageAcceptance, MessageFault>, of claimed: ClaimedMessage,
        at now: Instant, in transaction: any Transaction
    ) throws {
        switch outcome {
        case .success(let acceptance):
            try Outbox.noteSent(
                claimed, acceptance, at: now, limits: limits, events: events, in: transaction)
        case .failure(.rejected(let code)):
            try Outbox.noteRejected(claimed, code: code, at: now, events: events, in: transaction)
        case .failure(let fault):
            let pause = limits.pauseMilliseconds(
                afterAttempt: claimed.message.attempt, fault: fault, random: random)
            try Outbox.notePause(claimed, milliseconds: pause, at: now, in: transaction)
        }
    }

    /// Gives up a message; if that cannot be noted, it must not stand before all others.
    private func giveUp(_ id: Identifier<OutgoingMessage>) async {
        let isNoted = await note { [self] now, transaction in
            try Outbox.giveUp(id, at: now, events: events, in: transaction)
        }
        guard !isNoted else { return }
        let later = clock.now().adding(milliseconds: limits.backoffMaxMilliseconds)
        _ = try? await store.write { transaction in
            try transaction.execute(
                """
                UPDATE outbox SET next_attempt_at = \(later)
                WHERE id = \(id) AND \(Outbox.isWaiting)
                """)
        }
    }

    /// Notes what happened, three times if need be: a lost note means that the message goes twice.
    @discardableResult
    private func note(
        _ body: @escaping @Sendable (Instant, any Transaction) throws -> Void
    ) async -> Bool {
        for _ in 0..<3 {
            let now = clock.now()
            do {
                try await store.write { transaction in try body(now, transaction) }
                return true
            } catch {
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        return false
    }
}
