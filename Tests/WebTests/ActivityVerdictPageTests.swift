import HTTPServer
import Kernel
import PriorityActivities
import QyzmetTesting
import Regulations
import Testing
import UseCases

@testable import Web

/// What a verdict shows: words of the item, sources, other items, papers, open points, versions.
struct ActivityVerdictPageTests {
    private func fact(_ value: String, _ more: String = "") -> String {
        #"{"values":["\#(value)"],"source":"contract 1"\#(more)}"#
    }

    private func check(
        _ facts: [String: String], item: Int, _ service: TestService, _ language: Language = .en
    ) async throws -> JSON {
        let stated = facts.sorted { $0.key < $1.key }
            .map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
        let body = #"{"on":"2026-06-01","claimedItem":\#(item),"facts":{\#(stated)}}"#
        let answer = await service.send(
            "POST", "/api/activity-checks", nil, Array(body.utf8), "application/json",
            language: language)
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON.parse(answer.response.body)
    }

    @Test(.clause("PA-1a"), arguments: Language.allCases)
    func `every item of an answer has its words in the language asked for`(
        _ language: Language
    ) async throws {
        let service = try await TestService()
        let json = try await check(["subject": fact("software")], item: 1, service, language)
        let items = (json["items"]?.array ?? []) + [json["ownProduction"] ?? .null]
        #expect(items.count == 20)
        let act = try #require(Regulations.act("PA"))
        for item in items + [json["claimed"] ?? .null] {
            let clause = Clause(item["clause"]?.string ?? "")
            let words = act.clause(clause)?.version(on: try #require(Day("2026-06-01")))?.text
            #expect(item["words"]?.string == words?[language], "\(clause)")
            #expect(item["words"]?.string?.isEmpty == false, "\(clause)")
        }
        #expect(json["unofficial"] == true)
    }

    @Test func `each fact has its source, and other items that may fit are named`() async throws {
        let service = try await TestService()
        let answer = await service.post(
            "/activities/items/1",
            [("subject", "software"), ("operation", "development"), ("on", "2026-06-01")])
        #expect(answer.status == 200)
        #expect(answer.text.contains("– ваш ответ"))
        // Software is asked about under items 10 and 11 too, which ask for more.
        for item in [10, 11] {
            #expect(answer.text.contains("/activities/items/\(item)?on=2026-06-01"), "\(item)")
        }
        #expect(!answer.text.contains("/activities/items/13?on="))
        // Nothing is known: no more than six are named, the rest is counted.
        let empty = await service.post("/activities/items/1", [("on", "2026-06-01")])
        #expect(empty.text.ranges(of: "?on=2026-06-01").count == 6)
        #expect(empty.text.contains("и ещё 12"))
        // Own production is no item of the list.
        let own = await service.post("/activities/items/own", [("on", "2026-06-01")])
        #expect(own.status == 200 && !own.text.contains("?on=2026-06-01"))
    }

    @Test(
        .clause("PA-1.6a", "PA-1.7a"),
        arguments: [
            (6, "robotics", "resultsRealisation", "PA-AMB-3"),
            (7, "radioTechnology", "developmentStage", "PA-AMB-2"),
        ])
    func `what the order leaves open is named with its point and words`(
        _ item: Int, _ subject: String, _ operation: String, _ point: String
    ) async throws {
        let service = try await TestService()
        let rules = ActivityLibrary.installed.book.versions[0]
        let words = try #require(rules.openPoint(point)?.words)
        for language in Language.allCases {
            let json = try await check(
                [
                    "subject": fact(subject), "operation": fact(operation),
                    "stage": operation == "developmentStage" ? fact("testing") : nil,
                ].compactMapValues(\.self), item: item, service, language)
            #expect(json["claimed"]?["verdict"] == "cannotTell")
            let criteria = json["claimed"]?["criteria"]?.array ?? []
            let open = criteria.filter { $0["verdict"] == "cannotTell" }
            #expect(open.map { $0["criterion"] } == ["operation"])
            let because = open.first?["because"]?.array ?? []
            #expect(because.map { $0["point"]?.string } == [point])
            #expect(because.first?["words"]?.string == words[language])
            #expect(criteria.filter { $0["because"]?.array?.isEmpty == false }.count == 1)
        }
        let page = await service.post(
            "/activities/items/\(item)",
            [
                ("subject", subject), ("operation", operation), ("stage", "testing"),
                ("on", "2026-06-01"),
            ])
        #expect(page.status == 200 && page.text.contains("notice warn"))
        #expect(page.text.contains("\(point): "))
        #expect(page.text.contains(words.ru.replacing("\"", with: "&quot;")))
    }

    @Test(.clause("PA-3a"))
    func `a page about 2025 names the orders of that time with their days`() async throws {
        let service = try await TestService()
        let page = await service.post(
            "/activities/items/1", [("subject", "software"), ("on", "2025-12-31")])
        #expect(page.status == 200 && page.text.contains("notice warn"))
        for (number, year) in [("37/НҚ", "2019"), ("130/НҚ", "2022"), ("413/НҚ", "2023")] {
            #expect(page.text.contains("№ \(number) ("), "\(number)")
            #expect(page.text.contains(year), "\(number)")
        }
        #expect(page.text.contains("/api/activity-receipt-keys"))
        #expect(page.text.contains("/api/activity-receipt-verifier"))
        let script = await service.get("/api/activity-receipt-verifier")
        let file = try SourceTree.text("docs/verify/verify_activity_receipt.py")
        #expect(script.status == 200 && script.text == file)
    }

    private static let extract = [
        ("participant", "yes"), ("producerExtract", "yes"), ("producerExtract-number", "KZ-1"),
        ("on", "2026-06-01"),
    ]

    @Test(.clause("PA-2a")) func `a paper that has run out counts as no, and is said so`()
        async throws
    {
        let service = try await TestService()
        let expired = await service.post(
            "/activities/items/own", Self.extract + [("producerExtract-until", "2026-05-31")])
        #expect(expired.status == 200 && expired.text.contains("notice bad"))
        #expect(expired.text.contains("№ KZ-1") && expired.text.contains("срок истёк"))
        let holds = await service.post(
            "/activities/items/own", Self.extract + [("producerExtract-until", "2026-06-01")])
        #expect(holds.text.contains("notice good") && !holds.text.contains("срок истёк"))
    }

    @Test(.clause("PA-1.14a")) func `a paper on the rights to the software goes with the answer`()
        async throws
    {
        let service = try await TestService()
        let form = await service.get("/activities/items/14")
        #expect(form.text.contains(#"name="rightHolder-number""#))
        let answers = [
            ("subject", "tradingPlatform"), ("platformRealTime", "yes"),
            ("platformDeals", "yes"), ("platformService", "platformAccess"),
            ("participant", "yes"), ("rightHolder", "declarant"),
            ("rightHolder-number", "3141"), ("on", "2026-06-01"),
        ]
        let holds = await service.post("/activities/items/14", answers)
        #expect(holds.text.contains("notice good") && holds.text.contains("№ 3141"))
        // A paper that has run out shows nobody's right: that is no “no”.
        let expired = await service.post(
            "/activities/items/14", answers + [("rightHolder-until", "2026-05-31")])
        #expect(expired.text.contains("notice warn") && expired.text.contains("срок истёк"))
        var facts = [
            "subject": fact("tradingPlatform"), "platformRealTime": fact("yes"),
            "platformDeals": fact("yes"), "platformService": fact("platformAccess"),
            "participant": fact("yes"),
        ]
        facts["rightHolder"] = fact("declarant", #","number":"3141","validFrom":"2026-06-02""#)
        let json = try await check(facts, item: 14, service)
        #expect(json["claimed"]?["verdict"] == "cannotTell")
        let holder = json["claimed"]?["criteria"]?.array?.first { $0["criterion"] == "holder" }
        let shown = holder?["facts"]?.array?.first { $0["fact"] == "rightHolder" }
        #expect(shown?["state"] == "notYetValid" && shown?["number"] == "3141")
        #expect(shown?["source"] == "contract 1")
    }

    @Test func `what is wrong with a paper is said at its field, and nothing is left out`()
        async throws
    {
        let service = try await TestService()
        let soon = await service.post(
            "/activities/items/own", Self.extract + [("producerExtract-until", "soon")])
        #expect(soon.status == 422)
        #expect(soon.text.contains("#field-producerExtract-until"))
        #expect(soon.text.contains("KZ-1"))
        let unsaid = await service.post(
            "/activities/items/own", [("participant-number", "7"), ("on", "2026-06-01")])
        #expect(unsaid.status == 422 && unsaid.text.contains("#field-participant"))
        // To change the answers is always possible.
        let edit = await service.post(
            "/activities/items/own",
            Self.extract + [("producerExtract-until", "soon"), ("edit", "1")])
        #expect(edit.status == 200 && edit.text.contains("KZ-1"))
    }

    @Test(.clause("PA-O.1a", "PA-O.5a")) func `pages ask and answer by the list of the day`()
        async throws
    {
        let text = String(decoding: Regulations.activityRules[0].file, as: UTF8.self)
        // From 2027 item 1 takes creation in place of development, under another name.
        let next = text.replacing(#""from": "2026-01-01""#, with: #""from": "2027-01-01""#)
            .replacing(#""development""#, with: #""creation""#, maxReplacements: 1)
            .replacing("Программное обеспечение", with: "Программы 2027", maxReplacements: 1)
        let files = [text.replacing(#""until": null"#, with: #""until": "2027-01-01""#), next]
        let library = ActivityLibrary(
            book: try ActivityRuleBook(
                facts: Regulations.activityFacts,
                rules: files.map { (name: "draft", file: Array($0.utf8)) },
                repealed: Regulations.repealedActivityOrders),
            help: try ActivityHelp(file: Regulations.activityHelp))
        let title = try #require(library.book.versions[1].item(1)?.title.ru)
        #expect(title.contains("2027"))
        let service = try await TestService(activities: library)
        // The clock stands in November 2026.
        #expect(await !service.get("/activities/items/1").text.contains("2027"))
        #expect(await service.get("/activities/items/1?on=2027-02-01").text.contains(title))
        #expect(await !service.get("/activities").text.contains(title))
        for (on, tone) in [("2026-12-31", "good"), ("2027-01-01", "bad")] {
            let answer = await service.post(
                "/activities/items/1",
                [("subject", "software"), ("operation", "development"), ("on", on)])
            #expect(answer.status == 200 && answer.text.contains("notice \(tone)"), "\(on)")
            #expect(answer.text.contains(title) == (on == "2027-01-01"), "\(on)")
        }
    }
}
