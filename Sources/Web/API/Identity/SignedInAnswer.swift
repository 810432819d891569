import Kernel
import UseCases

extension Endpoint.Answer {
    /// A session has begun, however the person signed in.
    static let signedIn = Endpoint.Answer(
        status: 200,
        content: .json(
            .object([required("sessionId", .string(.identifier), "Names the session")])),
        meaning: "Signed in; the cookie carries the session")
}

extension Reply {
    /// Names the session and keeps its secret in the cookie.
    static func signedIn(_ session: NewSession, on platform: Platform) -> Reply {
        .json(["sessionId": .string(session.person.session.text)])
            .with(session: session, on: platform)
    }

    /// The reply with the cookie of a session that has just begun.
    package func with(session: NewSession, on platform: Platform) -> Reply {
        with("Set-Cookie", SessionCookie.header(secret: session.secret, for: platform))
    }
}
