import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Whether an organisation was attested on the day of its opinion (UC-75), and what registers say of
/// what exactly they permit.
@Suite(.timeLimit(.minutes(5)))
struct AttestedOrganisationTests {
    private func attested(_ world: CaseworkWorld, for work: String) async throws -> RegisterItem {
        let stored = try await world.submit(
            world.fullDraft("attestation", kind: "attestation", fields: ["workKind": work]))
        let way = try #require(CaseWay.all(of: stored.definition, refusing: false).first)
        let ended = try await world.carry(stored, through: way.outcomes)
        return try #require(try await world.items(of: ended).first)
    }

    @Test(.clause("IS-5B.6-v2", "IS-3.2"), arguments: Engine.allCases)
    func `attested for this work on that day, and not before, after or for another`(
        _ engine: Engine
    ) async throws {
        let moment = try #require(Instant(rfc3339: "2026-03-10T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: moment) { world in
            let platform = world.platform
            let today = Day(at: moment)
            func verdict(
                _ day: String, _ organisation: String = TestPeople.organisation.digits
            ) async throws -> AttestationFinding.Verdict? {
                let draft = try await world.fullDraft(
                    "permanent-use-permit", kind: "permit",
                    fields: ["expertOrganisation": organisation, "opinionDay": day])
                let findings = try await platform.attestations(of: draft)
                #expect(findings.map(\.clause) == [Clause("IS-5B.6.3")])
                return findings.first?.verdict
            }
            #expect(try await verdict("\(today)") == .notAttested)
            _ = try await attested(world, for: "lifts")
            #expect(try await verdict("\(today)") == .notAttested, "for other works")
            let item = try await attested(world, for: "blastingExpertise")
            #expect(item.facts?.fields["workKind"] == "blastingExpertise")
            #expect(try await verdict("\(today)") == .attested(number: item.number))
            #expect(try await verdict("\(today.adding(days: -1))") == .notAttested)
            #expect(try await verdict("\(today)", "123") == .unreadable)
            #expect(try await verdict("no day") == .unreadable)
            // Suspended from tomorrow on: attested today, and not then, whenever it is asked.
            let head = try world.head(item.body)
            _ = try await platform.changeRegister(
                item.id,
                RegisterChangeDraft(
                    state: .suspended, from: today.adding(days: 1), clause: "IS-3.9",
                    reasons: CaseworkWorld.reasons), by: head, once: .unkeyed)
            world.test.clock.now = moment.adding(seconds: 3 * 86_400)
            #expect(try await verdict("\(today)") == .attested(number: item.number))
            #expect(try await verdict("\(today.adding(days: 1))") == .notAttested)
        }
    }

    @Test(.clause("IS-3.2"), arguments: Engine.allCases)
    func `a register says what it permits, and nothing that was typed freely`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let stored = try await world.submit(
                world.fullDraft(
                    "blasting-permit", kind: "permit", variants: ["underground", "surface"]))
            _ = try await world.carry(stored, through: ["granted"], stopsBeforeSigning: true)
            let (hand, head) = try #require(try await world.waiting(stored.id))
            let draft = try await world.draft(of: hand, as: .head, by: head)
            let statement = try JSON.parse(draft.statement)
            #expect(
                statement["permitted"]?["variants"]?.array?.compactMap(\.string)
                    == ["surface", "underground"])
            let ended = try await world.carry(stored, through: [])
            let item = try #require(try await world.items(of: ended).first)
            let facts = try #require(item.facts)
            #expect(facts.variants == ["surface", "underground"])
            #expect(Set(facts.fields.keys) == ["place", "purpose"])
            let words = facts.words(of: stored.definition, library: world.platform.casework)
            #expect(words.count == 4 && words.allSatisfy { !$0.value.kk.isEmpty })
            let examination = try await world.fullDraft("safety-examination", kind: "examination")
            #expect(examination.permitted.fields["examinees"] == nil)
        }
    }
}
