import Kernel
import Store
import Synchronization

@testable import Messages

/// A clock that stands until it is moved.
final class StandingClock: Sendable {
    private let time = Mutex(Instant(milliseconds: 1_795_000_000_000))

    var now: Instant { time.withLock { $0 } }
    var clock: Clock { Clock { self.now } }

    func advance(milliseconds: Int64) {
        time.withLock { $0 = $0.adding(milliseconds: milliseconds) }
    }
}

/// The system's generator; tests need names, not secrets.
let systemRandom = RandomSource { count in
    (0..<count).map { _ in UInt8.random(in: .min ... .max) }
}

/// A number that ends with the given digits.
func phone(_ number: Int) -> PhoneNumber {
    let digits = String(number)
    return PhoneNumber(
        stored: "+77" + String(repeating: "0", count: 9 - digits.count) + digits)
}

/// A port that remembers what it got and answers as it is told.
final class RecordingPort: Sendable {
    struct State {
        var received: [DeliverableMessage] = []
        var inHand: [String: Int] = [:]
        var inHandMax = 0
        var inHandPerRecipientMax = 0
    }

    private let state = Mutex(State())
    private let answer:
        @Sendable (DeliverableMessage) async throws(MessageFault) -> MessageAcceptance

    init(
        answer:
            @escaping @Sendable (DeliverableMessage) async throws(MessageFault) ->
            MessageAcceptance = { _ in .accepted }
    ) {
        self.answer = answer
    }

    var received: [DeliverableMessage] { state.withLock { $0.received } }
    var bodies: [String] { received.map(\.body) }
    var inHandMax: Int { state.withLock { $0.inHandMax } }
    var inHandPerRecipientMax: Int { state.withLock { $0.inHandPerRecipientMax } }

    /// What the recipient got, in order.
    func bodies(for recipient: PhoneNumber) -> [String] {
        received.filter { $0.recipient == recipient }.map(\.body)
    }

    var port: MessagePort {
        MessagePort { message async throws(MessageFault) in
            self.enter(message)
            defer { self.leave(message) }
            return try await self.answer(message)
        }
    }

    private func enter(_ message: DeliverableMessage) {
        state.withLock { state in
            state.received.append(message)
            state.inHand[message.recipient.text, default: 0] += 1
            state.inHandMax = max(state.inHandMax, state.inHand.values.reduce(0, +))
            let here = state.inHand[message.recipient.text] ?? 0
            state.inHandPerRecipientMax = max(state.inHandPerRecipientMax, here)
        }
    }

    private func leave(_ message: DeliverableMessage) {
        state.withLock { $0.inHand[message.recipient.text, default: 0] -= 1 }
    }
}

/// One outbox with its clock, port and worker.
struct OutboxUnderTest {
    let store: any Store
    let time = StandingClock()
    let signal = OutboxSignal()
    let port: RecordingPort
    let worker: OutboxWorker
    let settled = SettledRecord()

    init(_ store: any Store, port: RecordingPort = RecordingPort(), limits: OutboxLimits = .init())
    {
        self.store = store
        self.port = port
        self.worker = OutboxWorker(
            store: store, port: port.port, clock: time.clock, random: systemRandom, signal: signal,
            limits: limits, events: settled.events)
    }

    /// Adds a message in a transaction of its own.
    @discardableResult
    func add(
        _ body: String, to recipient: PhoneNumber = phone(1), giveUpAfterSeconds: Int64 = 600
    ) async throws -> Identifier<OutgoingMessage> {
        let now = time.now
        let message = OutgoingMessage(
            id: Identifier(random: systemRandom), recipient: recipient, body: body,
            answers: .code("1234"), giveUpAt: now.adding(seconds: giveUpAfterSeconds),
            reference: "about " + body)
        try await store.write { try Outbox.add(message, at: now, in: $0) }
        // Order is by time, then by name; the names here are random.
        time.advance(milliseconds: 1)
        return message.id
    }

    /// Delivers what is due now.
    func deliver() async { await worker.deliverDue() }

    func take(
        _ status: DeliveryReport.Status, _ id: Identifier<OutgoingMessage>, attempt: Int64 = 1
    ) async throws -> DeliveryReportOutcome {
        let (now, events) = (time.now, settled.events)
        return try await store.write { transaction in
            try Outbox.take(
                DeliveryReport(id: id, attempt: attempt, status: status), at: now,
                random: systemRandom, events: events, in: transaction)
        }
    }

    func row(_ id: Identifier<OutgoingMessage>) async throws -> OutboxRow? {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT attempts, next_attempt_at, sent_at, delivered_at, failed_at, failure, body,
                    answers, recipient
                FROM outbox WHERE id = \(id)
                """
            ).map(OutboxRow.init)
        }
    }
}

/// A row as the tests look at it.
struct OutboxRow: Sendable {
    let attempts: Int64
    let nextAttemptAt: Instant
    let sentAt: Instant?
    let deliveredAt: Instant?
    let failedAt: Instant?
    let failure: String?
    let body: String
    let answers: String?
    let recipient: String

    init(_ row: Row) throws {
        attempts = try row.integer(0)
        nextAttemptAt = try row.instant(1)
        sentAt = try row.instantIfPresent(2)
        deliveredAt = try row.instantIfPresent(3)
        failedAt = try row.instantIfPresent(4)
        failure = try row.textIfPresent(5)
        body = try row.text(6)
        answers = try row.textIfPresent(7)
        recipient = try row.text(8)
    }
}

/// What the events told.
final class SettledRecord: Sendable {
    private let references = Mutex<(sent: [String], undeliverable: [String])>(([], []))

    var sent: [String] { references.withLock { $0.sent } }
    var undeliverable: [String] { references.withLock { $0.undeliverable } }

    var events: OutboxEvents {
        OutboxEvents(
            sent: { message, _ in
                self.references.withLock { $0.sent.append(message.reference ?? "") }
            },
            undeliverable: { message, _ in
                self.references.withLock { $0.undeliverable.append(message.reference ?? "") }
            })
    }
}
