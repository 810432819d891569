import HTTPServer
import Kernel
import QyzmetTesting
import Testing

@testable import Web

/// The pages and routes about priority activities.
struct ActivityPageTests {
    private func check(
        _ service: TestService, _ body: String
    ) async throws -> (status: Int, json: JSON) {
        let answer = await service.send(
            "POST", "/api/activity-checks", nil, Array(body.utf8), "application/json",
            language: .en)
        return (answer.status, try JSON.parse(answer.response.body))
    }

    private func fact(_ values: String...) -> String {
        #"{"values":[\#(values.map { "\"\($0)\"" }.joined(separator: ","))],"source":"me"}"#
    }

    @Test func `a program gets a verdict with clause, source and what would change it`()
        async throws
    {
        let service = try await TestService()
        let body =
            #"{"on":"2026-05-05","claimedItem":2,"facts":{"subject":\#(fact("informationSystem")),"#
            + #""operation":\#(fact("creation")),"systemOwner":\#(fact("stateBody"))}}"#
        let (status, json) = try await check(service, body)
        #expect(status == 200)
        #expect(json["outcome"]?.string == "no")
        #expect(json["claimed"]?["verdict"]?.string == "no")
        let criteria = json["claimed"]?["criteria"]?.array ?? []
        let failed = criteria.filter { $0["verdict"]?.string == "no" }
        #expect(failed.count == 1 && failed[0]["criterion"]?.string == "notStateBody")
        #expect(failed[0]["clause"]?.string == "PA-1.2")
        #expect(failed[0]["facts"]?.array?.first?["source"]?.string == "me")
        let change = json["nearest"]?["changes"]?.array?.first
        #expect(change?["fact"]?.string == "systemOwner")
        let again = try await check(service, body)
        #expect(again.json["signedReceipt"] == json["signedReceipt"])
    }

    @Test func `what is wrong with a question is said at its place`() async throws {
        let service = try await TestService()
        let before = try await check(
            service, #"{"on":"2025-12-31","facts":{"subject":\#(fact("software"))}}"#)
        #expect(before.json["outcome"]?.string == "cannotTell")
        #expect(before.json["basis"]?["clause"]?.string == "PA-O.5")
        #expect(before.json["basis"]?["orders"]?.array?.count == 3)
        for body in [
            #"{"facts":{"deed":\#(fact("software"))}}"#,
            #"{"facts":{"subject":\#(fact("bread"))}}"#,
            #"{"facts":{"operation":\#(fact("support", "development"))}}"#,
            #"{"facts":{"operation":{"values":["support"]}}}"#,
            #"{"on":"tomorrow","facts":{}}"#, #"{"claimedItem":20,"facts":{}}"#,
            #"{"bin":"12","facts":{}}"#, #"{}"#,
        ] {
            let answer = try await check(service, body)
            #expect(answer.status == 422, "\(body)")
            #expect(answer.json["code"]?.string == "invalidField", "\(body)")
        }
        let none = try await check(service, #"{"facts":{}}"#)
        #expect(none.json["outcome"]?.string == "cannotTell")
    }

    @Test(arguments: Language.allCases)
    func `an accountant comes from plain words to a verdict`(_ language: Language) async throws {
        let service = try await TestService()
        let start = await service.get("/activities", language: language)
        #expect(start.status == 200)
        let help = await service.post(
            "/activities/help", [("text", "Мы делаем чат-бот на искусственном интеллекте")])
        #expect(help.text.contains("«искусственном интеллекте»"))
        let link = try #require(help.link("/activities/items/13"))
        let form = await service.get(link, language: language)
        #expect(form.status == 200 && form.text.contains("PA-1.13"))
        let verdict = await service.post(
            link,
            [
                ("subject", "artificialIntelligence"), ("operation", "development"),
                ("operation", "developmentStage"), ("stage", "testing"), ("on", "2026-11-20"),
            ])
        #expect(verdict.status == 200)
        // Two operations were marked: each has its own verdict and receipt.
        #expect(verdict.text.components("badge bad").count > 1)
        #expect(verdict.text.contains("eyJ"))
        // The answers come back filled in, to be changed.
        let again = await service.post(
            link, [("subject", "artificialIntelligence"), ("on", "2026-11-20"), ("edit", "1")])
        #expect(again.status == 200 && again.text.contains("checked"))
        let wrong = await service.post(link, [("on", "")])
        #expect(wrong.status == 422)
        #expect(await service.get("/activities/items/20").status == 404)
    }

    @Test func `every item has a form, and own production too`() async throws {
        let service = try await TestService()
        for item in (1...19).map({ "\($0)" }) + ["own"] {
            let form = await service.get("/activities/items/\(item)")
            #expect(form.status == 200, "\(item)")
            let answer = await service.post("/activities/items/\(item)", [("on", "2026-11-20")])
            #expect(answer.status == 200 && answer.text.contains("badge warn"), "\(item)")
        }
    }

    @Test func `the public page says that nothing known is not a no`() async throws {
        let service = try await TestService()
        let empty = await service.get("/activities/register")
        #expect(empty.status == 200)
        let found = await service.get("/activities/register?bin=610640002024")
        #expect(found.status == 200)
        let wrong = await service.get("/activities/register?bin=1")
        #expect(wrong.text.contains("БИН"))
        let session = try await service.signIn(TestPeople.holder)
        let workplace = await service.get("/activities/workplace", session)
        #expect(workplace.status == 200)
        let refused = await service.post(
            "/activities/administration/representative",
            [("representedBin", "610640002024"), ("iin", TestPeople.holder.digits)], session)
        #expect(refused.status == 403)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
