import HTTPClient
import Kernel
import Synchronization

/// A person's browser, as far as the interface is concerned: signs in by SMS, keeps the cookie.
package final class PersonClient: Sendable {
    /// The person's number.
    package let iin: String
    private let phone: String
    private let platform: String
    private let http: HTTPClient
    private let cookie = Mutex<String?>(nil)

    /// A person of the sandbox.
    package init(iin: String, phone: String, platform: String, http: HTTPClient) {
        self.iin = iin
        self.phone = phone
        self.platform = platform
        self.http = http
    }

    /// Signs in with the one-time password that comes to the sandbox phone.
    ///
    /// - Returns: the text of the SMS.
    @discardableResult
    package func signIn() async throws -> String {
        let before = try await inbox().count
        let attempt = try await call("POST", "/auth/otp", ["iin": .string(iin)])
        let message = try await nextMessage(after: before)
        guard let id = attempt["attemptId"]?.string,
            let code = message["answers"]?["code"]?.string
        else { throw SystemClient.Refused(status: 0, problem: message) }
        let response = try await send("POST", "/auth/otp/\(id)", ["code": .string(code)])
        guard response.status == 200, let header = response.header("Set-Cookie"),
            let pair = header.split(separator: ";").first
        else { throw SystemClient.Refused(status: response.status, problem: [:]) }
        cookie.withLock { $0 = String(pair) }
        return message["text"]?.string ?? ""
    }

    /// Calls a route with the session's cookie.
    package func call(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let response = try await send(method, path, body)
        let json: JSON = response.body.isEmpty ? [:] : try JSON.parse(response.body)
        guard (200..<300).contains(response.status) else {
            throw SystemClient.Refused(status: response.status, problem: json)
        }
        return json
    }

    /// The messages on the person's phone, newest first.
    package func inbox() async throws -> [JSON] {
        try await call("GET", "/sandbox/phones/\(phone)/messages")["items"]?.array ?? []
    }

    /// The newest message once there are more than `count`; waits up to five seconds.
    package func nextMessage(after count: Int) async throws -> JSON {
        for _ in 0..<100 {
            let messages = try await inbox()
            if messages.count > count, let newest = messages.first { return newest }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw SystemClient.Refused(status: 0, problem: ["code": "no message came"])
    }

    /// Sends an SMS to 1414.
    package func text(_ text: String) async throws {
        _ = try await call(
            "POST", "/sandbox/phones/\(phone)/messages", ["text": .string(text)])
    }

    private func send(
        _ method: String, _ path: String, _ body: JSON?
    ) async throws -> IncomingResponse {
        var headers = [OutgoingRequest.Field("Accept-Language", "en")]
        if let cookie = cookie.withLock({ $0 }) { headers.append(.init("Cookie", cookie)) }
        if body != nil || method != "GET" {
            headers.append(.init("Content-Type", "application/json"))
        }
        return try await http.send(
            OutgoingRequest(
                method: method, url: platform + path, headers: headers, body: body?.bytes ?? []))
    }
}
