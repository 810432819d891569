import HTTPClient
import HTTPServer
import Kernel
import QyzmetTesting
import Store
import Testing

@testable import Messages

/// The real gateway between our outbox and an operator (KDP-2.7).
@Suite(.serialized, .timeLimit(.minutes(2)), .clause("KDP-2.7a"))
struct KannelTests {
    private let text = """
        Сәлеметсіз бе! «Ғылым» банкі табысыңыз туралы деректерді сұрайды (өтініш үшін, 30 күнге). \
        Келісу: 4821 1, бас тарту: 4821 2. Толығырақ: әіңғүұқөһ ӘІҢҒҮҰҚӨҺ €
        """

    @Test
    func `a message with Kazakh letters arrives whole and its delivery is reported`() async throws {
        try await withOutbox { outbox, bench in
            let id = try await outbox.add(text, to: phone(1))
            await outbox.deliver()
            #expect(await eventually { bench.gateway.reports.count == 1 })
            #expect(await eventually { bench.messageCentre.submitted.count == 1 })
            let message = try #require(bench.messageCentre.submitted.first)
            #expect(message["text"] == text)
            #expect(message["from"] == "1414")
            #expect("+" + (message["to"] ?? "") == phone(1).text)
            #expect((Int(message["parts"] ?? "") ?? 0) > 1)
            #expect(
                bench.gateway.reports == [DeliveryReport(id: id, attempt: 1, status: .delivered)])
            #expect(try await outbox.row(id)?.deliveredAt != nil)
            #expect(try await outbox.row(id)?.body.isEmpty == true)

            // Doubled and late: the operator reports again, and then the opposite.
            let name = try #require(message["id"])
            try bench.messageCentre.tell(["do": "receipt", "id": .string(name), "stat": "UNDELIV"])
            #expect(await eventually { bench.messageCentre.count("taken") == 2 })
            #expect(try await outbox.row(id)?.failedAt == nil)
        }
    }

    @Test
    func `a message that the operator refuses or loses goes again until its time is over`()
        async throws
    {
        try await withOutbox { outbox, bench in
            try bench.messageCentre.tell(["do": "answers", "with": ["ESME_RINVDSTADR"]])
            let refused = try await outbox.add("refused at first")
            await outbox.deliver()
            #expect(await eventually { bench.gateway.reports.count == 1 })
            let next = try await outbox.add("next", to: phone(2))
            await outbox.deliver()
            #expect(await eventually { bench.gateway.reports.count == 2 })
            #expect(try await outbox.row(refused)?.sentAt == nil)
            #expect(try await outbox.row(next)?.deliveredAt != nil)
            outbox.time.advance(milliseconds: 2_000)
            await outbox.deliver()
            #expect(await eventually { bench.gateway.reports.count == 3 })
            #expect(try await outbox.row(refused)?.deliveredAt != nil)
            #expect(await eventually { bench.messageCentre.submitted.count == 3 })
            #expect(
                bench.messageCentre.submitted.compactMap { $0["text"] }
                    == ["refused at first", "next", "refused at first"])

            try bench.messageCentre.tell(["do": "receipts", "are": "UNDELIV"])
            let lost = try await outbox.add("lost", giveUpAfterSeconds: 60)
            await outbox.deliver()
            #expect(await eventually { bench.gateway.reports.count == 4 })
            outbox.time.advance(milliseconds: 60_000)
            await outbox.deliver()
            #expect(try await outbox.row(lost)?.failure == "gaveUp")
            #expect(outbox.settled.undeliverable == ["about lost"])
        }
    }

    @Test
    func `what is sent while the operator is away arrives later, in order`() async throws {
        try await withOutbox { outbox, bench in
            try bench.messageCentre.tell(["do": "down"])
            #expect(await eventually { bench.messageCentre.count("closed") == 1 })
            let texts = (1...12).map { "хабар \($0)" }
            for text in texts { try await outbox.add(text) }
            await outbox.deliver()
            // The rest waits with us: Kannel would mix it up.
            #expect(outbox.settled.sent == ["about хабар 1"])
            #expect(bench.messageCentre.submitted.isEmpty)
            try bench.messageCentre.tell(["do": "up"])
            #expect(
                await eventually(within: 20_000) {
                    await outbox.deliver()
                    return bench.gateway.reports.count == texts.count
                })
            #expect(
                await eventually { bench.messageCentre.submitted.count == texts.count })
            #expect(bench.messageCentre.submitted.compactMap { $0["text"] } == texts)
        }
    }

    @Test
    func `a subscriber's SMS comes in whole, and once more with the same name until it is taken`()
        async throws
    {
        try await withKannel { bench in
            let text = "4821 1 иә, келісемін + 100% & Ә?"
            bench.gateway.refuseNext(1)
            try bench.messageCentre.tell(incoming(text, from: phone(1)))
            #expect(await eventually { bench.gateway.incoming.count == 2 })
            #expect(bench.gateway.incoming.map(\.text) == [text, text])
            #expect(bench.gateway.incoming.map(\.sender) == [phone(1), phone(1)])
            #expect(Set(bench.gateway.incoming.map(\.gatewayId)).count == 1)

            // From a number that was not asked: the number is told truly.
            try bench.messageCentre.tell(incoming("4821 1", from: phone(2)))
            #expect(await eventually { bench.gateway.incoming.count == 3 })
            #expect(bench.gateway.incoming.last?.sender == phone(2))

            // Doubled by the operator itself: two names, so the request's own state must decide.
            try bench.messageCentre.tell(incoming("4821 2", from: phone(1), times: 2))
            #expect(await eventually { bench.gateway.incoming.count == 5 })
            #expect(Set(bench.gateway.incoming.map(\.gatewayId)).count == 4)
            // No answer of ours became an SMS.
            #expect(bench.messageCentre.submitted.isEmpty)
        }
    }

    @Test
    func `a wrong password and a dead gateway keep the message`() async throws {
        try await withKannel { bench in
            let message = DeliverableMessage(
                id: Identifier(random: systemRandom), recipient: phone(1), body: "text")
            var configuration = bench.configuration
            configuration.password = "wrong"
            let client = HTTPClient(hosts: .loopback)
            await #expect(throws: MessageFault.unreachable) {
                try await KannelPort.make(configuration, client: client).send(message)
            }
            let acceptance = try await bench.port.send(message)
            #expect(acceptance == .queued)
            await bench.stop()
            await #expect(throws: MessageFault.unreachable) { try await bench.port.send(message) }
        }
    }

    private func incoming(_ text: String, from sender: PhoneNumber, times: Int64 = 1) -> JSON {
        [
            "do": "text", "from": .string(sender.text), "to": "1414", "text": .string(text),
            "times": .integer(times),
        ]
    }

    private func withOutbox(
        _ body: (OutboxUnderTest, KannelBench) async throws -> Void
    ) async throws {
        try await withKannel { bench in
            try await withStore(.sqlite) { store in
                let port = bench.port
                let outbox = OutboxUnderTest(
                    store,
                    port: RecordingPort { message async throws(MessageFault) in
                        try await port.send(message)
                    })
                bench.gateway.onReport { report in
                    _ = try await outbox.take(report.status, report.id, attempt: report.attempt)
                }
                try await body(outbox, bench)
            }
        }
    }
}
