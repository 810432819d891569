import Kernel
import QyzmetTesting
import Testing

/// Which requirements some test names.
struct RequirementTests {
    @Test func `every requirement that a test names exists`() throws {
        let tags = try requirements()
        #expect(tags.count > 250)
        let named = try namedTags()
        #expect(named.count > 30)
        #expect(Set(named.keys).subtracting(tags).isEmpty)
    }

    /// The core of access control and of digital documents: what nobody shows does not hold.
    @Test func `every requirement of the core is shown by a test`() throws {
        let core = try requirements().filter(isOfTheCore)
        #expect(core.count == 43)
        let named = try namedTags()
        let open = core.filter { named[$0] == nil }
        #expect(open.isEmpty, "no test names \(open.joined(separator: " "))")
    }

    @Test func `every requirement on priority activities is shown by a test and documented`()
        throws
    {
        let tags = try requirements().filter { $0.hasPrefix("PA-") }
        #expect(tags.count == 28)
        let named = try namedTags()
        let open = tags.filter { named[$0] == nil }
        #expect(open.isEmpty, "no test names \(open.joined(separator: " "))")
        let text = try SourceTree.text("docs/requirements.md")
        for tag in tags { #expect(text.contains("| \(tag) |"), "\(tag)") }
    }

    @Test func `every requirement on food vouchers is shown by a test and documented`() throws {
        let tags = try requirements().filter { $0.hasPrefix("FV-") }
        #expect(tags.count == 63)
        let named = try namedTags()
        let open = tags.filter { named[$0] == nil }
        #expect(open.isEmpty, "no test names \(open.joined(separator: " "))")
        // A row of the document may stand for several.
        let rows = try SourceTree.text("docs/requirements.md").split(separator: "\n")
        let documented = Set(
            rows.filter { $0.hasPrefix("| FV-") }.flatMap { row in
                row.dropFirst(2).prefix { $0 != "|" }.split(separator: ",").map { $0.trimmed }
            })
        #expect(Set(tags).subtracting(documented).isEmpty)
    }

    /// KDP 2.2 to 2.4, 2.6 to 2.8, 3, 7c and 7.1; DD 2, 3, 4a, 4b, 5, 8 and 10 to 20.
    private func isOfTheCore(_ tag: String) -> Bool {
        let exactly: Set = [
            "KDP-2.2a", "KDP-2.3a", "KDP-2.4a", "KDP-2.6a", "KDP-2.7a", "KDP-2.8a", "KDP-3a",
            "KDP-3b", "KDP-7c", "KDP-7.1a", "DD-4a", "DD-4b",
        ]
        let clauses: Set = [2, 3, 5, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
        guard !exactly.contains(tag) else { return true }
        guard tag.hasPrefix("DD-") else { return false }
        return Int(tag.dropFirst(3).prefix { $0.isNumber }).map(clauses.contains) ?? false
    }

    @Test func `every requirement of the two acts stands in the documentation`() throws {
        let text = try SourceTree.text("docs/requirements.md")
        for tag in try requirements() where tag.hasPrefix("DD-") || tag.hasPrefix("KDP-") {
            #expect(text.contains("| \(tag) |"), "\(tag)")
        }
    }

    private func requirements() throws -> [String] {
        try SourceTree.text("Tests/Vectors/requirements.tsv").split(separator: "\n").dropFirst()
            .compactMap { $0.split(separator: "\t").first.map(String.init) }
    }

    /// The tags in `.clause(…)` traits, each with a file that names it.
    private func namedTags() throws -> [String: String] {
        // A trait begins with a dot; a look-up of a clause has something before it.
        let trait = try Regex(#"[(,\s]\.clause\(([^)]*)\)"#)
        let tag = try Regex(#""([A-Z]+-[0-9A-Za-z.]+)""#)
        var named: [String: String] = [:]
        for path in try SourceTree.files(in: "Tests", ending: ".swift") {
            for list in try SourceTree.text(path).matches(of: trait) {
                guard let tags = list.output[1].substring else { continue }
                for found in tags.matches(of: tag) {
                    if let name = found.output[1].substring { named[String(name)] = path }
                }
            }
        }
        return named
    }
}
