import Kernel
import QyzmetTesting
import Testing
import UseCases

@testable import Web

/// The law as on any day, through the interface and the pages (use cases 40 and 41).
@Suite struct LawTests {
    private let service: TestService

    init() async throws { service = try await TestService() }

    private func json(_ path: String) async throws -> JSON {
        let answer = await service.get(path)
        #expect(answer.status == 200, "\(path)")
        return try JSON.parse(Array(answer.text.utf8))
    }

    @Test(.clause("IS-O.4-b")) func `a clause answers for its own day`() async throws {
        let gap = try await json("/api/regulations/IS-3/clauses/IS-3.2?on=2025-12-31")
        #expect(gap["state"] == "notHeld" && gap["text"] == .null)
        let next = try await json("/api/regulations/IS-3/clauses/IS-3.2?on=2026-01-01")
        #expect(next["state"] == "text" && next["parts"]?.array?.count == 7)
        #expect(next["assumed"] == false && next["from"] == "2026-01-01")
        let nine = try await json("/api/regulations/IS-3/clauses/IS-3.9?on=2025-12-31")
        #expect(nine["state"] == "text" && nine["assumed"] == true)
        #expect(nine["version"] == "IS-429/IS-3.9@2025-12-05")
    }

    @Test(.clause("IS-VER-2")) func `an operation's tag leads to the clause`() async throws {
        let clause = try await json("/api/regulations/IS-1/clauses/IS-5C.6?on=2026-02-01")
        #expect(clause["clause"] == "IS-1.6" && clause["amendedBy"] == "IS-5C.6")
        #expect(clause["note"]?["en"]?.string?.contains("portals") == true)
        #expect(await service.get("/api/regulations/IS-2/clauses/IS-5C.6").status == 404)
        #expect(await service.get("/api/regulations/IS-9/clauses/IS-9.1").status == 404)
    }

    @Test(.clause("IS-VER-3")) func `two days are compared`() async throws {
        let path = "/api/regulations/IS-1/difference?from=2025-12-04&to=2025-12-05"
        let clauses = try await json(path)["clauses"]?.array ?? []
        let deleted = clauses.first { $0["clause"] == "IS-1.5.1" }
        #expect(deleted?["before"]?["state"] == "notHeld")
        #expect(deleted?["after"]?["state"] == "deleted")
        let same = try await json("/api/regulations/IS-1/difference?from=2026-01-01&to=2026-02-01")
        #expect(same["clauses"] == [])
        #expect(await service.get("/api/regulations/IS-1/difference").status == 422)
    }

    @Test func `every act that is listed can be read`() async throws {
        let acts = try await json("/api/regulations")["items"]?.array ?? []
        #expect(acts.count >= 11)
        for act in acts {
            let tag = try #require(act["act"]?.string)
            // The pilot of food vouchers is over; a day of its own is asked for.
            let day = tag == "FV" ? "2025-08-01" : "2026-03-01"
            let whole = try await json("/api/regulations/\(tag)?on=\(day)")
            #expect((whole["clauses"]?.array?.count ?? 0) > 2, "\(tag)")
        }
    }

    @Test(.clause("IS-WD-1")) func `a deadline is explained day by day`() async throws {
        let deadline = try await json("/api/working-days?from=2025-12-11&days=5")
        #expect(deadline["due"] == "2025-12-19" && deadline["assumed"] == true)
        #expect(deadline["days"]?.array?.count == 9)
        let old = try await json("/api/working-days?from=2026-08-26&days=5&calendar=2026-01")
        let new = try await json("/api/working-days?from=2026-08-26&days=5&calendar=2026-07")
        #expect(old["due"] == "2026-09-03" && new["due"] == "2026-09-02")
        for bad in [
            "?from=2025-12-11", "?from=2027-12-30&days=9", "?from=2025-12-11&days=5&calendar=x",
        ] {
            #expect(await service.get("/api/working-days" + bad).status == 422, "\(bad)")
        }
    }

    @Test func `the pages read without signing in, in three languages`() async throws {
        let pages = [
            "/law", "/law/IS-3?on=2025-12-10", "/law/DD", "/law/deadline?from=2025-12-11&days=5",
            "/law/IS-3/difference?from=2025-12-31&to=2026-01-01",
        ]
        for page in pages {
            for language in Language.allCases {
                let answer = await service.get(page, language: language)
                #expect(answer.status == 200, "\(page)")
            }
        }
        let act = await service.get("/law/IS-3?on=2025-12-10", language: .en).text
        #expect(act.contains("not held here") && act.contains("place where the recipient"))
        #expect(act.contains("assumed day"))
        let days = await service.get("/law/deadline?from=2025-12-11&days=5", language: .en).text
        #expect(days.contains("2025-12-19") && days.contains("Independence Day"))
        #expect(await service.get("/law/IS-99").status == 404)
    }
}
