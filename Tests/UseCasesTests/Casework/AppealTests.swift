import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases
import WorkingTime

/// A refusal is appealed against, and others decide (UC-63).
@Suite(.timeLimit(.minutes(5)))
struct AppealTests {
    private static let why = "Расчёт сейсмики приложен, страница 12."
    private static let options = [OptionPeriod.since2026("appeal")]

    /// A blasting permit that the department refused on Monday, 2 February 2026.
    private func run(
        on engine: Engine, options: [OptionPeriod] = AppealTests.options,
        _ body: (CaseworkWorld, StoredCase) async throws -> Void
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(on: engine, at: start, options: options) { world in
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            try await body(
                world, try await world.carry(submitted, through: ["refuse"], grounds: ["1"]))
        }
    }

    private func appeal(
        _ world: CaseworkWorld, _ stored: StoredCase, _ text: String = AppealTests.why,
        file: [UInt8]? = nil, by person: SignedInPerson? = nil
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.appeal(text, file: file, against: stored, by: person)
        }
    }

    /// Decides on the appeal and signs.
    private func decide(
        _ world: CaseworkWorld, _ stored: StoredCase, _ outcome: String
    ) async throws -> StoredCase {
        let (hand, head) = try #require(try await world.waiting(stored.id))
        _ = try await world.platform.takeTask(hand.task.id, by: head, once: .unkeyed)
        #expect(
            try await refusal {
                try await world.platform.completeTask(
                    hand.task.id, TaskAnswer(outcome: outcome), by: head, once: .unkeyed)
            } == .refusalIncomplete)
        _ = try await world.platform.completeTask(
            hand.task.id, TaskAnswer(outcome: outcome, reasons: CaseworkWorld.reasons), by: head,
            once: .unkeyed)
        let (signing, signer) = try #require(try await world.waiting(stored.id))
        let draft = try await world.draft(of: signing, as: .head, by: signer)
        _ = try await world.platform.signResult(
            signing.task.id, seen: draft.name,
            cms: try world.sign(draft.content, by: signer.person.iin), by: signer, once: .unkeyed)
        return try await world.platform.application(stored.id, for: world.applicant)
    }

    @Test(.clause("IS-REF-1", "IS-EDS-1"), arguments: Engine.allCases)
    func `a cancelled refusal brings the case back, and its next result stands beside`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, refused in
            let offer = try #require(try world.platform.appealOffer(of: refused))
            #expect(offer.body == CaseworkWorld.committee && offer.until == Day("2026-05-02"))
            let first = try #require(try await world.platform.result(of: refused.id))
            #expect(try await appeal(world, refused, "short") == .refusalIncomplete)
            let stranger = CaseworkWorld.session(TestPeople.stranger, TestPeople.justice)
            #expect(try await appeal(world, refused, by: stranger) == .notFound)
            #expect(try await appeal(world, refused, file: [1]) == .fileNotAllowed)
            #expect(try await appeal(world, refused, file: CaseworkWorld.file) == nil)
            #expect(try await appeal(world, refused) == .caseNotInState)
            let waiting = try await world.platform.application(refused.id, for: world.applicant)
            #expect(try await world.platform.appealFile(of: waiting).bytes == CaseworkWorld.file)
            // The refusal stands meanwhile; only the clock of the appeal runs.
            #expect(waiting.state.standingEnd == "refused")
            #expect(waiting.state.refusal(of: waiting.definition)?.grounds.map(\.code) == ["1"])
            let clocks = try #require(try world.platform.deadlines(of: waiting))
            #expect(clocks.whole == nil && clocks.stage?.due == Day("2026-03-02"))
            #expect(
                try await refusal {
                    try await world.platform.withdrawApplication(
                        refused.id, by: world.applicant, once: .unkeyed)
                } == .caseNotInState)
            let (hand, head) = try #require(try await world.waiting(refused.id))
            #expect(head.body == CaseworkWorld.committee && hand.task.post == .head)

            world.test.clock.advance(seconds: 86_400)
            let back = try await decide(world, refused, "cancelled")
            #expect(back.state.stage == "review" && back.state.standingEnd == nil)
            #expect(
                try world.platform.deadlines(of: back)?.whole?.due == Day("2026-02-10"))
            let paper = try await world.platform.resultFile(of: refused.id, .appeal)
            let report = await world.platform.signatureService.verifyFile(
                paper, original: nil, policy: SignaturePolicy(at: world.test.clock.now))
            #expect(report.isValid)
            let said = try #require(try await world.platform.result(of: refused.id, .appeal))
            let statement = try JSON.parse(said.statement)
            #expect(statement["meaning"] == "cancelled")
            #expect(statement["provider"] == .string(CaseworkWorld.committee.digits))
            #expect(statement["reasons"] == .string(CaseworkWorld.reasons))

            // Considered again by its provider, and granted: a second result, one register entry.
            let granted = try await world.carry(back, through: ["granted"])
            #expect(granted.state.standingEnd == granted.state.phase.end)
            let second = try #require(try await world.platform.result(of: refused.id))
            #expect(second != first)
            #expect(try JSON.parse(second.statement)["meaning"] == "granted")
            #expect(try await world.items(of: granted).count == 1)
            #expect(try world.platform.appealOffer(of: granted) == nil)
            try await world.checkJournal(granted)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `a refusal that is left stands, and is appealed against once`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, refused in
            #expect(try await appeal(world, refused) == nil)
            let left = try await decide(world, refused, "left")
            #expect(left.state.phase == refused.state.phase)
            #expect(left.state.refusal(of: left.definition)?.grounds.map(\.code) == ["1"])
            #expect(try await world.waiting(refused.id) == nil)
            #expect(try await appeal(world, refused) == .caseNotInState)
            let kept = try #require(try await world.platform.result(of: refused.id))
            #expect(try JSON.parse(kept.statement)["meaning"] == "refused")
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `who refused does not decide on the appeal`(_ engine: Engine) async throws {
        try await run(on: engine) { world, refused in
            #expect(try await appeal(world, refused) == nil)
            let (hand, head) = try #require(try await world.waiting(refused.id))
            // The department's head who signed the refusal has come to the committee since.
            let former = try world.head(CaseworkWorld.department)
            let moved = SignedInOfficial(
                person: CaseworkWorld.session(former.person.iin, CaseworkWorld.committee),
                name: former.name, body: CaseworkWorld.committee, roles: head.roles)
            #expect(
                try await refusal {
                    try await world.platform.takeTask(hand.task.id, by: moved, once: .unkeyed)
                } == .roleNotAllowed)
            let clerk = try world.worker(CaseworkWorld.department)
            let risen = SignedInOfficial(
                person: CaseworkWorld.session(clerk.person.iin, CaseworkWorld.committee),
                name: clerk.name, body: CaseworkWorld.committee, roles: head.roles)
            #expect(
                try await refusal {
                    try await world.platform.takeTask(hand.task.id, by: risen, once: .unkeyed)
                } == .roleNotAllowed)
            _ = try await world.platform.takeTask(hand.task.id, by: head, once: .unkeyed)
            _ = try await world.platform.completeTask(
                hand.task.id, TaskAnswer(outcome: "left", reasons: CaseworkWorld.reasons),
                by: head, once: .unkeyed)
            let signing = try #require(try await world.waiting(refused.id)).0
            let draft = try await world.draft(of: signing, as: .head, by: moved)
            #expect(
                try await refusal {
                    try await world.platform.signResult(
                        signing.task.id, seen: draft.name,
                        cms: try world.test.nca.issue(
                            moved.person.iin, bin: moved.body, roles: [.rightToSign]
                        ).sign(draft.content, at: world.test.clock.now), by: moved,
                        once: .unkeyed)
                } == .roleNotAllowed)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `after the last day, or while it is off, nothing is taken`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, refused in
            world.test.clock.now = try #require(Instant(rfc3339: "2026-05-03T00:00:00+05:00"))
            #expect(try await appeal(world, refused) == .caseNotInState)
            world.test.clock.now = try #require(Instant(rfc3339: "2026-05-02T23:00:00+05:00"))
            #expect(try await appeal(world, refused) == nil)
            // Silence has an owner here as well.
            world.test.clock.now = try #require(Instant(rfc3339: "2026-07-01T10:00:00+05:00"))
            #expect(try await world.platform.recordLateCases().changed == 1)
            let late = try await world.platform.application(refused.id, for: world.applicant)
            #expect(late.state.lateness.map(\.actor) == [.head])
        }
        try await run(on: engine, options: []) { world, refused in
            let offer = try world.platform.appealOffer(of: refused)
            let code = try await appeal(world, refused)
            #expect(offer == nil && code == .caseNotInState)
        }
    }
}
