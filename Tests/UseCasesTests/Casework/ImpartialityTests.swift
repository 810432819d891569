import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Signatures
import Store
import Testing
import UseCases

/// Nobody examines themselves, decides their own case, or signs without the right (UC-66).
@Suite(.timeLimit(.minutes(5)))
struct ImpartialityTests {
    @Test(.clause("IS-2.5"), arguments: Engine.allCases)
    func `an examinee is a living person of the register, by that name`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (_, task, official) = try await world.caseAtExamination()
            func admit(_ draft: ExamineeDraft) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.admitExaminee(
                        draft, to: task.id, by: official, once: .unkeyed)
                }
            }
            var draft = CaseworkWorld.person(1)
            draft.iin = TestPeople.unknown
            #expect(try await admit(draft) == .invalidField)
            draft = CaseworkWorld.person(1)
            draft.name = "Somebody Else"
            #expect(try await admit(draft) == .invalidField)
            // Half a name, or none, is not answered with the whole of it.
            for part in ["EXAMINEE", "1", ".", ""] {
                draft.name = part
                #expect(try await admit(draft) == .invalidField, "\(part)")
            }
            draft.name = "1 EXAMINEE"
            world.test.registers.change { register in
                register.people[draft.iin]?.deathDate = Day(daysSince1970: 20_000)
            }
            #expect(try await admit(draft) == .invalidField)
            world.test.registers.change { $0.people[draft.iin]?.deathDate = nil }
            draft.iin = official.person.iin
            #expect(try await admit(draft) == .roleNotAllowed)
            draft.iin = CaseworkWorld.person(1).iin
            #expect(try await admit(draft) == nil)
            let sitting = try await world.platform.sittings(at: task.id, for: official).first
            #expect(sitting?.examinee.name == "Examinee 1")
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `the applicant works on no case of their own`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            // Who began it for the organisation is an executor of the department as well.
            let own = try await world.hire(
                "territorialExecutor", at: CaseworkWorld.department, as: world.applicant.iin)
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            let (accept, clerk) = try #require(try await world.waiting(submitted.id))
            func complete(_ id: Identifier<CaseTask>) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.completeTask(
                        id, TaskAnswer(outcome: "granted"), by: own, once: .unkeyed)
                }
            }
            #expect(try await complete(accept.task.id) == .roleNotAllowed)
            _ = try await world.platform.completeTask(
                accept.task.id, TaskAnswer(), by: clerk, once: .unkeyed)
            let stage = try #require(try await world.waiting(submitted.id)).0.task.id
            #expect(
                try await refusal {
                    try await world.platform.takeTask(stage, by: own, once: .unkeyed)
                } == .roleNotAllowed)
            // Nor does the head hand it over to them, and it is not theirs to end.
            let head = try world.head(CaseworkWorld.department)
            let body = try await world.platform.bodyTask(stage, for: head)
            let colleague = try #require(body.colleagues.first { $0.name == "colleague" })
            #expect(
                try await refusal {
                    try await world.platform.reassignTask(
                        stage, to: colleague.code, reasons: CaseworkWorld.reasons, by: head,
                        once: .unkeyed)
                } == .roleNotAllowed)
            #expect(try await complete(stage) == .roleNotAllowed)
        }
    }

    @Test(.clause("IS-REF-1"), arguments: Engine.allCases)
    func `whoever signed or spoke for the applicant decides nothing in it`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let organisation = TestPeople.organisation
            // Two more people act for the organisation, and are officials of the department.
            let signer = IIN(stored: "800101100021"), other = IIN(stored: "800101100022")
            var officials: [SignedInOfficial] = []
            for iin in [signer, other] {
                officials.append(
                    try await world.hire(
                        "territorialExecutor", at: CaseworkWorld.department, as: iin))
            }
            let key = try world.test.nca.issue(
                signer, bin: organisation, roles: [.individual, .rightToSign])
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            let submitted = try await platform.submitApplication(
                draft.id, channel: draft.definition.channels[0],
                cms: try key.sign(draft.statement, at: world.test.clock.now),
                by: CaseworkWorld.session(signer, organisation, roles: [.rightToSign]),
                once: .unkeyed)
            let (accept, clerk) = try #require(try await world.waiting(submitted.id))
            func take(
                _ id: Identifier<CaseTask>, _ official: SignedInOfficial
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.takeTask(id, by: official, once: .unkeyed)
                }
            }
            #expect(try await take(accept.task.id, officials[0]) == .roleNotAllowed)
            _ = try await platform.completeTask(
                accept.task.id, TaskAnswer(), by: clerk, once: .unkeyed)
            let (stage, worker) = try #require(try await world.waiting(submitted.id))
            #expect(try await take(stage.task.id, officials[0]) == .roleNotAllowed)
            // The other has done nothing yet and may; then it withdraws for the organisation.
            #expect(try await take(stage.task.id, officials[1]) == nil)
            _ = worker
            _ = try await platform.withdrawApplication(
                submitted.id,
                by: CaseworkWorld.session(other, organisation, roles: [.firstHead]),
                once: .unkeyed)
            let parties = try await world.test.store.read { transaction in
                try transaction.rows(
                    "SELECT iin FROM casework_party WHERE case_id = \(submitted.id) ORDER BY iin"
                ).map { try $0.iin(0) }
            }
            #expect(parties == [signer, other])
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `an employee's key binds the organisation to nothing after the submission`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine, library: try .stopping()) { world in
            let platform = world.platform
            let organisation = TestPeople.organisation
            let employee = CaseworkWorld.session(
                TestPeople.verifier, organisation, roles: [.employee])
            let signer = CaseworkWorld.session(
                TestPeople.verifier, organisation, roles: [.rightToSign])
            let draft = try await world.fullDraft(
                "blasting-permit", kind: "permit", variants: ["surface"])
            // A draft binds nobody: an employee prepares it.
            _ = try await platform.fillApplication(
                draft.id, fields: [("place", "710000000")], by: employee, once: .unkeyed)
            let submitted = try await world.submit(
                try await platform.application(draft.id, for: world.applicant))
            let (task, official) = try #require(try await world.taken(submitted))
            _ = try await platform.stopClock(
                task.task.id,
                ClockStopDraft(ground: "calculations", reasons: CaseworkWorld.reasons),
                by: official, once: .unkeyed)
            func supply(_ person: SignedInPerson) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.supplyFile(
                        CaseworkWorld.file, as: "calculations",
                        parts: draft.definition.document("calculations")?.parts.map(\.code) ?? [],
                        to: submitted.id, by: person, once: .unkeyed)
                }
            }
            #expect(try await supply(employee) == .roleNotAllowed)
            #expect(try await supply(signer) == nil)
            func withdraw(_ person: SignedInPerson) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.withdrawApplication(
                        submitted.id, by: person, once: .unkeyed)
                }
            }
            #expect(try await withdraw(employee) == .roleNotAllowed)
            #expect(try await withdraw(signer) == nil)
        }
    }

    @Test(.clause("IS-EDS-1"), arguments: Engine.allCases)
    func `a right that ended between draft and signature signs nothing`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let submitted = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            _ = try await world.carry(submitted, through: ["granted"], stopsBeforeSigning: true)
            let (hand, head) = try #require(try await world.waiting(submitted.id))
            let draft = try await world.draft(of: hand, as: .head, by: head)
            func sign(_ cms: [UInt8]) async throws -> ProblemCode? {
                try await refusal {
                    try await world.platform.signResult(
                        hand.task.id, seen: draft.name, cms: cms, by: head, once: .unkeyed)
                }
            }
            // The certificate of the same person for another organisation.
            let other = try world.test.nca.issue(
                head.person.iin, bin: TestPeople.organisation, roles: [.rightToSign])
            #expect(
                try await sign(other.sign(draft.content, at: world.test.clock.now))
                    == .signatureRefused)
            // The head's own certificate for this body, but that of a mere employee.
            let plain = try world.test.nca.issue(
                head.person.iin, bin: head.body, roles: [.employee])
            #expect(
                try await sign(plain.sign(draft.content, at: world.test.clock.now))
                    == .signatureRefused)
            let good = try world.sign(draft.content, by: head.person.iin)
            func set(_ column: SQL) async throws {
                try await world.test.store.write { transaction in
                    try transaction.execute(
                        "UPDATE official SET \(column) WHERE iin = \(head.person.iin)")
                }
            }
            try await set("disabled_at = 1")
            #expect(try await sign(good) == .roleNotAllowed)
            try await set("disabled_at = NULL, role = 'territorialExecutor'")
            #expect(try await sign(good) == .roleNotAllowed)
            #expect(try await world.platform.result(of: submitted.id) == nil)
            try await set("role = 'territorialHead'")
            #expect(try await sign(good) == nil)
        }
    }
}
