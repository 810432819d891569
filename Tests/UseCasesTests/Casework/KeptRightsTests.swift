import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// A re-issue adds no right and loses none (UC-87); a licence is for something.
@Suite(.timeLimit(.minutes(5)))
struct KeptRightsTests {
    private static let service = "explosives-licence"
    private static let register = "explosives-licences"
    private static let all = ["development", "production", "acquisition", "sale", "storage"]

    private static func rights(_ given: [String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: all.map { ($0, given.contains($0) ? "yes" : "no") })
    }

    private func grant(_ world: CaseworkWorld, _ given: [String]) async throws -> RegisterItem {
        let draft = try await world.fullDraft(
            Self.service, kind: "licence", fields: Self.rights(given))
        let done = try await world.carry(
            try await world.submit(draft), through: ["accurate", "compliant", "granted"])
        return try #require(try await world.items(of: done).first)
    }

    private func given(_ item: RegisterItem?) -> [String] {
        Self.all.filter { item?.facts?.fields[$0] == "yes" }
    }

    @Test(.clause("IS-5A.7", "IS-5A.9", "IS-A3.10"), arguments: Engine.allCases)
    func `a re-issue gives what the entry has, whatever is typed`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let item = try await grant(world, ["acquisition"])
            // More is typed than there was, and then less: neither counts.
            let more = try await world.fullDraft(
                Self.service, kind: "reissue",
                fields: Self.rights(Self.all).merging(["entry": item.number]) { $1 })
            let submitted = try await world.submit(more)
            let form = try JSON.parse(submitted.statement)["form"]
            #expect(form?["annexes"] == ["3", "4"] && form?["clause"] == "IS-5A.7.3")
            #expect(submitted.permitted.fields["acquisition"] == "yes")
            #expect(submitted.permitted.fields["storage"] == "no")
            let basis = try #require(try await world.platform.basis(of: submitted))
            #expect(basis.id == item.id && given(basis) == ["acquisition"])
            let done = try await world.carry(submitted, through: ["granted"])
            let new = try #require(try await world.items(of: done).first)
            #expect(given(new) == ["acquisition"])
            let result = try #require(try await world.platform.result(of: done.id))
            let fields = try JSON.parse(result.statement)["permitted"]?["fields"]
            #expect(fields?["storage"] == "no" && fields?["acquisition"] == "yes")
            let blasting = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"],
                fields: ["purpose": "minerals"])
            func held() async throws -> Set<String> {
                try #require(try await world.platform.lookedUp(blasting).held).holdings
            }
            #expect(try await held() == ["explosives:acquisition"])
            let less = try await world.fullDraft(
                Self.service, kind: "reissue",
                fields: Self.rights([]).merging(["entry": new.number]) { $1 })
            let again = try await world.carry(
                try await world.submit(less), through: ["granted"])
            #expect(given(try await world.items(of: again).first) == ["acquisition"])
            #expect(try await held() == ["explosives:acquisition"])
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `on division the case says which rights pass, and none that was not there`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let item = try await grant(world, ["acquisition", "storage"])
            func claim(_ given: [String]) async throws -> StoredCase {
                try await world.fullDraft(
                    Self.service, kind: "reissueReorganisation",
                    fields: Self.rights(given).merging([
                        "entry": item.number, "formerHolder": item.bin?.digits ?? "",
                        "reorganisation": "division",
                    ]) { $1 })
            }
            let more = try await claim(["storage", "sale"])
            do {
                _ = try await world.submit(more)
                Issue.record("a right was added")
            } catch let refusal as Refusal {
                #expect(refusal.code == .invalidField && refusal.clause == "IS-5A.7.4")
                #expect(Set(Language.allCases.compactMap { refusal.detail?[$0] }).count == 3)
            }
            // Nothing at all is no licence.
            let none = try await claim([])
            #expect(try await refusal { try await world.submit(none) } == .applicationIncomplete)
            let done = try await world.carry(
                try await world.submit(try await claim(["storage"])), through: ["granted"])
            #expect(given(try await world.items(of: done).first) == ["storage"])
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `a licence for nothing is refused with the clause`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft(
                Self.service, kind: "licence", fields: Self.rights([]))
            do {
                _ = try await world.submit(draft)
                Issue.record("submitted")
            } catch let refusal as Refusal {
                #expect(refusal.code == .applicationIncomplete && refusal.clause == "IS-5A.7")
                for language in Language.allCases {
                    let title = try #require(draft.definition.rights?.title[language])
                    #expect(refusal.detail?[language].contains(title) == true)
                }
            }
            let sale = try await world.platform.fillApplication(
                draft.id, fields: [("sale", "yes")], by: world.applicant, once: .unkeyed)
            let done = try await world.carry(
                try await world.submit(sale), through: ["accurate", "compliant", "granted"])
            #expect(given(try await world.items(of: done).first) == ["sale"])
        }
    }

    @Test(.clause("IS-5A.9", "IS-5A.9-v1"), arguments: Engine.allCases)
    func `further consideration is refused as such, and the service is not`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await world.fullDraft(Self.service, kind: "licence")
            let ended = try await world.carry(
                try await world.submit(draft), through: ["furtherRefused"],
                grounds: ["incomplete"])
            #expect(ended.state.standingEnd == "furtherRefused")
            let result = try #require(try await world.platform.result(of: ended.id))
            let statement = try JSON.parse(result.statement)
            #expect(statement["meaning"] == "refused" && statement["clause"] == "IS-5A.9.1")
            let said = try #require(statement["refused"]?["ru"]?.string)
            #expect(said == "в дальнейшем рассмотрении заявления отказано")
            let other = try await world.fullDraft(Self.service, kind: "licence")
            let refused = try await world.carry(
                try await world.submit(other), through: ["accurate", "compliant", "refuse"],
                grounds: ["4"])
            #expect(refused.state.standingEnd == "refused")
            let service = try #require(try await world.platform.result(of: refused.id))
            #expect(try JSON.parse(service.statement)["refused"] == nil)
        }
    }
}
