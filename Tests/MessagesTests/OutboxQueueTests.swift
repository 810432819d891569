import Kernel
import Testing

@testable import Messages

struct OutboxQueueTests {
    /// Each message: when it is due, until when it is claimed, when it ends; then what may happen.
    @Test(
        arguments: [
            ([], "empty"),
            ([(5, 0, 100)], "claim 0"),
            ([(10, 0, 100)], "claim 0"),
            ([(11, 0, 100)], "wait 11"),
            ([(20, 20, 100)], "wait 20"),
            ([(10, 10, 100)], "claim 0"),
            ([(5, 0, 10)], "empty"),
            ([(5, 0, 10), (5, 0, 100)], "claim 1"),
            ([(11, 0, 100), (5, 0, 100)], "wait 11"),
            // A late commit stands before a message that is on its way.
            ([(5, 0, 100), (30, 30, 100)], "wait 30"),
            // On its way when its time ended.
            ([(30, 30, 10), (5, 0, 100)], "wait 30"),
        ] as [([(Int64, Int64, Int64)], String)])
    func `only the first message may leave, and none beside one on its way`(
        messages: [(Int64, Int64, Int64)], expected: String
    ) {
        let queue = OutboxQueue(
            messages: messages.enumerated().map { number, times in
                OutboxQueue.Waiting(
                    message: DeliverableMessage(
                        id: Identifier(stored: "\(number)"), recipient: phone(1), body: "text"),
                    nextAttemptAt: Instant(milliseconds: times.0),
                    claimedUntil: Instant(milliseconds: times.1),
                    giveUpAt: Instant(milliseconds: times.2))
            })
        let step =
            switch queue.step(now: Instant(milliseconds: 10)) {
            case .claim(let message): "claim \(message.id.text)"
            case .wait(let until): "wait \(until.milliseconds)"
            case .empty: "empty"
            }
        #expect(step == expected)
    }

    @Test(
        arguments: [
            (1, MessageFault.unreachable, 1_000), (2, .unreachable, 2_000),
            (9, .unreachable, 256_000),
            (10, .unreachable, 300_000), (10_000, .unreachable, 300_000), (0, .unreachable, 1_000),
            (1, .tooMany, 5_000), (2, .tooMany, 10_000), (40, .tooMany, 300_000),
        ] as [(Int64, MessageFault, Int64)])
    func `a pause has a fixed and a random half`(
        attempt: Int64, fault: MessageFault, whole: Int64
    ) {
        let limits = OutboxLimits()
        let least = RandomSource { [UInt8](repeating: 0, count: $0) }
        #expect(
            limits.pauseMilliseconds(afterAttempt: attempt, fault: fault, random: least)
                == whole / 2)
        let pauses = (0..<200).map { _ in
            limits.pauseMilliseconds(afterAttempt: attempt, fault: fault, random: systemRandom)
        }
        #expect(pauses.allSatisfy { (whole / 2...whole).contains($0) })
        #expect(Set(pauses).count > 20)
    }

    @Test
    func `answers survive the store and nothing else is read as answers`() {
        let choice = MessageAnswers.choice(grant: "4821 1", refuse: "4821 2")
        #expect(MessageAnswers(stored: choice.stored) == choice)
        #expect(MessageAnswers(stored: MessageAnswers.code("123456").stored) == .code("123456"))
        for text in ["", "{}", "[]", "{\"grant\":\"1\"}", "{\"code\":1}", "{\"code\":\"1\"} "] {
            #expect(MessageAnswers(stored: text) == (text.hasSuffix(" ") ? .code("1") : nil))
        }
    }
}
