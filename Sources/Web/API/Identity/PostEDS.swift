import HTTPServer
import Kernel
import UseCases

extension Endpoint {
    /// `POST /auth/eds`: makes a challenge to sign (UC-27).
    static let postEDSChallenge = Endpoint(
        .post, "/auth/eds", summary: "Get a challenge to sign in by EDS",
        access: .anyone(because: "Signing in; a challenge is nobody's until it is signed"),
        answers: [
            Answer(
                status: 201,
                content: .json(
                    .object([
                        required("challengeId", .string(.identifier), "Names this challenge"),
                        required(
                            "challenge", .string(.text(lengthMax: 4096)),
                            "What to sign: these bytes in UTF-8, with every line feed"),
                        required("expiresAt", .string(.instant), "When it ends"),
                    ])), meaning: "A challenge that works once, for this installation alone")
        ],
        problems: [.tooManyRequests]
    ) { call in
        let challenge = try await call.platform.startEDSSignIn()
        return .json(
            [
                "challengeId": .string(challenge.id.text), "challenge": .string(challenge.text),
                "expiresAt": JSON(challenge.expiresAt),
            ], status: 201)
    }

    /// `POST /auth/eds/{challengeId}`: signs in with a signature of the challenge.
    static let postEDSAnswer = Endpoint(
        .post, "/auth/eds/{challengeId}", summary: "Sign in with a signature of the challenge",
        access: .anyone(because: "Signing in; a signature works for its own challenge, once"),
        body: .json(
            .object([
                required(
                    "cms", .string(.text(lengthMax: edsSignatureBytesMax * 4 / 3 + 4)),
                    "A CMS SignedData over the challenge in base64, detached or not")
            ])),
        answers: [.signedIn],
        problems: [
            .challengeUnknown, .challengeExpired, .signatureRefused, .signatureNotOfPerson,
            .revocationUnknown, .tooManyTries, .wrongOrigin,
        ]
    ) { call in
        // A foreign page must not sign a person in as somebody else.
        try checkOrigin(of: call.request, call.platform)
        guard let cms = [UInt8](pastedBase64: call.text("cms")) else {
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "«cms»: base64 болуы керек", ru: "«cms»: нужен base64",
                    en: "“cms” must be base64"))
        }
        let session = try await call.platform.finishEDSSignIn(
            challenge: try call.identifier("challengeId"), cms: cms,
            device: call.request.headers["user-agent"] ?? "")
        return .signedIn(session, on: call.platform)
    }

    /// The largest signature that is taken when signing in, in bytes.
    package static let edsSignatureBytesMax = 65_536
}
