import Kernel
import QyzmetTesting
import Synchronization
import Testing

@testable import Casework

extension ExamineeResult {
    static func sample(_ outcome: Outcome) -> ExamineeResult {
        ExamineeResult(name: "N", position: "P", education: "E", outcome: outcome)
    }
}

/// Files of questions, question sets and sittings, without a store (UC-47, UC-48).
struct ExaminationTests {
    /// A file of questions, as an author would write it.
    static func file(
        _ count: Int, title: String = "Bank",
        change: (Int, inout [JSON.Member]) -> Void = { _, _ in }
    ) -> [UInt8] {
        let rows = (1...count).map { number -> JSON in
            let options = (1...4).map { option -> JSON in
                [
                    "kk": "жауап \(option)", "ru": "ответ \(option)",
                    "right": .bool(option == number % 4 + 1),
                ]
            }
            var members = [
                JSON.Member("kk", "сұрақ \(number)"), JSON.Member("ru", "вопрос \(number)"),
                JSON.Member("options", .array(options)),
            ]
            change(number, &members)
            return .object(members)
        }
        return (["title": .string(title), "questions": .array(rows)] as JSON).canonicalBytes
    }

    private func faults(_ file: [UInt8]) -> [TestBankFault] {
        do throws(TestBankFaults) {
            _ = try TestBank(file: file)
            return []
        } catch { return error.all }
    }

    private static func option(_ text: String, _ right: JSON?) -> JSON {
        .object(present: ("kk", .string(text)), ("ru", .string(text)), ("right", right))
    }

    @Test(.clause("IS-2.10", "IS-2.10-v1"))
    func `a file in order is read, and each row that is not is named with its number`() throws {
        let bank = try TestBank(file: Self.file(120))
        #expect(bank.questions.count == 120 && bank.isEnough)
        #expect(try !TestBank(file: Self.file(99)).isEnough)
        #expect(bank.questions.allSatisfy { $0.options.count == 4 })
        let option = Self.option
        func found(_ row: Int, _ options: [JSON]) -> [TestBankFault] {
            faults(
                Self.file(100) { number, members in
                    if number == row { members[2].value = .array(options) }
                })
        }
        let four = [option("a", true), option("b", nil), option("c", false), option("d", nil)]
        #expect(found(7, four).isEmpty)
        #expect(found(7, Array(four.prefix(3))) == [.init(7, .optionCount(3))])
        #expect(found(8, four + [option("e", nil)]) == [.init(8, .optionCount(5))])
        let none = four.dropFirst() + [option("e", nil)]
        #expect(found(9, Array(none)) == [.init(9, .rightCount(0))])
        let two = [option("x", true)] + four.prefix(3)
        #expect(found(10, two) == [.init(10, .rightCount(2))])
        // A mark that is neither true nor false says nothing.
        #expect(
            found(11, [option("x", "yes")] + four.dropFirst()) == [.init(11, .rightCount(0))])
        // Neither case nor spaces make another text.
        let same = [option("A  b", true), option("a B", nil), option("c", nil), option("d", nil)]
        #expect(found(12, same) == [.init(12, .sameOption)])
    }

    @Test(.clause("IS-2.10-v1"))
    func `texts in both languages, no doubles, and the words say the row`() {
        let several = faults(
            Self.file(100) { number, members in
                switch number {
                case 3: members.removeAll { $0.name == "kk" }
                case 4: members[1].value = "  "
                case 5: members[0].value = .string(String(repeating: "а", count: 1001))
                case 90: members[1].value = "Вопрос  17"
                default: break
                }
            })
        #expect(
            several == [
                .init(3, .textMissing), .init(4, .textMissing), .init(5, .textTooLong),
                .init(90, .sameAs(row: 17)),
            ])
        let words = TestBankFaults(several).words
        #expect(words.en.contains("row 90: repeats the question of row 17"))
        #expect(words.ru.contains("строка 3"))
        #expect(words.kk.contains("5-жол"))
        #expect(faults(Array("[".utf8)) == [.init(nil, .notJSON)])
        #expect(faults(Self.file(1, title: " ")) == [.init(nil, .title)])
        #expect(
            faults(Array(#"{"title":"T","questions":[]}"#.utf8))
                == [.init(nil, .questionCount(0))])
    }

    /// A source of its own, the same each time.
    private func dice(_ seed: UInt64) -> RandomSource {
        let state = Holder(seed)
        return RandomSource { count in (0..<count).map { _ in state.next() } }
    }

    private final class Holder: Sendable {
        private let state: Mutex<UInt64>

        init(_ seed: UInt64) { state = Mutex(seed) }

        func next() -> UInt8 {
            state.withLock { value in
                value = value &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: value >> 33)
            }
        }
    }

    @Test(.clause("IS-2.10"))
    func `a set is a hundred rows of the bank, each once, with its own right answer`() throws {
        let bank = try TestBank(file: Self.file(150))
        var places: [Int: Int] = [:]
        var rows: Set<Int> = []
        for seed in 1...20 as ClosedRange<UInt64> {
            let set = QuestionSet(drawnFrom: bank, named: "b", random: dice(seed))
            #expect(set.items.count == 100 && Set(set.items.map(\.row)).count == 100)
            for item in set.items {
                let question = bank.questions[item.row - 1]
                #expect(item.text == question.text)
                #expect(Set(item.options) == Set(question.options))
                #expect(item.options[item.right] == question.options[question.right])
                places[item.right, default: 0] += 1
                rows.insert(item.row)
            }
            #expect(QuestionSet(bytes: set.bytes) == set)
            let all = Dictionary(
                uniqueKeysWithValues: set.items.enumerated().map { ($0 + 1, $1.right) })
            #expect(set.score(all) == 100)
            #expect(set.score(all.mapValues { ($0 + 1) % 4 }) == 0)
            #expect(set.score([:]) == 0)
        }
        // Every row and every place comes up; a source that always says the same would not do.
        #expect(rows.count == 150)
        #expect(places.count == 4 && places.values.allSatisfy { (400...600).contains($0) })
        #expect(QuestionSet(bytes: Array("{}".utf8)) == nil)
    }

    @Test(.clause("IS-2.10", "IS-2.10-v1"))
    func `a sitting runs for 120 minutes to the millisecond, whatever the clock does`() {
        let start = Instant(seconds: 1_795_200_000)
        let end = start.adding(seconds: 7200)
        func fault(_ work: (inout Sitting) throws(Sitting.Fault) -> Void, _ sitting: Sitting)
            -> Sitting.Fault?
        {
            var copy = sitting
            do throws(Sitting.Fault) {
                try work(&copy)
                return nil
            } catch { return error }
        }
        func answer(at now: Instant, _ question: Int = 1, _ option: Int = 0)
            -> (inout Sitting) throws(Sitting.Fault) -> Void
        {
            { (sitting: inout Sitting) throws(Sitting.Fault) in
                try sitting.answer(question, with: option, at: now)
            }
        }
        var sitting = Sitting()
        #expect(fault(answer(at: start), sitting) == .notStarted)
        #expect(!sitting.isRunning(at: start))
        try? sitting.start(at: start)
        #expect(sitting.phase == .running(from: start, until: end))
        #expect(
            fault(
                { (copy: inout Sitting) throws(Sitting.Fault) in try copy.start(at: start) },
                sitting)
                == .alreadyStarted)
        #expect(fault(answer(at: end), sitting) == nil)
        #expect(fault(answer(at: end.adding(milliseconds: 1)), sitting) == .over)
        // A clock that is set back gives no time that was not there: the end stays where it is.
        #expect(fault(answer(at: start.adding(seconds: -60)), sitting) == nil)
        #expect(fault(answer(at: start, 0), sitting) == .unknownQuestion)
        #expect(fault(answer(at: start, 101), sitting) == .unknownQuestion)
        #expect(fault(answer(at: start, 1, 4), sitting) == .unknownOption)
        #expect(
            fault(
                { (copy: inout Sitting) throws(Sitting.Fault) in
                    try copy.endUnstarted(.absent, at: start)
                }, sitting)
                == .alreadyStarted)
        var over = sitting
        let early = over.endIfOver(at: end)
        let late = over.endIfOver(at: end.adding(seconds: 999))
        #expect(!early && late)
        #expect(over.phase == .ended(.timeOver, at: end))
        // Ended is ended, even when the clock goes back.
        #expect(fault(answer(at: start), over) == .over)
        let again = over.endIfOver(at: start)
        #expect(!again)
        var handed = sitting
        try? handed.handIn(at: start.adding(seconds: 5))
        #expect(handed.ending == .handedIn)
        #expect(
            fault(
                { (copy: inout Sitting) throws(Sitting.Fault) in try copy.handIn(at: start) },
                handed) == .over)
        #expect(
            fault(
                { (copy: inout Sitting) throws(Sitting.Fault) in try copy.start(at: start) }, handed
            ) == .over)
    }

    @Test(.clause("IS-2.10", "IS-2.A4"))
    func `an examination ends with the results of all, and as they call for`() throws {
        let service = try Definitions.named("safety-examination")
        var made = try service.fullCase(kind: "examination")
        try made.apply(.submitted(submission("2026-02-02")), of: service)
        func ending(_ outcome: String, _ results: [ExamineeResult], _ grounds: [String] = [])
            throws(CaseFault) -> CaseEvent
        {
            try made.completing(
                outcome: outcome, by: .responsibleExecutor, grounds: grounds,
                reasons: grounds.isEmpty ? "" : "Никто из двоих не сдал экзамен.",
                results: results, on: day("2026-02-03"), of: service, options: CaseOptions())
        }
        try made.apply(ending("admitted", []), of: service)
        #expect(throws: CaseFault.notExamined) { try ending("recorded", []) }
        let (passed, failed) = (ExamineeResult.sample(.passed), ExamineeResult.sample(.failed))
        #expect(throws: CaseFault.otherResults) {
            try ending("recorded", [failed, .sample(.absent)])
        }
        #expect(throws: CaseFault.otherResults) {
            try ending("nobodyPassed", [failed, passed], ["nobodyPassed"])
        }
        #expect(throws: CaseFault.groundMissing) { try ending("nobodyPassed", [failed]) }
        _ = try ending("nobodyPassed", [failed], ["nobodyPassed"])
        let event = try ending("recorded", [passed, failed, .sample(.absent)])
        #expect(CaseEvent(json: event.json) == event)
        try made.apply(event, of: service)
        #expect(made.results.map(\.outcome) == [.passed, .failed, .absent])
    }
}
