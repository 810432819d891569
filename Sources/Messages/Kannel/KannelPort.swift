import HTTPClient
import Kernel

/// Kannel's sending interface (Kannel User Guide, "Using SMSBox": `sendsms` by POST).
///
/// The POST form keeps number and text out of URLs. Texts go as UCS-2 (`coding` 2), for Kazakh letters
/// have no place in the GSM alphabet; Kannel cuts long ones into parts and reports on the last.
package enum KannelPort {
    /// Reports are asked for on delivery (1), failure (2), the operator's taking (8) or refusal (16).
    static let reportMask = 1 + 2 + 8 + 16

    /// The port that hands messages to Kannel.
    ///
    /// - Parameter client: must allow the host of ``KannelConfiguration/sendURL``.
    package static func make(
        _ configuration: KannelConfiguration, client: HTTPClient
    ) -> MessagePort {
        MessagePort { message async throws(MessageFault) in
            let response: IncomingResponse
            do throws(HTTPClientError) {
                response = try await client.send(request(message, configuration))
            } catch {
                throw error == .overloaded ? .tooMany : .unreachable
            }
            return try acceptance(status: response.status)
        }
    }

    /// The request that hands the message over.
    static func request(
        _ message: DeliverableMessage, _ configuration: KannelConfiguration
    ) -> OutgoingRequest {
        let report =
            "\(configuration.reportURL)?secret=\(configuration.gatewaySecret)"
            + "&id=\(message.id.text)&attempt=\(message.attempt)&status=%d"
        return OutgoingRequest(
            method: "POST", url: configuration.sendURL,
            headers: [
                .init("Content-Type", "text/plain; charset=UTF-8"),
                .init("X-Kannel-Username", configuration.username),
                .init("X-Kannel-Password", configuration.password),
                .init("X-Kannel-From", configuration.sender),
                .init("X-Kannel-To", message.recipient.text),
                .init("X-Kannel-Coding", "2"),
                .init("X-Kannel-DLR-Mask", "\(reportMask)"),
                .init("X-Kannel-DLR-Url", report),
            ],
            body: Array(message.body.utf8), isRepeatable: false)
    }

    /// Reads the answer's status.
    ///
    /// 202 is taken (handed on or queued). 401, 403 and 404 speak of the installation, not of this
    /// message (wrong password, no route, wrong path): they are tried again, so that an error in
    /// a configuration costs time and no messages. Any other 4xx is about the message.
    static func acceptance(status: Int) throws(MessageFault) -> MessageAcceptance {
        switch status {
        case 200...299: return .queued
        case 429: throw .tooMany
        case 401, 403, 404, 408: throw .unreachable
        case 400...499: throw .rejected(code: "\(status)")
        default: throw .unreachable
        }
    }
}
