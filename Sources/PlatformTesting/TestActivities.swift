import Kernel
import PriorityActivities
import Regulations
import UseCases

/// Libraries of rules on priority activities that differ from the installed one.
package enum TestActivities {
    /// The list in force until a day, and from that day a second version under the same number:
    /// its item 1 takes creation in place of development.
    package static func twoVersions(from day: Day) throws -> ActivityLibrary {
        try library([
            text.replacing(#""until": null"#, with: #""until": "\#(day)""#),
            changed.replacing(#""from": "2026-01-01""#, with: #""from": "\#(day)""#),
        ])
    }

    /// The list in force with item 1 changed from its first day on.
    package static func changedList() throws -> ActivityLibrary { try library([changed]) }

    /// The same change as a file that can be tried as a draft.
    package static var changedFile: [UInt8] { Array(changed.utf8) }

    private static let text = String(decoding: Regulations.activityRules[0].file, as: UTF8.self)

    private static let changed = text.replacing(
        #""development""#, with: #""creation""#, maxReplacements: 1)

    private static func library(_ files: [String]) throws -> ActivityLibrary {
        ActivityLibrary(
            book: try ActivityRuleBook(
                facts: Regulations.activityFacts,
                rules: files.map { (name: "draft", file: Array($0.utf8)) },
                repealed: Regulations.repealedActivityOrders),
            help: try ActivityHelp(file: Regulations.activityHelp))
    }
}
