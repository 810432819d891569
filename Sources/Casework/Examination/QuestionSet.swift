import Kernel

/// The questions of one sitting, as its examinee sees them, with the right answers.
///
/// Its hash with a salt is published before the sitting; set and salt are opened after it, so that
/// anyone can recompute the hash. Never sent anywhere before that: what is shown of a question is
/// ``Item/text`` and ``Item/options``.
package struct QuestionSet: Hashable, Sendable {
    /// A question in its place.
    package struct Item: Hashable, Sendable {
        /// The row of the bank, counted from 1.
        package let row: Int
        /// What is asked.
        package let text: TestText
        /// The options in the order in which they are shown.
        package let options: [TestText]
        /// The place of the right one in that order, from 0.
        package let right: Int
    }

    /// The random name of the bank.
    package let bank: String
    /// The questions in the order of the sitting.
    package let items: [Item]

    /// Draws a set: ``TestRules/questions`` rows of the bank, each once, options shuffled.
    ///
    /// - Precondition: the bank is enough.
    package init(drawnFrom bank: TestBank, named name: String, random: RandomSource) {
        precondition(bank.isEnough)
        let rows = random.shuffled(Array(bank.questions.indices), count: TestRules.questions)
        self.bank = name
        items = rows.map { row in
            let question = bank.questions[row]
            let order = random.shuffled(
                Array(question.options.indices), count: question.options.count)
            return Item(
                row: row + 1, text: question.text, options: order.map { question.options[$0] },
                right: order.firstIndex(of: question.right) ?? 0)
        }
    }

    /// The bytes that are hashed behind the salt: canonical JSON.
    package var bytes: [UInt8] {
        let questions = items.map { item -> JSON in
            [
                "row": .integer(Int64(item.row)), "text": item.text.json,
                "options": .array(item.options.map(\.json)),
                "right": .integer(Int64(item.right + 1)),
            ]
        }
        return (["bank": .string(bank), "questions": .array(questions)] as JSON).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(bytes: [UInt8]) {
        guard let json = try? JSON.parse(bytes), let bank = json["bank"]?.string,
            let questions = json["questions"]?.array
        else { return nil }
        self.bank = bank
        items = questions.compactMap { question in
            guard let row = question["row"]?.integer, let right = question["right"]?.integer,
                let text = question["text"].flatMap(TestText.init(json:))
            else { return nil }
            let options = (question["options"]?.array ?? []).compactMap(TestText.init(json:))
            return Item(row: Int(row), text: text, options: options, right: Int(right) - 1)
        }
        guard items.count == TestRules.questions,
            items.allSatisfy({ $0.options.indices.contains($0.right) })
        else { return nil }
    }

    /// How many answers are right.
    ///
    /// - Parameter answers: the chosen place by the number of the question, both as they are kept.
    package func score(_ answers: [Int: Int]) -> Int {
        items.enumerated().count { index, item in answers[index + 1] == item.right }
    }
}

extension RandomSource {
    /// `count` of the elements in a random order, each order as likely (Fisher and Yates).
    fileprivate func shuffled(_ elements: [Int], count: Int) -> [Int] {
        var rest = elements
        for place in 0..<count {
            rest.swapAt(place, place + below(rest.count - place))
        }
        return Array(rest.prefix(count))
    }
}
