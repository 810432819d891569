import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// An annex names a licence, and is in force only while that is (UC-87).
@Suite(.timeLimit(.minutes(5)))
struct AnnexedEntryTests {
    private static let service = "explosives-licence"
    private static let all = ["development", "production", "acquisition", "sale", "storage"]

    private static func rights(_ given: [String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: all.map { ($0, given.contains($0) ? "yes" : "no") })
    }

    private func grant(
        _ world: CaseworkWorld, _ kind: String, _ fields: [String: String],
        through outcomes: [String] = ["accurate", "compliant", "granted"]
    ) async throws -> RegisterItem {
        let draft = try await world.fullDraft(Self.service, kind: kind, fields: fields)
        let done = try await world.carry(try await world.submit(draft), through: outcomes)
        return try #require(try await world.items(of: done).first)
    }

    /// A licence for acquisition with an annex for storage.
    private func both(
        _ world: CaseworkWorld
    ) async throws -> (licence: RegisterItem, annex: RegisterItem) {
        let licence = try await grant(world, "licence", Self.rights(["acquisition"]))
        let annex = try await grant(
            world, "annex", Self.rights(["storage"]).merging(["entry": licence.number]) { $1 })
        return (licence, annex)
    }

    private func state(
        _ item: RegisterItem, _ world: CaseworkWorld, on day: Day? = nil
    ) async throws -> RegisterItem.State {
        try await world.platform.registerItem(item.id, on: day ?? Day(at: world.test.clock.now))
            .state
    }

    private func change(
        _ item: RegisterItem, to state: RegisterItem.State, from day: Day, _ world: CaseworkWorld
    ) async throws {
        _ = try await world.platform.changeRegister(
            item.id,
            RegisterChangeDraft(state: state, from: day, clause: "IS-5A.7", reasons: "R"),
            by: world.head(item.body), once: .unkeyed)
    }

    /// What a blasting permit would find in our own register.
    private func held(_ world: CaseworkWorld) async throws -> Set<String> {
        let draft = try await world.fullDraft(
            "blasting-permit", kind: "permit", variants: ["surface"],
            fields: ["purpose": "minerals"])
        return try #require(try await world.platform.lookedUp(draft).held).holdings
    }

    @Test(.clause("IS-5A.7", "IS-A3.10", "IS-A3.10-v1"), arguments: Engine.allCases)
    func `an annex stands and falls with its licence, day by day`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (licence, annex) = try await both(world)
            let given = Day(at: world.test.clock.now)
            let shown = try await world.platform.registerItem(annex.id, on: given)
            #expect(shown.licence?.number == licence.number && shown.state == .inForce)
            #expect(try await held(world) == ["explosives:acquisition", "explosives:storage"])
            let result = try #require(try await world.platform.result(of: annex.caseID))
            let statement = try JSON.parse(result.statement)
            #expect(statement["annexOf"]?["number"] == .string(licence.number))
            // Suspended, restored and withdrawn with it, from the same days on.
            let days = [given.adding(days: 2), given.adding(days: 4), given.adding(days: 6)]
            try await change(licence, to: .suspended, from: days[0], world)
            try await change(licence, to: .inForce, from: days[1], world)
            try await change(licence, to: .withdrawn, from: days[2], world)
            for (day, expected) in [
                (days[0].adding(days: -1), RegisterItem.State.inForce), (days[0], .suspended),
                (days[1], .inForce), (days[2].adding(days: -1), .inForce), (days[2], .withdrawn),
            ] {
                #expect(try await state(annex, world, on: day) == expected, "\(day)")
                let list = try await world.platform.registerItems(
                    annex.register, on: day, of: annex.bin,
                    page: PageRequest(limit: 50, cursor: nil))
                #expect(list.items.first { $0.id == annex.id }?.state == expected, "\(day)")
            }
            world.test.clock.advance(seconds: 2 * 86_400)
            #expect(try await held(world).isEmpty)
            // Nothing was decided about the annex itself.
            #expect(try await world.platform.registerChanges(of: annex.id).isEmpty)
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `the re-issue of a licence carries its annexes over`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (licence, annex) = try await both(world)
            let before = Day(at: world.test.clock.now)
            world.test.clock.advance(seconds: 5 * 86_400)
            let new = try await grant(
                world, "reissue", ["entry": licence.number], through: ["granted"])
            let today = Day(at: world.test.clock.now)
            #expect(try await state(licence, world) == .replaced)
            let now = try await world.platform.registerItem(annex.id, on: today)
            #expect(now.state == .inForce && now.licence?.id == new.id)
            let then = try await world.platform.registerItem(annex.id, on: before)
            #expect(then.state == .inForce && then.licence?.id == licence.id)
            #expect(try await held(world) == ["explosives:acquisition", "explosives:storage"])
            // The annex is re-issued as well: it hangs on the licence of today.
            let other = try await grant(
                world, "reissue", ["entry": annex.number], through: ["granted"])
            #expect(other.licence?.id == new.id && other.facts?.fields["storage"] == "yes")
            #expect(other.facts?.fields["acquisition"] == "no")
            #expect(try await state(annex, world) == .replaced)
            try await change(new, to: .withdrawn, from: today, world)
            #expect(try await state(other, world) == .withdrawn)
            #expect(try await state(annex, world) == .replaced)
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `an annex is asked for to a licence of one's own that is in force`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (licence, annex) = try await both(world)
            let today = Day(at: world.test.clock.now)
            func draft(_ number: String) async throws -> StoredCase {
                try await world.fullDraft(Self.service, kind: "annex", fields: ["entry": number])
            }
            func refused(_ draft: StoredCase) async throws -> Clause? {
                do {
                    _ = try await world.submit(draft)
                    return nil
                } catch let refusal as Refusal {
                    #expect(refusal.code == .invalidField)
                    return refusal.clause
                }
            }
            #expect(try await refused(try await draft("1999-1")) == "IS-5A.7.2")
            #expect(try await refused(try await draft(annex.number)) == "IS-5A.7.2")
            // In force when it is submitted, withdrawn when it is signed.
            let waiting = try await world.submit(try await draft(licence.number))
            let late = try await draft(licence.number)
            try await change(licence, to: .suspended, from: today, world)
            #expect(try await refused(late) == "IS-5A.7.2")
            #expect(
                try await refusal {
                    try await world.carry(
                        waiting, through: ["accurate", "compliant", "granted"])
                } == .caseNotInState)
            try await change(licence, to: .inForce, from: today, world)
            let done = try await world.carry(waiting, through: [])
            #expect(try await world.items(of: done).first?.licence?.id == licence.id)
            // Somebody else's: the test's world has one applicant.
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_case SET applicant = \(TestPeople.justice)
                    WHERE id = \(licence.caseID)
                    """)
            }
            #expect(try await refused(late) == "IS-5A.7.2")
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `a licence re-issued while an annex is asked for takes the annex`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let licence = try await grant(world, "licence", Self.rights(["acquisition"]))
            let waiting = try await world.submit(
                try await world.fullDraft(
                    Self.service, kind: "annex", fields: ["entry": licence.number]))
            let new = try await grant(
                world, "reissue", ["entry": licence.number], through: ["granted"])
            let done = try await world.carry(
                waiting, through: ["accurate", "compliant", "granted"])
            let annex = try #require(try await world.items(of: done).first)
            #expect(annex.licence?.id == new.id && annex.state == .inForce)
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `of a division the successor has the licence first, then its annex`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (licence, annex) = try await both(world)
            // What there is becomes another's, of whom the applicant is the successor.
            try await world.test.store.write { transaction in
                for item in [licence, annex] {
                    try transaction.execute(
                        """
                        UPDATE casework_case SET applicant = \(TestPeople.justice)
                        WHERE id = \(item.caseID)
                        """)
                }
            }
            func claim(_ item: RegisterItem, _ given: [String]) async throws -> StoredCase {
                try await world.fullDraft(
                    Self.service, kind: "reissueReorganisation",
                    fields: Self.rights(given).merging([
                        "entry": item.number, "formerHolder": TestPeople.justice.digits,
                        "reorganisation": "division",
                    ]) { $1 })
            }
            let early = try await claim(annex, ["storage"])
            #expect(try await refusal { try await world.submit(early) } == .invalidField)
            let own = try await world.carry(
                try await world.submit(try await claim(licence, ["acquisition"])),
                through: ["granted"])
            let new = try #require(try await world.items(of: own).first)
            // The former holder's annex fell with its licence, and passes to the successor's.
            #expect(try await state(annex, world) == .replaced)
            let done = try await world.carry(
                try await world.submit(early), through: ["granted"])
            let other = try #require(try await world.items(of: done).first)
            #expect(other.licence?.id == new.id && other.state == .inForce)
        }
    }
}
