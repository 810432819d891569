import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// The territorial department's conclusion as a signed document (UC-67).
@Suite(.timeLimit(.minutes(5)))
struct ConclusionTests {
    private static let findings = "Проверены стенды и персонал: требования соблюдены полностью."

    /// An attestation at its permit control, taken by the department's official.
    private func control(
        _ world: CaseworkWorld
    ) async throws -> (hand: TaskInHand, official: SignedInOfficial) {
        let stored = try await world.submit(
            try await world.fullDraft("attestation", kind: "attestation"))
        for outcome in ["", "sent", ""] {
            let (hand, official) = try #require(try await world.waiting(stored.id))
            if hand.task.work == .stage {
                _ = try await world.platform.takeTask(hand.task.id, by: official, once: .unkeyed)
            }
            _ = try await world.platform.completeTask(
                hand.task.id, TaskAnswer(outcome: outcome), by: official, once: .unkeyed)
        }
        let (hand, official) = try #require(try await world.waiting(stored.id))
        let taken = try await world.platform.takeTask(
            hand.task.id, by: official, once: .unkeyed)
        return (taken, official)
    }

    private func prepare(
        _ world: CaseworkWorld, _ hand: TaskInHand, _ official: SignedInOfficial,
        outcome: String = "compliant", reasons: String = findings
    ) async throws -> ConclusionDraft {
        let prepared = try await world.platform.prepareConclusion(
            hand.task.id, outcome: outcome, reasons: reasons, by: official, once: .unkeyed)
        return try #require(
            try await world.platform.conclusionDraft(of: prepared, by: official))
    }

    private func sign(
        _ world: CaseworkWorld, _ hand: TaskInHand, _ official: SignedInOfficial, _ seen: String,
        _ cms: [UInt8]
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.platform.signConclusion(
                hand.task.id, seen: seen, cms: cms, by: official, once: .unkeyed)
        }
    }

    @Test(.clause("IS-3.9", "IS-EDS-1"), arguments: Engine.allCases)
    func `what the department read is signed, kept with the case and judged for the executor`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, official) = try await control(world)
            let draft = try await prepare(world, hand, official)
            let again = try await world.platform.conclusionDraft(of: hand, by: official)
            #expect(again?.file == draft.file && draft.file.starts(with: "%PDF-".utf8))
            let cms = try world.sign(draft.content, by: official.person.iin)
            #expect(try await sign(world, hand, official, draft.digest, cms) == nil)
            let (next, executor) = try #require(try await world.waiting(hand.stored.id))
            #expect(executor.body == CaseworkWorld.committee)
            let kept = try await world.platform.conclusions(of: next.stored)
            let one = try #require(kept.first)
            #expect(kept.count == 1 && one.holds)
            let report = await world.platform.signatureService.verifyFile(
                one.file, original: nil, policy: SignaturePolicy(at: world.test.clock.now))
            #expect(report.isValid && report.signatures.first?.timeStamps.count == 1)
            #expect(
                report.signatures.first?.signer?.subject.iin == official.person.iin.digits)
            let last = try #require(next.stored.state.completions.last)
            #expect(last.outcome == "compliant" && last.reasons == Self.findings)
            // It cannot be signed twice, and the case goes on to its result.
            #expect(try await sign(world, hand, official, draft.digest, cms) == .taskClosed)
            let ended = try await world.carry(hand.stored, through: ["granted"])
            #expect(ended.state.phase.end == "attested")
        }
    }

    @Test(.clause("IS-3.9", "IS-5A.9"), arguments: Engine.allCases)
    func `another's signature, of other bytes, or none at all ends nothing`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, official) = try await control(world)
            let unsigned = await #expect(throws: Refusal.self) {
                try await world.platform.completeTask(
                    hand.task.id, TaskAnswer(outcome: "compliant", reasons: Self.findings),
                    by: official, once: .unkeyed)
            }
            #expect(unsigned?.code == .signatureRefused && unsigned?.clause == "IS-3.9.2")
            let own = official.person.iin
            let nothing = try world.sign([1], by: own)
            #expect(try await sign(world, hand, official, "", nothing) == .notFound)
            let draft = try await prepare(world, hand, official)
            let head = try world.head(CaseworkWorld.department)
            let committee = try world.worker(CaseworkWorld.committee)
            for signer in [head.person.iin, committee.person.iin, world.applicant.iin] {
                let cms = try world.sign(draft.content, by: signer)
                #expect(
                    try await sign(world, hand, official, draft.digest, cms) == .signatureRefused)
            }
            var changed = draft.content
            changed[changed.count / 2] ^= 1
            for cms in [try world.sign(changed, by: own), [], [0x30, 0x80]] {
                #expect(
                    try await sign(world, hand, official, draft.digest, cms) == .signatureRefused)
            }
            let good = try world.sign(draft.content, by: own)
            #expect(try await sign(world, hand, official, "0", good) == .draftChanged)
            // What was prepared anew replaces what was read.
            world.test.clock.advance(seconds: 1)
            let second = try await prepare(world, hand, official, outcome: "nonCompliant")
            #expect(try await sign(world, hand, official, draft.digest, good) == .draftChanged)
            // An hour later it has to be prepared again.
            world.test.clock.advance(seconds: 3600)
            let late = try world.sign(second.content, by: own)
            #expect(try await sign(world, hand, official, second.digest, late) == .draftChanged)
            let stored = try await world.platform.application(
                hand.stored.id, for: world.applicant)
            #expect(stored.state.stage == "permitControl")
            #expect(try await world.platform.conclusions(of: stored).isEmpty)
        }
    }

    @Test(.clause("IS-3.9"), arguments: Engine.allCases)
    func `only who has the task prepares it, with an outcome of the stage and enough words`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, official) = try await control(world)
            func prepared(
                _ outcome: String, _ reasons: String, _ who: SignedInOfficial
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.prepareConclusion(
                        hand.task.id, outcome: outcome, reasons: reasons, by: who, once: .unkeyed)
                }
            }
            let colleague = try await world.hire(
                "territorialExecutor", at: CaseworkWorld.department,
                as: IIN(stored: "800101100099"))
            #expect(try await prepared("compliant", Self.findings, colleague) == .taskTaken)
            let executor = try world.worker(CaseworkWorld.committee)
            #expect(try await prepared("compliant", Self.findings, executor) == .notFound)
            #expect(try await prepared("granted", Self.findings, official) == .invalidField)
            #expect(try await prepared("compliant", "short", official) == .refusalIncomplete)
            #expect(try await prepared("compliant", Self.findings, official) == nil)
            #expect(
                try await world.platform.conclusionDraft(of: hand, by: colleague) == nil)
            // A stage of another kind has no conclusion.
            let other = try await world.submit(
                try await world.fullDraft("technology-permit", kind: "permit"))
            let (review, clerk) = try #require(try await world.taken(other))
            #expect(
                try await refusal {
                    try await world.platform.prepareConclusion(
                        review.task.id, outcome: "complete", reasons: Self.findings, by: clerk,
                        once: .unkeyed)
                } == .caseNotInState)
        }
    }

    @Test(.clause("IS-3.9"), arguments: Engine.allCases)
    func `a conclusion that was changed where it is kept stops the decision and is shown so`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (hand, official) = try await control(world)
            let draft = try await prepare(world, hand, official)
            let cms = try world.sign(draft.content, by: official.person.iin)
            #expect(try await sign(world, hand, official, draft.digest, cms) == nil)
            var file = try #require(
                try await world.platform.conclusions(of: hand.stored).first
            ).file
            file[file.count / 3] ^= 1
            let (changed, digest) = (file, SHA256.hash(file).bytes.hex)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_conclusion SET file = \(changed), digest = \(digest)
                    WHERE task_id = \(hand.task.id)
                    """)
            }
            let (next, executor) = try #require(try await world.waiting(hand.stored.id))
            let found = try #require(try await world.platform.conclusions(of: next.stored).first)
            #expect(!found.holds && !found.faults.isEmpty)
            _ = try await world.platform.takeTask(next.task.id, by: executor, once: .unkeyed)
            #expect(
                try await refusal {
                    try await world.platform.completeTask(
                        next.task.id, TaskAnswer(outcome: "granted"), by: executor,
                        once: .unkeyed)
                } == .signatureRefused)
        }
    }

    @Test(.clause("IS-3.9", "IS-REF-1"), arguments: Engine.allCases)
    func `a conclusion whose place another has taken stops nothing`(
        _ engine: Engine
    ) async throws {
        let name = LocalizedText(kk: "О", ru: "О", en: "O")
        let higher = CaseworkWorld.akimat
        let authorities = [
            CaseworkAuthority(
                .authorisedBody, CaseworkWorld.committee, higher: higher, name: name, city: name),
            CaseworkAuthority(
                .committee, CaseworkWorld.committee, higher: higher, name: name, city: name),
            CaseworkAuthority(
                .territorialDepartment, CaseworkWorld.department, name: name, city: name),
            CaseworkAuthority(.localExecutiveBody, higher, name: name, city: name),
        ]
        let appeals = OptionPeriod(
            "appeal", CaseOptions.Period(from: Day(daysSince1970: 0), until: nil))
        try await CaseworkWorld.run(
            on: engine, options: [appeals], authorities: authorities
        ) { world in
            let platform = world.platform
            let refused = try await world.carry(
                try await world.submit(
                    try await world.fullDraft("attestation", kind: "attestation")),
                through: ["sent", "nonCompliant", "refuse"], grounds: ["nonCompliant"])
            try await world.appeal(CaseworkWorld.reasons, against: refused)
            let (appeal, judge) = try #require(try await world.waiting(refused.id))
            _ = try await platform.takeTask(appeal.task.id, by: judge, once: .unkeyed)
            _ = try await platform.completeTask(
                appeal.task.id,
                TaskAnswer(outcome: "cancelled", reasons: CaseworkWorld.reasons), by: judge,
                once: .unkeyed)
            let (signing, signer) = try #require(try await world.waiting(refused.id))
            let paper = try await world.draft(of: signing, as: .head, by: signer)
            _ = try await platform.signResult(
                signing.task.id, seen: paper.name,
                cms: try world.sign(paper.content, by: signer.person.iin), by: signer,
                once: .unkeyed)
            // The control is made again; the first conclusion breaks where it is kept.
            let (register, department) = try #require(try await world.waiting(refused.id))
            _ = try await platform.completeTask(
                register.task.id, TaskAnswer(), by: department, once: .unkeyed)
            let (control, official) = try #require(try await world.waiting(refused.id))
            _ = try await platform.takeTask(control.task.id, by: official, once: .unkeyed)
            try await world.conclude(control.task.id, "compliant", by: official)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE casework_conclusion SET digest = \(String(repeating: "0", count: 64))
                    WHERE case_id = \(refused.id) AND task_id <> \(control.task.id)
                    """)
            }
            let kept = try await platform.conclusions(of: control.stored)
            #expect(kept.map(\.holds) == [false, true])
            let (decision, executor) = try #require(try await world.waiting(refused.id))
            _ = try await platform.takeTask(decision.task.id, by: executor, once: .unkeyed)
            #expect(
                try await refusal {
                    try await platform.completeTask(
                        decision.task.id, TaskAnswer(outcome: "granted"), by: executor,
                        once: .unkeyed)
                } == nil)
        }
    }
}
