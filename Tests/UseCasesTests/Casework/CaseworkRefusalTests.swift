import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// What is refused, explained, and changes nothing (UC-42, 43, 45).
@Suite(.timeLimit(.minutes(5)))
struct CaseworkRefusalTests {
    private func blasting(_ world: CaseworkWorld) async throws -> StoredCase {
        try await world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"])
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `another's signature, or one of other bytes, submits nothing`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await blasting(world)
            let clerk = try world.worker(CaseworkWorld.committee)
            func submit(_ cms: [UInt8]) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.submitApplication(
                        draft.id, channel: "www.egov.kz", cms: cms, by: world.applicant,
                        once: .unkeyed)
                }
            }
            let wrongSigner = try world.sign(draft.statement, by: clerk.person.iin)
            #expect(try await submit(wrongSigner) == .signatureRefused)
            #expect(try await submit([1, 2, 3]) == .signatureRefused)
            // The same person with a certificate that names no body.
            let personal = try world.test.nca.issue(world.applicant.iin)
            #expect(
                try await submit(personal.sign(draft.statement, at: world.test.clock.now))
                    == .signatureRefused)
            // A document is replaced after the statement was signed.
            let cms = try world.sign(draft.statement, by: world.applicant.iin)
            let parts = draft.definition.document("calculations")?.parts.map(\.code) ?? []
            let changed = try await world.platform.attachFile(
                CaseworkWorld.file + [10], as: "calculations", parts: parts, to: draft.id,
                by: world.applicant, once: .unkeyed)
            #expect(try await submit(cms) == .signatureRefused)
            #expect(changed.state.phase == .draft)
            #expect(
                try await submit(world.sign(changed.statement, by: world.applicant.iin)) == nil)
        }
    }

    @Test(.clause("IS-1.6-v2", "IS-1.6-v3"), arguments: Engine.allCases)
    func `what is missing is named, and a second submission is none`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let empty = try await world.platform.openApplication(
                service: "blasting-permit", kind: "permit", variants: ["underground"],
                by: world.applicant, once: .unkeyed)
            #expect(try await refusal { try await world.submit(empty) } == .applicationIncomplete)
            let draft = try await blasting(world)
            let submitted = try await world.submit(draft)
            #expect(try await refusal { try await world.submit(draft) } == .caseNotInState)
            #expect(
                try await refusal {
                    try await world.platform.fillApplication(
                        draft.id, fields: [("purpose", "wells")], by: world.applicant,
                        once: .unkeyed)
                } == .caseNotInState)
            let now = try await world.platform.application(draft.id, for: world.applicant)
            #expect(now.events.count == submitted.events.count)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of many submissions at once one counts`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await blasting(world)
            let counted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<5 {
                    group.addTask { try await refusal { try await world.submit(draft) } == nil }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(counted == 1)
        }
    }

    @Test(.clause("IS-1.6-v1"), arguments: Engine.allCases)
    func `a case is seen by its own organisation in an EDS session alone`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let draft = try await blasting(world)
            func seen(_ person: SignedInPerson) async throws -> ProblemCode? {
                try await refusal { try await world.platform.application(draft.id, for: person) }
            }
            let bin = TestPeople.organisation
            #expect(try await seen(CaseworkWorld.session(TestPeople.stranger, bin)) == nil)
            #expect(try await seen(CaseworkWorld.session(TestPeople.holder, nil)) == .notFound)
            #expect(
                try await seen(CaseworkWorld.session(TestPeople.holder, TestPeople.justice))
                    == .notFound)
            #expect(try await seen(world.test.person(TestPeople.holder)) == .edsRequired)
            // A permit is not for a natural person.
            #expect(
                try await refusal {
                    try await world.platform.openApplication(
                        service: "blasting-permit", kind: "permit", variants: [],
                        by: CaseworkWorld.session(TestPeople.holder, nil), once: .unkeyed)
                } == .invalidField)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `a decision by someone without the right, or without a ground, is none`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let submitted = try await world.submit(try await blasting(world))
            let clerk = try world.worker(CaseworkWorld.department)
            let head = try world.head(CaseworkWorld.department)
            func complete(
                _ id: Identifier<CaseTask>, _ answer: TaskAnswer, _ official: SignedInOfficial
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.completeTask(id, answer, by: official, once: .unkeyed)
                }
            }
            let accept = try #require(try await world.waiting(submitted.id)).0.task.id
            let outsider = try world.worker(CaseworkWorld.committee)
            #expect(try await complete(accept, TaskAnswer(), outsider) == .notFound)
            #expect(try await complete(accept, TaskAnswer(), head) == .roleNotAllowed)
            #expect(try await complete(accept, TaskAnswer(), clerk) == nil)
            #expect(try await complete(accept, TaskAnswer(), clerk) == .taskClosed)

            let stage = try #require(try await world.waiting(submitted.id)).0.task.id
            var answer = TaskAnswer(outcome: "refuse", reasons: CaseworkWorld.reasons)
            #expect(try await complete(stage, answer, clerk) == .taskTaken)
            _ = try await platform.takeTask(stage, by: clerk, once: .unkeyed)
            #expect(try await complete(stage, answer, clerk) == .refusalIncomplete)
            answer.grounds = ["9"]
            #expect(try await complete(stage, answer, clerk) == .refusalIncomplete)
            (answer.grounds, answer.reasons) = (["1"], "short")
            #expect(try await complete(stage, answer, clerk) == .refusalIncomplete)
            answer = TaskAnswer(outcome: "nothing")
            #expect(try await complete(stage, answer, clerk) == .invalidField)
            answer = TaskAnswer(
                outcome: "refuse", grounds: ["1"], reasons: CaseworkWorld.reasons)
            #expect(try await complete(stage, answer, clerk) == nil)

            let sign = try #require(try await world.waiting(submitted.id)).0
            let draft = try await world.draft(of: sign, as: .head, by: head)
            func signed(
                _ name: ResultDraft.Name, _ bytes: [UInt8], _ official: SignedInOfficial
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.signResult(
                        sign.task.id, seen: name, cms: bytes, by: official, once: .unkeyed)
                }
            }
            let good = try world.sign(draft.content, by: head.person.iin)
            #expect(try await signed(draft.name, good, clerk) == .roleNotAllowed)
            // As a replacement another paper is signed.
            let other = try await world.draft(of: sign, as: .replacement, by: head)
            #expect(try await signed(other.name, good, head) == .signatureRefused)
            let others = try world.sign(draft.content, by: clerk.person.iin)
            #expect(try await signed(draft.name, others, head) == .signatureRefused)
            #expect(
                try await refusal { try await world.draft(of: sign, as: .executor, by: head) }
                    == .roleNotAllowed)
            #expect(try await platform.result(of: submitted.id) == nil)
            #expect(try await signed(draft.name, good, head) == nil)
            #expect(try await signed(draft.name, good, head) == .taskClosed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of two executors one takes the case`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let submitted = try await world.submit(try await blasting(world))
            let (accept, clerk) = try #require(try await world.waiting(submitted.id))
            _ = try await world.platform.completeTask(
                accept.task.id, TaskAnswer(), by: clerk, once: .unkeyed)
            let iin = IIN(stored: "800101100009")
            try await world.test.apply(
                .addOfficial(
                    OfficialDraft(
                        iin: iin, name: "second", body: CaseworkWorld.department,
                        role: "territorialExecutor")))
            let second = try await world.platform.official(
                CaseworkWorld.session(iin, CaseworkWorld.department))
            let task = try #require(try await world.waiting(submitted.id)).0.task.id
            _ = try await world.platform.takeTask(task, by: clerk, once: .unkeyed)
            #expect(
                try await refusal {
                    try await world.platform.takeTask(task, by: second, once: .unkeyed)
                } == .taskTaken)
            #expect(
                try await refusal {
                    try await world.platform.completeTask(
                        task, TaskAnswer(outcome: "granted"), by: second, once: .unkeyed)
                } == .taskTaken)
        }
    }

    /// A file that is not taken; named by what it is, as its bytes would fill the log.
    enum BadFile: String, CaseIterable, CustomTestStringConvertible {
        case empty, archive, oldOffice, script, attachment, tooLarge

        var testDescription: String { rawValue }

        var bytes: [UInt8] {
            switch self {
            case .empty: []
            case .archive: Array("PK\u{3}\u{4}macro.docm".utf8)
            case .oldOffice: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
            case .script: Array("%PDF-1.7 << /OpenAction << /S /JavaScript /JS (x) >> >>".utf8)
            case .attachment: Array("%PDF-1.7 << /Type /EmbeddedFile >>".utf8)
            case .tooLarge:
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
                    + [UInt8](repeating: 0, count: FileKind.bytesMax)
            }
        }
    }

    @Test(arguments: BadFile.allCases)
    func `a file that runs, unpacks or is too large is not taken`(
        _ file: BadFile
    ) async throws {
        try await CaseworkWorld.run(on: .sqlite) { world in
            let draft = try await world.platform.openApplication(
                service: "blasting-permit", kind: "permit", variants: ["surface"],
                by: world.applicant, once: .unkeyed)
            #expect(
                try await refusal {
                    try await world.platform.attachFile(
                        file.bytes, as: "calculations", parts: [], to: draft.id,
                        by: world.applicant, once: .unkeyed)
                } == (file == .tooLarge ? .bodyTooLarge : .fileNotAllowed))
        }
    }

    @Test(arguments: Engine.allCases)
    func `the store itself keeps a case from waiting for two things`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let submitted = try await world.submit(try await blasting(world))
            await #expect(throws: (any Error).self) {
                try await world.test.store.write { transaction in
                    try transaction.execute(
                        """
                        INSERT INTO casework_task (id, case_id, body, post, work, opened_at, due,
                            watch)
                        VALUES ('00000000000000000000000000', \(submitted.id),
                            \(CaseworkWorld.committee), 'head', 'sign', 1, 1, 1)
                        """)
                }
            }
            await #expect(throws: (any Error).self) {
                try await world.test.store.write { transaction in
                    try transaction.execute(
                        """
                        UPDATE casework_case SET phase = 'ended', ending = 'permitted',
                            stage = NULL, number = NULL WHERE id = \(submitted.id)
                        """)
                }
            }
        }
    }
}
