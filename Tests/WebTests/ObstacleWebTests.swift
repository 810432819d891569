import Casework
import HTTPServer
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Testing
import UseCases

@testable import Web

/// What stands against a grant, on pages and in the interface (UC-69, UC-76).
@Suite(.timeLimit(.minutes(3)))
struct ObstacleWebTests {
    @Test(.clause("IS-A3.9-v4"), arguments: Engine.allCases)
    func `applicant and official read the decision, and the grant is refused with its clause`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let desk = try CaseDesk(world)
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (hand, official) = try #require(try await world.taken(submitted))
            let from = world.platform.clock.today
            world.test.registers.change { registers in
                registers.restrictions[world.applicant.bin?.digits ?? ""] = [
                    CourtRestriction(
                        number: "C-77", kind: .prohibition, from: from, until: nil)
                ]
            }
            let applicant = try await desk.session(world.applicant)
            let clerk = try await desk.session(official)
            let (path, task) = (
                "/api/applications/\(submitted.id.text)", "/tasks/\(hand.task.id.text)"
            )
            for language in Language.allCases {
                for (page, session) in [
                    ("/cases/\(submitted.id.text)", applicant), (task, clerk),
                ] {
                    let shown = await desk.call("GET", page, as: session, language: language)
                    #expect(shown.status == 200 && shown.text.contains("C-77"))
                    #expect(shown.text.contains("IS-A3.9.4"))
                }
            }
            let json = try await desk.json("GET", path, as: applicant)
            let found = json["obstacles"]?["restrictions"]?.array?.first
            #expect(found?["number"] == "C-77" && found?["ground"] == "4")
            for (route, body, type) in [
                ("/api\(task)/complete", #"{"outcome":"granted"}"#, "application/json"),
                (
                    task + "/complete", "outcome=granted",
                    "application/x-www-form-urlencoded"
                ),
            ] {
                let answer = await desk.call("POST", route, body, type: type, as: clerk)
                #expect(answer.status == 409, "\(route) \(answer.text.prefix(300))")
                #expect(answer.text.contains("C-77"))
            }
            let refused = await desk.call(
                "POST", "/api\(task)/complete", #"{"outcome":"granted"}"#, as: clerk)
            let problem = try JSON.parse(refused.bytes)
            #expect(problem["code"] == "courtRestriction" && problem["clause"] == "IS-A3.9.4")
            world.test.registers.change { $0.restrictions = [:] }
            let granted = await desk.call(
                "POST", "/api\(task)/complete", #"{"outcome":"granted"}"#, as: clerk)
            #expect(granted.status == 200)
        }
    }

    @Test(.clause("IS-PAY-1"), arguments: Engine.allCases)
    func `the draft says what the gateway knows of the receipt`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let desk = try CaseDesk(world)
            let draft = try await world.fullDraft(
                "explosives-licence", kind: "licence",
                fields: ["feePayment": "gateway", "feeReceipt": "SYN-9"])
            let applicant = try await desk.session(world.applicant)
            let page = "/cases/\(draft.id.text)"
            for language in Language.allCases {
                let shown = await desk.call("GET", page, as: applicant, language: language)
                #expect(shown.text.contains(ProblemCode.feeNotEvidenced.title[language]))
            }
            let payment = FeePayment(
                receipt: "SYN-9", payer: world.applicant.bin?.digits ?? "", amountTiyn: 393_250,
                paidOn: world.platform.clock.today)
            world.test.registers.change { $0.payments["SYN-9"] = payment }
            let paid = await desk.call("GET", page, as: applicant, language: .ru)
            #expect(
                paid.text.contains("SYN-9")
                    && paid.text.contains("3 932,50".replacing(" ", with: "\u{A0}")))
            let path = "/api/applications/\(draft.id.text)"
            let json = try await desk.json("GET", path, as: applicant)
            #expect(json["obstacles"]?["fee"]?["verdict"] == "paid")
            #expect(json["obstacles"]?["fee"]?["amountTiyn"] == .integer(393_250))
        }
    }
}
