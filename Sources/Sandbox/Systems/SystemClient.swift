import HTTPClient
import Kernel
import Signatures
import Synchronization

/// A system's own side of the interface: signs its assertion, holds its access token, calls.
///
/// What an integrator writes first; the sandbox's bank, police and data owners use it too.
package final class SystemClient: Sendable {
    private let id: String
    private let key: SigningKey
    private let platform: String
    private let http: HTTPClient
    private let machine: Clock
    private let random: RandomSource
    private let token: Mutex<(text: String, renewAt: Instant)?>

    /// A system that calls the platform at this address.
    package init(
        id: String, key: SigningKey, platform: String, http: HTTPClient, machine: Clock,
        random: RandomSource
    ) {
        self.id = id
        self.key = key
        self.platform = platform
        self.http = http
        self.machine = machine
        self.random = random
        self.token = Mutex(nil)
    }

    /// An answer that is no success, with the problem's code.
    package struct Refused: Error, Sendable, CustomStringConvertible {
        /// The HTTP status.
        package let status: Int
        /// The problem document.
        package let problem: JSON

        /// The status and the code.
        package var description: String {
            "\(status) \(problem["code"]?.string ?? problem.text)"
        }
    }

    /// Calls a route with a JSON body, or without one; what is refused is said in the language.
    package func call(
        _ method: String, _ path: String, _ body: JSON? = nil, language: Language = .kk
    ) async throws -> JSON {
        let response = try await send(
            method, path, body, language, token: try await accessToken())
        guard response.status == 401 else { return try Self.json(response) }
        // The sandbox's clock may have been moved past the token's end.
        token.withLock { $0 = nil }
        return try Self.json(
            try await send(method, path, body, language, token: try await accessToken()))
    }

    private func send(
        _ method: String, _ path: String, _ body: JSON?, _ language: Language, token: String
    ) async throws -> IncomingResponse {
        var headers = [
            OutgoingRequest.Field("Authorization", "Bearer " + token),
            OutgoingRequest.Field("Accept", "application/json"),
            OutgoingRequest.Field("Accept-Language", language.rawValue),
        ]
        if body != nil { headers.append(.init("Content-Type", "application/json")) }
        return try await http.send(
            OutgoingRequest(
                method: method, url: platform + path, headers: headers, body: body?.bytes ?? []))
    }

    private func accessToken() async throws -> String {
        let now = machine.now()
        if let held = token.withLock({ $0 }), now < held.renewAt { return held.text }
        let assertion = try JWT.clientAssertion(
            of: id, for: platform + "/oauth/token", at: now, random: random, key: key)
        let form =
            "grant_type=client_credentials&client_assertion="
            + assertion
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3A"
            + "jwt-bearer"
        let response = try await http.send(
            OutgoingRequest(
                method: "POST", url: platform + "/oauth/token",
                headers: [.init("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(form.utf8)))
        let json = try Self.json(response)
        guard let text = json["access_token"]?.string, let life = json["expires_in"]?.integer else {
            throw Refused(status: response.status, problem: json)
        }
        token.withLock { $0 = (text, now.adding(seconds: life - 30)) }
        return text
    }

    private static func json(_ response: IncomingResponse) throws -> JSON {
        let json: JSON = response.body.isEmpty ? [:] : try JSON.parse(response.body)
        guard (200..<300).contains(response.status) else {
            throw Refused(status: response.status, problem: json)
        }
        return json
    }
}
