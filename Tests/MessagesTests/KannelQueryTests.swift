import HTTPClient
import Kernel
import Testing

@testable import Messages

struct KannelQueryTests {
    private let message = [
        "secret": "s", "id": "67cbdef9-adbd-4e6c-86fa-72ad0eb67d93", "from": "+77011234567",
        "text": "4821 1",
    ]
    private let report = [
        "secret": "s", "id": "0123456789abcdefghjkmnpqrs", "attempt": "2", "status": "1",
    ]

    @Test
    func `an incoming message is read as it stands`() throws {
        let read = try KannelIncoming(query: { message[$0] })
        #expect(read.sender.text == "+77011234567")
        #expect(read.text == "4821 1")
        #expect(read.gatewayId == message["id"])
        #expect(read.secret == "s")
        // Kannel may leave the plus out, and an SMS may be empty.
        for (name, value) in [("from", "77011234567"), ("from", " 77011234567"), ("text", "")] {
            var query = message
            query[name] = value
            #expect(throws: Never.self) { try KannelIncoming(query: { query[$0] }) }
        }
    }

    @Test(
        arguments: [
            ("secret", nil, .missing("secret")), ("secret", "", .missing("secret")),
            ("id", nil, .missing("id")), ("id", String(repeating: "a", count: 129), .invalid("id")),
            ("from", nil, .missing("from")), ("from", "1414", .invalid("from")),
            ("from", "+4915112345678", .invalid("from")), ("text", nil, .missing("text")),
            ("text", String(repeating: "ә", count: 2_049), .invalid("text")),
        ] as [(String, String?, KannelQueryFault)])
    func `a message with a wrong field is refused`(
        name: String, value: String?, fault: KannelQueryFault
    ) {
        var query = message
        query[name] = value
        #expect(throws: fault) { try KannelIncoming(query: { query[$0] }) }
    }

    @Test(
        arguments: [
            ("1", DeliveryReport.Status.delivered), ("2", .undelivered), ("16", .undelivered),
            ("8", .taken), ("4", nil), ("32", nil),
        ] as [(String, DeliveryReport.Status?)])
    func `a report names message, attempt and fate`(
        status: String, expected: DeliveryReport.Status?
    ) throws {
        var query = report
        query["status"] = status
        let read = try KannelReport(query: { query[$0] }).report
        #expect(read?.status == expected)
        #expect(read == nil || read?.attempt == 2)
        #expect(read == nil || read?.id.text == report["id"])
    }

    @Test(
        arguments: [
            ("secret", nil, .missing("secret")), ("id", "x", .invalid("id")),
            ("attempt", "0", .invalid("attempt")), ("attempt", "one", .invalid("attempt")),
            ("status", "3", .invalid("status")), ("status", "%d", .invalid("status")),
            ("status", nil, .missing("status")),
        ] as [(String, String?, KannelQueryFault)])
    func `a report with a wrong field is refused`(
        name: String, value: String?, fault: KannelQueryFault
    ) {
        var query = report
        query[name] = value
        #expect(throws: fault) { try KannelReport(query: { query[$0] }) }
    }

    @Test(
        arguments: [
            (200, nil), (202, nil), (400, .rejected(code: "400")), (413, .rejected(code: "413")),
            (401, .unreachable), (403, .unreachable), (404, .unreachable), (408, .unreachable),
            (429, .tooMany), (302, .unreachable), (500, .unreachable), (503, .unreachable),
        ] as [(Int, MessageFault?)])
    func `the gateway's answer decides whether the message goes again`(
        status: Int, fault: MessageFault?
    ) {
        let answer = Result { () throws(MessageFault) in
            try KannelPort.acceptance(status: status)
        }
        #expect(answer == (fault.map { .failure($0) } ?? .success(.queued)))
    }

    @Test
    func `neither number nor text stands in a URL`() {
        let configuration = KannelConfiguration(
            sendURL: "http://127.0.0.1:1/cgi-bin/sendsms", username: "u", password: "p",
            reportURL: "http://127.0.0.1:2/gateway/sms/report", gatewaySecret: "s")
        let request = KannelPort.request(
            DeliverableMessage(
                id: Identifier(stored: "0123456789abcdefghjkmnpqrs"), recipient: phone(1),
                body: "Сәлем", attempt: 3),
            configuration)
        #expect(request.url == configuration.sendURL)
        #expect(!request.isRepeatable)
        let report = request.headers.first { $0.name == "X-Kannel-DLR-Url" }?.value
        #expect(
            report == "http://127.0.0.1:2/gateway/sms/report?secret=s"
                + "&id=0123456789abcdefghjkmnpqrs&attempt=3&status=%d")
        #expect("\(configuration)" == "Kannel at http://127.0.0.1:1/cgi-bin/sendsms")
    }
}
