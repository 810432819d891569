import HTTPClient
import Kernel

/// How a register is reached.
package struct RegisterConnection: Sendable {
    /// The URL without a path and without a slash at its end: `http://127.0.0.1:9101`.
    package var url: String
    /// Which numbers are possible there.
    package var rules: IIN.Rules
    /// How long an answer may take, in milliseconds; 1 to 10,000.
    ///
    /// Well under the 15 s for which a use is reserved while a register is asked.
    package var timeoutMilliseconds: Int

    /// What the register asks of its callers; never shown.
    let secret: String

    /// A connection.
    ///
    /// - Parameter secret: printable ASCII without blanks.
    package init(url: String, secret: String, rules: IIN.Rules, timeoutMilliseconds: Int = 3000) {
        self.url = url
        self.secret = secret
        self.rules = rules
        self.timeoutMilliseconds = min(max(1, timeoutMilliseconds), 10_000)
    }
}

extension RegisterConnection {
    /// A POST of one JSON object.
    ///
    /// What it does hangs on its own names, or it only reads: it may be sent again on another
    /// connection.
    func request(_ path: String, _ body: JSON, requestID: String) -> OutgoingRequest {
        OutgoingRequest(
            method: "POST", url: url + path,
            headers: [
                OutgoingRequest.Field("Authorization", "Bearer " + secret),
                OutgoingRequest.Field("Content-Type", "application/json"),
                OutgoingRequest.Field("X-Request-Id", requestID),
            ],
            body: body.bytes, timeoutMilliseconds: timeoutMilliseconds, isRepeatable: true)
    }
}

extension RegisterConnection: CustomStringConvertible, CustomReflectable {
    /// The URL alone.
    package var description: String { "RegisterConnection(\(url))" }

    /// Nothing: a dump must not show the secret.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
