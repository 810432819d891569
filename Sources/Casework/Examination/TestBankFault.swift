import Kernel

/// What is wrong with a file of questions, and in which row.
package struct TestBankFault: Hashable, Sendable {
    /// What is wrong.
    package enum Reason: Error, Hashable, Sendable {
        /// The file is no JSON.
        case notJSON
        /// The title is missing or too long.
        case title
        /// There are no questions, or too many.
        case questionCount(Int)
        /// The text is not there in Kazakh and in Russian.
        case textMissing
        /// A text is longer than ``TestText/lengthMax``.
        case textTooLong
        /// There are not exactly ``TestRules/options`` options.
        case optionCount(Int)
        /// Not exactly one option is right.
        case rightCount(Int)
        /// Two options of the question are the same.
        case sameOption
        /// The question stands in another row already.
        case sameAs(row: Int)
    }

    /// The row, counted from 1; nil for the file as a whole.
    package let row: Int?
    /// What is wrong with it.
    package let reason: Reason

    init(_ row: Int?, _ reason: Reason) {
        self.row = row
        self.reason = reason
    }
}

/// Everything that is wrong with a file of questions.
package struct TestBankFaults: Error, Hashable, Sendable {
    /// The faults, in the order of the rows.
    package let all: [TestBankFault]

    init(_ all: [TestBankFault]) { self.all = all }

    /// How many are named in words; the number of all of them stands behind.
    package static let namedMax = 20

    /// The faults in words, row by row.
    package var words: LocalizedText {
        let named = all.prefix(Self.namedMax).map(\.words)
        let more = all.count > Self.namedMax ? " … (\(all.count))" : ""
        return LocalizedText(
            kk: named.map(\.kk).joined(separator: "; ") + more,
            ru: named.map(\.ru).joined(separator: "; ") + more,
            en: named.map(\.en).joined(separator: "; ") + more)
    }
}

extension TestBankFault {
    /// The fault in words, with the number of its row.
    package var words: LocalizedText {
        let text = reason.words
        guard let row else { return text }
        return LocalizedText(
            kk: "\(row)-жол: \(text.kk)", ru: "строка \(row): \(text.ru)",
            en: "row \(row): \(text.en)")
    }
}

extension TestBankFault.Reason {
    fileprivate var words: LocalizedText {
        switch self {
        case .notJSON:
            LocalizedText(
                kk: "файл JSON емес", ru: "файл не в формате JSON", en: "the file is no JSON")
        case .title:
            LocalizedText(
                kk: "title: 1–\(TestBank.titleLengthMax) таңба керек",
                ru: "title: нужно от 1 до \(TestBank.titleLengthMax) знаков",
                en: "title: 1 to \(TestBank.titleLengthMax) characters are needed")
        case .questionCount(let count):
            LocalizedText(
                kk: "questions: 1–\(TestBank.questionsMax) сұрақ керек, файлда \(count)",
                ru: "questions: нужно от 1 до \(TestBank.questionsMax) вопросов, в файле \(count)",
                en: "questions: 1 to \(TestBank.questionsMax) are needed, there are \(count)")
        case .textMissing:
            LocalizedText(
                kk: "мәтін қазақша (kk) және орысша (ru) болуы керек",
                ru: "нужен текст на казахском (kk) и русском (ru)",
                en: "the text is needed in Kazakh (kk) and Russian (ru)")
        case .textTooLong:
            LocalizedText(
                kk: "мәтін \(TestText.lengthMax) таңбадан ұзын",
                ru: "текст длиннее \(TestText.lengthMax) знаков",
                en: "a text is longer than \(TestText.lengthMax) characters")
        case .optionCount(let count):
            LocalizedText(
                kk: "дәл \(TestRules.options) жауап нұсқасы керек, мұнда \(count)",
                ru: "нужно ровно \(TestRules.options) варианта ответа, здесь \(count)",
                en: "exactly \(TestRules.options) options are needed, there are \(count)")
        case .rightCount(let count):
            LocalizedText(
                kk: "дәл бір нұсқа дұрыс болуы керек, мұнда \(count)",
                ru: "верным должен быть ровно один вариант, здесь \(count)",
                en: "exactly one option must be right, here \(count) are")
        case .sameOption:
            LocalizedText(
                kk: "екі нұсқа бірдей", ru: "два варианта одинаковы",
                en: "two options are the same")
        case .sameAs(let row):
            LocalizedText(
                kk: "\(row)-жолдағы сұрақ қайталанған", ru: "повторяет вопрос строки \(row)",
                en: "repeats the question of row \(row)")
        }
    }
}
