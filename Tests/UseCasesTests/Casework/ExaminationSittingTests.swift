import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Store
import Testing
import UseCases

/// What goes wrong in a sitting: late, doubled, another's, broken off (UC-48).
@Suite(.timeLimit(.minutes(5)))
struct ExaminationSittingTests {
    /// A sitting that is admitted, with its examinee.
    private func admitted(
        _ world: CaseworkWorld, number: Int = 1
    ) async throws -> (StoredSitting, SignedInPerson, CaseTask, SignedInOfficial) {
        let (_, task, official) = try await world.caseAtExamination()
        let stored = try await world.platform.admitExaminee(
            CaseworkWorld.person(number), to: task.id, by: official, once: .unkeyed)
        return (stored, CaseworkWorld.session(stored.examinee.iin, nil), task, official)
    }

    @Test(.clause("IS-2.10", "IS-2.10-v1"), arguments: Engine.allCases)
    func `an answer counts up to the last millisecond and not one later`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let clock = world.test.clock
            let (stored, person, _, _) = try await admitted(world)
            func save(_ question: Int, _ option: Int) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.saveAnswer(
                        stored.id, question: question, option: option, by: person, once: .unkeyed)
                }
            }
            #expect(try await save(1, 0) == .sittingNotOpen)
            let running = try await platform.startExamination(
                stored.id, by: person, once: .unkeyed)
            guard case .running(let from, let until) = running.sitting.phase else {
                Issue.record("\(running.sitting.phase)")
                return
            }
            #expect(until == from.adding(seconds: 7200))
            let right = try await world.rightPlaces(stored.id)
            #expect(try await save(1, right[0]) == nil)
            #expect(try await save(0, 0) == .invalidField)
            #expect(try await save(101, 0) == .invalidField)
            #expect(try await save(2, 4) == .invalidField)
            // Read while it ran, saved when it was over.
            let read = try await platform.examination(stored.id, of: person)
            #expect(try await platform.questions(of: read).items.count == 100)
            clock.now = until
            #expect(try await save(2, right[1]) == nil)
            clock.now = until.adding(milliseconds: 1)
            #expect(try await save(3, right[2]) == .sittingOver)
            #expect(
                try await refusal {
                    try await platform.handIn(stored.id, by: person, once: .unkeyed)
                } == .sittingOver)
            #expect(try await platform.endOverdueSittings().ended == 1)
            #expect(try await platform.endOverdueSittings().ended == 0)
            // A clock that goes back opens nothing again.
            clock.now = from
            #expect(try await save(3, right[2]) == .sittingOver)
            let ended = try await platform.examination(stored.id, of: person)
            #expect(ended.sitting.phase == .ended(.timeOver, at: until))
            #expect(ended.score == 2 && ended.isPassed == false)
            #expect(ended.sitting.answers.count == 2)
        }
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `whoever looks after the time finds it ended, whether or not it was swept`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (stored, person, _, _) = try await admitted(world)
            _ = try await world.platform.startExamination(stored.id, by: person, once: .unkeyed)
            world.test.clock.advance(seconds: 9000)
            let seen = try await world.platform.examination(stored.id, of: person)
            #expect(seen.sitting.ending == .timeOver)
            #expect(seen.score == 0)
            #expect(try await world.platform.endOverdueSittings().ended == 0)
            #expect(
                try await refusal { try await world.platform.questions(of: seen) } == .sittingOver)
        }
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `it begins once, is handed in once, and is nobody else's`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (stored, person, _, _) = try await admitted(world)
            let other = CaseworkWorld.session(TestPeople.stranger, nil)
            @Sendable func start(_ who: SignedInPerson) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.startExamination(stored.id, by: who, once: .unkeyed)
                }
            }
            func handIn(_ who: SignedInPerson) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.handIn(stored.id, by: who, once: .unkeyed)
                }
            }
            #expect(try await start(other) == .notFound)
            #expect(try await handIn(person) == .sittingNotOpen)
            let admitted = try await platform.examination(stored.id, of: person)
            #expect(
                try await refusal { try await platform.questions(of: admitted) }
                    == .sittingNotOpen)
            // Two at the same moment: one begins it.
            async let first = start(person)
            async let second = start(person)
            let both = try await [first, second]
            #expect(both.count { $0 == nil } == 1)
            #expect(both.contains(.sittingNotOpen))
            world.test.clock.advance(seconds: 600)
            #expect(try await start(person) == .sittingNotOpen)
            let running = try await platform.examination(stored.id, of: person)
            #expect(running.startedAt == world.test.clock.now.adding(seconds: -600))
            for problem in [
                try await handIn(other),
                try await refusal {
                    try await platform.saveAnswer(
                        stored.id, question: 1, option: 0, by: other, once: .unkeyed)
                }, try await refusal { try await platform.examination(stored.id, of: other) },
            ] {
                #expect(problem == .notFound)
            }
            #expect(try await handIn(person) == nil)
            #expect(try await handIn(person) == .sittingOver)
            #expect(try await start(person) == .sittingOver)
            let entries = try await world.test.store.read { transaction in
                try transaction.rows(
                    "SELECT id FROM journal_entry WHERE kind = 'examinationEnded'"
                ).count
            }
            #expect(entries == 1)
            let own = try await platform.examinations(
                of: person, page: PageRequest(limit: 10, cursor: nil))
            #expect(own.items.map(\.id) == [stored.id])
        }
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `answers outlive the node, and a bank opened meanwhile changes no set`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (stored, person, task, official) = try await admitted(world)
            _ = try await world.platform.startExamination(stored.id, by: person, once: .unkeyed)
            let right = try await world.rightPlaces(stored.id)
            for question in 1...40 {
                _ = try await world.platform.saveAnswer(
                    stored.id, question: question, option: right[question - 1], by: person,
                    once: .unkeyed)
            }
            world.test.clock.advance(seconds: 60)
            let other = try await world.openBank(
                CaseworkWorld.questions(100, mark: "new "), isNew: true)
            // Another node, as after a restart, knows everything from the store alone.
            let node = try world.test.node()
            let seen = try await node.platform.examination(stored.id, of: person)
            #expect(seen.sitting.answers.count == 40 && seen.bank != other)
            #expect(try await world.rightPlaces(stored.id) == right)
            for question in 41...80 {
                // The same answer twice, and another one before it.
                for option in [(right[question - 1] + 1) % 4, right[question - 1]] {
                    for _ in 1...2 {
                        _ = try await node.platform.saveAnswer(
                            stored.id, question: question, option: option, by: person,
                            once: .unkeyed)
                    }
                }
            }
            let ended = try await node.platform.handIn(stored.id, by: person, once: .unkeyed)
            #expect(ended.score == 80 && ended.isPassed == true)
            #expect(ended.commitment == stored.commitment)
            let next = try await world.platform.admitExaminee(
                CaseworkWorld.person(2), to: task.id, by: official, once: .unkeyed)
            #expect(next.bank == other)
            withExtendedLifetime(node) {}
        }
    }

    @Test(.clause("IS-2.10", "IS-2.5"), arguments: Engine.allCases)
    func `only the executor of the examination admits, each person once`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (stored, person, task, official) = try await admitted(world)
            func admit(
                _ number: Int, _ who: SignedInOfficial? = nil, _ at: Identifier<CaseTask>? = nil
            ) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.admitExaminee(
                        CaseworkWorld.person(number), to: at ?? task.id, by: who ?? official,
                        once: .unkeyed)
                }
            }
            #expect(try await admit(1) == .caseNotInState)
            #expect(
                try await admit(2, world.worker(CaseworkWorld.committee)) == .notFound)
            // Admitted by mistake: taken back, and admitted again with another set.
            func end(_ ending: Sitting.Ending) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.endUnstarted(
                        stored.id, as: ending, at: task.id, by: official, once: .unkeyed)
                }
            }
            #expect(try await end(.withdrawn) == nil)
            #expect(try await end(.absent) == .sittingOver)
            #expect(
                try await refusal {
                    try await platform.startExamination(stored.id, by: person, once: .unkeyed)
                } == .sittingOver)
            #expect(try await admit(1) == nil)
            let list = try await platform.sittings(at: task.id, for: official)
            #expect(list.count == 2 && Set(list.map(\.commitment)).count == 2)
            // A case that is withdrawn examines nobody any more.
            let again = try #require(list.last)
            _ = try await platform.withdrawApplication(
                stored.caseID, by: world.applicant, once: .unkeyed)
            #expect(
                try await refusal {
                    try await platform.startExamination(again.id, by: person, once: .unkeyed)
                } == .caseNotInState)
            #expect(try await admit(3) == .taskClosed)
        }
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `without an open bank nobody is admitted`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (_, task, official) = try await world.caseAtExamination()
            try await world.test.store.write { transaction in
                try transaction.execute(
                    "UPDATE examination_bank SET opened_from = opened_from + 1")
            }
            #expect(
                try await refusal {
                    try await world.platform.admitExaminee(
                        CaseworkWorld.person(1), to: task.id, by: official, once: .unkeyed)
                } == .caseNotInState)
            world.test.clock.advance(seconds: 86_400)
            _ = try await world.platform.admitExaminee(
                CaseworkWorld.person(1), to: task.id, by: official, once: .unkeyed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a withdrawn application leaves no sitting open`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (stored, task, official) = try await world.caseAtExamination()
            let platform = world.platform
            for number in 1...2 {
                _ = try await platform.admitExaminee(
                    CaseworkWorld.person(number), to: task.id, by: official, once: .unkeyed)
            }
            let first = try #require(try await platform.sittings(at: task.id, for: official).first)
            let person = CaseworkWorld.session(first.examinee.iin, nil)
            _ = try await platform.startExamination(first.id, by: person, once: .unkeyed)
            _ = try await platform.withdrawApplication(
                stored.id, by: world.applicant, once: .unkeyed)
            let endings = try await platform.sittings(at: task.id, for: official).map(
                \.sitting.ending)
            #expect(endings == [.handedIn, .withdrawn])
            #expect(
                try await refusal {
                    try await platform.saveAnswer(
                        first.id, question: 1, option: 0, by: person, once: .unkeyed)
                } == .sittingOver)
        }
    }

    @Test(.clause("IS-O.4-c", "IS-2.10"), arguments: Engine.allCases)
    func `a stage that is renamed in the installed version keeps nobody from the examination`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (stored, person, _, _) = try await admitted(world)
            let renamed = try CaseworkLibrary(
                files: Regulations.services.map { file in
                    var text = String(decoding: file, as: UTF8.self)
                    guard text.contains("\"service\": \"safety-examination\"") else { return file }
                    for name in ["code", "next", "stage"] {
                        text.replace(
                            "\"\(name)\": \"examination\"", with: "\"\(name)\": \"exam\"")
                    }
                    return Array(text.utf8)
                })
            let node = try world.test.node(casework: renamed)
            let running = try await node.platform.startExamination(
                stored.id, by: person, once: .unkeyed)
            guard case .running = running.sitting.phase else {
                Issue.record("\(running.sitting.phase)")
                return
            }
            withExtendedLifetime(node) {}
        }
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `an application is withdrawn when a sitting's time has just run out`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let (stored, person, _, _) = try await admitted(world)
            _ = try await world.platform.startExamination(stored.id, by: person, once: .unkeyed)
            world.test.clock.advance(seconds: 7201)
            let withdrawn = try await world.platform.withdrawApplication(
                stored.caseID, by: world.applicant, once: .unkeyed)
            #expect(withdrawn.state.phase.name == "withdrawn")
            let ended = try await world.platform.examination(stored.id, of: person)
            #expect(ended.sitting.ending == .timeOver)
        }
    }
}
