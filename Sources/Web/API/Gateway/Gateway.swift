import HTTPServer
import Kernel
import Messages
import UseCases

extension Endpoint {
    private static func query(_ names: [String], _ meaning: String) -> [QueryParameter] {
        names.map {
            QueryParameter(name: $0, schema: .string(.anything), meaning: meaning)
        }
    }

    private static let outcome = Schema.object([
        required("outcome", .string(.anything), "What came of it")
    ])

    /// `GET /gateway/sms`: a person's SMS to 1414, as Kannel's `get-url` brings it (KDP-2.7).
    static let getIncomingSMS = Endpoint(
        .get, "/gateway/sms", summary: "Take a person's SMS from the message gateway",
        access: .gateway(on: "the request that the SMS answers"),
        query: query(["secret", "from", "text", "id"], "As Kannel's get-url is written"),
        answers: [Answer(status: 200, content: .json(outcome), meaning: "Taken")],
        problems: [.registerUnavailable, .invalidField]
    ) { call in
        let incoming: KannelIncoming
        do throws(KannelQueryFault) {
            incoming = try KannelIncoming(query: call.request.queryValue)
        } catch {
            throw Refusal(.invalidField)
        }
        let outcome = try await call.platform.receive(
            IncomingMessage(
                gatewayId: incoming.gatewayId, sender: incoming.sender, text: incoming.text))
        return .json(["outcome": .string(outcome.rawValue)])
    }

    /// `GET /gateway/sms/report`: a delivery report, as Kannel's `dlr-url` brings it.
    static let getDeliveryReport = Endpoint(
        .get, "/gateway/sms/report", summary: "Take a delivery report from the message gateway",
        access: .gateway(on: "the message that the report names"),
        query: query(["secret", "id", "attempt", "status"], "As our dlr-url is written"),
        answers: [Answer(status: 200, content: .json(outcome), meaning: "Taken")],
        problems: [.invalidField]
    ) { call in
        let report: KannelReport
        do throws(KannelQueryFault) {
            report = try KannelReport(query: call.request.queryValue)
        } catch {
            throw Refusal(.invalidField)
        }
        guard let report = report.report else { return .json(["outcome": "onTheWay"]) }
        let outcome = try await call.platform.take(report)
        return .json(["outcome": .string(outcome.rawValue)])
    }
}
