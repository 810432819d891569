import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// What a service is about is submitted, judged, and can be refused for (UC-92).
@Suite(.timeLimit(.minutes(10)))
struct ServiceSubjectTests {
    struct Subject: Sendable, CustomTestStringConvertible {
        let service: String, kind: String, document: String, clause: Clause
        /// What the stages before the one that judges end with.
        let before: [String]
        let refusal: String

        var testDescription: String { service }
    }

    private static let subjects = [
        Subject(
            service: "design-approval", kind: "construction", document: "documentation",
            clause: "IS-6.7", before: [], refusal: "refuse"),
        Subject(
            service: "technology-permit", kind: "permit", document: "annexOne", clause: "IS-4.7",
            before: [], refusal: "incomplete"),
        Subject(
            service: "facility-registration", kind: "register", document: "objectData",
            clause: "IS-7.2", before: [], refusal: "refuse"),
        Subject(
            service: "attestation", kind: "attestation", document: "compliance",
            clause: "IS-3.9", before: ["sent", "compliant"], refusal: "refuse"),
    ]

    @Test(
        .clause("IS-6.7", "IS-4.6", "IS-4.7", "IS-3.9", "IS-7.2", "IS-REF-1"),
        arguments: subjects, Engine.allCases)
    func `without its document it is not submitted, and what is not accepted is refused`(
        _ subject: Subject, _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let fields = ["severalOblasts": "no", "strategic": "yes", "socialInfrastructure": "no"]
            let draft = try await world.fullDraft(
                subject.service, kind: subject.kind, fields: fields)
            let document = try #require(draft.definition.document(subject.document))
            #expect(document.clause == subject.clause && document.isAssumed)
            let bare = try await platform.detachFile(
                subject.document, from: draft.id, by: world.applicant, once: .unkeyed)
            #expect(platform.completeness(of: bare).faults.map(\.code) == [subject.document])
            let early = try await refusal { try await world.submit(bare) }
            #expect(early == .applicationIncomplete)
            let full = try await platform.attachFile(
                CaseworkWorld.file, as: subject.document, parts: [], to: draft.id,
                by: world.applicant, once: .unkeyed)
            let stored = try await world.submit(full)
            let hand = try await judging(subject, stored, in: world)
            let official = try #require(try await world.waiting(stored.id)?.1)
            _ = try await platform.judgeApplication(
                hand.task.id, [(.document, subject.document, CaseworkWorld.reasons)],
                by: official, once: .unkeyed)
            func complete(_ outcome: String, _ grounds: [String]) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.completeTask(
                        hand.task.id,
                        TaskAnswer(
                            outcome: outcome, grounds: grounds, reasons: CaseworkWorld.reasons),
                        by: official, once: .unkeyed)
                }
            }
            let stage = try #require(hand.task.stage.flatMap(hand.stored.definition.stage))
            let other = try #require(stage.outcomes.first { $0.grounds.isEmpty }?.code)
            // Nobody goes on with what they do not accept; the way out is a ground of the list.
            #expect(try await complete(other, []) == .caseNotInState)
            #expect(try await complete(subject.refusal, ["incomplete"]) == nil)
            let ended = try await world.carry(stored, through: [])
            let told = try #require(ended.state.refusal(of: ended.definition))
            #expect(told.grounds.map(\.code) == ["incomplete"])
            #expect(told.notAccepted.map(\.verdict.code) == [subject.document])
        }
    }

    /// Carries the case to the stage that judges, and takes its task.
    private func judging(
        _ subject: Subject, _ stored: StoredCase, in world: CaseworkWorld
    ) async throws -> TaskInHand {
        var left = subject.before[...]
        while let (hand, official) = try await world.waiting(stored.id) {
            let id = hand.task.id
            guard hand.task.work == .stage else {
                _ = try await world.platform.completeTask(
                    id, TaskAnswer(), by: official, once: .unkeyed)
                continue
            }
            _ = try await world.platform.takeTask(id, by: official, once: .unkeyed)
            guard let outcome = left.popFirst() else {
                return try await world.platform.task(id, for: official)
            }
            if hand.stored.definition.stage(hand.task.stage ?? "")?.isConclusion == true {
                try await world.conclude(id, outcome, by: official)
            } else {
                _ = try await world.platform.completeTask(
                    id, TaskAnswer(outcome: outcome), by: official, once: .unkeyed)
            }
        }
        throw Refusal(.notFound)
    }

    @Test(.clause("IS-1.6", "IS-A3.8", "IS-1.6-v3"))
    func `the plan of the locality is confirmed part by part`() async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let plan = try #require(draft.definition.document("localityPlan"))
            let within = [
                "dwellings", "productionBuildings", "structures", "railways", "motorRoads",
                "canals", "pipelines", "powerLines",
            ]
            #expect(
                plan.parts.map(\.code) == ["blastPlace", "dangerZone", "guardPosts"] + within)
            for missing in within {
                let parts = plan.parts.map(\.code).filter { $0 != missing }
                let kept = try await world.platform.attachFile(
                    CaseworkWorld.file, as: plan.code, parts: parts, to: draft.id,
                    by: world.applicant, once: .unkeyed)
                let fault = world.platform.completeness(of: kept).faults.first
                #expect(fault?.verdict == .withoutParts([missing]))
            }
        }
    }
}
