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
    /// SHA-256 of the rules' logic, by order number: changes when any rule does.
    package let digests: [String: String]
    private let logic: [String: JSON]

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
        logic = Dictionary(
            book.versions.map { ($0.order.number, $0.logic(book.vocabulary)) }
        ) { first, _ in first }
        digests = logic.mapValues { SHA256.hash($0.canonicalBytes).bytes.hex }
    }

    /// The rules without words, as a receipt carries them; null where none are held.
    package func logic(of rules: ActivityRules?) -> JSON {
        rules.flatMap { logic[$0.order.number] } ?? .null
    }

    /// One digest of all versions: what was checked under another is checked again.
    package var digest: String {
        SHA256.hash(digests.sorted { $0.key < $1.key }.map(\.value).joined(separator: " "))
            .bytes.hex
    }
}
