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
        let acts = ["DD-", "KDP-"]
        let open = tags.filter { tag in
            named[tag] == nil && acts.contains { tag.hasPrefix($0) }
        }
        print("requirements of DD and KDP that no test names: \(open.joined(separator: " "))")
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
