import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Nobody works on, reads or is given their own case (UC-66 1a to 1d).
@Suite(.timeLimit(.minutes(5)))
struct OwnCaseTests {
    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `who comes to act for the applicant stops no clock, examines nobody and reads nothing`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine, library: try .stopping()) { world in
            let platform = world.platform
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (hand, official) = try #require(try await world.taken(submitted))
            let (stored, task, examiner) = try await world.caseAtExamination()
            // The work was taken; then the officials acted for the organisation in the same cases.
            for (id, iin) in [
                (submitted.id, official.person.iin), (stored.id, examiner.person.iin),
            ] {
                try await world.test.store.write { transaction in
                    try transaction.execute(
                        "INSERT INTO casework_party (case_id, iin) VALUES (\(id), \(iin))")
                }
            }
            var codes: [ProblemCode?] = []
            codes.append(
                try await refusal {
                    try await platform.stopClock(
                        hand.task.id,
                        ClockStopDraft(ground: "question", reasons: CaseworkWorld.reasons),
                        by: official, once: .unkeyed)
                })
            codes.append(
                try await refusal {
                    try await platform.admitExaminee(
                        CaseworkWorld.person(1), to: task.id, by: examiner, once: .unkeyed)
                })
            codes.append(try await refusal { try await platform.task(hand.task.id, for: official) })
            codes.append(
                try await refusal { try await platform.caseFile(submitted.id, for: official) })
            codes.append(
                try await refusal {
                    try await platform.completeTask(
                        hand.task.id, TaskAnswer(outcome: "granted"), by: official, once: .unkeyed)
                })
            #expect(codes == Array(repeating: .roleNotAllowed, count: 5))
            // Giving it away is all that is left.
            #expect(
                try await refusal {
                    try await platform.giveBackTask(
                        hand.task.id, reasons: CaseworkWorld.reasons, by: official,
                        once: .unkeyed)
                } == nil)
            // What has ended is delivered to the applicant, and no secret of the body.
            _ = try await platform.withdrawApplication(
                submitted.id, by: world.applicant, once: .unkeyed)
            #expect(
                try await refusal { try await platform.caseFile(submitted.id, for: official) }
                    == nil)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `neither the papers to sign nor the search tell how one's own case would end`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            _ = try await world.carry(submitted, through: ["granted"], stopsBeforeSigning: true)
            let head = try #require(try await world.waiting(submitted.id)).1
            let page = PageRequest(limit: 20, cursor: nil)
            func found() async throws -> FoundCase {
                try #require(
                    try await platform.searchCases(CaseQuery(), by: head, page: page).items.first)
            }
            func listed() async throws -> [ServiceDefinition.End.Meaning?] {
                try await platform.papersToSign(for: head, page: page).items.map(\.end?.meaning)
            }
            #expect(try await found().state == .awaitingSignature)
            #expect(try await found().ending == nil)
            #expect(try await listed() == [.granted])
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO casework_party (case_id, iin)
                    VALUES (\(submitted.id), \(head.person.iin))
                    """)
            }
            #expect(try await listed().isEmpty)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    DELETE FROM casework_party
                    WHERE case_id = \(submitted.id) AND iin = \(head.person.iin)
                    """)
            }
            let ended = try await world.carry(submitted, through: [])
            #expect(try await found().ending == ended.state.standingEnd)
            #expect(ended.state.standingEnd != nil)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `a head gives nobody their own case, and chooses nobody for the head's own`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let own = try await world.hire(
                "territorialExecutor", at: CaseworkWorld.department, as: world.applicant.iin,
                name: "own")
            let other = try await world.hire(
                "territorialExecutor", at: CaseworkWorld.department,
                as: IIN(stored: "800101100041"), name: "other")
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (accept, clerk) = try #require(try await world.waiting(submitted.id))
            _ = try await platform.completeTask(
                accept.task.id, TaskAnswer(), by: clerk, once: .unkeyed)
            let stage = try #require(try await world.waiting(submitted.id)).0.task.id
            let head = try world.head(CaseworkWorld.department)
            func give(to name: String) async throws -> ProblemCode? {
                let body = try await platform.bodyTask(stage, for: head)
                let colleague = try #require(body.colleagues.first { $0.name == name })
                return try await refusal {
                    try await platform.reassignTask(
                        stage, to: colleague.code, reasons: CaseworkWorld.reasons, by: head,
                        once: .unkeyed)
                }
            }
            #expect(try await give(to: "own") == .roleNotAllowed)
            #expect(try await give(to: "other") == nil)
            #expect(
                try await refusal { try await platform.task(stage, for: own) } == .roleNotAllowed)
            #expect(try await refusal { try await platform.task(stage, for: other) } == nil)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO casework_party (case_id, iin)
                    VALUES (\(submitted.id), \(head.person.iin))
                    """)
            }
            _ = try await world.hire(
                "territorialExecutor", at: CaseworkWorld.department,
                as: IIN(stored: "800101100042"), name: "third")
            #expect(try await give(to: "third") == .roleNotAllowed)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `an appeal is given to nobody who worked on the case before`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let options = [OptionPeriod.since2026("appeal")]
        try await CaseworkWorld.run(on: engine, at: start, options: options) { world in
            let platform = world.platform
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let refused = try await world.carry(submitted, through: ["refuse"], grounds: ["1"])
            try await world.appeal(CaseworkWorld.reasons, against: refused)
            let (hand, head) = try #require(try await world.waiting(refused.id))
            // Who refused it has come to the higher body since, as a head.
            let former = try world.worker(CaseworkWorld.department)
            try await world.test.store.write { transaction in
                try transaction.execute(
                    """
                    UPDATE official SET body_bin = \(CaseworkWorld.committee), role = 'head',
                        name = 'former' WHERE iin = \(former.person.iin)
                    """)
            }
            let body = try await platform.bodyTask(hand.task.id, for: head)
            let colleague = try #require(body.colleagues.first { $0.name == "former" })
            #expect(
                try await refusal {
                    try await platform.reassignTask(
                        hand.task.id, to: colleague.code, reasons: CaseworkWorld.reasons,
                        by: head, once: .unkeyed)
                } == .roleNotAllowed)
        }
    }
}
