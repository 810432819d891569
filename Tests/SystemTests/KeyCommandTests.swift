import Foundation
import Kernel
import QyzmetTesting
import Signatures
import Testing

/// `qyzmet key` beside a server that runs.
@Suite(.timeLimit(.minutes(3)))
struct KeyCommandTests {
    private func kid(_ token: String) throws -> String? {
        let head = try #require(token.split(separator: ".").first)
        return try JSON.parse(try #require([UInt8](base64URL: head)))["kid"]?.string
    }

    /// Lets the hour pass for which a key is published before it signs: the file's name says when.
    private func endPublication(in folder: String) throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let from = Int64(name.dropLast(".pem".count)), from > now else { continue }
            try FileManager.default.moveItem(
                atPath: "\(folder)/\(name)", toPath: "\(folder)/\(now).pem")
        }
    }

    private func until(_ holds: () async throws -> Bool) async throws {
        for _ in 0..<150 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("not within 15 s")
    }

    @Test(.clause("KDP-2.8a"))
    func `an RS256 key takes over without a refusal, and the old one is retired`() async throws {
        try await withServer { installation, server in
            let story = try await ConsentStory(url: server.url)
            let person = try #require(
                try await TestPerson.all(at: server.url, with: ConsentStory.dataSet).first)
            let (request, old) = try await story.token(
                from: person, purpose: "insurance", uses: 3)
            let oldKid = try #require(try kid(old))
            // The only key is not to be taken away.
            let early = try await installation.run(["key", "retire", oldKid])
            #expect(early.end == .exited(1) && early.errors.contains("the only key that signs"))
            let unknown = try await installation.run(["key", "rotate", "--algorithm", "HS256"])
            #expect(unknown.end == .exited(1))
            let rotated = try await installation.run(["key", "rotate", "--algorithm", "RS256"])
            #expect(rotated.end == .exited(0), "\(rotated.errors)")
            try endPublication(in: installation.folder + "/data/keys")

            var new = old
            try await until {
                new = try #require(try await story.state(request).expect(200)["token"]?.string)
                return try kid(new) != oldKid
            }
            let keys = try KeySet(
                jwks: try await call("GET", server.url + "/.well-known/jwks.json").expect(200))
            let newKid = try #require(try kid(new))
            #expect(keys.keys[newKid]?.algorithm == .rs256)
            #expect(keys.keys[oldKid]?.algorithm == .es256)
            for token in [old, new] {
                #expect(try await story.verify(token, person.iin).expect(200)["active"] == true)
            }

            let retired = try await installation.run(["key", "retire", oldKid])
            #expect(retired.end == .exited(0), "\(retired.errors)")
            try await until {
                let keys = try await call("GET", server.url + "/.well-known/jwks.json").expect(200)
                return try KeySet(jwks: keys).keys[oldKid] == nil
            }
            // The systems fetch tokens of their own anew; the consent holds.
            let after = try await ConsentStory(url: server.url)
            let refused = try await after.verify(old, person.iin).expect(200)
            #expect(refused["active"] == false && refused["reason"] == "tokenInvalid")
            #expect(try await after.verify(new, person.iin).expect(200)["active"] == true)
            let before = try await story.state(request)
            #expect(before.status == 401, "the bank's own token was of the retired key")
            let listed = try await installation.run(["key", "list"]).output
            #expect(listed.contains("\(oldKid)  ES256  retired"), "\(listed)")
            #expect(listed.contains("\(newKid)  RS256  signs from"))
            let verified = try await installation.run(["journal", "verify"])
            #expect(verified.end == .exited(0), "\(verified.output)")
            let files = try FileManager.default.contentsOfDirectory(
                atPath: installation.folder + "/data/keys")
            for name in files where name.hasSuffix(".retired.pem") {
                let text = try String(
                    contentsOfFile: installation.folder + "/data/keys/" + name, encoding: .utf8)
                #expect(!text.contains("PRIVATE"))
            }
        }
    }
}
