import Casework
import Journal
import Kernel
import Registers
import Signatures
import Store

/// A person to be examined.
package struct ExamineeDraft: Sendable, Hashable {
    /// In which capacity the person is examined (IS-2.5).
    package typealias Capacity = ListedPerson.Capacity

    /// The longest name, position or education in characters.
    package static let lengthMax = ListedPerson.lengthMax

    /// The person.
    package var iin: IIN
    /// The full name.
    package var name: String
    /// The position.
    package var position: String
    /// The education.
    package var education: String
    /// In which capacity.
    package var capacity: Capacity

    /// The name as it is kept and stands in the certificate: the full one, and where it is longer
    /// than may be kept, first without the patronymic, then its beginning.
    static func kept(_ record: PersonRecord) -> String {
        // The store counts what a letter is made of.
        func fits(_ name: String) -> Bool { name.unicodeScalars.count <= lengthMax }
        if fits(record.fullName) { return record.fullName }
        let short = record.surname + " " + record.name
        if fits(short) { return short }
        return String(String.UnicodeScalarView(short.unicodeScalars.prefix(lengthMax))).trimmed
    }

    /// A person to be examined.
    package init(
        iin: IIN, name: String, position: String, education: String, capacity: Capacity
    ) {
        self.iin = iin
        self.name = name
        self.position = position
        self.education = education
        self.capacity = capacity
    }
}

/// A sitting as it is kept, without its question set.
package struct StoredSitting: Sendable, Hashable {
    /// The random name.
    package let id: Identifier<StoredSitting>
    /// The case.
    package let caseID: Identifier<StoredCase>
    /// Who is examined.
    package let examinee: ExamineeDraft
    /// The bank from which its set was drawn.
    package let bank: Identifier<StoredTestBank>
    /// SHA-256 of the salt and the set, in hexadecimal.
    package let commitment: String
    /// The right answers that pass.
    package let passMark: Int
    /// When the set was drawn and its hash published.
    package let drawnAt: Instant
    /// The journal entry of that.
    package let entry: Identifier<JournalEntry>
    /// When the person began; nil before.
    package let startedAt: Instant?
    /// How many answers are right; nil before the end, and for who did not attend.
    package let score: Int?
    /// When its result stopped to count, since the refusal that rested on it was cancelled on
    /// appeal or not upheld (Q-IS-55); nil where it counts.
    package let annulledAt: Instant?
    /// The sitting.
    package internal(set) var sitting: Sitting

    /// Whether the person passed; nil before the end, and for who did not attend.
    package var isPassed: Bool? { score.map { $0 >= passMark } }

    static let columns: SQL = """
        s.id, s.case_id, s.examinee_iin, s.name, s.position, s.education, s.capacity, s.bank_id,
        s.commitment, s.pass_mark, s.drawn_at, s.entry_id, s.started_at, s.ends_at, s.ended_at,
        s.ending, s.score, s.annulled_at
        """

    init(row: Row) throws {
        id = try row.identifier(0)
        caseID = try row.identifier(1)
        examinee = ExamineeDraft(
            iin: try row.iin(2), name: try row.text(3), position: try row.text(4),
            education: try row.text(5),
            capacity: ExamineeDraft.Capacity(rawValue: try row.text(6)) ?? .head)
        bank = try row.identifier(7)
        commitment = try row.text(8)
        passMark = Int(try row.integer(9))
        drawnAt = try row.instant(10)
        entry = try row.identifier(11)
        startedAt = try row.instantIfPresent(12)
        score = try row.integerIfPresent(16).map { Int($0) }
        annulledAt = try row.instantIfPresent(17)
        let phase: Sitting.Phase
        if let ended = try row.instantIfPresent(14) {
            let ending = try row.textIfPresent(15).flatMap(Sitting.Ending.init(rawValue:))
            phase = .ended(ending ?? .timeOver, at: ended)
        } else if let startedAt, let until = try row.instantIfPresent(13) {
            phase = .running(from: startedAt, until: until)
        } else {
            phase = .admitted
        }
        sitting = Sitting(phase: phase)
    }

    /// The row of the certificate; nil for an admission that was taken back or has no end yet.
    var result: ExamineeResult? {
        let outcome: ExamineeResult.Outcome
        switch sitting.ending {
        case .handedIn, .timeOver: outcome = isPassed == true ? .passed : .failed
        case .absent: outcome = .absent
        case .withdrawn, nil: return nil
        }
        return ExamineeResult(
            name: examinee.name, position: examinee.position, education: examinee.education,
            outcome: outcome)
    }
}

extension Platform {
    /// A sitting, locked until the transaction ends, with its answers.
    ///
    /// - Throws: `notFound`.
    func lockedSitting(
        _ id: Identifier<StoredSitting>, in transaction: any Transaction
    ) throws -> StoredSitting {
        let row = try transaction.lockedRows(
            "SELECT \(StoredSitting.columns) FROM examination_sitting s WHERE s.id = \(id)"
        ).first
        return try withAnswers(row, in: transaction)
    }

    /// A sitting as it stands, with its answers.
    ///
    /// - Throws: `notFound`.
    func storedSitting(
        _ id: Identifier<StoredSitting>, in transaction: any Transaction
    ) throws -> StoredSitting {
        let row = try transaction.firstRow(
            "SELECT \(StoredSitting.columns) FROM examination_sitting s WHERE s.id = \(id)")
        return try withAnswers(row, in: transaction)
    }

    private func withAnswers(
        _ row: Row?, in transaction: any Transaction
    ) throws -> StoredSitting {
        guard var stored = try row.map(StoredSitting.init(row:)) else { throw Refusal(.notFound) }
        let answers = try transaction.rows(
            """
            SELECT question, chosen FROM examination_answer WHERE sitting_id = \(stored.id)
            ORDER BY question LIMIT \(TestRules.questions)
            """
        ).map { (Int(try $0.integer(0)), Int(try $0.integer(1))) }
        stored.sitting = Sitting(
            phase: stored.sitting.phase, answers: Dictionary(uniqueKeysWithValues: answers))
        return stored
    }

    /// The set of a sitting with its salt.
    func questionSet(
        of id: Identifier<StoredSitting>, in transaction: any Transaction
    ) throws -> (set: QuestionSet, bytes: [UInt8], salt: [UInt8]) {
        let row = try transaction.firstRow(
            "SELECT question_set, salt FROM examination_sitting WHERE id = \(id)")
        guard let row else { throw Refusal(.notFound) }
        let bytes = try row.bytes(0)
        guard let set = QuestionSet(bytes: bytes) else { throw Refusal(.internalError) }
        return (set, bytes, try row.bytes(1))
    }

    /// Writes how a sitting ended, with its journal entry; answers that were saved count.
    ///
    /// The score is personal and stands hashed in the entry.
    func writeEnd(
        of stored: StoredSitting, by official: SignedInOfficial?, at now: Instant,
        in transaction: any Transaction
    ) throws {
        guard case .ended(let ending, let at) = stored.sitting.phase else { return }
        let answers = stored.sitting.answers.sorted { $0.key < $1.key }.map { answer -> JSON in
            [.integer(Int64(answer.key)), .integer(Int64(answer.value + 1))]
        }
        var facts: [JSON.Member] = [
            JSON.Member("sitting", .string(stored.id.text)),
            JSON.Member("case", .string(stored.caseID.text)),
            JSON.Member("ending", .string(ending.rawValue)), JSON.Member("endedAt", JSON(at)),
        ]
        var personal: [JSON.Member] = []
        var score: Int64?
        if [.handedIn, .timeOver].contains(ending) {
            let count = try questionSet(of: stored.id, in: transaction).set
                .score(stored.sitting.answers)
            score = Int64(count)
            personal += [
                JSON.Member("score", .string("\(count)/\(TestRules.questions)")),
                JSON.Member("passed", .bool(count >= stored.passMark)),
                JSON.Member("answers", .array(answers)),
            ]
        }
        if let official {
            facts += [
                JSON.Member("body", .string(official.body.digits)),
                JSON.Member("official", .string(officialName(official.person.iin))),
            ]
            personal.append(JSON.Member("officials", [.string(official.name)]))
        }
        let entry = try journal.append(
            .examinationEnded, at: now, facts: .object(facts), personal: .object(personal),
            subject: stored.examinee.iin, in: transaction)
        try transaction.execute(
            """
            UPDATE examination_sitting SET ended_at = \(at), ending = \(ending.rawValue),
                score = \(score), end_entry_id = \(entry)
            WHERE id = \(stored.id)
            """)
    }
}
