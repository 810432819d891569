import Casework
import Kernel
import Regulations
import QyzmetTesting
import Testing
import UseCases

@testable import Web

/// Service cards and the check before an application (use case 42).
@Suite struct ServiceTests {
    private func card(_ path: String) async throws -> JSON {
        let service = try await TestService()
        let answer = await service.get("/api/services" + path)
        #expect(answer.status == 200, "\(path)")
        return try JSON.parse(Array(answer.text.utf8))
    }

    private func check(_ code: String, _ body: JSON) async throws -> JSON {
        let service = try await TestService()
        let answer = await service.send(
            "POST", "/api/services/\(code)/checks", nil, body.canonicalBytes, "application/json")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON.parse(Array(answer.text.utf8))
    }

    @Test func `what services rest on is checked at the start`() throws {
        try CaseworkLibrary.check()
        #expect(CaseworkLibrary.installed.services.count == 8)
    }

    @Test(.clause("IS-1.4", "IS-1.A2.1")) func `a service is open from the day of its provider`()
        async throws
    {
        let before = try await card("/blasting-permit?on=2025-12-04")
        #expect(before["open"] == false && before["closedBecause"] == "providerNotHeld")
        let after = try await card("/blasting-permit?on=2025-12-05")
        #expect(after["open"] == true && after["assumed"] == true)
        #expect(after["version"] == "IS-429/IS-1.4@2025-12-05")
        // Clause 2 of the attestation rules has a day of its own, which nobody assumed.
        let gap = try await card("/attestation?on=2025-12-31")
        #expect(gap["open"] == false && gap["opensOn"] == "2026-01-01")
        // Its clause 9, under which it is worked on, rests on the day that is assumed.
        let next = try await card("/attestation?on=2026-01-01")
        #expect(next["open"] == true && next["assumed"] == true && next["opensOn"] == .null)
    }

    @Test(.clause("IS-O.4-a")) func `production opens nothing on an assumed day`() throws {
        let service = try CaseworkLibrary.installed.service("blasting-permit")
        let day = try #require(Day("2026-03-01"))
        #expect(
            ServiceOffer(service, on: day, by: Regulations.rules, isSandbox: false).closed
                == .dayAssumed)
        #expect(
            ServiceOffer(service, on: day, by: Regulations.rules, isSandbox: true).closed == nil)
        let attestation = try CaseworkLibrary.installed.service("attestation")
        #expect(
            ServiceOffer(attestation, on: day, by: Regulations.rules, isSandbox: false).closed
                == .dayAssumed)
    }

    @Test(.clause("IS-5C.A2", "IS-A3.9", "IS-A3.10"))
    func `the card has the rows of the list and the grounds`() async throws {
        let service = try await card("/blasting-permit?on=2026-02-01")
        #expect(service["requirements"]?.array?.count == 10)
        #expect(service["grounds"]?.array?.count == 4)
        #expect(service["grounds"]?.array?.first?["version"] == "IS-429/IS-5C.A2@2025-12-05")
        #expect(service["channels"] == ["www.egov.kz", "www.elicense.kz"])
        #expect(try await card("?on=2026-02-01")["items"]?.array?.count == 8)
    }

    @Test(.clause("IS-WD-2", "IS-1.6-v2"))
    func `a check says what is missing and when an answer is due`() async throws {
        let verdict = try await check(
            "blasting-permit",
            [
                "kind": "permit", "variants": ["surface"],
                "fields": [
                    ["code": "place", "value": "111010000"], ["code": "purpose", "value": "other"],
                ],
                "documents": [["code": "calculations", "parts": ["shockWave"]]],
                "submittedAt": "2025-12-12T20:00:00+05:00",
            ])
        #expect(verdict["complete"] == false)
        let missing = (verdict["findings"]?.array ?? []).filter {
            !["present", "notNeeded"].contains($0["verdict"]?.string ?? "")
        }
        #expect(
            missing.map { $0["code"]?.string } == [
                "calculations", "localityPlan", "explosives:acquisition+explosives:storage",
            ])
        #expect(missing.first?["parts"] == ["fragmentFlight", "toxicGases", "seismicEffect"])
        // Friday evening counts on Monday; five working days over Independence Day.
        #expect(verdict["acceptedOn"] == "2025-12-15" && verdict["due"] == "2025-12-23")
        #expect(verdict["routing"]?["authorities"] == ["territorialDepartment"])
        #expect(verdict["routing"]?["territory"] == "110000000")
    }

    @Test func `a check that cannot be made is refused with a reason`() async throws {
        let service = try await TestService()
        func status(_ code: String, _ body: JSON) async -> Int {
            await service.send(
                "POST", "/api/services/\(code)/checks", nil, body.canonicalBytes,
                "application/json"
            ).status
        }
        #expect(await status("blasting-permit", ["kind": "licence"]) == 422)
        #expect(await status("blasting-permit", ["kind": 5]) == 422)
        #expect(await status("nothing", ["kind": "permit"]) == 404)
        let far: JSON = ["kind": "permit", "submittedAt": "2027-12-31T10:00:00+05:00"]
        #expect(await status("blasting-permit", far) == 422)
    }

    @Test func `the pages show every service in three languages`() async throws {
        let service = try await TestService()
        for language in Language.allCases {
            let list = await service.get("/services", language: language)
            #expect(list.status == 200)
            for offered in CaseworkLibrary.installed.services {
                #expect(list.text.contains("/services/\(offered.code)"))
                let page = await service.get("/services/\(offered.code)", language: language)
                #expect(page.status == 200, "\(offered.code)")
                for ground in offered.grounds {
                    #expect(page.text.contains(ground.clause.tag), "\(offered.code)")
                }
            }
        }
        #expect(await service.get("/services/nothing").status == 404)
    }
}
