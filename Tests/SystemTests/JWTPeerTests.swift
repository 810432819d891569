import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Testing

/// Libraries of others accept every kind of token that we issue, and refuse 12 mutations of each.
@Suite(.timeLimit(.minutes(8)))
struct JWTPeerTests {
    @Test(arguments: ["ES256", "RS256"])
    func `PyJWT, joserfc, jwcrypto and authlib agree with us on every kind of token (KDP-2.8)`(
        _ algorithm: String
    ) async throws {
        let installation = try TestInstallation(.sqlite)
        if algorithm == "RS256" {
            // The first key of an installation signs from its first moment on.
            let made = try await installation.run(["key", "rotate", "--algorithm", algorithm])
            #expect(made.end == .exited(0), "\(made.errors)")
        }
        let server = try await installation.start()
        defer { server.process.destroy() }
        let url = server.url
        let story = try await ConsentStory(url: url)
        let person = try #require(
            try await TestPerson.all(at: url, with: ConsentStory.dataSet).first)
        let security = try await story.token(from: person).token
        let access = try #require(story.bank.first?.1.dropFirst("Bearer ".count))
        let ours = [
            token("access token", "at+jwt", url, String(access)).setting(
                "probe", .string("\(url)/api/kdp/access-requests/" + nobody)),
            token("security token", "kdp+jwt", ConsentStory.ownerId, security),
            try await head(at: url),
            token("notice", "qyzmet-notice+jwt", nil, try await notice(to: person, at: url)),
            token("voucher report", "voucher-report+jws", nil, try await report(at: url)),
        ].map { $0.setting("algorithm", .string(algorithm)) }
        let task: JSON = [
            "issuer": .string(url),
            "jwks": try await call("GET", url + "/.well-known/jwks.json").expect(200),
            "privateKeyPem": .string(try privateKey(of: installation)),
            "tokens": .array(ours + [try await receipt(of: installation, at: url)]),
        ]
        let file = installation.folder + "/tokens.json"
        try task.text.write(toFile: file, atomically: true, encoding: .utf8)
        let result = try await Peer.run(
            "jwt/verify.py", [file], in: installation.folder, within: .seconds(120))
        #expect(result.end == .exited(0), "\(result.output)\n\(result.errors)")
    }

    /// The notice that the bank takes after a withdrawal.
    private func notice(to person: TestPerson, at url: String) async throws -> String {
        let session = try await person.signIn(at: url) + [("Origin", url)]
        let consents = try await call("GET", url + "/api/kdp/consents", headers: session)
            .expect(200)
        let id = try #require(consents["items"]?.array?.first?["consentId"]?.string)
        _ = try await call(
            "POST", url + "/api/kdp/consents/\(id)/withdraw", headers: session
        ).expect(200)
        for _ in 0..<100 {
            let taken = try await call("GET", url + "/sandbox/notices").expect(200)
            if let jws = taken["items"]?.array?.first?["jws"]?.string { return jws }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw NoHead()
    }

    /// Yesterday's report on a pilot, as its provider reads it.
    private func report(at url: String) async throws -> String {
        let provider = try #require(
            try await TestSystem.all(at: url)["voucher-provider"])
        let clock = try await call("GET", url + "/sandbox/clock").expect(200)["now"]?.string
        let now = try #require(clock.flatMap { Instant(rfc3339: $0) })
        let day = Day(at: now).adding(days: -1)
        let answer = try await call(
            "GET", "\(url)/api/voucher-reports/daily?pilot=synthetic&date=\(day)",
            headers: try await provider.headers(at: url)
        ).expect(200)
        return try #require(answer["signed"]?.string)
    }

    /// A receipt of an activity check, with the key that signs such receipts alone.
    private func receipt(of installation: TestInstallation, at url: String) async throws -> JSON {
        let checked = try await call("POST", url + "/api/activity-checks", ["facts": [:]])
            .expect(200)
        let text = try #require(checked["signedReceipt"]?.string)
        let root = try #require(
            [UInt8](
                hex: String(
                    contentsOfFile: installation.folder + "/data/keys/root.secret", encoding: .utf8
                ).trimmed))
        let seed = HMACSHA256.code(key: root, message: Array("activity-receipt".utf8) + [0])
        return token("activity receipt", try #require(type(of: text)), nil, text)
            .setting("algorithm", "EdDSA").setting("seedHex", .string(seed.bytes.hex))
            .setting(
                "jwks", try await call("GET", url + "/api/activity-receipt-keys").expect(200))
    }

    /// A well-formed name that nothing has.
    private var nobody: String { String(repeating: "0", count: 26) }

    private func token(
        _ kind: String, _ type: String, _ audience: String?, _ text: String
    ) -> JSON {
        [
            "kind": .string(kind), "type": .string(type),
            "audience": audience.map { .string($0) } ?? .null, "token": .string(text),
        ]
    }

    /// The newest signed head, waited for.
    private func head(at url: String) async throws -> JSON {
        for _ in 0..<100 {
            let answer = try await call("GET", url + "/api/journal/head")
            if let text = answer["signedHead"], let type = type(of: text) {
                return token("signed tree head", type, nil, text)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NoHead()
    }

    private struct NoHead: Error {}

    private func type(of token: String) -> String? {
        let head = token.split(separator: ".").first.flatMap { [UInt8](base64URL: $0) }
        return head.flatMap { try? JSON.parse($0) }?["typ"]?.string
    }

    /// The installation's own key, with which a mutation is signed as the issuer itself would.
    private func privateKey(of installation: TestInstallation) throws -> String {
        let folder = installation.folder + "/data/keys"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let name = try #require(files.first { $0.hasSuffix(".pem") })
        return try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }
}
