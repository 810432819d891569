import Kernel
import UseCases

extension Endpoint {
    /// `GET /auth/sessions`: where the person is signed in.
    static let getSessions = Endpoint(
        .get, "/auth/sessions", summary: "List the caller's open sessions",
        access: .person(on: "the caller's own sessions"),
        answers: [
            Answer(
                status: 200,
                content: .json(
                    .wholeList(
                        of: .object([
                            required("sessionId", .string(.identifier), "Its name"),
                            required("device", .string(.anything), "As the device says"),
                            required("createdAt", .string(.instant), "Sign-in"),
                            required("seenAt", .string(.instant), "Last use"),
                            required("isThisOne", .boolean, "The session that asks"),
                        ]), countMax: 100, "The sessions, newest first")),
                meaning: "The open sessions")
        ]
    ) { call in
        let sessions = try await call.platform.sessions(of: call.caller)
        return .json(
            .wholeList(
                sessions.map { session in
                    [
                        "sessionId": .string(session.id.text), "device": .string(session.device),
                        "createdAt": JSON(session.createdAt), "seenAt": JSON(session.seenAt),
                        "isThisOne": .bool(session.id == call.caller.session),
                    ]
                }))
    }

    /// `POST /auth/sign-out`: ends this session, or all of them.
    static let postSignOut = Endpoint(
        .post, "/auth/sign-out", summary: "Sign out here or everywhere",
        access: .person(on: "the caller's own sessions"),
        body: .json(
            .object([optional("everywhere", .boolean, "End every session; default false")])),
        answers: [Answer(status: 204, content: .none, meaning: "Signed out")]
    ) { call in
        try await call.platform.signOut(
            call.caller, everywhere: call.body["everywhere"]?.bool ?? false)
        return Reply.noContent
            .with("Set-Cookie", SessionCookie.header(secret: nil, for: call.platform))
    }
}
