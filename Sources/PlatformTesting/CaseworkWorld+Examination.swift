import Casework
import Kernel
import Signatures
import Store
import Testing
import UseCases

/// What tests of the examination need beside officials and applicants.
extension CaseworkWorld {
    /// A file of questions, each row another; the mark of the right option moves.
    package static func questions(_ count: Int, mark: String = "") -> [UInt8] {
        let rows = (1...count).map { number -> JSON in
            [
                "kk": "\(mark)сұрақ \(number)", "ru": "\(mark)вопрос \(number)",
                "options": .array(
                    (0..<4).map { option in
                        [
                            "kk": "жауап \(option)", "ru": "ответ \(option)",
                            "right": .bool(option == number % 4),
                        ]
                    }),
            ]
        }
        return (["title": .string("Bank " + mark), "questions": .array(rows)] as JSON)
            .canonicalBytes
    }

    /// Who prepares tests, at the authorised body or at another.
    package func author(at body: BIN = committee, number: Int = 0) async throws -> SignedInOfficial
    {
        let iin = IIN(stored: "80010120000\(number)")
        try await test.apply(
            .addOfficial(OfficialDraft(iin: iin, name: "author", body: body, role: "testAuthor")))
        return try await platform.official(Self.session(iin, body))
    }

    /// Loads a bank and opens it from today on, unless one is open.
    @discardableResult
    package func openBank(
        _ file: [UInt8] = questions(120), isNew: Bool = false
    ) async throws -> Identifier<StoredTestBank>? {
        let shelf = TestBankShelf(journal: platform.journal, random: .system)
        let bank = try TestBank(file: file)
        let now = test.clock.now
        return try await test.store.write { transaction in
            let open = try transaction.firstRow(
                "SELECT id FROM examination_bank WHERE opened_from IS NOT NULL LIMIT 1")
            guard isNew || open == nil else { return nil }
            let id = try shelf.add(bank, file: file, by: ["A"], at: now, in: transaction)
            try shelf.open(id, from: Day(at: now), by: ["A"], at: now, in: transaction)
            return id
        }
    }

    package static func person(_ number: Int) -> ExamineeDraft {
        // The first serial number of its ten that has a check digit.
        let digits = (0..<10).map { "8501011\(2000 + number * 10 + $0)" }.compactMap { text in
            checkDigit(text.compactMap(\.wholeNumberValue)).map { text + "\($0)" }
        }
        return ExamineeDraft(
            iin: IIN(stored: digits[0]), name: "Examinee \(number)",
            position: "Engineer", education: "Higher", capacity: .commissionMember)
    }

    /// The same person, as an application lists them.
    package static func listed(_ number: Int) -> ListedPerson {
        let draft = person(number)
        return ListedPerson(
            iin: draft.iin.digits, name: draft.name, position: draft.position,
            education: draft.education, capacity: draft.capacity)
    }

    /// The case at its examination, with the task taken.
    package func caseAtExamination(
        of people: [ListedPerson]? = nil
    ) async throws -> (StoredCase, CaseTask, SignedInOfficial) {
        try await openBank()
        let draft = try await fullDraft(
            "safety-examination", kind: "examination", listing: people)
        let submitted = try await submit(draft)
        let official = try worker(Self.department)
        for outcome in ["", "admitted"] {
            let (hand, _) = try #require(try await waiting(submitted.id))
            if !outcome.isEmpty {
                _ = try await platform.takeTask(hand.task.id, by: official, once: .unkeyed)
            }
            _ = try await platform.completeTask(
                hand.task.id, TaskAnswer(outcome: outcome), by: official, once: .unkeyed)
        }
        let (hand, _) = try #require(try await waiting(submitted.id))
        _ = try await platform.takeTask(hand.task.id, by: official, once: .unkeyed)
        return (submitted, hand.task, official)
    }

    /// The right places by question, read behind the platform.
    package func rightPlaces(_ id: Identifier<StoredSitting>) async throws -> [Int] {
        let bytes = try await test.store.read { transaction in
            try transaction.firstRow(
                "SELECT question_set FROM examination_sitting WHERE id = \(id)")?.bytes(0)
        }
        let set = QuestionSet(bytes: try #require(bytes))
        return try #require(set).items.map(\.right)
    }

    /// Answers so many questions right and the rest wrong.
    package func answer(
        _ id: Identifier<StoredSitting>, right count: Int, by person: SignedInPerson
    ) async throws {
        for (index, place) in try await rightPlaces(id).enumerated() {
            _ = try await platform.saveAnswer(
                id, question: index + 1, option: index < count ? place : (place + 1) % 4,
                by: person, once: .unkeyed)
        }
    }

    /// One person is examined from admission to hand-in.
    package func examine(
        at task: Identifier<CaseTask>, by official: SignedInOfficial, rightAnswers: Int
    ) async throws {
        try await openBank()
        let stored = try await platform.admitExaminee(
            Self.person(1), to: task, by: official, once: .unkeyed)
        let person = Self.session(stored.examinee.iin, nil)
        _ = try await platform.startExamination(stored.id, by: person, once: .unkeyed)
        try await answer(stored.id, right: rightAnswers, by: person)
        let ended = try await platform.handIn(stored.id, by: person, once: .unkeyed)
        #expect(ended.score == rightAnswers)
    }
}
