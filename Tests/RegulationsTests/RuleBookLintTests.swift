import Kernel
import QyzmetTesting
import Regulations
import Testing

/// What the linter of amendments refuses.
struct RuleBookLintTests {
    private let order = try? SourceTree.text("Regulations/industrial-safety/order-429.json")

    /// The faults of the order with one place changed.
    private func faults(_ right: String, _ wrong: String) throws -> [String] {
        let text = try #require(order)
        #expect(text.contains(right), "\(right)")
        let changed = text.replacing(right, with: wrong, maxReplacements: 1)
        let package = try AmendmentPackage(file: Array(changed.utf8))
        return RuleBook(ruleSets: Regulations.ruleSets, packages: [package], assumes: true).lint()
            .map(\.description)
    }

    @Test func `the order as it is has no fault`() {
        #expect(Regulations.rules.lint().isEmpty)
    }

    @Test(arguments: [
        (
            #""act": "IS-6",\#n   "at": "3""#, #""act": "IS-6",\#n   "at": "77""#,
            "IS-6.3: nothing at 77"
        ),
        (#""act": "IS-7""#, #""act": "IS-8""#, "IS-7.2: no rules IS-8"),
        (#""overlaps": "IS-1.6""#, #""overlaps": "IS-1.4""#, "IS-5C.6 overlaps IS-1.6"),
        (#""overlaps": "IS-1.6""#, #""overlaps": "IS-1.4""#, "IS-5C.6 does not overlap IS-1.4"),
        (
            #""kind": "deleteAnnex""#, #""kind": "deleteSubclause""#,
            "IS-4.DEL: kind, address and parts do not fit"
        ),
        (#""lastParagraph": 11"#, #""lastParagraph": 12"#, "fine"),
        (
            #""lastParagraph": 11"#, #""lastParagraph": 18"#,
            "item 3: paragraphs without an operation"
        ),
    ])
    func `a package with a fault is refused`(_ right: String, _ wrong: String, _ fault: String)
        throws
    {
        let found = try faults(right, wrong)
        if fault == "fine" {
            #expect(found.isEmpty)
        } else {
            #expect(found.contains(fault), "\(found)")
        }
    }

    @Test func `rules that hold a provision twice are refused`() throws {
        var sets = Regulations.ruleSets
        sets.append(sets[1])
        let found = RuleBook(ruleSets: sets, packages: [], assumes: true).lint()
        #expect(found.map(\.description).contains("IS-1.4 stands twice"))
    }

    @Test(arguments: [
        (#""daysAfterPublication": 60"#, #""days": 60"#, "package"),
        (#""kind": "restateClause""#, #""kind": "renumber""#, "IS-429 operations 0"),
        (#""at": "4""#, #""at": "4(""#, "IS-429 operations 0 at"),
        (
            #""assumedPublicationDay": "2025-10-05""#, #""assumedPublicationDay": "2025-10-32""#,
            "IS-429 assumedPublicationDay"
        ),
        (#""firstParagraph": 3"#, #""firstParagraph": 30"#, "IS-429 exceptions"),
    ])
    func `a file with a mistake is refused with its place`(
        _ right: String, _ wrong: String, _ place: String
    ) throws {
        let text = try #require(order)
        #expect(text.contains(right))
        let changed = text.replacing(right, with: wrong, maxReplacements: 1)
        let fault = #expect(throws: Regulations.Fault.self) {
            try AmendmentPackage(file: Array(changed.utf8))
        }
        #expect(fault?.place == place)
    }

    @Test(arguments: [
        "6", "18-1", "5(1)", "9/2", "9(1)/3", "annex/2", "annex/2/row/9(3)", "standard/annex",
    ]) func `an address is read`(_ text: String) throws {
        let address = try #require(ProvisionAddress(text))
        #expect(address.words.kk != address.words.ru)
    }

    @Test(arguments: [
        "", "x", "5(", "5()", "5(0)", "0", "9/1", "annex", "annex/x", "row/3", "annex/2/row",
        "standard", "9//2", "5(1)x", "-1",
    ]) func `what is no address is refused`(_ text: String) {
        #expect(ProvisionAddress(text) == nil)
    }

    @Test func `a part lies within its whole`() throws {
        let whole = try #require(ProvisionAddress("annex/2"))
        let part = try #require(ProvisionAddress("annex/2/row/9(3)"))
        #expect(whole.contains(part) && !part.contains(whole) && !whole.contains(whole))
        #expect(part.words.en == "annex 2, row 9, sub-clause 3)")
    }
}
