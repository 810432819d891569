import Kernel

/// What the act fixes of a test (IS-2.10).
package enum TestRules {
    /// Questions of a test.
    package static let questions = 100
    /// Options of a question, of which one is right.
    package static let options = 4
    /// Minutes to complete it.
    package static let minutes: Int64 = 120
    /// The clause.
    package static let clause: Clause = "IS-2.10"
}

/// A text of a test in both languages of the state; English where the author gave it.
package struct TestText: Hashable, Sendable {
    /// The longest text in characters.
    package static let lengthMax = 1000

    /// In Kazakh.
    package let kk: String
    /// In Russian.
    package let ru: String
    /// In English; nil where the author gave none.
    package let en: String?

    /// The text, and the language that it is in: Russian where there is no English.
    package func shown(in language: Language) -> (text: String, language: Language) {
        switch language {
        case .kk: (kk, .kk)
        case .ru: (ru, .ru)
        case .en: en.map { ($0, .en) } ?? (ru, .ru)
        }
    }

    /// The text as it stands in files.
    package var json: JSON {
        .object(present: ("kk", .string(kk)), ("ru", .string(ru)), ("en", en.map { .string($0) }))
    }

    /// Reads what ``json`` wrote.
    package init?(json: JSON) {
        guard let kk = json["kk"]?.string, let ru = json["ru"]?.string else { return nil }
        (self.kk, self.ru, en) = (kk, ru, json["en"]?.string)
    }
}

/// A question with its options.
package struct TestQuestion: Hashable, Sendable {
    /// What is asked.
    package let text: TestText
    /// The options, ``TestRules/options`` of them.
    package let options: [TestText]
    /// The place of the right one, from 0.
    package let right: Int
}

/// The questions that the authorised body has prepared: one file (IS-2.10).
///
/// `{"title", "questions": [{"kk", "ru", "en"?, "options": [{"kk", "ru", "en"?, "right"?}]}]}`; the
/// right option says `"right": true`. ``init(file:)`` makes sure of every row.
package struct TestBank: Hashable, Sendable {
    /// The most questions of a bank.
    package static let questionsMax = 5000
    /// The longest title in characters.
    package static let titleLengthMax = 200

    /// What the author calls it.
    package let title: String
    /// The questions, in the order of the file.
    package let questions: [TestQuestion]

    /// Whether a test can be drawn from it.
    package var isEnough: Bool { questions.count >= TestRules.questions }

    /// Reads a file.
    ///
    /// - Throws: ``TestBankFaults`` with everything that is wrong, row by row.
    package init(file: [UInt8]) throws(TestBankFaults) {
        guard let json = try? JSON.parse(file) else { throw TestBankFaults([.init(nil, .notJSON)]) }
        let title = (json["title"]?.string ?? "").trimmed
        var faults: [TestBankFault] = []
        if !(1...Self.titleLengthMax).contains(title.count) { faults.append(.init(nil, .title)) }
        let rows = json["questions"]?.array ?? []
        if !(1...Self.questionsMax).contains(rows.count) {
            throw TestBankFaults(faults + [.init(nil, .questionCount(rows.count))])
        }
        var questions: [TestQuestion] = []
        // The first row in which a text stands, by language, so that a double names it.
        var seen: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            let number = index + 1
            do throws(TestBankFault.Reason) {
                let question = try TestQuestion(row: row)
                for key in question.text.keys {
                    if let first = seen[key] { throw .sameAs(row: first) }
                }
                for key in question.text.keys { seen[key] = number }
                questions.append(question)
            } catch { faults.append(.init(number, error)) }
        }
        guard faults.isEmpty else { throw TestBankFaults(faults) }
        self.title = title
        self.questions = questions
    }
}

extension TestQuestion {
    fileprivate init(row: JSON) throws(TestBankFault.Reason) {
        text = try TestText(checking: row)
        let options = row["options"]?.array ?? []
        guard options.count == TestRules.options else { throw .optionCount(options.count) }
        var texts: [TestText] = []
        for option in options { texts.append(try TestText(checking: option)) }
        for (index, option) in texts.enumerated() {
            let before = Set(texts.prefix(index).flatMap(\.keys))
            guard before.isDisjoint(with: option.keys) else { throw .sameOption }
        }
        let marks = options.map { $0["right"] ?? false }
        guard marks.allSatisfy({ $0.bool != nil }) else { throw .rightCount(0) }
        let right = marks.indices.filter { marks[$0] == true }
        guard right.count == 1, let only = right.first else { throw .rightCount(right.count) }
        self.options = texts
        self.right = only
    }
}

extension TestText {
    fileprivate init(checking json: JSON) throws(TestBankFault.Reason) {
        guard let text = TestText(json: json) else { throw .textMissing }
        for part in [text.kk, text.ru, text.en ?? "-"] {
            guard !part.trimmed.isEmpty else { throw .textMissing }
            guard part.count <= Self.lengthMax else { throw .textTooLong }
        }
        self = text
    }

    /// What makes two texts the same: neither case nor spaces count.
    fileprivate var keys: [String] {
        [("kk", kk), ("ru", ru)].map { language, text in
            language + ":" + text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
        }
    }
}
