import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Testing
import UseCases

@testable import Web

/// Use case 85 over HTTP: who reads what is above which body, and the ministry's own way.
@Suite(.timeLimit(.minutes(3)))
struct HigherBodyWebTests {
    @Test(.clause("IS-REF-1")) func `anyone reads which body is above which`() async throws {
        let service = try await TestService()
        for language in Language.allCases {
            let page = await service.get("/bodies", language: language)
            #expect(page.status == 200 && page.text.contains(CaseworkWorld.ministry.digits))
            #expect(page.text.contains(BodyWords.court[language]))
        }
        let list = await service.get("/api/bodies")
        #expect(list.status == 200)
        let items = try JSON.parse(list.response.body)["items"]?.array ?? []
        let akimat = items.first { $0["kind"] == "localExecutiveBody" }
        #expect(akimat?["higher"] == .string(CaseworkWorld.ministry.digits))
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `the ministry's head finds an appeal against the committee and decides it`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let period = CaseOptions.Period(from: try #require(Day("2026-01-01")), until: nil)
        try await CaseworkWorld.run(
            on: engine, at: start, options: [OptionPeriod("appeal", period)]
        ) { world in
            let desk = try CaseDesk(world)
            let service = try world.platform.casework.service("technology-permit")
            let refusing = try #require(
                CaseWay.all(of: service, refusing: true).first { $0.ground != nil })
            let refused = try await world.carry(
                try await world.submit(try await world.fullDraft(service.code, kind: "permit")),
                through: refusing.outcomes, grounds: [refusing.ground].compactMap(\.self))
            try await world.appeal("Все документы были приложены.", against: refused)
            let ministry = try await desk.session(try world.head(CaseworkWorld.ministry))
            let committee = try await desk.session(try world.head(CaseworkWorld.committee))
            let tasks = try await desk.json("GET", "/api/tasks", as: ministry)
            let id = try #require(tasks["items"]?.array?.first?["id"]?.string)
            let page = "/tasks/\(id)"
            #expect(await desk.call("GET", page, as: committee).status == 404)
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: ministry, language: language)
                #expect(shown.status == 200 && shown.text.contains("Все документы"))
            }
            let taken = await desk.call("POST", "/api\(page)/take", as: ministry)
            #expect((200..<300).contains(taken.status), "\(taken.text)")
            let decided = await desk.call(
                "POST", "/api\(page)/complete",
                #"{"outcome":"left","reasons":"The calculation is not there, as the refusal says."}"#,
                as: ministry)
            #expect(decided.status == 200, "\(decided.text)")
        }
    }
}
