import HTTPServer
import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /sign-in/eds/{challengeId}/phone/live`: whether the phone has signed.
    static let getEDSPhoneLive = Endpoint(
        .get, "/sign-in/eds/{challengeId}/phone/live",
        summary: "Sign in by EDS: wait for the phone",
        access: .anyone(because: "Signing in; says only whether a challenge was signed"),
        query: [.wait, .version], answers: [.version, .unchanged]
    ) { call in
        let id: Identifier<EDSChallenge> = try call.identifier("challengeId")
        return try await call.answerLive {
            PhoneSection.version(of: try await call.platform.signingRequest(of: id))
        }
    }

    /// `POST /sign-in/eds/{challengeId}/phone`: signs in with what the phone signed.
    static let postEDSPhonePage = Endpoint(
        .post, "/sign-in/eds/{challengeId}/phone", summary: "Sign in by EDS: the phone has signed",
        access: .anyone(because: "Signing in; only the browser that began has the secret"),
        query: [.next], body: .form([]), answers: [.goOn],
        problems: [
            .wrongOrigin, .challengeUnknown, .challengeExpired, .signatureRefused,
            .signatureNotOfPerson, .revocationUnknown, .tooManyTries,
        ], isPage: true
    ) { call in
        try checkOrigin(of: call.request, call.platform)
        let next = LocalPath(call.query["next"]).url
        let id: Identifier<EDSChallenge> = try call.identifier("challengeId")
        do {
            let session = try await call.platform.finishEDSSignIn(
                byPhoneOf: id,
                browserSecret: call.request.cookie(PhoneCookie.name(for: call.platform)),
                device: call.request.headers["user-agent"] ?? "")
            return Reply.seeOther(next.text).with(session: session, on: call.platform)
        } catch let refusal as Refusal where refusal.code.isExplainedAtSignature {
            guard let challenge = try await call.platform.edsChallenge(id) else { throw refusal }
            return try await call.edsReply(challenge, next: next, fault: refusal)
        }
    }
}

/// The cookie that ties a challenge on the phone to the browser that asked for it.
///
/// Each challenge has its own, by its path: a second one in the same browser takes nothing away.
enum PhoneCookie {
    static func name(for platform: Platform) -> String {
        platform.configuration.isHTTPS ? "__Secure-qyzmet-phone" : "qyzmet-phone"
    }

    static func header(
        secret: String, of challenge: Identifier<EDSChallenge>, for platform: Platform
    ) -> String {
        let secure = platform.configuration.isHTTPS ? "; Secure" : ""
        return "\(name(for: platform))=\(secret); Path=/sign-in/eds/\(challenge.text); HttpOnly; "
            + "SameSite=Lax; Max-Age=\(platform.configuration.edsChallengeSeconds)\(secure)"
    }
}
