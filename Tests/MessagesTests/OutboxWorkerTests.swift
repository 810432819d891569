import Kernel
import Store
import Synchronization
import Testing

@testable import Messages

@Suite(.timeLimit(.minutes(2)))
struct OutboxWorkerTests {
    @Test(arguments: Engine.allCases)
    func `messages of one recipient leave in the order in which they were added`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            for number in 0..<40 { try await outbox.add("\(number)", to: phone(number % 2)) }
            await outbox.deliver()
            #expect(
                outbox.port.bodies(for: phone(0)) == (0..<20).map { "\($0 * 2)" })
            #expect(
                outbox.port.bodies(for: phone(1)) == (0..<20).map { "\($0 * 2 + 1)" })
            #expect(outbox.settled.sent.count == 40)
        }
    }

    @Test(arguments: Engine.allCases)
    func `failures keep the order and do not hold other recipients`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { message async throws(MessageFault) in
                if message.recipient == phone(1), message.attempt < 3 { throw .unreachable }
                return .accepted
            }
            let outbox = OutboxUnderTest(store, port: port)
            for body in ["a", "b", "c"] { try await outbox.add(body) }
            for body in ["x", "y", "z"] { try await outbox.add(body, to: phone(2)) }
            await outbox.deliver()
            #expect(port.bodies(for: phone(1)) == ["a"])
            #expect(port.bodies(for: phone(2)) == ["x", "y", "z"])
            for _ in 0..<12 {
                outbox.time.advance(milliseconds: 2_000)
                await outbox.deliver()
            }
            #expect(
                port.bodies(for: phone(1)) == ["a", "a", "a", "b", "b", "b", "c", "c", "c"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the pauses double up to the longest`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { _ async throws(MessageFault) in throw .unreachable }
            var limits = OutboxLimits()
            limits.backoffMaxMilliseconds = 16_000
            let outbox = OutboxUnderTest(store, port: port, limits: limits)
            let id = try await outbox.add("a")
            for whole: Int64 in [1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000] {
                await outbox.deliver()
                let row = try #require(try await outbox.row(id))
                let pause = row.nextAttemptAt.milliseconds - outbox.time.now.milliseconds
                #expect((whole / 2...whole).contains(pause))
                // A moment too early nothing happens.
                let before = port.received.count
                outbox.time.advance(milliseconds: pause - 1)
                await outbox.deliver()
                #expect(port.received.count == before)
                outbox.time.advance(milliseconds: 1)
            }
            #expect(port.received.map(\.attempt) == Array(1...7))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a message is given up at its time and the next one follows`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { message async throws(MessageFault) in
                if message.body == "a" { throw .tooMany }
                return .accepted
            }
            let outbox = OutboxUnderTest(store, port: port)
            let first = try await outbox.add("a", giveUpAfterSeconds: 60)
            let second = try await outbox.add("b", giveUpAfterSeconds: 30)
            let third = try await outbox.add("c")
            await outbox.deliver()
            outbox.time.advance(milliseconds: 30_000)
            await outbox.deliver()
            // The second had its own end while it stood behind the first.
            #expect(outbox.settled.undeliverable == ["about b"])
            #expect(try await outbox.row(second)?.failure == "gaveUp")
            #expect(try await outbox.row(first)?.failedAt == nil)
            outbox.time.advance(milliseconds: 30_000)
            await outbox.deliver()
            let row = try #require(try await outbox.row(first))
            #expect(row.failedAt == outbox.time.now)
            #expect(row.body.isEmpty)
            #expect(row.answers == nil)
            #expect(outbox.settled.undeliverable == ["about b", "about a"])
            #expect(try await outbox.row(third)?.sentAt == outbox.time.now)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a refusal for good fails the message at once`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { message async throws(MessageFault) in
                if message.body == "a" { throw .rejected(code: "400") }
                return .delivered
            }
            let outbox = OutboxUnderTest(store, port: port)
            let first = try await outbox.add("a")
            let second = try await outbox.add("b")
            await outbox.deliver()
            #expect(try await outbox.row(first)?.failure == "rejected:400")
            #expect(outbox.settled.undeliverable == ["about a"])
            let row = try #require(try await outbox.row(second))
            #expect(row.deliveredAt != nil)
            #expect(row.body.isEmpty)
            #expect(outbox.settled.sent == ["about b"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an event that fails undoes the note and does not hold other messages`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let time = StandingClock()
            let port = RecordingPort()
            let worker = OutboxWorker(
                store: store, port: port.port, clock: time.clock, random: systemRandom,
                signal: OutboxSignal(),
                events: OutboxEvents(undeliverable: { _, _ in throw StoreError.unavailable }))
            let outbox = OutboxUnderTest(store)
            let first = try await outbox.add("a", giveUpAfterSeconds: 0)
            try await outbox.add("b", to: phone(2))
            time.advance(milliseconds: 1_000)
            await worker.deliverDue()
            #expect(port.bodies == ["b"])
            #expect(try await outbox.row(first)?.failedAt == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a message whose sender died before its note is handed over again`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let id = try await outbox.add("a")
            try await outbox.add("b")
            let now = outbox.time.now
            // What a node has done that dies between handing over and noting it.
            let pass = try await store.write { transaction in
                try Outbox.claim(8, at: now, busy: [], limits: OutboxLimits(), in: transaction)
            }
            #expect(pass.claimed.map(\.message.body) == ["a"])
            outbox.time.advance(milliseconds: 59_000)
            await outbox.deliver()
            #expect(outbox.port.bodies.isEmpty)
            outbox.time.advance(milliseconds: 1_000)
            await outbox.deliver()
            #expect(outbox.port.bodies == ["a", "b"])
            #expect(outbox.port.received.map(\.attempt) == [2, 1])
            // What the dead node would still have to say counts no longer.
            let late = pass.claimed[0]
            let events = outbox.settled.events
            try await store.write { transaction in
                try Outbox.noteRejected(
                    late, code: "400", at: now, events: events, in: transaction)
            }
            #expect(try await outbox.row(id)?.failedAt == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a port that does not return is left after its time`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { _ async throws(MessageFault) in
                try? await Task.sleep(for: .seconds(3600))
                return .accepted
            }
            var limits = OutboxLimits()
            limits.sendMilliseconds = 20
            let outbox = OutboxUnderTest(store, port: port, limits: limits)
            let id = try await outbox.add("a")
            await outbox.deliver()
            let row = try #require(try await outbox.row(id))
            #expect(row.sentAt == nil)
            #expect(row.attempts == 1)
            #expect(row.nextAttemptAt > outbox.time.now)
        }
    }
}
