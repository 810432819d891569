import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

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
