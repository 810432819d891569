import HTTPClient
import HTTPServer
import Kernel
import QyzmetTesting
import Store
import Synchronization
import Testing

@testable import Messages

/// A system's own server, which takes notices as it is told.
private final class Receiver: Sendable {
    private struct State {
        var bodies: [String] = []
        var contentTypes: Set<String> = []
        var statuses: [Int] = []
        var status = 204
    }

    private let server: HTTPServer
    private let shared: SharedState

    /// - Parameter statuses: the first answers; after them 204.
    init(_ statuses: [Int] = []) throws {
        let state = SharedState(State(statuses: statuses))
        server = try HTTPServer { request in
            let status = state.value.withLock { state in
                state.bodies.append(String(decoding: request.body, as: UTF8.self))
                state.contentTypes.insert(request.headers["content-type"] ?? "")
                return state.statuses.isEmpty ? state.status : state.statuses.removeFirst()
            }
            return HTTPResponse(status: status)
        }
        shared = state
        try server.start()
    }

    private final class SharedState: Sendable {
        let value: Mutex<State>
        init(_ state: State) { value = Mutex(state) }
    }

    var url: String { "http://127.0.0.1:\(server.port)/notices" }
    var bodies: [String] { shared.value.withLock { $0.bodies } }
    var contentTypes: Set<String> { shared.value.withLock { $0.contentTypes } }
    func stop() async { await server.stop(graceMilliseconds: 500) }
}

/// Notices to systems: the outbox's second way (KDP-2.3; use case 05, step 3).
@Suite(.timeLimit(.minutes(2)))
struct CallbackTests {
    private struct Bench {
        let store: any Store
        let time = StandingClock()
        let signal = OutboxSignal()
        let settled = SettledRecord()
        let worker: OutboxWorker

        init(_ store: any Store, urls: [String: String], limits: OutboxLimits = .init()) {
            self.store = store
            worker = OutboxWorker(
                store: store, channel: .callback,
                port: CallbackPort.make(
                    client: HTTPClient(hosts: .loopback), address: { urls[$0] },
                    sign: { "signed(\($0))" }), clock: time.clock, random: systemRandom,
                signal: signal, limits: limits, events: settled.events)
        }

        func add(_ body: String, to client: String = "bank", about queue: String = "p1")
            async throws
        {
            let now = time.now
            let notice = OutgoingNotice(
                id: Identifier(random: systemRandom), client: client, queue: queue, body: body,
                giveUpAt: now.adding(seconds: 3600), reference: "about " + body)
            try await store.write { try Outbox.add(notice, at: now, in: $0) }
            time.advance(milliseconds: 1)
        }

        func health() async throws -> OutboxHealth {
            let now = time.now
            return try await store.read { try OutboxHealth.read(.callback, at: now, in: $0) }
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `a notice is signed, posted until it is taken, and not posted again`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let receiver = try Receiver([500, 404])
            let bench = Bench(store, urls: ["bank": receiver.url])
            try await bench.add("withdrawn")
            await bench.worker.deliverDue()
            #expect(receiver.bodies == ["signed(withdrawn)"])
            #expect(try await bench.health().waiting == 1)
            // The pauses grow; before their end nothing leaves.
            await bench.worker.deliverDue()
            #expect(receiver.bodies.count == 1)
            bench.time.advance(milliseconds: 1_000)
            await bench.worker.deliverDue()
            bench.time.advance(milliseconds: 2_000)
            await bench.worker.deliverDue()
            #expect(receiver.bodies == Array(repeating: "signed(withdrawn)", count: 3))
            #expect(receiver.contentTypes == ["application/jose"])
            #expect(try await bench.health().waiting == 0)
            bench.time.advance(milliseconds: 3_600_000)
            await bench.worker.deliverDue()
            #expect(receiver.bodies.count == 3)
            #expect(bench.settled.undeliverable.isEmpty)
            await receiver.stop()
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `notices about one person keep their order, others do not wait for them`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let receiver = try Receiver([503])
            let other = try Receiver()
            let bench = Bench(store, urls: ["bank": receiver.url, "owner": other.url])
            try await bench.add("first")
            try await bench.add("second")
            try await bench.add("elsewhere", to: "owner")
            await bench.worker.deliverDue()
            #expect(receiver.bodies == ["signed(first)"])
            #expect(other.bodies == ["signed(elsewhere)"])
            try await bench.add("of another", about: "p2")
            await bench.worker.deliverDue()
            #expect(receiver.bodies == ["signed(first)", "signed(of another)"])
            bench.time.advance(milliseconds: 2_000)
            await bench.worker.deliverDue()
            #expect(receiver.bodies.suffix(2) == ["signed(first)", "signed(second)"])
            await receiver.stop()
            await other.stop()
        }
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `a notice that cannot be handed over is seen to be stuck, and given up at its end`(
        engine: Engine
    ) async throws {
        try await withStore(engine) { store in
            let receiver = try Receiver()
            let gone = receiver.url
            await receiver.stop()
            let bench = Bench(store, urls: ["bank": gone])
            try await bench.add("lost")
            try await bench.add("nowhere", to: "unheard")
            await bench.worker.deliverDue()
            // A system that has no address any more takes nothing at all.
            #expect(bench.settled.undeliverable == ["about nowhere"])
            bench.time.advance(milliseconds: 61_000)
            let health = try await bench.health()
            #expect(health.waiting == 1 && health.stuck == 1 && health.failed == 1)
            #expect(health.oldestMilliseconds >= 61_000)
            // An SMS is another way: nothing of it waits.
            let now = bench.time.now
            #expect(
                try await store.read { try OutboxHealth.read(at: now, in: $0) }.waiting == 0)
            bench.time.advance(milliseconds: 3_600_000)
            await bench.worker.deliverDue()
            #expect(bench.settled.undeliverable == ["about nowhere", "about lost"])
            #expect(try await bench.health().waiting == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `two workers at once hand a notice over once`(engine: Engine) async throws {
        try await withStore(engine) { store in
            let receiver = try Receiver()
            let bench = Bench(store, urls: ["bank": receiver.url])
            let second = OutboxWorker(
                store: store, channel: .callback,
                port: CallbackPort.make(
                    client: HTTPClient(hosts: .loopback), address: { _ in receiver.url },
                    sign: { "signed(\($0))" }), clock: bench.time.clock, random: systemRandom,
                signal: OutboxSignal())
            for number in 0..<20 { try await bench.add("\(number)", about: "p\(number % 4)") }
            async let one: Void = bench.worker.deliverDue()
            async let two: Void = second.deliverDue()
            _ = await (one, two)
            bench.time.advance(milliseconds: 61_000)
            await bench.worker.deliverDue()
            #expect(receiver.bodies.count == 20 && Set(receiver.bodies).count == 20)
            await receiver.stop()
        }
    }
}
