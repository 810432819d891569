import Foundation
import Kernel
import Testing

/// Libraries of others accept every kind of token that we issue, and refuse 12 mutations of each.
@Suite(.timeLimit(.minutes(8)))
struct JWTPeerTests {
    @Test
    func `PyJWT, joserfc, jwcrypto and authlib agree with us on every kind of token (KDP-2.8)`()
        async throws
    {
        try await withServer { installation, server in
            let story = try await ConsentStory(url: server.url)
            let people = try await TestPerson.all(at: server.url, with: ConsentStory.dataSet)
            let security = try await story.token(from: try #require(people.first)).token
            let access = try #require(story.bank.first?.1.dropFirst("Bearer ".count))
            let task: JSON = [
                "issuer": .string(server.url),
                "jwks": try await call("GET", server.url + "/.well-known/jwks.json").expect(200),
                "privateKeyPem": .string(try privateKey(of: installation)),
                "tokens": [
                    token("access token", "at+jwt", server.url, String(access)).setting(
                        "probe",
                        .string("\(server.url)/api/kdp/access-requests/" + nobody)),
                    token("security token", "kdp+jwt", ConsentStory.ownerId, security),
                    try await head(at: server.url),
                ],
            ]
            let file = installation.folder + "/tokens.json"
            try task.text.write(toFile: file, atomically: true, encoding: .utf8)
            let result = try await Peer.run(
                "jwt/verify.py", [file], in: installation.folder, within: .seconds(60))
            #expect(result.end == .exited(0), "\(result.output)\n\(result.errors)")
        }
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
