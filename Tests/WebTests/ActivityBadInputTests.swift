import HTTPServer
import Kernel
import QyzmetTesting
import Testing

@testable import Web

/// What is wrong with an activity is said, with its place in the order.
struct ActivityBadInputTests {
    private func fact(_ value: String, _ more: String = "") -> String {
        #"{"values":["\#(value)"],"source":"me"\#(more)}"#
    }

    private func check(
        _ facts: [String: String], item: Int, on: String = "2026-06-01"
    ) async throws -> JSON {
        let service = try await TestService()
        let stated = facts.sorted { $0.key < $1.key }
            .map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
        let body = #"{"on":"\#(on)","claimedItem":\#(item),"facts":{\#(stated)}}"#
        let answer = await service.send(
            "POST", "/api/activity-checks", nil, Array(body.utf8), "application/json",
            language: .en)
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON.parse(answer.response.body)
    }

    /// The criteria of an answer that came out so.
    private func criteria(_ answer: JSON?, _ verdict: String) -> [String] {
        (answer?["criteria"]?.array ?? []).filter { $0["verdict"]?.string == verdict }
            .compactMap { $0["criterion"]?.string }
    }

    @Test(.clause("PA-O.5a", "PA-O.2a"))
    func `an activity before 2026 is told which orders stood then, and that none is held`()
        async throws
    {
        let json = try await check(
            ["subject": fact("software"), "operation": fact("development")], item: 1,
            on: "2025-12-31")
        #expect(json["outcome"] == "cannotTell" && json["items"]?.array?.isEmpty == true)
        #expect(json["basis"]?["clause"] == "PA-O.5")
        let orders = (json["basis"]?["orders"]?.array ?? []).compactMap { $0["number"]?.string }
        #expect(orders == ["37/НҚ", "130/НҚ", "413/НҚ"])
        #expect(json["basis"]?["words"]?.string?.contains("1 January 2026") == true)
    }

    @Test(.clause("PA-1.2a")) func `a state body's system under item 2 fails by its owner`()
        async throws
    {
        let json = try await check(
            [
                "subject": fact("informationSystem"), "operation": fact("support"),
                "systemOwner": fact("stateBody"),
            ], item: 2)
        #expect(json["claimed"]?["verdict"] == "no" && json["claimed"]?["clause"] == "PA-1.2")
        #expect(criteria(json["claimed"], "no") == ["notStateBody"])
        #expect(json["nearest"]?["changes"]?.array?.first?["fact"] == "systemOwner")
    }

    @Test(.clause("PA-1.5a")) func `statements that contradict each other are named`()
        async throws
    {
        let json = try await check(
            [
                "subject": fact("electronics"), "operation": fact("development"),
                "stage": fact("design"),
            ], item: 5)
        #expect(json["claimed"]?["verdict"] == "cannotTell")
        let clashes = (json["contradictions"]?.array ?? []).compactMap { $0["code"]?.string }
        #expect(clashes == ["stageOfWholeDevelopment"])
    }

    @Test(.clause("PA-1.19a")) func `miners served under item 19 fail it by the clients`()
        async throws
    {
        var facts = [
            "subject": fact("computingInfrastructure"), "operation": fact("service"),
            "infrastructureUse": fact("computing"), "clients": fact("digitalMiners"),
        ]
        let json = try await check(facts, item: 19)
        #expect(json["claimed"]?["verdict"] == "no" && json["claimed"]?["clause"] == "PA-1.19")
        let failed = criteria(json["claimed"], "no")
        #expect(failed.count == 1)
        facts["clients"] = fact("otherClients")
        let others = try await check(facts, item: 19)
        #expect(others["claimed"]?["verdict"] == "yes")
        facts["clients"] = nil
        let unsaid = try await check(facts, item: 19)
        #expect(unsaid["claimed"]?["verdict"] == "cannotTell")
        #expect(criteria(unsaid["claimed"], "cannotTell") == failed)
    }

    @Test(.clause("PA-1.14a"))
    func `a right holder who is no participant fails item 14, one unknown cannot be told`()
        async throws
    {
        var facts = [
            "subject": fact("tradingPlatform"), "platformRealTime": fact("yes"),
            "platformDeals": fact("yes"), "platformService": fact("platformAccess"),
            "rightHolder": fact("anotherHolder"), "rightHolderParticipant": fact("no"),
        ]
        let json = try await check(facts, item: 14)
        #expect(json["claimed"]?["verdict"] == "no" && json["claimed"]?["clause"] == "PA-1.14")
        let failed = criteria(json["claimed"], "no")
        #expect(failed.count == 1)
        facts["rightHolderParticipant"] = nil
        let unsaid = try await check(facts, item: 14)
        #expect(criteria(unsaid["claimed"], "cannotTell") == failed)
        // A participation that ended counts as no, and says so.
        facts["rightHolderParticipant"] = fact(
            "yes", #","number":"7","validUntil":"2026-05-31""#)
        let ended = try await check(facts, item: 14)
        #expect(criteria(ended["claimed"], "no") == failed)
        facts["rightHolderParticipant"] = fact("yes")
        #expect(try await check(facts, item: 14)["claimed"]?["verdict"] == "yes")
    }

    @Test(
        .clause("PA-2a"),
        arguments: [
            (#"{"values":["no"],"source":"me"}"#, "no", "stated"),
            (
                #"{"values":["yes"],"source":"me","number":"9","validUntil":"2026-05-31"}"#, "no",
                "expired"
            ),
            (
                #"{"values":["yes"],"source":"me","number":"9","validFrom":"2026-06-02"}"#, "no",
                "notYetValid"
            ),
            ("", "cannotTell", "absent"),
            (
                #"{"values":["yes"],"source":"me","number":"9","validUntil":"2026-06-01"}"#, "yes",
                "stated"
            ),
        ])
    func `an extract that is missing or has run out is named with its clause`(
        _ extract: String, _ verdict: String, _ state: String
    ) async throws {
        var facts = [
            "subject": fact("software"), "operation": fact("development"),
            "participant": fact("yes"),
        ]
        facts["producerExtract"] = extract.isEmpty ? nil : extract
        let own = try await check(facts, item: 1)["ownProduction"]
        #expect(own?["verdict"]?.string == verdict && own?["clause"] == "PA-2")
        let criterion = own?["criteria"]?.array?.first { $0["criterion"] == "extract" }
        #expect(criterion?["verdict"]?.string == verdict)
        #expect(criterion?["facts"]?.array?.first?["state"]?.string == state)
    }
}
