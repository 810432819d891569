import Kernel
import Signatures
import Store

/// What a person signs to sign in: it names the site, says what it is and works once.
package struct EDSChallenge: Sendable {
    /// The challenge's random name.
    package let id: Identifier<EDSChallenge>
    /// The text to sign, in UTF-8 with a line feed behind every line.
    package let text: String
    /// From when on it no longer works.
    package let expiresAt: Instant
    /// Whether it has opened a session.
    package let isUsed: Bool

    /// The bytes to sign.
    package var bytes: [UInt8] { Array(text.utf8) }
}

extension Platform {
    /// Makes a challenge for signing in by EDS (UC-27 1).
    package func startEDSSignIn() async throws -> EDSChallenge {
        let now = clock.now()
        let id = Identifier<EDSChallenge>(random: random)
        let end = now.adding(seconds: configuration.edsChallengeSeconds)
        let text = Self.challengeText(
            site: configuration.publicURL, id: id, nonce: random.bytes(32).base64URL, from: now,
            to: end)
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO eds_challenge (id, challenge, created_at, expires_at)
                VALUES (\(id), \(text), \(now), \(end))
                """)
        }
        return EDSChallenge(id: id, text: text, expiresAt: end, isUsed: false)
    }

    /// The challenge with this name; nil when there is none.
    package func edsChallenge(_ id: Identifier<EDSChallenge>) async throws -> EDSChallenge? {
        try await store.read { transaction in
            try transaction.firstRow(
                "SELECT challenge, expires_at, used_at FROM eds_challenge WHERE id = \(id)"
            ).map { row in
                EDSChallenge(
                    id: id, text: try row.text(0), expiresAt: try row.instant(1),
                    isUsed: try row.instantIfPresent(2) != nil)
            }
        }
    }

    /// Nobody can take this text for a document: it says in three languages that it is none.
    private static func challengeText(
        site: String, id: Identifier<EDSChallenge>, nonce: String, from: Instant, to end: Instant
    ) -> String {
        [
            "QYZMET SIGN-IN 1",
            "site: \(site)",
            "challenge: \(id.text)",
            "nonce: \(nonce)",
            "from: \(from)",
            "to: \(end)",
            "kk: Бұл – тек осы сайтқа кіру сұрауы. Ол құжат емес; оған қойылған қолтаңба ешбір "
                + "келісім, өтініш не міндеттеме білдірмейді.",
            "ru: Это только запрос на вход на этот сайт. Это не документ; подпись под ним не "
                + "означает никакого согласия, заявления или обязательства.",
            "en: This is only a request to sign in to this site. It is no document; a signature of "
                + "it means no consent, application or obligation.",
        ].map { $0 + "\n" }.joined()
    }
}
