import AccessControl
import Kernel
import QyzmetTesting
import Regulations
import Testing

struct RegulationsTests {
    @Test(.clause("DD-O.1a")) func `the acts name their base and their edition`() throws {
        let documents = try #require(Regulations.act("DD"))
        #expect(documents.number.contains("352/НҚ"))
        let access = try #require(Regulations.act("KDP"))
        #expect(access.number == "236/НҚ")
        let text = try SourceTree.text("Regulations/digital-documents/dd-clauses.json")
        for mark in ["352/НҚ", "21329", "367/НҚ", "30027"] { #expect(text.contains(mark)) }
    }

    @Test(.clause("DD-O.4a", "KDP-O.4a"))
    func `a version begins when ten days have passed after its publication`() throws {
        let files = [
            ("DD", "Regulations/digital-documents/dd-clauses.json"),
            ("KDP", "Regulations/access-control/kdp-clauses.json"),
        ]
        for (tag, path) in files {
            let file = try JSON.parse(Array(try SourceTree.text(path).utf8))["act"]
            // The days are our assumption until somebody enters them.
            let texts = [file] + (file?["amendments"]?.array ?? [])
            let begins = try texts.map { text in
                let published = text?["assumedPublication"]?.string.flatMap { Day($0) }
                return try #require(published).adding(days: 11)
            }
            let act = try #require(Regulations.act(tag))
            for clause in act.clauses {
                for version in clause.versions {
                    #expect(version.start.map(begins.contains) == true, "\(clause.clause)")
                    #expect(version.from == nil && version.isAssumed, "\(clause.clause)")
                    #expect(version.assumedUntil.map(begins.contains) != false)
                }
            }
        }
        let amended = try #require(Regulations.clause("KDP-5"))
        let next = try #require(amended.versions.last?.start)
        #expect(amended.version(on: next.adding(days: -1)) == amended.versions.first)
    }

    @Test func `every clause that the sources name is in the acts' data`() throws {
        let pattern = try Regex("\"((?:DD|KDP|FV)-[0-9A-Z][0-9A-Za-z.-]*)\"")
        var named: [String: String] = [:]
        for path in try SourceTree.files(in: "Sources", ending: ".swift")
        where !path.contains("Testing/") {
            for match in try SourceTree.text(path).matches(of: pattern) {
                if let tag = match.output[1].substring { named[String(tag)] = path }
            }
        }
        #expect(named.count > 15)
        for (tag, path) in named.sorted(by: { $0.key < $1.key }) {
            #expect(Regulations.clause(Clause(tag)) != nil, "\(tag) in \(path)")
        }
    }

    @Test func `clauses are unique and their versions follow one another`() {
        for act in Regulations.acts {
            #expect(Set(act.clauses.map(\.clause)).count == act.clauses.count)
            for clause in act.clauses {
                for (earlier, later) in zip(clause.versions, clause.versions.dropFirst()) {
                    let end = earlier.end
                    #expect(
                        end != nil && later.start.map { end ?? $0 <= $0 } == true,
                        "\(clause.clause)")
                }
                for version in clause.versions {
                    if let start = version.start, let end = version.end {
                        #expect(start < end, "\(clause.clause)")
                    }
                }
                // The order on the pilot has ended; the other acts are in force.
                #expect(
                    (clause.versions.last?.end == nil) == (act.tag != "FV"), "\(clause.clause)")
            }
        }
    }

    @Test func `every text that is held stands in three languages`() {
        for act in Regulations.acts {
            for language in Language.allCases { #expect(act.title[language].count > 10) }
            for clause in act.clauses {
                for version in clause.versions {
                    guard let text = version.text else { continue }
                    for language in Language.allCases {
                        #expect(text[language].count > 5, "\(clause.clause)")
                    }
                    #expect(text.kk != text.en && text.ru != text.en, "\(clause.clause)")
                }
            }
        }
    }

    @Test func `a day finds the version that applied on it`() throws {
        let clause = try #require(Regulations.clause("KDP-7"))
        let old = try #require(clause.versions.first)
        let new = try #require(clause.versions.last)
        let start = try #require(new.start)
        #expect(clause.versions.count == 2)
        #expect(clause.version(on: start) == new)
        #expect(clause.version(on: start.adding(days: -1)) == old)
        #expect(clause.version(on: try #require(Day("2000-01-01"))) == nil)
        #expect(new.isAssumed)
    }

    @Test func `an act's file with a mistake is refused with its place`() {
        func fault(_ text: String) -> Regulations.Fault? {
            do {
                _ = try Act(file: Array(text.utf8))
                return nil
            } catch {
                return error
            }
        }
        let head = #"{"act":{"tag":"X","title":{"kk":"a","ru":"b","en":"c"}},"clauses":["#
        #expect(fault(head + "]}") == nil)
        #expect(fault("{}")?.place == "act")
        #expect(fault(head + "{}]}")?.place == "X clause 0")
        #expect(fault(head + #"{"clause":"X-1","versions":[]}]}"#)?.place == "X-1")
        #expect(fault(head + #"{"clause":"X-1","versions":[{}]}]}"#)?.place == "X-1")
        #expect(
            fault(head + #"{"clause":"X-1","versions":[{"from":"2026-02-30","held":false}]}]}"#)?
                .place == "X-1 from")
    }

    @Test func `the purposes are read whole, with limits that can be kept`() throws {
        let purposes = try #require(Purpose.list(file: Regulations.purposes))
        #expect(purposes.count >= 5)
        #expect(Set(purposes.map(\.code)).count == purposes.count)
        for purpose in purposes {
            #expect(!purpose.actions.isEmpty && !purpose.dataSets.isEmpty)
            #expect(purpose.dataSets.isSubset(of: DataSet.names.keys))
            #expect(purpose.lifetimeSecondsMax > 0 && purpose.usesMax > 0)
            #expect(purpose.requestsPerSubjectPerDayMax > 0)
            for language in Language.allCases { #expect(!purpose.name[language].isEmpty) }
        }
        #expect(Purpose.list(file: Array(#"{"purposes":[{"code":"x"}]}"#.utf8)) == nil)
        #expect(Purpose.list(file: []) == nil)
    }
}

extension RegulationsTests {
    @Test(.clause("DD-O.4a"))
    func `a day of publication that was entered moves what was assumed`() throws {
        let act = try #require(Regulations.act("DD"))
        let later = act.published(on: Day("2022-10-08"), amendments: [:])
        let clause = try #require(later.clause("DD-15"))
        #expect(clause.version(on: try day("2022-10-18")) == nil)
        let version = try #require(clause.version(on: day("2022-10-19")))
        #expect(!version.isAssumed)
        #expect(version.from == Day("2022-10-19"))
        #expect(try #require(act.clause("DD-15")?.versions.last).isAssumed)
    }

    @Test(.clause("KDP-O.4a"))
    func `an amendment's day moves only what it changed`() throws {
        let act = try #require(Regulations.act("KDP"))
        let entered = act.published(
            on: Day("2022-07-13"), amendments: ["276/НҚ": try day("2025-06-02")])
        let changed = try #require(entered.clause("KDP-5"))
        let before = try #require(changed.version(on: day("2025-06-12")))
        let after = try #require(changed.version(on: day("2025-06-13")))
        #expect(before != after)
        #expect(before.until == after.from)
        #expect(!before.isAssumed && !after.isAssumed)
        let unchanged = try #require(entered.clause("KDP-4")?.versions.last)
        #expect(unchanged.from == Day("2022-07-24"))
        // Without the amendment's day the act's own day is no ground for it.
        let half = act.published(on: Day("2022-07-13"), amendments: [:])
        #expect(try #require(half.clause("KDP-5")?.versions.last).isAssumed)
    }

    private func day(_ text: String) throws -> Day {
        try #require(Day(text))
    }
}
