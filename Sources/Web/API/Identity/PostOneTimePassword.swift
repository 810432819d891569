import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `POST /auth/otp`: sends a one-time password (use case 01).
    static let postOneTimePassword = Endpoint(
        .post, "/auth/otp", summary: "Send a one-time password to a person's registered number",
        access: .anyone(because: "Signing in; the answer is the same for every well-formed IIN"),
        body: .json(.object([required("iin", .string(.iin), "The person who signs in")])),
        answers: [
            Answer(
                status: 201,
                content: .json(
                    .object([
                        required("attemptId", .string(.identifier), "Names this attempt"),
                        required(
                            "maskedPhone", .string(.text(lengthMax: 40)),
                            "The number, all but two digits hidden"),
                        required("expiresAt", .string(.instant), "When the password ends"),
                    ])), meaning: "A password is on its way, if there is where to send it")
        ],
        problems: [.tooManyRequests]
    ) { call in
        let iin = try IIN(call.text("iin"), rules: call.platform.configuration.identityRules)
        let attempt = try await call.platform.startSignIn(iin: iin, language: call.language)
        return .json(
            [
                "attemptId": .string(attempt.id.text), "maskedPhone": .string(attempt.maskedPhone),
                "expiresAt": JSON(attempt.expiresAt),
            ], status: 201)
    }

    /// `POST /auth/otp/{attemptId}`: ends the attempt with the password and begins a session.
    static let postOneTimePasswordAttempt = Endpoint(
        .post, "/auth/otp/{attemptId}", summary: "Sign in with the one-time password",
        access: .anyone(because: "Signing in; a password works for its own attempt, once"),
        body: .json(
            .object([required("code", .string(.text(lengthMax: 16)), "The password from the SMS")])),
        answers: [.signedIn],
        problems: [.wrongOneTimePassword, .oneTimePasswordExpired, .tooManyTries]
    ) { call in
        let session = try await call.platform.finishSignIn(
            attempt: try call.identifier("attemptId"), code: call.text("code").trimmed,
            device: call.request.headers["user-agent"] ?? "")
        return .signedIn(session, on: call.platform)
    }
}
