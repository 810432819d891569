import Kernel
import QyzmetTesting
import Store
import Testing

@testable import Messages

@Suite(.timeLimit(.minutes(3)))
struct OutboxUpkeepTests {
    @Test(arguments: Engine.allCases)
    func `text, number and row go when their time is over`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let sent = try await outbox.add("sent")
            await outbox.deliver()
            let waiting = try await outbox.add("waiting", giveUpAfterSeconds: 3 * 86_400)
            let retryable = try await outbox.add(
                "may come back", to: phone(2), giveUpAfterSeconds: 3 * 86_400)
            try await store.write { transaction in
                try transaction.execute(
                    "UPDATE outbox SET sent_at = created_at WHERE id = \(retryable)")
            }
            #expect(try await erase(outbox) == 0)
            outbox.time.advance(milliseconds: 86_400_000)
            #expect(try await erase(outbox) == 1)
            let row = try #require(try await outbox.row(sent))
            #expect(row.body.isEmpty)
            #expect(row.answers == nil)
            #expect(row.recipient.isEmpty)
            #expect(try await outbox.row(waiting)?.body == "waiting")
            #expect(try await outbox.row(retryable)?.body == "may come back")
            outbox.time.advance(milliseconds: 30 * 86_400_000)
            await outbox.deliver()
            // Two lose number and text, and all three are old enough to go.
            #expect(try await erase(outbox) == 5)
            #expect(try await outbox.row(sent) == nil)
            #expect(try await outbox.row(waiting) == nil)
            #expect(outbox.settled.undeliverable == ["about waiting"])
            #expect(try await erase(outbox) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `one erasure does no more than its limit`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            for number in 0..<5 { try await outbox.add("\(number)", to: phone(number)) }
            await outbox.deliver()
            outbox.time.advance(milliseconds: 2 * 86_400_000)
            #expect(try await erase(outbox, limit: 2) == 2)
            #expect(try await erase(outbox, limit: 2) == 2)
            #expect(try await erase(outbox, limit: 2) == 1)
            #expect(try await erase(outbox, limit: 2) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `health counts what waits, is stuck and has failed`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { message async throws(MessageFault) in
                switch message.body {
                case "good": return .accepted
                case "bad": throw .rejected(code: "400")
                default: throw .unreachable
                }
            }
            let outbox = OutboxUnderTest(store, port: port)
            #expect(
                try await health(outbox)
                    == OutboxHealth(
                        waiting: 0, stuck: 0, oldestMilliseconds: 0, failed: 0))
            for body in ["good", "bad", "stuck"] {
                try await outbox.add(body, to: phone(body.utf8.count), giveUpAfterSeconds: 300)
            }
            await outbox.deliver()
            outbox.time.advance(milliseconds: 61_000)
            try await outbox.add("fresh", to: phone(9))
            let health = try await health(outbox)
            #expect(health.waiting == 2)
            #expect(health.stuck == 1)
            #expect((61_000...61_010).contains(health.oldestMilliseconds))
            #expect(health.failed == 1)
            outbox.time.advance(milliseconds: 86_400_000)
            #expect(try await self.health(outbox).failed == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `no statement of the worker looks at what was sent`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let now = Instant(seconds: 1_795_000_000)
            let plans: [(SQL, String)] = [
                (Outbox.dueSelection(at: now), "outbox_due"),
                (OutboxQueue.selection(of: "+77010000000"), "outbox_waiting"),
                (
                    OutboxQueue.selectionOfUntaken(for: "+77010000000", at: now),
                    "outbox_recipient"
                ),
                (OutboxHealth.failedCount(at: now), "outbox_failed"),
                (Outbox.numberErasure(at: now, limit: 10), "outbox_personal"),
                (Outbox.rowDeletion(at: now, limit: 10), "outbox_recipient"),
            ]
            for (statement, index) in plans {
                let plan = try await store.explain(statement)
                #expect(plan.contains(index), "\(plan)")
                #expect(!plan.contains("SCAN outbox\n") && !plan.contains("Seq Scan"), "\(plan)")
            }
            let plan = try await store.explain(OutboxHealth.waitingCount(at: now))
            #expect(plan.contains("outbox_waiting") || plan.contains("outbox_due"), "\(plan)")
        }
    }

    @Test(arguments: Engine.allCases)
    func `ten thousand messages leave in reasonable time, whatever was sent before`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let now = outbox.time.now
            try await store.write { transaction in
                for number in 0..<10_000 {
                    let message = OutgoingMessage(
                        id: Identifier(random: systemRandom), recipient: phone(number % 1_000),
                        body: "\(number / 1_000)", giveUpAt: now.adding(seconds: 600))
                    try Outbox.add(
                        message, at: now.adding(milliseconds: Int64(number)), in: transaction)
                }
            }
            outbox.time.advance(milliseconds: 10_000)
            let start = ContinuousClock.now
            let running = Task { await outbox.worker.run() }
            #expect(await eventually(within: 90_000) { outbox.settled.sent.count == 10_000 })
            let took = ContinuousClock.now - start
            outbox.signal.close()
            await running.value
            print("10,000 messages to 1,000 recipients, \(engine): \(took)")
            #expect(outbox.port.received.count == 10_000)
            #expect(
                (0..<1_000).allSatisfy { recipient in
                    outbox.port.bodies(for: phone(recipient)) == (0..<10).map { "\($0)" }
                })
        }
    }

    @Test(arguments: Engine.allCases)
    func `a long queue behind a stuck message costs one look a pause`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { message async throws(MessageFault) in
                if message.recipient == phone(1) { throw .unreachable }
                return .accepted
            }
            let outbox = OutboxUnderTest(store, port: port)
            let now = outbox.time.now
            try await store.write { transaction in
                for number in 0..<2_000 {
                    let message = OutgoingMessage(
                        id: Identifier(random: systemRandom), recipient: phone(1), body: "stuck",
                        giveUpAt: now.adding(seconds: 600))
                    try Outbox.add(
                        message, at: now.adding(milliseconds: Int64(number)), in: transaction)
                }
            }
            outbox.time.advance(milliseconds: 10_000)
            await outbox.deliver()
            let due = outbox.time.now
            let count = try await store.read { try $0.rows(Outbox.dueSelection(at: due)).count }
            #expect(count == 0)
            try await outbox.add("free", to: phone(2))
            await outbox.deliver()
            #expect(port.bodies == ["stuck", "free"])
        }
    }

    private func erase(_ outbox: OutboxUnderTest, limit: Int = 100) async throws -> Int {
        let now = outbox.time.now
        return try await outbox.store.write { try Outbox.erase(at: now, limit: limit, in: $0) }
    }

    private func health(_ outbox: OutboxUnderTest) async throws -> OutboxHealth {
        let now = outbox.time.now
        return try await outbox.store.read { try OutboxHealth.read(at: now, in: $0) }
    }
}
