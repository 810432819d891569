/// How to reach Kannel, and where Kannel reaches us.
///
/// Tests/Peers/sms/kannel.conf is the gateway's side of it, as the tests run it. Its log level must
/// be 2 or more in production: below that `smsbox` logs numbers and texts.
package struct KannelConfiguration: Hashable, Sendable {
    /// The gateway's sending interface, for example `http://127.0.0.1:13013/cgi-bin/sendsms`.
    package var sendURL: String
    /// The `username` of the group `sendsms-user`.
    package var username: String
    /// The `password` of the group `sendsms-user`; a secret.
    package var password: String
    /// The number that messages come from.
    package var sender = "1414"
    /// Where delivery reports go, for example `http://127.0.0.1:8080/gateway/sms/report`.
    package var reportURL: String
    /// What the gateway shows us with each report and message, letters and digits; a secret.
    package var gatewaySecret: String

    /// A gateway.
    package init(
        sendURL: String, username: String, password: String, reportURL: String,
        gatewaySecret: String
    ) {
        self.sendURL = sendURL
        self.username = username
        self.password = password
        self.reportURL = reportURL
        self.gatewaySecret = gatewaySecret
    }
}

extension KannelConfiguration: CustomStringConvertible {
    /// The gateway's address without the secrets.
    package var description: String { "Kannel at \(sendURL)" }
}
