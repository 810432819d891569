import Journal
import Kernel
import QyzmetTesting
import Testing

/// What the documentation names must exist, and what exists must be named there.
struct DocumentationTests {
    /// A word of the command line, and header members (RFC 7515) that are named to be passed over.
    private let otherWords: Set = ["sameOfficial", "jwk", "jku"]

    @Test(arguments: JournalKind.allCases)
    func `every kind of entry is documented`(_ kind: JournalKind) throws {
        #expect(try documentedKinds().contains(kind.rawValue))
    }

    @Test func `no kind of entry is promised that is never written`() throws {
        let kinds = Set(JournalKind.allCases.map(\.rawValue))
        #expect(try documentedKinds().subtracting(kinds).isEmpty)
        var used: Set<Substring> = []
        for path in try SourceTree.files(in: "Sources", ending: ".swift")
        where !path.hasSuffix("JournalKind.swift") && !path.hasSuffix("RetentionClass.swift") {
            for piece in try SourceTree.text(path).utf8.split(separator: UInt8(ascii: ".")) {
                let word = piece.prefix {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                        || (0x61...0x7A).contains($0)
                }
                used.insert(Substring(word))
            }
        }
        for kind in kinds { #expect(used.contains(kind[...]), "\(kind)") }
    }

    @Test func `an alert looks at what is measured, and at codes that exist`() throws {
        let alerts = try SourceTree.text("deploy/alerts.yml")
        var sources = ""
        for path in try SourceTree.files(in: "Sources/Assembly", ending: ".swift") {
            sources += try SourceTree.text(path)
        }
        let metrics = Set(
            alerts.matches(of: try Regex("(qyzmet_[a-z_]+)")).compactMap { group($0) })
        #expect(metrics.count > 4)
        for metric in metrics { #expect(sources.contains(metric) == true, "\(metric)") }
        let codes = alerts.matches(of: try Regex(#"code="([a-zA-Z]+)""#)).compactMap { group($0) }
        #expect(codes.count == 4)
        for code in codes { #expect(ProblemCode(rawValue: code) != nil, "\(code)") }
    }

    @Test func `every word in code type in the use cases exists`() throws {
        let entries = try SourceTree.text("docs/audit-events.md")
        var sources = ""
        for path in try SourceTree.files(in: "Sources", ending: ".swift")
        where !path.contains("Testing/") {
            sources += try SourceTree.text(path)
        }
        let literals = try Regex(#""([a-z][A-Za-z]*)""#)
        let cases = try Regex(#"case ([a-z][A-Za-z]*(?:, [a-z][A-Za-z]*)*)"#)
        var known = otherWords.union(try words(in: entries))
        known.formUnion(sources.matches(of: literals).compactMap { group($0) })
        for list in sources.matches(of: cases).compactMap({ group($0) }) {
            known.formUnion(list.split(separator: ", ").map(String.init))
        }
        for path in try SourceTree.files(in: "docs/use-cases", ending: ".md") {
            let unknown = try words(in: SourceTree.text(path)).subtracting(known)
            #expect(unknown.isEmpty, "\(path)")
        }
    }

    @Test func `every problem that a use case answers is in the closed list`() throws {
        // Where a sentence ends with a word in code type after a colon, that is what is answered.
        let answers = try Regex(#": `([a-z][A-Za-z]*)`[.;]"#)
        let kinds = try documentedKinds()
        let others = try words(in: SourceTree.text("docs/audit-events.md"))
        let codes = Set(ProblemCode.allCases.map(\.rawValue))
        let findings = try findings()
        var found = 0
        for path in try SourceTree.files(in: "docs/use-cases", ending: ".md") {
            for match in try SourceTree.text(path).matches(of: answers) {
                guard let word = group(match) else { continue }
                found += 1
                #expect(
                    codes.contains(word) || kinds.contains(word) || others.contains(word)
                        || otherWords.contains(word) || reasons.contains(word)
                        || findings.contains(word),
                    "\(path): \(word)")
            }
        }
        #expect(found > 20)
    }

    /// What a verification of a signature finds: cases of the closed lists of findings.
    private func findings() throws -> Set<String> {
        // A case, or the name that it has outside.
        let lists = try [Regex(#"case ([a-z][A-Za-z]*)"#), Regex(#""([a-z][A-Za-z]*)""#)]
        var names: Set<String> = []
        for folder in [
            "Sources/Signatures/Findings", "Sources/XMLSignatures", "Sources/SigningChannels",
        ] {
            for path in try SourceTree.files(in: folder, ending: ".swift") {
                let text = try SourceTree.text(path)
                for list in lists { names.formUnion(text.matches(of: list).compactMap(group)) }
            }
        }
        return names
    }

    /// Reasons and states of normal answers, which are no problems.
    private let reasons: Set = [
        "consentUnknown", "otherOwner", "otherSubject", "withdrawn", "expired", "usesSpent",
        "dataSetNotCovered", "purposeNotAllowed", "undeliverable", "refused", "otherPerson",
    ]

    private func documentedKinds() throws -> Set<String> {
        var kinds: Set<String> = []
        for line in try SourceTree.text("docs/audit-events.md").split(separator: "\n")
        where line.hasPrefix("| `") {
            kinds.formUnion(try words(in: String(line.dropFirst().prefix { $0 != "|" })))
        }
        return kinds
    }

    private func words(in text: String) throws -> Set<String> {
        Set(text.matches(of: try Regex("`([a-z][A-Za-z]*)`")).compactMap { group($0) })
    }

    private func group(_ match: Regex<AnyRegexOutput>.Match) -> String? {
        match.output[1].substring.map(String.init)
    }
}
