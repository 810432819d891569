import HTTPClient
import Kernel

/// Calls one register: a POST of one JSON object, an answer of one JSON object.
struct RegisterCaller: Sendable {
    let client: HTTPClient
    let connection: RegisterConnection

    /// The answer to the body.
    ///
    /// - Throws: `unavailable`, `timeout`, `unauthorised`, `tooLarge`, `notFound`, or `malformed`
    ///   at `status`, `contentType` or the whole answer.
    func call(
        _ route: RegisterRoute, _ body: JSON, requestID: String
    ) async throws(RegisterFault) -> JSON {
        let response = try await send(
            connection.request(route.path, body, requestID: requestID))
        return try RegisterCaller.answer(
            status: response.status, contentType: response.header("Content-Type"),
            body: response.body)
    }

    private func send(
        _ request: OutgoingRequest
    ) async throws(RegisterFault) -> IncomingResponse {
        do throws(HTTPClientError) {
            return try await client.send(request)
        } catch {
            switch error {
            case .timeout: throw .timeout
            case .tooLarge: throw .tooLarge
            case .malformed: throw .malformed(at: "")
            case .notAllowed, .unreachable, .tls, .interrupted, .overloaded, .cancelled:
                throw .unavailable
            }
        }
    }

    /// What the register said, if it said anything usable.
    static func answer(
        status: Int, contentType: String?, body: [UInt8]
    ) throws(RegisterFault) -> JSON {
        switch status {
        case 200: break
        case 401, 403: throw .unauthorised
        case 404: throw .notFound
        case 408, 429, 500...599: throw .unavailable
        default: throw .malformed(at: "status")
        }
        guard body.count <= RegisterLimits.answerBytesMax else { throw .tooLarge }
        let type = contentType?.split(separator: ";").first?.trimmed
        guard type?.lowercased() == "application/json" else { throw .malformed(at: "contentType") }
        do {
            return try JSON.parse(body)
        } catch {
            throw .malformed(at: "")
        }
    }
}
