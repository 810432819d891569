import HTTPClient
import Kernel
import Testing

/// An answer of the server under test.
struct Answer: Sendable {
    let status: Int
    let response: IncomingResponse

    /// The body as JSON; null when it is none.
    var json: JSON { (try? JSON.parse(response.body)) ?? .null }
    /// The problem's code.
    var code: String? { json["code"]?.string }
    /// The text of a member.
    subscript(name: String) -> String? { json[name]?.string }

    /// The body, when the status is the one expected.
    func expect(_ expected: Int, _ place: SourceLocation = #_sourceLocation) throws -> JSON {
        guard status == expected else {
            Issue.record("\(status) \(json.text), not \(expected)", sourceLocation: place)
            throw UnexpectedAnswer(status: status, code: code)
        }
        return json
    }
}

/// An answer that the test cannot go on with.
struct UnexpectedAnswer: Error {
    let status: Int
    let code: String?
}

/// The client of every test here, with room for many requests at once.
let http: HTTPClient = {
    var limits = HTTPClientLimits()
    limits.concurrentRequestsMax = 96
    limits.totalTimeoutMilliseconds = 40_000
    return HTTPClient(limits: limits, hosts: .loopback)
}()

/// Calls a route; `headers` come after those that every call here carries.
func call(
    _ method: String, _ url: String, _ body: JSON? = nil,
    headers: [(String, String)] = []
) async throws -> Answer {
    var fields = headers.map { OutgoingRequest.Field($0.0, $0.1) }
    let isTyped = headers.contains { $0.0 == "Content-Type" }
    if method != "GET", !isTyped { fields.append(.init("Content-Type", "application/json")) }
    let response = try await http.send(
        OutgoingRequest(method: method, url: url, headers: fields, body: body?.bytes ?? []))
    return Answer(status: response.status, response: response)
}
