import Foundation
import Kernel
import QyzmetTesting
import Testing

/// A repeated call is answered again to the same caller only, for a minute, while the answer holds
/// (design rule 5).
@Suite(.timeLimit(.minutes(5)))
struct RepetitionTests {
    private func advance(_ seconds: Int64, at url: String) async throws {
        _ = try await call("PUT", url + "/sandbox/clock", ["advanceSeconds": .integer(seconds)])
            .expect(200)
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `a verdict is repeated for a minute, to its caller, and is no second use`(
        _ engine: Engine
    ) async throws {
        try await withServer(engine) { _, server in
            let url = server.url
            let person = try #require(
                try await TestPerson.all(at: url, with: ConsentStory.dataSet).first)
            let story = try await ConsentStory(url: url)
            let token = try await story.token(from: person, purpose: "insurance", uses: 3).token
            let first = try await story.verify(token, person.iin, key: "once").expect(200)
            #expect(first["active"] == true && first["use"] == 1)
            let again = try await story.verify(token, person.iin, key: "once").expect(200)
            #expect(again["entry"] == first["entry"] && again["use"] == 1)
            // Another owner's key of the same text is another key: it gets its own verdict.
            let other = try await TestSystem.all(at: url)
                .first { $0.key.hasPrefix("owner-") && $0.key != ConsentStory.ownerId }
            let headers = try await #require(other).value.headers(at: url)
            let foreign = try await call(
                "POST", url + "/api/kdp/tokens/verify",
                [
                    "token": .string(token), "subjectIin": .string(person.iin),
                    "dataSet": .string(ConsentStory.dataSet),
                ], headers: headers + [("Idempotency-Key", "once")]
            ).expect(200)
            #expect(foreign["active"] == false && foreign["entry"] != first["entry"])
            // After a minute the caller asks anew; that is the next use.
            try await advance(61, at: url)
            let late = try await story.verify(token, person.iin, key: "once")
            #expect(late.status == 409 && late.code == "replayNotPossible")
            let next = try await story.verify(token, person.iin).expect(200)
            #expect(next["use"] == 2, "no repetition spent a use")
        }
    }

    @Test(.clause("KDP-2.8a", "KDP-2.3a"), arguments: Engine.allCases)
    func `a verdict is not repeated once the consent is withdrawn`(
        _ engine: Engine
    ) async throws {
        try await withServer(engine) { _, server in
            let url = server.url
            let person = try #require(
                try await TestPerson.all(at: url, with: ConsentStory.dataSet).first)
            let story = try await ConsentStory(url: url)
            let token = try await story.token(from: person, purpose: "insurance", uses: 3).token
            let first = try await story.verify(token, person.iin, key: "gone").expect(200)
            let session = try await person.signIn(at: url)
            let consent = try #require(first["consentId"]?.string)
            _ = try await call(
                "POST", url + "/api/kdp/consents/\(consent)/withdraw", headers: session
            ).expect(200)
            let again = try await story.verify(token, person.iin, key: "gone")
            #expect(again.status == 409 && again.code == "consentNotActive")
            #expect(again["clause"]?.isEmpty == false)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an opened document is repeated for a minute, to its verifier, while access is open`(
        _ engine: Engine
    ) async throws {
        try await withServer(engine) { _, server in
            let url = server.url
            let people = try await TestPerson.all(at: url, with: "IdentityCard")
            let holder = try await people[0].signIn(at: url)
            let verifier = try await people[1].signIn(at: url)
            let stranger = try await people[2].signIn(at: url)
            let share = try await ShareStory.share(
                of: people[0], session: holder, at: url, views: 2)
            let qr = try #require(share["qr"]?.string)
            let first = try await ShareStory.open(qr, by: verifier, at: url, key: "look")
                .expect(200)
            let again = try await ShareStory.open(qr, by: verifier, at: url, key: "look")
                .expect(200)
            #expect(again["receipt"]?["entry"] == first["receipt"]?["entry"])
            // The same key of another person opens for them: the second view, not the first again.
            let second = try await ShareStory.open(qr, by: stranger, at: url, key: "look")
                .expect(200)
            #expect(second["receipt"]?["entry"] != first["receipt"]?["entry"])
            let third = try await ShareStory.open(qr, by: stranger, at: url)
            #expect(third.code == "codeUsed", "the repetition was no view of its own")
            try await advance(61, at: url)
            let late = try await ShareStory.open(qr, by: verifier, at: url, key: "look")
            #expect(late.status == 409 && late.code == "replayNotPossible")

            let closing = try await ShareStory.share(
                of: people[0], session: holder, at: url, views: 2)
            let code = try #require(closing["qr"]?.string)
            _ = try await ShareStory.open(code, by: verifier, at: url, key: "closing").expect(200)
            let id = try #require(closing["id"]?.string)
            #expect(
                try await call("DELETE", "\(url)/api/shares/\(id)", headers: holder).status == 204)
            let closed = try await ShareStory.open(code, by: verifier, at: url, key: "closing")
            #expect(closed.status == 409 && closed.code == "replayNotPossible")
        }
    }
}
