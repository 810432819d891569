import Kernel
import QyzmetTesting
import Store
import Synchronization
import Testing

@testable import Messages

@Suite(.timeLimit(.minutes(2)))
struct OutboxConcurrencyTests {
    @Test(arguments: Engine.allCases)
    func `several workers never serve one recipient at once and keep the order`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { message async throws(MessageFault) in
                try? await Task.sleep(for: .milliseconds(Int.random(in: 0...3)))
                if message.attempt == 1, message.body.hasSuffix("7") { throw .unreachable }
                return .accepted
            }
            var limits = OutboxLimits()
            limits.backoffMinMilliseconds = 10
            limits.pollMilliseconds = 20
            let outbox = OutboxUnderTest(store, port: port, limits: limits)
            for number in 0..<150 { try await outbox.add("\(number)", to: phone(number % 5)) }
            let signal = OutboxSignal()
            let clock = SteadyClock().clock
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    let worker = OutboxWorker(
                        store: store, port: port.port, clock: clock, random: systemRandom,
                        signal: signal, limits: limits, events: outbox.settled.events)
                    group.addTask { await worker.run() }
                }
                #expect(await eventually(within: 60_000) { outbox.settled.sent.count == 150 })
                signal.close()
            }
            #expect(port.inHandPerRecipientMax == 1)
            #expect(port.inHandMax > 1)
            for recipient in 0..<5 {
                let bodies = port.received.filter { $0.recipient == phone(recipient) }
                    .filter { $0.attempt == 2 || !$0.body.hasSuffix("7") }.map(\.body)
                #expect(bodies == (0..<30).map { "\($0 * 5 + recipient)" })
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `claims made at the same moment never name one recipient twice`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            for number in 0..<60 { try await outbox.add("\(number)", to: phone(number % 20)) }
            let now = outbox.time.now
            let claimed = try await withThrowingTaskGroup(of: [ClaimedMessage].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await store.write { transaction in
                            try Outbox.claim(
                                20, at: now, busy: [], limits: OutboxLimits(), in: transaction)
                        }.claimed
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(claimed.map(\.message.recipient)).count == claimed.count)
            #expect(Set(claimed.map(\.message.body)) == Set((0..<20).map { "\($0)" }))
        }
    }

    @Test
    func `a message committed late does not leave beside one that is on its way`() async throws {
        try await withStore(.postgres) { store in
            let outbox = OutboxUnderTest(store)
            let early = outbox.time.now
            try await outbox.add("on its way")
            let now = outbox.time.now
            _ = try await store.write { transaction in
                try Outbox.claim(8, at: now, busy: [], limits: OutboxLimits(), in: transaction)
            }
            let late = OutgoingMessage(
                id: Identifier(random: systemRandom), recipient: phone(1), body: "late",
                giveUpAt: early.adding(seconds: 600))
            try await store.write {
                try Outbox.add(late, at: early.adding(seconds: -1), in: $0)
            }
            await outbox.deliver()
            #expect(outbox.port.bodies.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a message leaves soon after the signal`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort()
            let signal = OutboxSignal()
            var limits = OutboxLimits()
            limits.pollMilliseconds = 3_600_000
            let worker = OutboxWorker(
                store: store, port: port.port, clock: SteadyClock().clock, random: systemRandom,
                signal: signal, limits: limits)
            let outbox = OutboxUnderTest(store)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await worker.run() }
                do {
                    var waits: [Duration] = []
                    for number in 1...20 {
                        try await outbox.add("\(number)")
                        let start = ContinuousClock.now
                        signal.notify()
                        #expect(await eventually { port.received.count == number })
                        waits.append(ContinuousClock.now - start)
                    }
                    print("from signal to gateway, median, \(engine): \(waits.sorted()[10])")
                } catch {
                    Issue.record(error)
                }
                signal.close()
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `without any signal the next look finds the message`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort()
            var limits = OutboxLimits()
            limits.pollMilliseconds = 50
            let worker = OutboxWorker(
                store: store, port: port.port, clock: SteadyClock().clock, random: systemRandom,
                signal: OutboxSignal(), limits: limits)
            let outbox = OutboxUnderTest(store)
            let running = Task { await worker.run() }
            try await Task.sleep(for: .milliseconds(100))
            try await outbox.add("a")
            #expect(await eventually { port.bodies == ["a"] })
            running.cancel()
            await running.value
        }
    }

    @Test(arguments: Engine.allCases)
    func `closing lets what is in hand finish and begins nothing more`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { _ async throws(MessageFault) in
                try? await Task.sleep(for: .milliseconds(200))
                return .accepted
            }
            let signal = OutboxSignal()
            let outbox = OutboxUnderTest(store, port: port)
            let worker = OutboxWorker(
                store: store, port: port.port, clock: SteadyClock().clock, random: systemRandom,
                signal: signal, events: outbox.settled.events)
            try await outbox.add("a")
            try await outbox.add("b")
            let running = Task { await worker.run() }
            #expect(await eventually { port.received.count == 1 })
            signal.close()
            await running.value
            #expect(outbox.settled.sent == ["about a"])
            #expect(port.bodies == ["a"])
        }
    }
}

/// Time that runs, ahead of whatever the standing clocks say.
final class SteadyClock: Sendable {
    private let start = ContinuousClock.now

    var clock: Clock {
        Clock {
            let passed = ContinuousClock.now - self.start
            return Instant(milliseconds: 1_795_000_060_000)
                .adding(milliseconds: Int64(passed / .milliseconds(1)))
        }
    }
}
