import Casework
import Foundation
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// The examination from the bank to the certificate (UC-47, UC-48, UC-49).
@Suite(.timeLimit(.minutes(10)))
struct ExaminationFlowTests {
    @Test(
        .clause("IS-2.10", "IS-2.5", "IS-2.A4", "IS-2.10-v1"), arguments: Engine.allCases)
    func `several people of one case end in one certificate that names failed and absent too`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (stored, task, official) = try await world.caseAtExamination()
            var sittings: [StoredSitting] = []
            for number in 1...3 {
                world.test.clock.advance(seconds: 1)
                sittings.append(
                    try await platform.admitExaminee(
                        CaseworkWorld.person(number), to: task.id, by: official, once: .unkeyed))
            }
            #expect(Set(sittings.map(\.commitment)).count == 3)
            #expect(sittings.allSatisfy { $0.passMark == 70 })
            func complete(_ outcome: String) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.completeTask(
                        task.id, TaskAnswer(outcome: outcome), by: official, once: .unkeyed)
                }
            }
            for (sitting, right) in zip(sittings, [70, 69]) {
                let person = CaseworkWorld.session(sitting.examinee.iin, nil)
                _ = try await platform.startExamination(sitting.id, by: person, once: .unkeyed)
                try await world.answer(sitting.id, right: right, by: person)
                let ended = try await platform.handIn(sitting.id, by: person, once: .unkeyed)
                #expect(ended.score == right)
                #expect(ended.isPassed == (right == 70))
                // One is still to come: nothing is opened, and the stage cannot end.
                let closed = try await platform.examinationCommitment(sitting.id)
                #expect(closed.opening == nil)
                #expect(try await complete("recorded") == .caseNotInState)
            }
            try await platform.endUnstarted(
                sittings[2].id, as: .absent, at: task.id, by: official, once: .unkeyed)
            #expect(try await complete("nobodyPassed") == .caseNotInState)
            #expect(try await complete("recorded") == nil)
            let ended = try await world.carry(stored, through: [])
            let result = try #require(try await platform.result(of: ended.id))
            let table = try JSON.parse(result.statement)["examinees"]?.array ?? []
            #expect(table.map { $0["result"]?.string } == ["passed", "failed", "absent"])
            #expect(table.map { $0["name"]?.string } == (1...3).map { "Examinee \($0)" })
            #expect(table.first?["education"] == "Higher")
            let paper = try await paperText(platform.resultFile(of: ended.id))
            for words in ["СЕРТИФИКАТ №", "Examinee 1", "Examinee 3", "келген жоқ", "не сдал(а)"] {
                #expect(paper.contains(words), "\(words)")
            }
            for sitting in sittings.prefix(2) { try await checkOpening(sitting, world) }
            // Who did not come has seen nothing: that set stays closed.
            #expect(try await platform.examinationCommitment(sittings[2].id).isNeverOpened)
            try await checkEntries(sittings, world)
        }
    }

    /// What was published before is what was opened after, by a program of its own.
    private func checkOpening(_ sitting: StoredSitting, _ world: CaseworkWorld) async throws {
        let found = try await world.platform.examinationCommitment(sitting.id)
        #expect(found.commitment == sitting.commitment)
        let opening = try #require(found.opening)
        let answer: JSON = [
            "commitment": .string(found.commitment),
            "opening": [
                "salt": .string(opening.salt.hex),
                "set": .string(String(decoding: opening.set, as: UTF8.self)),
            ],
        ]
        #expect(try peer(answer) == 0)
        // One changed sign of the set, and it is another hash.
        let changed = answer.text.replacing("вопрос", with: "Вопрос")
        #expect(try peer(JSON.parse(Array(changed.utf8))) == 1)
    }

    private func peer(_ answer: JSON) throws -> Int32 {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "commitment-\(UUID().uuidString).json")
        try Data(answer.text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-B", SourceTree.root + "/Tests/Peers/examination/commitment.py",
        ]
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// The hash stands in the journal before the start, and no leaf says how a person did.
    private func checkEntries(_ sittings: [StoredSitting], _ world: CaseworkWorld) async throws {
        let leaves = try await world.test.store.read { transaction in
            try transaction.rows(
                """
                SELECT leaf FROM journal_entry
                WHERE kind IN ('examinationDrawn', 'examinationStarted', 'examinationEnded')
                """
            ).map { try JSON.parse(try $0.bytes(0)) }
        }
        #expect(leaves.count == 3 + 2 + 3)
        let first = try #require(sittings.first)
        let own = leaves.filter { $0["facts"]?["sitting"]?.string == first.id.text }
        // One moment for all: the clock stands still here.
        let byKind = Dictionary(
            uniqueKeysWithValues: own.map { ($0["kind"]?.string ?? "", $0["facts"]) })
        #expect(byKind.count == 3)
        #expect(byKind["examinationDrawn"]??["commitment"]?.string == first.commitment)
        #expect(byKind["examinationStarted"]??["commitment"]?.string == first.commitment)
        #expect(byKind["examinationEnded"]??["ending"] == "handedIn")
        #expect(leaves.allSatisfy { $0["facts"]?["score"] == nil && !$0.text.contains("70/100") })
    }

    @Test(.clause("IS-2.10"), arguments: Engine.allCases)
    func `a set is opened only when nobody can gain by it any more`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let (_, task, official) = try await world.caseAtExamination()
            let (_, other, _) = try await world.caseAtExamination()
            let one = try await platform.admitExaminee(
                CaseworkWorld.person(1), to: task.id, by: official, once: .unkeyed)
            let two = try await platform.admitExaminee(
                CaseworkWorld.person(2), to: other.id, by: official, once: .unkeyed)
            let people = [one, two].map { CaseworkWorld.session($0.examinee.iin, nil) }
            for (sitting, person) in zip([one, two], people) {
                _ = try await platform.startExamination(sitting.id, by: person, once: .unkeyed)
                world.test.clock.advance(seconds: 60)
            }
            _ = try await platform.handIn(one.id, by: people[0], once: .unkeyed)
            // The other sat at the same time from the same bank.
            #expect(try await platform.examinationCommitment(one.id).opening == nil)
            #expect(try await platform.examinationCommitment(two.id).opening == nil)
            world.test.clock.advance(seconds: 7200)
            // Over by the clock, though nothing has swept it yet.
            #expect(try await platform.examinationCommitment(one.id).opening != nil)
            #expect(try await platform.examinationCommitment(two.id).opening == nil)
            #expect(try await platform.endOverdueSittings().ended == 1)
            #expect(try await platform.examinationCommitment(two.id).opening != nil)
            let list = try await platform.examinationCommitments(
                page: PageRequest(limit: 1, cursor: nil))
            #expect(list.items.count == 1 && list.nextCursor != nil)
            #expect(list.items.allSatisfy { $0.opening == nil })
            #expect(
                try await refusal {
                    try await platform.examinationCommitment(Identifier(random: .system))
                } == .notFound)
        }
    }

    @Test(.clause("IS-2.10", "IS-2.4"), arguments: Engine.allCases)
    func `tests come from the authorised body, dated, and none that is too small is opened`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            let author = try await world.author()
            let stranger = try await world.author(at: CaseworkWorld.department, number: 1)
            func load(_ file: [UInt8], _ official: SignedInOfficial) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.loadTestBank(file, by: official, once: .unkeyed)
                }
            }
            let small = CaseworkWorld.questions(99, mark: "s")
            // Another body, and another role.
            #expect(try await load(small, stranger) == .roleNotAllowed)
            #expect(
                try await load(small, world.worker(CaseworkWorld.committee)) == .roleNotAllowed)
            #expect(try await load(Array("{}".utf8), author) == .testBankRefused)
            let bank = try await platform.loadTestBank(small, by: author, once: .unkeyed)
            #expect(try await load(small, author) == .testBankRefused)
            let today = Day(at: world.test.clock.now)
            func open(_ id: Identifier<StoredTestBank>, _ day: Day) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.openTestBank(id, from: day, by: author, once: .unkeyed)
                }
            }
            #expect(try await open(bank.id, today) == .testBankRefused)
            let large = try await platform.loadTestBank(
                CaseworkWorld.questions(100, mark: "l"), by: author, once: .unkeyed)
            #expect(try await open(large.id, today.adding(days: -1)) == .invalidField)
            #expect(try await open(Identifier(random: .system), today) == .notFound)
            #expect(try await open(large.id, today.adding(days: 1)) == nil)
            #expect(try await open(large.id, today.adding(days: 2)) == .testBankRefused)
            let list = try await platform.testBanks(
                for: author, page: PageRequest(limit: 10, cursor: nil))
            #expect(Set(list.items.map(\.questions)) == [99, 100])
            #expect(list.items.first { $0.id == large.id }?.openedFrom == today.adding(days: 1))
        }
    }
}
