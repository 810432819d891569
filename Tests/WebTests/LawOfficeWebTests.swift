import HTTPServer
import Journal
import Kernel
import QyzmetTesting
import Regulations
import Testing
import UseCases

@testable import Web

/// Use cases 82 to 84 over HTTP: the law workplace of the authorised body, and the public calendar.
@Suite(.timeLimit(.minutes(3)))
struct LawOfficeWebTests {
    private static let committee = BIN(stored: "661140002127")
    private static let order = "/law-office/amendments/IS-429"

    private func officials(
        _ service: TestService
    ) async throws -> (first: String, second: String) {
        (
            try await service.signIn(TestPeople.verifier, as: .authorisedBody, of: Self.committee),
            try await service.signIn(TestPeople.other, as: .authorisedBody, of: Self.committee)
        )
    }

    private func publication(_ step: String, day: String = "2026-11-01") -> [(String, String)] {
        [
            ("day", day), ("publishedBy", "Егемен Қазақстан"), ("reference", "№ 210"),
            ("step", step),
        ]
    }

    @Test(.clause("IS-O.4", "IS-O.4-a")) func `a day is entered through the pages by two`()
        async throws
    {
        let service = try await TestService()
        let (first, second) = try await officials(service)
        let stranger = try await service.signIn(
            TestPeople.holder, as: .authorisedBody, of: TestRegisters.body)
        let refused = await service.get("/law-office", stranger)
        #expect(refused.status == 403 && refused.text.contains("authorisedBody"))
        #expect(await service.get("/", first).text.contains(#"href="/law-office""#))
        #expect(!(await service.get("/", stranger).text.contains(#"href="/law-office""#)))
        for language in Language.allCases {
            let office = await service.get("/law-office", first, language: language)
            #expect(office.status == 200 && office.text.contains(Self.order))
            #expect(office.text.contains(LawOfficePageWords.dayMissing[language]))
            let page = await service.get(Self.order, first, language: language)
            #expect(page.status == 200 && page.text.contains("37008"))
        }
        #expect(await service.get("/law-office/amendments/none", first).status == 404)
        // What is wrong is said at the field.
        #expect(await service.post(Self.order, [], first).status == 422)
        let early = await service.post(Self.order, publication("see", day: "2025-09-30"), first)
        #expect(early.status == 422 && early.text.contains("2025-10-01"))
        #expect(early.text.contains("IS-O.4"))
        let seen = await service.post(Self.order, publication("see"), first)
        #expect(seen.status == 200 && seen.text.contains("IS-1.4"))
        #expect(try await service.entries(.changeProposed) == 0)
        let sent = await service.post(Self.order, publication("propose"), first)
        #expect(sent.status == 303)
        let proposal = try #require(sent.location)
        let own = await service.get(proposal, first)
        #expect(own.status == 200 && !own.text.contains(proposal + "/confirm"))
        #expect(await service.post(proposal + "/confirm", [], first).status == 403)
        #expect(await service.post(proposal + "/confirm", [], stranger).status == 403)
        for language in Language.allCases {
            let other = await service.get(proposal, second, language: language)
            #expect(other.text.contains(proposal + "/confirm"))
            #expect(other.text.contains("Егемен Қазақстан"))
        }
        #expect(await service.post(proposal + "/confirm", [], second).location == "/law-office")
        #expect(await service.post(proposal + "/confirm", [], second).status == 404)
        #expect(await service.get(proposal, second).status == 404)
        let page = await service.get(Self.order, first)
        #expect(page.text.contains("Егемен Қазақстан · № 210"))
        let clause = await service.get("/api/regulations/IS-1/clauses/IS-1.4?on=2026-12-31")
        #expect(clause.text.contains("notHeld"))
        let later = await service.get("/api/regulations/IS-1/clauses/IS-1.4?on=2027-01-01")
        #expect(later.text.contains(#""assumed":false"#))
    }

    @Test(.clause("IS-O.4", "IS-NOT")) func `the interface does the same, once for a key`()
        async throws
    {
        let service = try await TestService()
        let (first, second) = try await officials(service)
        func send(_ path: String, _ json: JSON, _ session: String, key: String? = nil) async
            -> PageAnswer
        {
            await service.send(
                "POST", path, session, Array(json.text.utf8), "application/json", key: key)
        }
        let list = await service.get("/api/amendments", first)
        #expect(list.status == 200 && list.text.contains(#""publicationDay":null"#))
        let path = "/api/amendments/IS-429"
        let outlook = await service.get(path + "/outlook?day=2026-11-01", first)
        #expect(outlook.status == 200, "\(outlook.text)")
        #expect(outlook.text.contains(#""inForce":"2027-01-01""#))
        #expect(await service.get(path + "/outlook", first).status == 422)
        let early = await service.get(path + "/outlook?day=2025-09-30", first)
        #expect(early.status == 422 && early.text.contains("lawDecisionRefused"))
        let body: JSON = [
            "day": "2026-11-01", "publishedBy": "Егемен Қазақстан", "reference": "№ 210",
        ]
        let one = await send(path + "/publication", body, first, key: "p")
        #expect(one.status == 201)
        #expect(await send(path + "/publication", body, first, key: "p").text == one.text)
        let waiting = try JSON.parse(
            await service.get("/api/law-proposals", second).response.body)
        #expect(waiting["items"]?.array?.count == 1)
        let id = try #require(waiting["items"]?.array?.first?["id"]?.string)
        let confirm = "/api/law-proposals/\(id)/confirm"
        let own = await send(confirm, [:], first)
        #expect(own.status == 403 && own.text.contains("roleNotAllowed"))
        #expect(await send(confirm, [:], second, key: "c").status == 200)
        #expect(await send(confirm, [:], second, key: "c").status == 200)
        #expect(await send(confirm, [:], second).status == 404)
        let again = await send(path + "/publication", body, first)
        #expect(again.status == 422 && again.text.contains("lawDecisionRefused"))
        #expect(again.text.contains(#""clause":"IS-O.4""#))
        #expect(try await service.entries(.actPublicationEntered) == 1)
    }

    @Test(.clause("IS-VER-1", "IS-VER-2", "IS-O.4-b"))
    func `a package is tried beside the rules, and nothing of it is kept`() async throws {
        let service = try await TestService()
        let (first, _) = try await officials(service)
        func trial(_ text: String) async throws -> JSON {
            let answer = await service.send(
                "POST", "/api/amendment-checks", first, Array(text.utf8), "application/json")
            #expect(answer.status == 200, "\(answer.text)")
            return try JSON.parse(answer.response.body)
        }
        func package(_ act: String, at address: String) -> String {
            """
            {"package": {"id": "IS-900", "daysAfterPublication": 10, "commencementClause": "IS-O.4",
              "order": {"number": "900", "date": "2026-10-01", "registration": "40000",
                "issuer": {"kk": "ТЖМ", "ru": "МЧС", "en": "Ministry"}},
              "publicationDay": "2026-11-01"},
             "operations": [{"item": "1", "act": "\(act)", "kind": "restateClause",
              "at": "\(address)", "clause": "IS-900.1", "parts": [{"at": "\(address)",
              "text": {"kk": "жаңа", "ru": "новое", "en": "new wording"}}]}]}
            """
        }
        let right = try await trial(package("IS-1", at: "4"))
        #expect(right["right"] == true && right["replacesLoaded"] == false)
        let change = try #require(right["changes"]?.array?.first)
        #expect(change["clause"] == "IS-1.4" && change["from"] == "2026-11-12")
        #expect(change["after"]?["en"] == "new wording" && change["before"]?["en"] != nil)
        let missing = try await trial(package("IS-1", at: "444"))
        #expect(missing["right"] == false && missing["faults"]?.array?.count == 1)
        let unknown = try await trial(package("IS-99", at: "4"))
        #expect(unknown["faults"]?.array?.first?["en"]?.string?.contains("IS-99") == true)
        // The stages of attestation rest on paragraphs that the restated clause has no more.
        let closing = try await trial(package("IS-3", at: "9"))
        #expect(closing["right"] == false && closing["faults"]?.array?.count == 1)
        #expect(closing["faults"]?.array?.first?["en"]?.string?.contains("2026-11-12") == true)
        let broken = try await trial("{}")
        #expect(broken["unreadable"]?.string == "package" && broken["package"] == .null)
        #expect(service.platform.rules.provision("IS-900.1") == nil)

        func form(_ text: String) -> [UInt8] {
            Array(
                ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n"
                    + text + "\r\n--b--\r\n").utf8)
        }
        for language in Language.allCases {
            for (text, status, words) in [
                (package("IS-1", at: "4"), 200, LawOfficePageWords.right),
                (package("IS-1", at: "444"), 422, LawOfficePageWords.faulty),
                ("{", 422, LawOfficePageWords.unreadable),
            ] {
                let page = await service.send(
                    "POST", "/law-office/check", first, form(text),
                    "multipart/form-data; boundary=b", language: language)
                #expect(page.status == status && page.text.contains(words[language]))
            }
        }
        #expect(await service.get("/law-office/check", first).status == 200)
    }

    @Test(.clause("IS-WD-1"))
    func `a proposal over a version that was replaced says so, and can only be declined`()
        async throws
    {
        let service = try await TestService()
        let (first, second) = try await officials(service)
        func propose(_ day: String) async throws -> String {
            let sent = await service.post(
                "/law-office/calendar",
                [
                    ("day1", day), ("becomes1", "rest"), ("reason", "Траур"), ("act", "Указ № 1"),
                    ("step", "propose"),
                ], first)
            return try #require(sent.location)
        }
        let one = try await propose("2026-12-02")
        let other = try await propose("2026-12-03")
        #expect(await service.get(other, second).text.contains(other + "/confirm"))
        #expect(await service.post(one + "/confirm", [], second).status == 303)
        for (language, words) in [
            (Language.kk, "қайта ұсыныңыз"), (.ru, "предложите заново"), (.en, "propose anew"),
        ] {
            let page = await service.get(other, second, language: language)
            #expect(page.status == 200 && page.text.contains(words))
            #expect(!page.text.contains(other + "/confirm"))
            #expect(page.text.contains(other + "/decline"))
        }
        #expect(await service.post(other + "/confirm", [], second).status == 422)
        #expect(await service.post(other + "/decline", [], second).status == 303)
        #expect(await service.get(other, second).status == 404)
    }

    @Test(.clause("IS-WD-1")) func `the calendar is public, and its days are changed by two`()
        async throws
    {
        let service = try await TestService()
        let (first, second) = try await officials(service)
        for language in Language.allCases {
            let page = await service.get("/law/calendar?year=2026", language: language)
            #expect(page.status == 200 && page.text.contains(CalendarPageWords.months[0][language]))
            #expect(page.text.contains("2026-07"))
        }
        #expect(await service.get("/law/calendar?year=2099").status == 422)
        let year = await service.get("/api/working-calendar?year=2026&version=2026-01")
        #expect(year.status == 200 && year.text.contains("2026-08-31"))
        #expect(await service.get("/api/working-calendar?version=none").status == 422)

        func form(_ step: String, day: String) -> [(String, String)] {
            [
                ("day1", day), ("becomes1", "rest"), ("reason", "Траур"),
                ("act", "Указ № 1"), ("step", step),
            ]
        }
        let page = "/law-office/calendar"
        #expect(await service.post(page, [], first).status == 422)
        let past = await service.post(page, form("see", day: "2026-11-02"), first)
        #expect(past.status == 422 && past.text.contains("2026-11-02"))
        let seen = await service.post(page, form("see", day: "2026-12-02"), first)
        #expect(seen.status == 200 && seen.text.contains(#"value="propose""#))
        let sent = await service.post(page, form("propose", day: "2026-12-02"), first)
        let proposal = try #require(sent.location)
        #expect(await service.get(proposal, second).text.contains("Указ № 1"))
        #expect(await service.post(proposal + "/confirm", [], second).status == 303)
        let days = await service.get("/api/working-days?from=2026-12-01&days=1")
        #expect(days.text.contains(#""due":"2026-12-03""#) && days.text.contains("Указ № 1"))
        for language in Language.allCases {
            let shown = await service.get("/law/calendar?year=2026", language: language)
            #expect(shown.text.contains("Указ № 1"))
            #expect(await service.get(page, first, language: language).status == 200)
        }
        let api = await service.send(
            "POST", "/api/working-calendar/outlook", first,
            Array(
                #"{"changes":[{"day":"2026-12-05","becomes":"working"}],"reason":"Перенос","act":"№ 2"}"#
                    .utf8), "application/json")
        #expect(api.status == 200 && api.text.contains(#""looked":0"#), "\(api.text)")
        let proposed = await service.send(
            "POST", "/api/working-calendar/changes", first,
            Array(
                #"{"changes":[{"day":"2026-12-02","becomes":"rest"}],"reason":"Траур","act":"№ 2"}"#
                    .utf8), "application/json")
        #expect(proposed.status == 422 && proposed.text.contains("lawDecisionRefused"))
    }
}
