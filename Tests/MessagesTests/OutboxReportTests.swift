import Kernel
import Store
import Testing

@testable import Messages

@Suite(.timeLimit(.minutes(2)))
struct OutboxReportTests {
    @Test(arguments: Engine.allCases)
    func `a delivery marks the message, erases its text, and doubled reports do no harm`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let id = try await outbox.add("a")
            await outbox.deliver()
            #expect(try await outbox.row(id)?.body == "a")
            let at = outbox.time.now
            #expect(try await outbox.take(.delivered, id) == .delivered)
            outbox.time.advance(milliseconds: 1_000)
            #expect(try await outbox.take(.delivered, id) == .nothing)
            #expect(try await outbox.take(.undelivered, id) == .nothing)
            let row = try #require(try await outbox.row(id))
            #expect(row.deliveredAt == at)
            #expect(row.body.isEmpty)
            #expect(row.answers == nil)
            #expect(outbox.settled.sent == ["about a"])
            #expect(outbox.settled.undeliverable.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a lost message is tried again until its time is over`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let id = try await outbox.add("a", giveUpAfterSeconds: 60)
            await outbox.deliver()
            #expect(try await outbox.take(.undelivered, id) == .retrying)
            // Doubled: the message is not under way any more.
            #expect(try await outbox.take(.undelivered, id) == .nothing)
            outbox.time.advance(milliseconds: 2_000)
            await outbox.deliver()
            #expect(outbox.port.received.map(\.attempt) == [1, 2])
            // Late: about the first attempt, while the second is under way.
            #expect(try await outbox.take(.undelivered, id, attempt: 1) == .nothing)
            outbox.time.advance(milliseconds: 60_000)
            #expect(try await outbox.take(.undelivered, id, attempt: 2) == .failed)
            let row = try #require(try await outbox.row(id))
            #expect(row.failure == "undelivered")
            #expect(row.body.isEmpty)
            #expect(outbox.settled.undeliverable == ["about a"])
            // After that nothing counts.
            #expect(try await outbox.take(.delivered, id, attempt: 2) == .nothing)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a delivery that is reported during a pause ends the attempts`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let id = try await outbox.add("a")
            try await outbox.add("b")
            await outbox.deliver()
            #expect(try await outbox.take(.undelivered, id) == .retrying)
            #expect(try await outbox.take(.delivered, id) == .delivered)
            outbox.time.advance(milliseconds: 60_000)
            await outbox.deliver()
            #expect(outbox.port.bodies == ["a", "b"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a report may outrun the gateway's own answer`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let ids = [
                try await outbox.add("a"), try await outbox.add("b", to: phone(2)),
            ]
            let (now, events) = (outbox.time.now, outbox.settled.events)
            let claimed = try await store.write { transaction in
                try Outbox.claim(8, at: now, busy: [], limits: OutboxLimits(), in: transaction)
            }.claimed
            #expect(try await outbox.take(.delivered, ids[0]) == .delivered)
            #expect(try await outbox.take(.undelivered, ids[1]) == .retrying)
            for one in claimed {
                try await store.write { transaction in
                    try Outbox.noteSent(
                        one, .accepted, at: now, limits: OutboxLimits(), events: events,
                        in: transaction)
                }
            }
            #expect(try await outbox.row(ids[0])?.deliveredAt != nil)
            // The late answer does not undo what the report said.
            #expect(try await outbox.row(ids[1])?.sentAt == nil)
            #expect(outbox.settled.sent == ["about a"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the pause after a loss is kept, whatever else leaves meanwhile`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let lost = try await outbox.add("lost")
            try await outbox.add("next")
            let (now, events) = (outbox.time.now, outbox.settled.events)
            func claim() async throws -> ClaimedMessage {
                let pass = try await store.write { transaction in
                    try Outbox.claim(8, at: now, busy: [], limits: OutboxLimits(), in: transaction)
                }
                return try #require(pass.claimed.first)
            }
            func note(_ claimed: ClaimedMessage) async throws {
                try await store.write { transaction in
                    try Outbox.noteSent(
                        claimed, .accepted, at: now, limits: OutboxLimits(), events: events,
                        in: transaction)
                }
            }
            try await note(claim())
            let next = try await claim()
            #expect(try await outbox.take(.undelivered, lost) == .retrying)
            try await note(next)
            await outbox.deliver()
            #expect(outbox.port.bodies.isEmpty)
            outbox.time.advance(milliseconds: 1_000)
            await outbox.deliver()
            #expect(outbox.port.bodies == ["lost"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the next message waits for the operator to take the one before, but not for ever`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let port = RecordingPort { _ async throws(MessageFault) in .queued }
            let outbox = OutboxUnderTest(store, port: port)
            let first = try await outbox.add("a")
            try await outbox.add("b")
            try await outbox.add("c")
            try await outbox.add("other", to: phone(2))
            await outbox.deliver()
            #expect(Set(port.bodies) == ["a", "other"])
            #expect(try await outbox.take(.taken, first) == .taken)
            #expect(try await outbox.take(.taken, first) == .taken)
            await outbox.deliver()
            #expect(port.bodies(for: phone(1)) == ["a", "b"])
            // No report comes about the second.
            outbox.time.advance(milliseconds: OutboxLimits().operatorMilliseconds - 1)
            await outbox.deliver()
            #expect(port.bodies(for: phone(1)) == ["a", "b"])
            outbox.time.advance(milliseconds: 1)
            await outbox.deliver()
            #expect(port.bodies(for: phone(1)) == ["a", "b", "c"])
            #expect(port.received.allSatisfy { $0.attempt == 1 })
        }
    }

    @Test(arguments: Engine.allCases)
    func `reports about nothing we sent change nothing`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let outbox = OutboxUnderTest(store)
            let unknown = Identifier<OutgoingMessage>(random: systemRandom)
            #expect(try await outbox.take(.delivered, unknown) == .unknown)
            let waiting = try await outbox.add("a")
            #expect(try await outbox.take(.undelivered, waiting, attempt: 0) == .nothing)
            await outbox.deliver()
            #expect(outbox.port.bodies == ["a"])
        }
    }
}
