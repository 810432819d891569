import Kernel
import Messages
import Store
import Synchronization

/// The phones of the sandbox: an inbox for each number, and the way back to 1414.
///
/// Messages lie in a store of their own, so that they survive a restart and the platform's store never
/// sees them; each number keeps its last ``inboxMax``.
package final class SandboxPhones: Sendable {
    /// The most messages that one number keeps.
    package static let inboxMax = 200

    /// What goes wrong on the way, on demand.
    package struct Faults: Hashable, Sendable {
        /// So many of the next messages are lost without a word.
        package var lose: Int64 = 0
        /// So many of the next messages arrive twice.
        package var double: Int64 = 0
        /// How much later each message arrives, in milliseconds of the sandbox's time.
        package var delayMilliseconds: Int64 = 0

        /// Nothing goes wrong.
        package init() {}
    }

    /// A message as it lies on a phone.
    package struct Message: Sendable, Hashable {
        /// Its name on the phone.
        package let id: String
        /// When it arrived or was sent.
        package let at: Instant
        /// Who sent it: `1414`, or the person.
        package let sender: String
        /// The text.
        package let text: String
        /// What may be answered, for scripts.
        package let answers: MessageAnswers?
    }

    private let store: any Store
    private let clock: Clock
    private let random: RandomSource
    private let faults = Mutex(Faults())

    /// Phones whose messages lie in the file.
    package init(path: String, clock: Clock, random: RandomSource) throws {
        var limits = SQLiteLimits()
        limits.readers = 1
        self.store = try SQLiteStore(path: path, limits: limits)
        self.clock = clock
        self.random = random
    }

    /// Prepares the file.
    package func start() async throws {
        try await store.migrate([Self.schema])
    }

    /// Closes the file.
    package func stop() { store.close() }

    /// What goes wrong at the moment.
    package var plan: Faults {
        get { faults.withLock { $0 } }
        set { faults.withLock { $0 = newValue } }
    }

    /// The port through which the platform's messages arrive.
    package var port: MessagePort {
        MessagePort { [self] message async throws(MessageFault) in
            let plan = takeFaults()
            if plan.isLost { return .accepted }
            do {
                try await receive(message, after: plan.delay)
                if plan.isDoubled { try await receive(message, after: plan.delay) }
            } catch {
                throw .unreachable
            }
            return plan.delay > 0 ? .accepted : .delivered
        }
    }

    /// The messages of a number that have arrived, newest first.
    package func inbox(of phone: PhoneNumber) async throws -> [Message] {
        let now = clock.now()
        return try await store.read { transaction in
            try transaction.rows(
                """
                SELECT id, at, sender, text, answers FROM message
                WHERE phone = \(phone) AND at <= \(now)
                ORDER BY at DESC, id DESC LIMIT \(Self.inboxMax)
                """
            ).map { row in
                Message(
                    id: try row.text(0), at: try row.instant(1), sender: try row.text(2),
                    text: try row.text(3),
                    answers: try row.textIfPresent(4).flatMap(MessageAnswers.init(stored:)))
            }
        }
    }

    /// Notes on the phone what the person sent to 1414.
    ///
    /// - Returns: the name under which the gateway passes it on.
    package func note(sent text: String, by phone: PhoneNumber) async throws -> String {
        let id = randomIdentifierText(random)
        try await keep(
            id: id, phone: phone, sender: phone.text, text: text, answers: nil, at: clock.now())
        return id
    }

    private func takeFaults() -> (isLost: Bool, isDoubled: Bool, delay: Int64) {
        faults.withLock { faults in
            let isLost = faults.lose > 0
            if isLost { faults.lose -= 1 }
            let isDoubled = !isLost && faults.double > 0
            if isDoubled { faults.double -= 1 }
            return (isLost, isDoubled, faults.delayMilliseconds)
        }
    }

    /// A late message lies here already; the phone shows it when its moment has come.
    private func receive(
        _ message: DeliverableMessage, after delayMilliseconds: Int64
    ) async throws {
        try await keep(
            id: randomIdentifierText(random), phone: message.recipient, sender: "1414",
            text: message.body, answers: message.answers,
            at: clock.now().adding(milliseconds: delayMilliseconds))
    }

    private func keep(
        id: String, phone: PhoneNumber, sender: String, text: String, answers: MessageAnswers?,
        at: Instant
    ) async throws {
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO message (id, phone, at, sender, text, answers)
                VALUES (\(id), \(phone), \(at), \(sender), \(text), \(answers?.stored))
                """)
            try transaction.execute(
                """
                DELETE FROM message WHERE phone = \(phone) AND id IN
                    (SELECT id FROM message WHERE phone = \(phone)
                        ORDER BY at DESC, id DESC LIMIT 100 OFFSET \(Self.inboxMax))
                """)
        }
    }

    private static let schema = Migration(
        number: 1, name: "phones",
        sql: """
            CREATE TABLE message (
                id TEXT NOT NULL PRIMARY KEY,
                phone TEXT NOT NULL,
                at BIGINT NOT NULL,
                sender TEXT NOT NULL,
                text TEXT NOT NULL,
                answers TEXT
            );
            CREATE INDEX message_phone ON message (phone, at, id);
            """)
}
