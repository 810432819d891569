import Kernel
import PriorityActivities
import Regulations
import Signatures

/// The rules on priority activities as they stand in the program, read and checked once.
package struct ActivityLibrary: Sendable {
    /// The versions of the list.
    package let book: ActivityRuleBook
    /// Help from a plain description.
    package let help: ActivityHelp
    /// One digest of all versions: what was checked under another is checked again.
    package let digest: String
    private let logic: [Version: JSON]
    private let digests: [Version: String]

    /// A version by its order and its first day: one order may bring several, one after another.
    private struct Version: Hashable {
        let order: String
        let from: Day

        init(_ rules: ActivityRules) {
            order = rules.order.number
            from = rules.from
        }
    }

    /// What the program holds.
    ///
    /// - Precondition: the files are in order; ``check()`` says so with the place.
    package static let installed: ActivityLibrary = {
        switch loaded {
        case .success(let library): return library
        case .failure(let fault): preconditionFailure("rules on priority activities: \(fault)")
        }
    }()

    /// Reads the files; called when the program starts, so that a fault stops it there.
    ///
    /// - Throws: the first ``RuleFault``.
    package static func check() throws(RuleFault) { _ = try loaded.get() }

    private static let loaded = Result { () throws(RuleFault) in try read() }

    private static func read() throws(RuleFault) -> ActivityLibrary {
        ActivityLibrary(
            book: try ActivityRuleBook(
                facts: Regulations.activityFacts, rules: Regulations.activityRules,
                repealed: Regulations.repealedActivityOrders),
            help: try ActivityHelp(file: Regulations.activityHelp))
    }

    /// A library of a book.
    package init(book: ActivityRuleBook, help: ActivityHelp) {
        self.book = book
        self.help = help
        let logic = Dictionary(
            uniqueKeysWithValues: book.versions.map { (Version($0), $0.logic(book.vocabulary)) })
        let digests = logic.mapValues { SHA256.hash($0.canonicalBytes).bytes.hex }
        let all = book.versions.compactMap { digests[Version($0)] }.joined(separator: " ")
        digest = SHA256.hash(all).bytes.hex
        self.logic = logic
        self.digests = digests
    }

    /// The rules without words, as a receipt carries them; null where none are held.
    package func logic(of rules: ActivityRules?) -> JSON {
        rules.flatMap { logic[Version($0)] } ?? .null
    }

    /// SHA-256 of a version's logic: another one for any other rule, day or fact.
    package func digest(of rules: ActivityRules) -> String? { digests[Version(rules)] }
}
