import Kernel

/// A person's SMS as Kannel brings it, by `get-url` of the group `sms-service`.
///
/// `http://127.0.0.1:8080/gateway/sms?secret=SECRET&from=%p&text=%b&id=%I`
///
/// With `mo-recode = true` in the group `smsbox` the text is UTF-8. Kannel repeats the request with
/// the same id until it is answered with 200 (`http-request-retry`); an operator that doubles an SMS
/// makes two ids. 4xx ends the repetitions, 5xx asks for more.
package struct KannelIncoming: Hashable, Sendable {
    /// The longest id that is taken, in bytes; Kannel's have 36.
    package static let gatewayIdBytesMax = 128
    /// The longest text that is taken, in bytes: more than ten joined parts hold.
    package static let textBytesMax = 4_096

    /// What the gateway shows to be believed.
    package let secret: String
    /// Kannel's own name for the message.
    package let gatewayId: String
    /// The number it came from.
    package let sender: PhoneNumber
    /// The text.
    package let text: String

    /// Reads the query.
    ///
    /// - Parameter value: gives the decoded value of a query's name, nil without one.
    /// - Throws: ``KannelQueryFault``.
    package init(query value: (String) -> String?) throws(KannelQueryFault) {
        self.secret = try required("secret", value)
        self.gatewayId = try required("id", value)
        guard gatewayId.utf8.count <= Self.gatewayIdBytesMax else { throw .invalid("id") }
        guard let sender = PhoneNumber(try required("from", value)) else { throw .invalid("from") }
        self.sender = sender
        // An empty SMS is an SMS.
        guard let text = value("text") else { throw .missing("text") }
        guard text.utf8.count <= Self.textBytesMax else { throw .invalid("text") }
        self.text = text
    }
}

/// A delivery report as Kannel brings it, by the `dlr-url` that ``KannelPort`` gave with the message.
package struct KannelReport: Hashable, Sendable {
    /// What the gateway shows to be believed.
    package let secret: String
    /// What it says; nil for a stage on the way (waiting at the operator, for example).
    package let report: DeliveryReport?

    /// Reads the query.
    ///
    /// - Parameter value: gives the decoded value of a query's name, nil without one.
    /// - Throws: ``KannelQueryFault``.
    package init(query value: (String) -> String?) throws(KannelQueryFault) {
        self.secret = try required("secret", value)
        guard let id = Identifier<OutgoingMessage>(try required("id", value)) else {
            throw .invalid("id")
        }
        guard let attempt = Int64(try required("attempt", value)), attempt > 0 else {
            throw .invalid("attempt")
        }
        switch try required("status", value) {
        case "1": report = DeliveryReport(id: id, attempt: attempt, status: .delivered)
        case "2", "16": report = DeliveryReport(id: id, attempt: attempt, status: .undelivered)
        case "8": report = DeliveryReport(id: id, attempt: attempt, status: .taken)
        case "4", "32": report = nil
        default: throw .invalid("status")
        }
    }
}

/// What is wrong with a query that should be Kannel's; the name of the field, never its value.
package enum KannelQueryFault: Error, Hashable, Sendable {
    case missing(String)
    case invalid(String)
}

private func required(
    _ name: String, _ value: (String) -> String?
) throws(KannelQueryFault) -> String {
    guard let text = value(name), !text.isEmpty else { throw .missing(name) }
    return text
}
