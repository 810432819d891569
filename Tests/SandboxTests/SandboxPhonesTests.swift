import Foundation
import Kernel
import Messages
import Synchronization
import Testing

@testable import Sandbox

struct SandboxPhonesTests {
    private let aigerim = PhoneNumber(stored: "+77011234567")
    private let other = PhoneNumber(stored: "+77017654321")

    @Test
    func `a phone shows its own messages, newest first, with what to answer`() async throws {
        try await withPhones { phones, time, _ in
            for number in 1...3 {
                try await send("\(number)", to: aigerim, phones)
                time.advance()
            }
            try await send("other", to: other, phones)
            #expect(try await phones.inbox(of: aigerim).map(\.text) == ["3", "2", "1"])
            let message = try #require(try await phones.inbox(of: other).first)
            #expect(message.sender == "1414")
            #expect(message.answers == .choice(grant: "4821 1", refuse: "4821 2"))
        }
    }

    @Test
    func `messages survive a restart`() async throws {
        try await withPhones { phones, time, path in
            try await send("kept", to: aigerim, phones)
            phones.stop()
            let again = try SandboxPhones(path: path, clock: time.clock, random: random)
            try await again.start()
            #expect(try await again.inbox(of: aigerim).map(\.text) == ["kept"])
            again.stop()
        }
    }

    @Test
    func `messages are lost and doubled on demand`() async throws {
        try await withPhones { phones, _, _ in
            phones.plan.lose = 2
            phones.plan.double = 1
            #expect(try await send("lost", to: aigerim, phones) == .accepted)
            #expect(try await send("lost too", to: aigerim, phones) == .accepted)
            #expect(try await send("doubled", to: aigerim, phones) == .delivered)
            #expect(try await send("plain", to: aigerim, phones) == .delivered)
            let texts = try await phones.inbox(of: aigerim).map(\.text)
            #expect(texts.sorted() == ["doubled", "doubled", "plain"])
            #expect(phones.plan == SandboxPhones.Faults())
        }
    }

    @Test
    func `a late message does not hold the others and shows when its moment has come`()
        async throws
    {
        try await withPhones { phones, time, _ in
            phones.plan.delayMilliseconds = 60_000
            #expect(try await send("late", to: aigerim, phones) == .accepted)
            phones.plan.delayMilliseconds = 0
            try await send("in time", to: aigerim, phones)
            #expect(try await phones.inbox(of: aigerim).map(\.text) == ["in time"])
            time.advance(milliseconds: 59_999)
            #expect(try await phones.inbox(of: aigerim).count == 1)
            time.advance(milliseconds: 1)
            #expect(try await phones.inbox(of: aigerim).map(\.text) == ["late", "in time"])
        }
    }

    @Test
    func `a phone keeps its last messages only`() async throws {
        try await withPhones { phones, time, _ in
            for number in 0..<(SandboxPhones.inboxMax + 5) {
                try await send("\(number)", to: aigerim, phones)
                time.advance()
            }
            let texts = try await phones.inbox(of: aigerim).map(\.text)
            #expect(texts.count == SandboxPhones.inboxMax)
            #expect(texts.last == "5")
        }
    }

    // MARK: - A standing clock and phones in a file

    private final class StandingClock: Sendable {
        private let time = Mutex(Instant(milliseconds: 1_795_000_000_000))

        var clock: Clock { Clock { self.time.withLock { $0 } } }

        func advance(milliseconds: Int64 = 1) {
            time.withLock { $0 = $0.adding(milliseconds: milliseconds) }
        }
    }

    private let random = RandomSource { count in
        (0..<count).map { _ in UInt8.random(in: .min ... .max) }
    }

    @discardableResult
    private func send(
        _ text: String, to number: PhoneNumber, _ phones: SandboxPhones
    ) async throws -> MessageAcceptance {
        try await phones.port.send(
            DeliverableMessage(
                id: Identifier(random: random), recipient: number, body: text,
                answers: .choice(grant: "4821 1", refuse: "4821 2")))
    }

    private func withPhones(
        _ body: (SandboxPhones, StandingClock, String) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "qyzmet-phones-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let time = StandingClock()
        let phones = try SandboxPhones(
            path: folder + "/phones.db", clock: time.clock, random: random)
        try await phones.start()
        defer { phones.stop() }
        try await body(phones, time, folder + "/phones.db")
    }
}
