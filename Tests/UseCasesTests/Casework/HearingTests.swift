import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Store
import Testing
import UseCases
import WorkingTime

/// The applicant is heard before a refusal (UC-62).
@Suite(.timeLimit(.minutes(5)))
struct HearingTests {
    private static let options = [OptionPeriod.since2026("hearing")]

    /// A blasting permit for which a refusal was proposed on Monday, 2 February 2026.
    private func run(
        on engine: Engine, library: CaseworkLibrary? = nil,
        _ body: (CaseworkWorld, StoredCase) async throws -> Void
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        try await CaseworkWorld.run(
            on: engine, at: start, library: library, options: Self.options
        ) { world in
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (hand, clerk) = try #require(try await world.taken(submitted))
            _ = try await world.platform.completeTask(
                hand.task.id,
                TaskAnswer(outcome: "refuse", grounds: ["1"], reasons: CaseworkWorld.reasons),
                by: clerk, once: .unkeyed)
            try await body(
                world, try await world.platform.application(submitted.id, for: world.applicant))
        }
    }

    private func end(
        _ world: CaseworkWorld, _ stored: StoredCase, _ outcome: String, _ reasons: String = "",
        read: Int? = nil
    ) async throws -> ProblemCode? {
        let (hand, head) = try #require(try await world.waiting(stored.id))
        _ = try await world.platform.takeTask(hand.task.id, by: head, once: .unkeyed)
        return try await refusal {
            try await world.platform.completeTask(
                hand.task.id,
                TaskAnswer(outcome: outcome, reasons: reasons, objections: read), by: head,
                once: .unkeyed)
        }
    }

    private func object(
        _ world: CaseworkWorld, _ stored: StoredCase, _ text: String, _ file: [UInt8]? = nil,
        by person: SignedInPerson? = nil
    ) async throws -> ProblemCode? {
        try await refusal {
            try await world.platform.object(
                text, file: file, to: stored.id, by: person ?? world.applicant, once: .unkeyed)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `the file of a service switches its hearing, and the operator prevails`(
        _ engine: Engine
    ) async throws {
        let start = try #require(Instant(rfc3339: "2026-02-02T10:00:00+05:00"))
        let library = try CaseworkLibrary.changing("blasting-permit") { members in
            members + [
                JSON.Member("switches", [["option": "hearing", "from": "2026-01-01"]])
            ]
        }
        let period = CaseOptions.Period(from: Day(daysSince1970: 20_454), until: nil)
        let off = OptionPeriod("hearing", period, isOn: false, service: "blasting-permit")
        let elsewhere = OptionPeriod("hearing", period, isOn: false, service: "attestation")
        for (options, isHeard) in [([elsewhere], true), ([off], false)] {
            try await CaseworkWorld.run(
                on: engine, at: start, library: library, options: options
            ) { world in
                let submitted = try await world.submit(
                    world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
                let (hand, clerk) = try #require(try await world.taken(submitted))
                _ = try await world.platform.completeTask(
                    hand.task.id,
                    TaskAnswer(outcome: "refuse", grounds: ["1"], reasons: CaseworkWorld.reasons),
                    by: clerk, once: .unkeyed)
                let stored = try await world.platform.application(
                    submitted.id, for: world.applicant)
                #expect((stored.state.hearing != nil) == isHeard)
            }
        }
    }

    @Test(.clause("IS-REF-1", "IS-WD-1"), arguments: Engine.allCases)
    func `a refusal waits for the day of the hearing and answers the objections`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, stored in
            let hearing = try #require(stored.state.hearing)
            #expect(hearing.notice == .init(days: 3, on: try #require(Day("2026-02-05"))))
            let notice = try #require(world.platform.hearingNotice(of: stored))
            #expect(notice.due == hearing.notice.on && notice.steps.count == 4)
            // The whole term runs on: five working days from the acceptance.
            #expect(try world.platform.deadlines(of: stored)?.whole?.due == Day("2026-02-09"))
            let (hand, official) = try #require(try await world.waiting(stored.id))
            #expect(hand.task.post == .head && official.body == CaseworkWorld.department)

            #expect(try await object(world, stored, " ") == .invalidField)
            #expect(try await object(world, stored, "", [1, 2, 3]) == .fileNotAllowed)
            let stranger = CaseworkWorld.session(TestPeople.stranger, TestPeople.justice)
            #expect(try await object(world, stored, "Mine", by: stranger) == .notFound)
            #expect(try await object(world, stored, "The calculation is in annex 4.") == nil)
            #expect(try await object(world, stored, "", CaseworkWorld.file) == nil)
            let heard = try await world.platform.application(stored.id, for: world.applicant)
            let file = try await world.platform.objectionFile(2, in: heard)
            #expect(file.bytes == CaseworkWorld.file)
            for place in [0, 1, 3] {
                #expect(
                    try await refusal {
                        try await world.platform.objectionFile(place, in: heard)
                    } == .notFound)
            }

            let answer = "Приложение 4 не содержит расчёта сейсмики."
            #expect(try await end(world, stored, "upheld", answer) == .caseNotInState)
            world.test.clock.advance(seconds: 3 * 86_400)
            #expect(try await end(world, stored, "upheld") == .refusalIncomplete)
            // One who has read fewer objections than there are, or judges documents now.
            #expect(try await end(world, stored, "upheld", answer, read: 1) == .draftChanged)
            #expect(
                try await refusal {
                    try await world.platform.judgeApplication(
                        hand.task.id, [(.field, "place", CaseworkWorld.reasons)], by: official,
                        once: .unkeyed)
                } == .caseNotInState)
            #expect(try await end(world, stored, "upheld", answer, read: 2) == nil)
            #expect(try await object(world, stored, "Too late") == .caseNotInState)
            let ended = try await world.carry(stored, through: [])
            #expect(ended.state.phase.end == "refused")
            let result = try #require(try await world.platform.result(of: stored.id))
            let statement = try JSON.parse(result.statement)
            #expect(statement["grounds"]?.array?.first?["code"] == "1")
            #expect(statement["hearing"]?["on"] == "2026-02-05")
            #expect(statement["hearing"]?["objections"] == .integer(2))
            #expect(statement["hearing"]?["answer"] == .string(answer))
            try await world.checkJournal(ended)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `who lets it pass is refused without an answer, and a returned case begins again`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, stored in
            #expect(try await end(world, stored, "returned") == nil)
            let back = try await world.platform.application(stored.id, for: world.applicant)
            #expect(back.state.stage == "review" && back.state.hearing == nil)
            #expect(try await object(world, stored, "Nobody asked") == .caseNotInState)
            // Proposed again on the same day: a new notice, and again it is waited.
            let (hand, clerk) = try #require(try await world.waiting(stored.id))
            _ = try await world.platform.takeTask(hand.task.id, by: clerk, once: .unkeyed)
            _ = try await world.platform.completeTask(
                hand.task.id,
                TaskAnswer(outcome: "refuse", grounds: ["2"], reasons: CaseworkWorld.reasons),
                by: clerk, once: .unkeyed)
            #expect(try await end(world, stored, "upheld") == .caseNotInState)
            world.test.clock.advance(seconds: 3 * 86_400)
            #expect(try await end(world, stored, "upheld") == nil)
            let ended = try await world.carry(stored, through: [])
            #expect(ended.state.refusal(of: ended.definition)?.grounds.map(\.code) == ["2"])
            #expect(ended.state.hearings.count == 2)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `a withdrawn case is heard no more, and twenty objections are enough`(
        _ engine: Engine
    ) async throws {
        try await run(on: engine) { world, stored in
            for number in 1...20 {
                #expect(try await object(world, stored, "Objection \(number)") == nil)
            }
            #expect(try await object(world, stored, "One more") == .applicationLimit)
            _ = try await world.platform.withdrawApplication(
                stored.id, by: world.applicant, once: .unkeyed)
            #expect(try await object(world, stored, "After") == .caseNotInState)
        }
    }

    @Test func `a hearing is optional and the head's, or the file is not opened`() throws {
        for (old, new) in [
            (#""option": "hearing","#, ""),
            (#""actor": "head""#, #""actor": "responsibleExecutor""#),
        ] {
            let files = Regulations.services.map { file in
                let text = String(decoding: file, as: UTF8.self)
                guard text.contains(#""service": "blasting-permit""#) else { return file }
                return Array(text.replacing(old, with: new).utf8)
            }
            #expect(throws: CaseworkLibrary.Fault.self) { try CaseworkLibrary(files: files) }
        }
    }
}
