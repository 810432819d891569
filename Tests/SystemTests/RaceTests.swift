import Foundation
import Kernel
import QyzmetTesting
import Testing

/// Of many at once, no more than is allowed have an effect: with one process on SQLite, and with two
/// processes on one PostgreSQL.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct RaceTests {
    private static let racers = 40

    /// Runs the body with the addresses of all servers of one installation.
    private func withServers(
        _ engine: Engine, _ body: (_ urls: [String], _ issuer: String) async throws -> Void
    ) async throws {
        let installation = try TestInstallation(engine)
        let first = try await installation.start()
        defer { first.process.destroy() }
        guard engine == .postgres else { return try await body([first.url], first.url) }
        let second = try await installation.start(
            ["QYZMET_SANDBOX_JOIN": "1", "QYZMET_PUBLIC_URL": first.url], name: "second")
        defer { second.process.destroy() }
        try await body([first.url, second.url], first.url)
    }

    /// Sends a request from every racer at once, in turn to each server.
    private func race(
        _ urls: [String], _ send: @escaping @Sendable (String) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for racer in 0..<Self.racers {
                let url = urls[racer % urls.count]
                group.addTask { try await send(url) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(arguments: Engine.allCases)
    func `of forty verifiers at once exactly one opens a single view (DD-15, DD-18)`(
        _ engine: Engine
    ) async throws {
        try await withServers(engine) { urls, issuer in
            let people = try await TestPerson.all(at: issuer, with: "IdentityCard")
            let holder = try #require(people.first)
            let session = try await holder.signIn(at: issuer)
            let police = try await #require(TestSystem.all(at: issuer)["road-police"])
                .headers(at: issuer)
            let share = try await ShareStory.share(of: holder, session: session, at: issuer)
            let qr = try #require(share["qr"]?.string)
            let answers = try await race(urls) { url in
                try await ShareStory.open(qr, by: police, at: url)
            }
            #expect(answers.count { $0.status == 200 } == 1)
            let others = Set(answers.filter { $0.status != 200 }.map(\.code))
            #expect(others.isSubset(of: ["codeUsed", "codeInUse"]), "\(others)")
            let marks = try await call(
                "GET", issuer + "/api/view-marks?limit=200", headers: session
            ).expect(200)
            let shown = (marks["items"]?.array ?? []).filter { $0["outcome"]?.string == "shown" }
            #expect(shown.count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of forty uses at once of a token for one exactly one is active (KDP-2.8)`(
        _ engine: Engine
    ) async throws {
        try await withServers(engine) { urls, issuer in
            let story = try await ConsentStory(url: issuer)
            let people = try await TestPerson.all(at: issuer, with: ConsentStory.dataSet)
            let person = try #require(people.first)
            let token = try await story.token(from: person).token
            let answers = try await race(urls) { url in
                try await story.at(url).verify(token, person.iin)
            }
            #expect(answers.allSatisfy { $0.status == 200 })
            #expect(answers.count { $0.json["active"]?.bool == true } == 1)
            #expect(answers.count { $0["reason"] == "usesSpent" } == Self.racers - 1)
            let entries = Set(answers.compactMap { $0["entry"] })
            #expect(entries.count == Self.racers, "each verification is its own entry")
        }
    }

    @Test(arguments: Engine.allCases)
    func `forty requests with one idempotency key make one access request`(_ engine: Engine)
        async throws
    {
        try await withServers(engine) { urls, issuer in
            let story = try await ConsentStory(url: issuer)
            let people = try await TestPerson.all(at: issuer, with: ConsentStory.dataSet)
            let person = try #require(people.first)
            let key = "race-\(UUID().uuidString)"
            let answers = try await race(urls) { url in
                try await story.at(url).ask(person.iin, key: key)
            }
            let made = Set(answers.filter { $0.status == 201 }.compactMap { $0["id"] })
            #expect(made.count == 1)
            let others = Set(answers.filter { $0.status != 201 }.map(\.code))
            #expect(others.isSubset(of: ["idempotencyKeyInFlight"]), "\(others)")
            let session = try await person.signIn(at: issuer)
            let list = try await call("GET", issuer + "/api/kdp/consents", headers: session)
                .expect(200)
            #expect(list["items"]?.array?.count == 1)
            // A later repetition names the same request; another body under the key is refused.
            let again = try await story.ask(person.iin, key: key)
            #expect(again.status == 201 && again["id"] == made.first)
            let other = try await story.ask(person.iin, purpose: "insurance", key: key)
            #expect(other.code == "idempotencyKeyReused")
        }
    }

    @Test(arguments: Engine.allCases)
    func `forty verifications with one idempotency key spend one use`(_ engine: Engine)
        async throws
    {
        try await withServers(engine) { urls, issuer in
            let story = try await ConsentStory(url: issuer)
            let people = try await TestPerson.all(at: issuer, with: ConsentStory.dataSet)
            let person = try #require(people.first)
            let token = try await story.token(from: person, purpose: "insurance", uses: 3).token
            let answers = try await race(urls) { url in
                try await story.at(url).verify(token, person.iin, key: "one-use")
            }
            let active = answers.filter { $0.json["active"]?.bool == true }
            #expect(!active.isEmpty)
            #expect(Set(active.compactMap { $0.json["use"]?.integer }) == [1])
            let next = try await story.verify(token, person.iin).expect(200)
            #expect(next["use"]?.integer == 2, "one use was spent, not more")
        }
    }
}
