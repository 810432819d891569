import Foundation
import HTTPClient
import Kernel
import QyzmetTesting
import Testing

/// A complaint through the sandbox's e-Otinish, over HTTP from end to end (use case 38).
@Suite(.timeLimit(.minutes(4)))
struct AppealJourneyTests {
    @Test(.clause("FV-30b"), arguments: Engine.allCases)
    func `a complaint waits while e-Otinish is down, is registered and answered there`(
        _ engine: Engine
    ) async throws {
        let installation = try TestInstallation(engine)
        let server = try await installation.start(VoucherStory.settings)
        defer { server.process.destroy() }
        let story = try await VoucherStory(tills: 1, at: server.url, store: installation.store)
        let paid = try #require(
            await story.redeem(0, quantity: "1", at: server.url, withinMilliseconds: 20_000))
        #expect(paid.status < 300, "\(paid.json.text)")
        _ = try await call(
            "PUT", server.url + "/sandbox/faults", ["appeals": ["answer": "down"]]
        ).expect(200)
        let history = try await call(
            "GET", server.url + "/api/vouchers/history", headers: story.session
        ).expect(200)
        let purchase = try #require(history["items"]?.array?.first?["id"]?.string)
        let made = try await call(
            "POST", server.url + "/api/vouchers/purchases/\(purchase)/complaints",
            ["line": 1, "text": "Бағасы қымбат"], headers: story.session
        ).expect(201)
        let id = try #require(made["id"]?.string)
        let waiting = try await complaint(story, server) { _ in true }
        #expect(waiting["appeal"]?["state"]?.string == "waiting")
        #expect(waiting["dueClause"]?.string == "FV-30")
        try await page(story, server, shows: "e-Otinish")
        let listed = try await installation.run(["vouchers", "appeals"], VoucherStory.settings)
        #expect(listed.output.contains(id), "\(listed.output)\(listed.errors)")

        _ = try await call("PUT", server.url + "/sandbox/faults", ["appeals": [:]]).expect(200)
        let registered = try await complaint(story, server) {
            $0["appeal"]?["state"]?.string == "registered"
        }
        let number = try #require(registered["appeal"]?["number"]?.string)
        #expect(number.hasPrefix("ЖТ-2026-"))
        #expect(registered["dueReason"]?.string?.contains("76") == true)
        try await page(story, server, shows: number)
        let appeals = try await call("GET", server.url + "/sandbox/appeals").expect(200)
        #expect(appeals["items"]?.array?.count == 1)

        _ = try await call(
            "POST", server.url + "/sandbox/appeals/\(id)/answer",
            ["upheld": true, "text": "Баға түзетілді"]
        ).expect(204)
        _ = try await call(
            "PUT", server.url + "/sandbox/clock", ["now": "2026-07-05T08:12:00+05:00"]
        ).expect(200)
        let answered = try await complaint(story, server) { $0["answer"] != nil }
        #expect(answered["outcome"]?.string == "upheld")
        #expect(answered["answer"]?.string == "Баға түзетілді")
    }

    /// The holder's one complaint, once it is as wished.
    private func complaint(
        _ story: VoucherStory, _ server: TestServer, _ isRight: (JSON) -> Bool
    ) async throws -> JSON {
        for _ in 0..<300 {
            let list = try await call(
                "GET", server.url + "/api/vouchers/complaints", headers: story.session
            ).expect(200)
            let found = try #require(list["items"]?.array?.first)
            if isRight(found) { return found }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Missing()
    }

    private func page(
        _ story: VoucherStory, _ server: TestServer, shows text: String
    ) async throws {
        let page = try await call(
            "GET", server.url + "/wallet-complaints", headers: story.session)
        #expect(page.status == 200)
        let body = String(decoding: page.response.body, as: UTF8.self)
        #expect(body.contains(text), "\(body.prefix(2000))")
    }

    private struct Missing: Error {}
}
