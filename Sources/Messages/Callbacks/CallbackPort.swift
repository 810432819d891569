import HTTPClient
import Kernel

/// Hands notices to systems over: a signed text by HTTP POST to each system's registered address.
///
/// The body is a JWS in compact form (RFC 7515), `application/jose`. Any status from 200 to 299 says
/// that the system has it; anything else is tried again with growing pauses until the notice's
/// time is over, for the system's own faults are its to mend and not a reason to lose a notice.
package enum CallbackPort {
    /// The port that posts notices.
    ///
    /// - Parameters:
    ///   - client: must allow the hosts of the addresses.
    ///   - address: where a system takes notices now; nil when it takes none.
    ///   - sign: turns the claims into a JWS with the key that signs now.
    package static func make(
        client: HTTPClient, address: @escaping @Sendable (String) async throws -> String?,
        sign: @escaping @Sendable (String) throws -> String
    ) -> MessagePort {
        MessagePort { message async throws(MessageFault) in
            let request: OutgoingRequest
            do {
                guard let url = try await address(message.client) else {
                    throw MessageFault.rejected(code: "noAddress")
                }
                request = OutgoingRequest(
                    method: "POST", url: url,
                    headers: [.init("Content-Type", "application/jose")],
                    body: Array(try sign(message.body).utf8), isRepeatable: false)
            } catch let fault as MessageFault {
                throw fault
            } catch {
                throw .unreachable
            }
            return try await post(request, with: client)
        }
    }

    private static func post(
        _ request: OutgoingRequest, with client: HTTPClient
    ) async throws(MessageFault) -> MessageAcceptance {
        let response: IncomingResponse
        do throws(HTTPClientError) {
            response = try await client.send(request)
        } catch {
            throw error == .overloaded ? .tooMany : .unreachable
        }
        switch response.status {
        case 200...299: return .delivered
        case 429: throw .tooMany
        default: throw .unreachable
        }
    }
}
