import Casework
import Kernel
import Store
import UseCases

/// A made-up bank of questions, so that the examination can be tried at once.
///
/// Every question says that it is the sandbox's: nothing in it is a requirement of any rule.
package struct SandboxExamination: Sendable {
    let platform: Platform

    /// For a platform of the sandbox.
    package init(platform: Platform) { self.platform = platform }

    /// How many questions it has.
    package static let questions = 150

    /// Loads and opens the bank, unless the store has one that is open.
    package func prepare() async throws {
        let now = platform.clock.now()
        let shelf = TestBankShelf(journal: platform.journal, random: platform.random)
        let file = Self.file
        let bank = try TestBank(file: file)
        try await platform.store.write { transaction in
            let open = try transaction.firstRow(
                "SELECT id FROM examination_bank WHERE opened_from IS NOT NULL LIMIT 1")
            guard open == nil else { return }
            let id = try shelf.add(bank, file: file, by: ["sandbox"], at: now, in: transaction)
            try shelf.open(id, from: Day(at: now), by: ["sandbox"], at: now, in: transaction)
        }
    }

    /// The file, as an author would write it; the same bytes each time.
    package static var file: [UInt8] {
        let rows = (1...questions).map { number -> JSON in
            // Two numbers of which no two rows have the same pair.
            let (left, right) = (11 + number, 3 + number % 7)
            let answer = left * right
            let options = [answer, answer + right, answer - left, answer + 10]
            let place = number % TestRules.options
            return [
                "kk": "SANDBOX, ойдан шығарылған №\(number): \(left) × \(right) неге тең?",
                "ru": "SANDBOX, вымышленный вопрос № \(number): чему равно \(left) × \(right)?",
                "en": "SANDBOX, synthetic question \(number): what is \(left) × \(right)?",
                "options": .array(
                    (0..<TestRules.options).map { shown in
                        let value = options[(shown + place) % TestRules.options]
                        return [
                            "kk": .string("\(value)"), "ru": .string("\(value)"),
                            "en": .string("\(value)"), "right": .bool(value == answer),
                        ]
                    }),
            ]
        }
        return (["title": "SANDBOX (synthetic)", "questions": .array(rows)] as JSON)
            .canonicalBytes
    }
}
