import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases
import WorkingTime

/// Deregistration and re-issue end the entry that they replace (UC-46, 6).
@Suite(.timeLimit(.minutes(5)))
struct ReplacedEntryTests {
    private struct Way: Sendable {
        let service: String
        let kind: String
        let state: RegisterItem.State
    }

    private static let ways = [
        Way(service: "facility-registration", kind: "deregister", state: .deregistered),
        Way(service: "explosives-licence", kind: "reissue", state: .replaced),
        Way(service: "explosives-licence", kind: "reissueReorganisation", state: .replaced),
    ]

    @Test(.clause("IS-7.2", "IS-5A.7"), arguments: Engine.allCases, ways)
    private func `the entry ends on the day of issue, stands before, and ends once`(
        _ engine: Engine, _ way: Way
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let service = try platform.casework.service(way.service)
            let first = try await world.grant(of: service)
            let item = try #require(try await world.items(of: first).first)
            let granted = Day(at: world.test.clock.now)
            world.test.clock.advance(seconds: 5 * 86_400)
            let ended = Day(at: world.test.clock.now)
            func draft() async throws -> StoredCase {
                var fields = ["entry": item.number]
                if way.kind == "reissueReorganisation" {
                    fields["formerHolder"] = world.applicant.bin?.digits
                }
                return try await world.fullDraft(way.service, kind: way.kind, fields: fields)
            }
            // Of nobody's number, and while another case on it is in progress.
            let unknown = try await world.fullDraft(
                way.service, kind: way.kind,
                fields: ["entry": "1999-1", "formerHolder": TestPeople.organisation.digits])
            #expect(try await refusal { try await world.submit(unknown) } == .invalidField)
            let submitted = try await world.submit(try await draft())
            let second = try await draft()
            #expect(try await refusal { try await world.submit(second) } == .caseNotInState)
            #expect(try await platform.registerItem(item.id, on: ended).state == .inForce)

            let outcome = try #require(
                CaseWay.all(of: service, refusing: false).first { $0.kind == way.kind })
            let done = try await world.carry(submitted, through: outcome.outcomes)
            #expect(
                try await platform.registerItem(item.id, on: ended.adding(days: -1)).state
                    == .inForce)
            #expect(try await platform.registerItem(item.id, on: ended).state == way.state)
            let change = try #require(try await platform.registerChanges(of: item.id).last)
            #expect(change.from == ended && change.state == way.state)
            // The proof of what was given stays what it was.
            let old = try await platform.registerItem(item.id, on: granted)
            #expect(old.entry == item.entry && old.resultDigest == item.resultDigest)
            let paper = try await platform.resultFile(of: first.id)
            let report = await platform.signatureService.verifyFile(
                paper, original: nil, policy: SignaturePolicy(at: world.test.clock.now))
            #expect(report.isValid)
            // The new result names what it ended; only a re-issue has an entry of its own.
            let result = try #require(try await platform.result(of: done.id))
            let statement = try JSON.parse(result.statement)
            #expect(statement["ends"]?["number"] == .string(item.number))
            #expect(statement["ends"]?["state"] == .string(way.state.rawValue))
            let own = try await world.items(of: done)
            #expect(own.map(\.state) == (way.state == .replaced ? [.inForce] : []))
            // A second time it is refused, and the head restores nothing.
            #expect(try await refusal { try await world.submit(second) } == .invalidField)
            let head = try world.head(item.body)
            #expect(
                try await refusal {
                    try await platform.changeRegister(
                        item.id,
                        RegisterChangeDraft(
                            state: .inForce, from: ended, clause: "IS-7.2", reasons: "R"),
                        by: head, once: .unkeyed)
                } == .caseNotInState)
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `what was withdrawn meanwhile is not issued anew`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let service = try world.platform.casework.service("explosives-licence")
            let item = try #require(
                try await world.items(of: try await world.grant(of: service)).first)
            let draft = try await world.fullDraft(
                service.code, kind: "reissue", fields: ["entry": item.number])
            let submitted = try await world.submit(draft)
            let today = Day(at: world.test.clock.now)
            _ = try await world.platform.changeRegister(
                item.id,
                RegisterChangeDraft(
                    state: .withdrawn, from: today, clause: "IS-5A.7", reasons: "R"),
                by: world.head(item.body), once: .unkeyed)
            let way = try #require(
                CaseWay.all(of: service, refusing: false).first { $0.kind == "reissue" })
            #expect(
                try await refusal {
                    try await world.carry(submitted, through: way.outcomes)
                } == .caseNotInState)
            let granted = try await world.platform.application(submitted.id, for: world.applicant)
            #expect(try await world.items(of: granted).isEmpty)
            // The head sends it back, with reasons, and it is refused.
            let (hand, head) = try #require(try await world.waiting(submitted.id))
            func sendBack(_ reasons: String) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.completeTask(
                        hand.task.id,
                        TaskAnswer(outcome: TaskAnswer.returning, reasons: reasons), by: head,
                        once: .unkeyed)
                }
            }
            #expect(try await sendBack("no") == .refusalIncomplete)
            #expect(try await sendBack(CaseworkWorld.reasons) == nil)
            #expect(try await sendBack(CaseworkWorld.reasons) == .taskClosed)
            let back = try await world.platform.application(submitted.id, for: world.applicant)
            #expect(back.state.stage == "reissue" && back.state.decision == nil)
            let clocks = try world.platform.deadlines(of: back)
            #expect(clocks?.whole?.start == back.state.submission?.acceptedOn)
            let refused = try await world.carry(
                back, through: ["refuse"], grounds: ["incomplete"])
            #expect(refused.state.standingEnd == "refused")
            #expect(try await world.platform.result(of: refused.id) != nil)
        }
    }

    /// The entry of somebody else, of whom the applicant can say to be a successor.
    private func formerHolder(
        _ world: CaseworkWorld
    ) async throws -> (item: RegisterItem, holder: BIN, given: StoredCase) {
        let service = try world.platform.casework.service("explosives-licence")
        let first = try await world.grant(of: service)
        try await hand(first, to: TestPeople.justice, in: world)
        return (try #require(try await world.items(of: first).first), TestPeople.justice, first)
    }

    /// Makes a case another organisation's: the test's world has one applicant.
    private func hand(
        _ stored: StoredCase, to bin: BIN, in world: CaseworkWorld
    ) async throws {
        try await world.test.store.write { transaction in
            try transaction.execute(
                "UPDATE casework_case SET applicant = \(bin) WHERE id = \(stored.id)")
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `a division leaves each successor a licence, and the former holder none`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let today = Day(at: world.test.clock.now)
            let (item, holder, _) = try await formerHolder(world)
            func claim() async throws -> StoredCase {
                try await world.submit(
                    try await world.fullDraft(
                        "explosives-licence", kind: "reissueReorganisation",
                        fields: [
                            "entry": item.number, "formerHolder": holder.digits,
                            "reorganisation": "division",
                        ]))
            }
            // Both file before either is signed; the second is signed all the same.
            let first = try await claim()
            try await hand(first, to: CaseworkWorld.akimat, in: world)
            let second = try await claim()
            try await hand(second, to: CaseworkWorld.department, in: world)
            try await hand(first, to: TestPeople.organisation, in: world)
            let given = try await world.carry(first, through: ["granted"])
            #expect(try await platform.registerItem(item.id, on: today).state == .replaced)
            // Who has a licence in its place gets no second one.
            #expect(try await refusal { _ = try await claim() } == .invalidField)
            try await hand(first, to: CaseworkWorld.akimat, in: world)
            try await hand(second, to: TestPeople.organisation, in: world)
            let also = try await world.carry(second, through: ["granted"])
            for successor in [given, also] {
                #expect(try await world.items(of: successor).map(\.state) == [.inForce])
            }
            #expect(try await platform.registerChanges(of: item.id).count == 1)
            // And one that files when others were signed already.
            try await hand(second, to: CaseworkWorld.department, in: world)
            let third = try await world.carry(try await claim(), through: ["granted"])
            #expect(try await world.items(of: third).map(\.state) == [.inForce])
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `a spin-off leaves the former holder its licence, a re-issue leaves nothing to divide`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let today = Day(at: world.test.clock.now)
            let (item, holder, given) = try await formerHolder(world)
            func claim(_ way: String) async throws -> StoredCase {
                try await world.submit(
                    try await world.fullDraft(
                        "explosives-licence", kind: "reissueReorganisation",
                        fields: [
                            "entry": item.number, "formerHolder": holder.digits,
                            "reorganisation": way,
                        ]))
            }
            let spinning = try await claim("spinOff")
            #expect(try await platform.basis(of: spinning)?.id == item.id)
            #expect(try await platform.entryToEnd(of: spinning) == nil)
            let spun = try await world.carry(spinning, through: ["granted"])
            #expect(try await platform.registerItem(item.id, on: today).state == .inForce)
            #expect(try await world.items(of: spun).map(\.state) == [.inForce])
            let result = try #require(try await platform.result(of: spun.id))
            #expect(try JSON.parse(result.statement)["ends"] == nil)
            try await hand(spun, to: CaseworkWorld.akimat, in: world)
            // The holder goes on and has its licence re-issued: that is the end of it.
            try await hand(given, to: TestPeople.organisation, in: world)
            _ = try await world.carry(
                try await world.submit(
                    try await world.fullDraft(
                        "explosives-licence", kind: "reissue", fields: ["entry": item.number])),
                through: ["granted"])
            #expect(try await platform.registerItem(item.id, on: today).state == .replaced)
            let late = try await world.fullDraft(
                "explosives-licence", kind: "reissueReorganisation",
                fields: [
                    "entry": item.number,
                    "formerHolder": TestPeople.organisation.digits,
                    "reorganisation": "division",
                ])
            #expect(try await refusal { try await world.submit(late) } == .invalidField)
        }
    }

    @Test(.clause("IS-7.2", "IS-7.A4.1"), arguments: Engine.allCases)
    func `neither another body's entry nor one of another object is ended`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let today = Day(at: world.test.clock.now)
            let service = "facility-registration"
            let social = ["object": "device", "site": "social"]
            func register(_ fields: [String: String]) async throws -> RegisterItem {
                let draft = try await world.fullDraft(service, kind: "register", fields: fields)
                let done = try await world.carry(
                    try await world.submit(draft), through: ["granted"])
                return try #require(try await world.items(of: done).first)
            }
            func deregister(
                _ item: RegisterItem, _ fields: [String: String]
            ) async throws -> StoredCase {
                try await world.submit(
                    try await world.fullDraft(
                        service, kind: "deregister",
                        fields: fields.merging(["entry": item.number]) { $1 }))
            }
            let facility = try await register(["object": "facility"])
            #expect(facility.body == CaseworkWorld.department)
            // What was no question for a facility is no fact of it.
            #expect(facility.facts?.fields["site"] == nil)
            // The akimat has nothing of that number, then something that ends, then nothing again.
            #expect(
                try await refusal { _ = try await deregister(facility, social) } == .invalidField)
            let device = try await register(social)
            #expect(device.body == CaseworkWorld.akimat && device.number == facility.number)
            let ended = try await world.carry(
                try await deregister(device, social), through: ["granted"])
            #expect(ended.body == CaseworkWorld.akimat)
            #expect(
                try await refusal { _ = try await deregister(facility, social) } == .invalidField)
            // The department's own facility is no device.
            #expect(
                try await refusal {
                    _ = try await deregister(facility, ["object": "device", "site": "industrial"])
                } == .invalidField)
            #expect(try await platform.registerItem(facility.id, on: today).state == .inForce)
            #expect(try await platform.registerItem(device.id, on: today).state == .deregistered)
            // Bound before bodies were compared: it is not signed, and the head can send it back.
            let other = try await register(social)
            let bound = try await deregister(other, social)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    "UPDATE casework_case SET replaces = \(facility.id) WHERE id = \(bound.id)")
            }
            #expect(
                try await refusal { _ = try await world.carry(bound, through: ["granted"]) }
                    == .caseNotInState)
            #expect(try await platform.registerItem(facility.id, on: today).state == .inForce)
        }
    }

    @Test(.clause("IS-5A.7"), arguments: Engine.allCases)
    func `who claims to be the successor keeps the holder from nothing`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let service = try world.platform.casework.service("explosives-licence")
            let item = try #require(
                try await world.items(of: try await world.grant(of: service)).first)
            let claim = try await world.fullDraft(
                service.code, kind: "reissueReorganisation",
                fields: ["entry": item.number, "formerHolder": world.applicant.bin?.digits ?? ""])
            let claimed = try await world.submit(claim)
            // Somebody else's: the test's world has one applicant.
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_case SET applicant = \(TestPeople.justice)
                    WHERE id = \(claimed.id)
                    """)
            }
            let own = try await world.fullDraft(
                service.code, kind: "reissue", fields: ["entry": item.number])
            #expect(try await refusal { try await world.submit(own) } == nil)
        }
    }

    @Test(.clause("IS-7.2"), arguments: Engine.allCases)
    func `a refused deregistration ends nothing`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let service = try world.platform.casework.service("facility-registration")
            let item = try #require(
                try await world.items(of: try await world.grant(of: service)).first)
            let draft = try await world.fullDraft(
                service.code, kind: "deregister", fields: ["entry": item.number])
            _ = try await world.carry(
                try await world.submit(draft), through: ["refuse"], grounds: ["incomplete"])
            let today = Day(at: world.test.clock.now)
            #expect(try await world.platform.registerItem(item.id, on: today).state == .inForce)
            // It can be asked for again.
            let again = try await world.fullDraft(
                service.code, kind: "deregister", fields: ["entry": item.number])
            #expect(try await refusal { try await world.submit(again) } == nil)
        }
    }
}
