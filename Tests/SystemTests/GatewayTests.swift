import Foundation
import Kernel
import QyzmetTesting
import Testing

/// The message gateway's way in, through the running server: what Kannel calls for each SMS and for
/// each delivery report, and what happens to everyone else who calls it.
@Suite(.timeLimit(.minutes(3)))
struct GatewayTests {
    private static let secret = "0123456789abcdef"

    /// A GET with these values in its query.
    private func get(_ url: String, _ query: [(String, String)]) async throws -> Answer {
        var allowed = CharacterSet.urlQueryAllowed
        allowed.remove(charactersIn: "+&=")
        let text = query.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
        }.joined(separator: "&")
        return try await call("GET", url + "?" + text)
    }

    private func withGateway(
        _ engine: Engine, _ body: (String) async throws -> Void
    ) async throws {
        let installation = try TestInstallation(engine)
        let file = installation.folder + "/gateway.json"
        try #"{"gatewaySecret": "\#(Self.secret)"}"#
            .write(toFile: file, atomically: true, encoding: .utf8)
        let server = try await installation.start(["QYZMET_CONFIG": file])
        defer { server.process.destroy() }
        try await body(server.url)
    }

    @Test(.clause("KDP-2.7a"), arguments: Engine.allCases)
    func `a reply counts once, with the secret, from the number that was asked`(
        _ engine: Engine
    ) async throws {
        try await withGateway(engine) { url in
            let people = try await TestPerson.all(at: url, with: ConsentStory.dataSet)
            let (person, other) = (people[0], people[1])
            let story = try await ConsentStory(url: url)
            let asked = try await story.ask(person.iin).expect(201)
            let id = try #require(asked["id"]?.string)
            let sms = try await person.message(at: url) { $0["answers"]?["grant"] != nil }
            let grant = try #require(sms["answers"]?["grant"]?.string)
            let incoming = url + "/gateway/sms"
            func reply(
                from sender: String, _ gatewayId: String, secret: String? = Self.secret
            ) async throws -> Answer {
                try await get(
                    incoming,
                    (secret.map { [("secret", $0)] } ?? []) + [
                        ("from", sender), ("text", grant), ("id", gatewayId),
                    ])
            }
            for secret in [nil, "", "0123456789abcdeF", Self.secret + "0"] {
                let answer = try await reply(from: person.phone, "forged", secret: secret)
                #expect(answer.status == 401, "\(secret ?? "none")")
            }
            #expect(try await reply(from: other.phone, "g-1")["outcome"] == "noSuchRequest")
            #expect(try await story.state(id).expect(200)["status"] == "awaitingSubject")

            #expect(try await reply(from: person.phone, "g-2")["outcome"] == "granted")
            let granted = try await story.state(id).expect(200)
            #expect(granted["status"] == "granted" && granted["token"]?.string != nil)
            // Kannel brings a message again when our answer got lost.
            #expect(try await reply(from: person.phone, "g-2")["outcome"] == "repeated")
            let broken = try await get(incoming, [("secret", Self.secret), ("from", "x")])
            #expect(broken.status == 422 && broken.code == "invalidField")
        }
    }

    @Test(.clause("KDP-7.1a")) func `a report needs the secret and names a message of ours`()
        async throws
    {
        try await withGateway(.sqlite) { url in
            let report = url + "/gateway/sms/report"
            let query = [("id", "01aaaaaaaaaaaaaaaaaaaaaaaa"), ("attempt", "1"), ("status", "2")]
            #expect(try await get(report, query).status == 401)
            let unknown = try await get(report, [("secret", Self.secret)] + query)
            #expect(unknown.status == 200 && unknown["outcome"] != "undelivered")
            let broken = try await get(report, [("secret", Self.secret), ("status", "many")])
            #expect(broken.status == 422)
        }
    }
}
