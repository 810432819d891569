import HTTPServer
import Journal
import Kernel
import QyzmetTesting
import Signatures
import Testing
import UseCases

@testable import Web

/// Use cases 56 and 57 over HTTP: everyone reads the duties, the body's officials enter evidence,
/// the monitoring system reads stages.
struct DutyWebTests {
    private static let committee = BIN(stored: "661140002127")
    private static let notice = "notice-IS-429-IS-5A"
    private static let evidence = "/api/duties/\(notice)/evidence"

    private func service() async throws -> TestService {
        let service = try await TestService()
        let round = try await service.platform.trackDuties()
        #expect(round.broken.isEmpty && round.opened > 10)
        return service
    }

    private func enter(
        _ service: TestService, _ session: String?, part: String = "operator",
        day: String = "2026-11-20", reference: String = "№ 5", key: String? = nil
    ) async -> PageAnswer {
        let body: JSON = [
            "part": .string(part), "day": .string(day), "reference": .string(reference),
        ]
        return await service.send(
            "POST", Self.evidence, session, Array(body.text.utf8), "application/json", key: key)
    }

    @Test(.clause("IS-NOT", "IS-5A.12", "DD-O.2a", "KDP-O.2a", "PA-O.3a", "IS-O.2", "IS-O.3"))
    func `anyone reads the orders' lives and every duty, with every day of its term`()
        async throws
    {
        let service = try await service()
        let list = await service.get("/api/duties")
        #expect(list.status == 200)
        let json = try JSON.parse(list.response.body)
        // The five acts, the base order of one of them, and seven base orders of order 429.
        #expect(Set(json["acts"]?.array?.compactMap { $0["act"]?.string } ?? []).count == 13)
        let duties = json["duties"]?.array ?? []
        #expect(duties.count { $0["code"]?.string?.hasPrefix("notice-") == true } == 8)
        let own = try #require(duties.first { $0["code"]?.string == Self.notice })
        // On 20 November 2026 the three days of December 2025 are long over.
        #expect(own["state"] == "late" && own["due"] == "2025-12-10" && own["assumed"] == true)
        #expect(own["holderBin"]?.string == Self.committee.digits)
        let one = await service.get("/api/duties/\(Self.notice)")
        #expect(one.status == 200)
        #expect(try JSON.parse(one.response.body)["days"]?.array?.count == 6)
        #expect(await service.get("/api/duties/none").status == 404)
    }

    @Test(.clause("IS-NOT"))
    func `an official of the body enters evidence once, and nobody else does`() async throws {
        let service = try await service()
        let person = try await service.signIn(TestPeople.holder)
        let other = try await service.signIn(
            TestPeople.verifier, as: .authorisedBody, of: TestRegisters.body)
        let own = try await service.signIn(
            TestPeople.other, as: .authorisedBody, of: Self.committee)
        #expect(await enter(service, nil).status == 401)
        #expect(await enter(service, person).status == 403)
        let wrong = await enter(service, other)
        #expect(wrong.status == 403 && wrong.text.contains("roleNotAllowed"))
        for bad in [
            await enter(service, own, day: "soon"), await enter(service, own, day: "2026-11-21"),
            await enter(service, own, day: "2025-12-04"),
            await enter(service, own, reference: ""),
            await enter(service, own, reference: String(repeating: "a", count: 301)),
        ] {
            #expect(bad.status == 422, "\(bad.text)")
        }
        #expect(await enter(service, own, part: "whole").status == 404)
        let before = try await service.entries(.dutyEvidenced)
        #expect(await enter(service, own, key: "k").status == 204)
        #expect(await enter(service, own, key: "k").status == 204)
        let again = await enter(service, own, key: "l")
        #expect(again.status == 409 && again.text.contains("dutyDone"))
        #expect(try await service.entries(.dutyEvidenced) == before + 1)
    }

    @Test(.clause("IS-NOT", "IS-5A.12"), arguments: Language.allCases)
    func `the pages show a duty day by day and take its evidence`(
        _ language: Language
    ) async throws {
        let service = try await service()
        let other = try await service.signIn(
            TestPeople.verifier, as: .authorisedBody, of: TestRegisters.body)
        let own = try await service.signIn(TestPeople.other, as: .head, of: Self.committee)
        let words: [Language: (late: String, done: String, outside: String)] = [
            .kk: ("мерзімі өтті, растау жоқ", "кешігіп орындалды", "бүгіннен кеш те"),
            .ru: ("срок прошёл, подтверждения нет", "исполнена с опозданием", "позже сегодняшнего"),
            .en: ("the term is over, no evidence", "done late", "nor after today"),
        ]
        let expected = try #require(words[language])
        let open = await service.get("/duties", language: language)
        #expect(open.status == 200 && open.text.contains("/duties/\(Self.notice)"))
        #expect(open.text.contains(expected.late) && open.text.contains("37008"))
        let days = await service.get("/duties/\(Self.notice)", language: language)
        #expect(days.status == 200 && days.text.contains("IS-5A.12"))
        #expect(await service.get("/duties/none").status == 404)
        for session in [own, other] {
            #expect(await service.get("/", session).text.contains(#"href="/duty-office""#))
        }
        let office = await service.get("/duty-office", own, language: language)
        #expect(office.status == 200 && office.text.contains("/duty-office/\(Self.notice)"))
        let foreign = await service.get("/duty-office", other, language: language)
        #expect(foreign.status == 200 && !foreign.text.contains("/duty-office/notice-"))
        let page = "/duty-office/\(Self.notice)"
        #expect(await service.get(page, other).status == 403)
        func enter(_ part: String, _ day: String, _ reference: String, _ session: String)
            async -> PageAnswer
        {
            await service.post(
                page, [("part", part), ("day", day), ("reference", reference)], session)
        }
        let empty = await enter("operator", "", "", own)
        #expect(empty.status == 422 && empty.text.contains("#field-day"))
        #expect(empty.text.contains("#field-reference"))
        let ahead = await service.send(
            "POST", page, own, Array("part=operator&day=2026-11-21&reference=5".utf8),
            "application/x-www-form-urlencoded", language: language)
        #expect(ahead.status == 422 && ahead.text.contains(expected.outside))
        #expect(await enter("operator", "2026-11-20", "№ 5", other).status == 403)
        #expect(await enter("operator", "2026-11-20", "№ 5 <b>", own).status == 303)
        let twice = await enter("operator", "2026-11-20", "№ 5", own)
        #expect(twice.status == 409 && twice.text.contains("#field-day"))
        let half = await service.get(page, own, language: language)
        #expect(half.status == 200 && half.text.contains("№ 5 &lt;b&gt;"))
        #expect(half.text.contains(#"value="contactCentre""#))
        #expect(await enter("contactCentre", "2026-11-20", "№ 6", own).status == 303)
        let done = await service.get("/duties/\(Self.notice)", language: language)
        #expect(done.text.contains(expected.done) && done.text.contains("№ 6"))
    }

    @Test(.clause("IS-MON"))
    func `the monitoring system alone reads stages, and confirms no more than there is`()
        async throws
    {
        let service = try await TestService()
        let key = try SigningKey.generateES256()
        try await service.register("monitor", key)
        let token = try await service.token(of: "monitor", key, scopes: [.monitoringRead])
        let wrong = try await service.token(
            of: "monitor", key, scopes: Set(Scope.allCases).subtracting([.monitoringRead]))
        let path = "/api/stage-events"
        #expect(await service.call("GET", path, token: nil).status == 401)
        #expect(await service.call("GET", path, token: wrong).status == 403)
        let feed = await service.call("GET", path + "?after=7&limit=5", token: token)
        #expect(feed.status == 200)
        let json = try JSON.parse(feed.response.body)
        #expect(json["items"]?.array?.isEmpty == true && json["next"]?.integer == 7)
        #expect(await service.call("GET", path + "?limit=501", token: token).status == 422)
        for (upTo, status) in [(1, 422), (0, 422)] {
            let answer = await service.call(
                "POST", path + "/received", token: token, ["upTo": .integer(Int64(upTo))],
                key: "k")
            #expect(answer.status == status)
        }
        #expect(
            await service.call("POST", path + "/received", token: wrong, ["upTo": 1]).status
                == 403)
    }
}
