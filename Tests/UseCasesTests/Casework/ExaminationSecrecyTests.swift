import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// What nobody saw stays closed, and an examination that nobody can sit ends (UC-48, UC-49).
@Suite(.timeLimit(.minutes(5)))
struct ExaminationSecrecyTests {
    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `a withdrawal opens no set that nobody saw`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (stored, task, official) = try await world.caseAtExamination()
            var sittings: [StoredSitting] = []
            for number in 1...3 {
                sittings.append(
                    try await platform.admitExaminee(
                        CaseworkWorld.person(number), to: task.id, by: official, once: .unkeyed))
            }
            let person = CaseworkWorld.session(sittings[0].examinee.iin, nil)
            _ = try await platform.startExamination(sittings[0].id, by: person, once: .unkeyed)
            try await platform.endUnstarted(
                sittings[1].id, as: .absent, at: task.id, by: official, once: .unkeyed)
            _ = try await platform.withdrawApplication(
                stored.id, by: world.applicant, once: .unkeyed)
            // Who sat has seen theirs: it is opened, so that the hash can be checked.
            let seen = try await platform.examinationCommitment(sittings[0].id)
            #expect(seen.opening != nil && !seen.isNeverOpened)
            for sitting in sittings.dropFirst() {
                let closed = try await platform.examinationCommitment(sitting.id)
                #expect(closed.opening == nil && closed.isNeverOpened && closed.endedAt != nil)
            }
        }
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `admissions that are taken back count, so that nobody draws without end`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (_, task, official) = try await world.caseAtExamination()
            func admit() async throws -> Identifier<StoredSitting> {
                try await platform.admitExaminee(
                    CaseworkWorld.person(1), to: task.id, by: official, once: .unkeyed
                ).id
            }
            for _ in 0..<Platform.admissionsMax {
                try await platform.endUnstarted(
                    try await admit(), as: .withdrawn, at: task.id, by: official, once: .unkeyed)
            }
            #expect(try await refusal { try await admit() } == .caseNotInState)
        }
    }

    @Test(.clause("IS-2.5", "IS-2.A3"), arguments: Engine.allCases)
    func `an examination to which nobody can be admitted ends, while nobody is entered`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (stored, task, official) = try await world.caseAtExamination()
            func end(
                _ outcome: String = "nobodyAdmitted", _ grounds: [String] = ["incomplete"],
                _ reasons: String = CaseworkWorld.reasons
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.completeTask(
                        task.id, TaskAnswer(outcome: outcome, grounds: grounds, reasons: reasons),
                        by: official, once: .unkeyed)
                }
            }
            // The results that the others need are not there; nor is a refusal without its ground.
            #expect(try await end("recorded", [], "") == .caseNotInState)
            #expect(try await end("nobodyPassed", ["nobodyPassed"]) == .caseNotInState)
            #expect(try await end("nobodyAdmitted", ["nobodyPassed"]) == .refusalIncomplete)
            #expect(try await end("nobodyAdmitted", []) == .refusalIncomplete)
            #expect(try await end("nobodyAdmitted", ["incomplete"], "no") == .refusalIncomplete)
            // Somebody is entered, and is still to come; then did not come.
            let one = try await platform.admitExaminee(
                CaseworkWorld.person(1), to: task.id, by: official, once: .unkeyed)
            #expect(try await end() == .caseNotInState)
            try await platform.endUnstarted(
                one.id, as: .withdrawn, at: task.id, by: official, once: .unkeyed)
            let two = try await platform.admitExaminee(
                CaseworkWorld.person(2), to: task.id, by: official, once: .unkeyed)
            try await platform.endUnstarted(
                two.id, as: .absent, at: task.id, by: official, once: .unkeyed)
            #expect(try await end() == .caseNotInState)
            #expect(try await end("nobodyPassed", ["nobodyPassed"]) == nil)
            let ended = try await world.carry(stored, through: [])
            #expect(ended.state.standingEnd == "refused")
        }
    }

    @Test(.clause("IS-2.5"), arguments: Engine.allCases)
    func `a name that is longer than a certificate keeps is shortened, and its person admitted`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let long = String(repeating: "ы", count: 60)
            let longer = String(repeating: "ы", count: 98)
            let people: [(Int, String, String?, String)] = [
                (1, long, long, long + " 1"), (2, longer, long, longer + " 2"),
            ]
            let (_, task, official) = try await world.caseAtExamination(
                of: people.map { number, surname, _, _ in
                    let one = CaseworkWorld.listed(number)
                    return ListedPerson(
                        iin: one.iin, name: surname + " \(number)", position: one.position,
                        education: one.education, capacity: one.capacity)
                })
            for (number, surname, patronymic, name) in people {
                let draft = CaseworkWorld.person(number)
                world.test.registers.change { register in
                    register.people[draft.iin]?.surname = surname
                    register.people[draft.iin]?.patronymic = patronymic
                }
                var typed = draft
                typed.name = surname + " \(number)"
                _ = try await world.platform.admitExaminee(
                    typed, to: task.id, by: official, once: .unkeyed)
                let kept = try await world.platform.sittings(at: task.id, for: official)
                #expect(kept.contains { $0.examinee.name == name }, "\(number)")
            }
        }
    }
}
