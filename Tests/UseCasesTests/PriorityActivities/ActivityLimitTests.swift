import Journal
import Kernel
import PlatformTesting
import PriorityActivities
import Signatures
import Store
import Testing
import UseCases

/// What is too much is refused, and what does not fit a page is on the next.
struct ActivityLimitTests {
    /// Copies of the one activity of the organisation, as if it had declared them.
    private func copies(_ count: Int, _ bench: ActivityBench, bin: BIN? = nil) async throws {
        let organisation = bin ?? bench.bin
        try await bench.test.store.write { transaction in
            for _ in 0..<count {
                let (row, activity) = (
                    Identifier<DeclaredActivity>(random: .system),
                    Identifier<DeclaredActivity>(random: .system)
                )
                try transaction.execute(
                    """
                    INSERT INTO declared_activity (id, activity, bin, title, claimed_item, facts,
                        valid_from, known_from, entry_id)
                    SELECT \(row), \(activity), \(organisation), 'Copy', claimed_item, facts,
                        valid_from, known_from, entry_id
                    FROM declared_activity WHERE bin = \(bench.bin) AND title <> 'Copy'
                    """)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `an activity above two hundred is refused, one declared anew is not`(
        _ engine: Engine
    ) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let first = try await bench.declare(bench.software)
            try await copies(DeclaredActivity.countMax - 2, bench)
            try await bench.declare(bench.software)
            let refused = await #expect(throws: Refusal.self) {
                try await bench.declare(bench.software)
            }
            #expect(refused?.code == .invalidField)
            #expect(refused?.detail?.en.contains("200") == true)
            _ = try await bench.test.platform.declareActivity(
                ActivityDeclaration(
                    bin: bench.bin, title: "Anew", claimedItem: 1,
                    facts: try bench.facts(bench.software), validFrom: ActivityBench.firstDay,
                    replaces: first), by: bench.test.person(bench.accountant), once: .unkeyed)
            let extract = try await bench.test.platform.activityExtract(
                of: bench.bin, on: bench.today, knownOn: bench.today)
            #expect(extract.activities.count == 200 && extract.nextCursor == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a paper above two hundred is refused, one recorded anew is not`(
        _ engine: Engine
    ) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let paper = try await bench.record(.participants)
            try await bench.test.store.write { transaction in
                for index in 1..<ActivityEvidence.rowsMax {
                    try transaction.execute(
                        """
                        INSERT INTO activity_evidence (id, kind, bin, number, name, valid_from,
                            known_from, entry_id)
                        VALUES (\(Identifier<ActivityEvidence>(random: .system)),
                            'participants', \(bench.bin), \("C-\(index)"), 'Alpha', 20454, 1,
                            \(paper.entry))
                        """)
                }
            }
            let refused = await #expect(throws: Refusal.self) {
                try await bench.record(.producerExtracts, number: "9")
            }
            #expect(refused?.code == .invalidField)
            try await bench.record(.participants, until: bench.today)
        }
    }

    @Test(arguments: Engine.allCases)
    func `notices and activities come page by page, each once`(_ engine: Engine) async throws {
        try await ActivityBench.run(on: engine) { bench in
            let platform = bench.test.platform
            try await bench.declare(bench.software)
            try await copies(6, bench)
            try await bench.record(.participants)
            let end = bench.today.adding(days: 10)
            try await bench.record(.producerExtracts, until: end, number: "9")
            #expect(try await bench.notices().count == 7)
            var seen: [String] = []
            var cursor: String?
            repeat {
                let page = try await platform.activityNotices(
                    of: bench.bin, for: bench.test.person(bench.accountant),
                    page: PageRequest(limit: 3, cursor: cursor))
                #expect(page.items.count == (seen.count < 6 ? 3 : 1))
                seen += page.items.map(\.activity.text)
                cursor = page.nextCursor
            } while cursor != nil && seen.count < 20
            #expect(seen.count == 7 && Set(seen).count == 7)
            var listed: [String] = []
            repeat {
                let page = try await platform.activityExtract(
                    of: bench.bin, on: bench.today, knownOn: bench.today,
                    page: PageRequest(limit: 3, cursor: cursor))
                listed += page.activities.map(\.activity.activity.text)
                cursor = page.nextCursor
            } while cursor != nil && listed.count < 20
            #expect(listed.count == 7 && Set(listed) == Set(seen))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a comparison lists the first two hundred changes, losses first, and counts all`(
        _ engine: Engine
    ) async throws {
        try await ActivityBench.run(on: engine) { bench in
            try await bench.declare(["subject": "software", "operation": "creation"])
            try await copies(199, bench)
            let other = TestPeople.justice
            try await copies(400, bench, bin: other)
            let lost = try await lose(bench)
            let found = try await bench.test.platform.simulateRules(
                draft: TestActivities.changedFile, by: bench.park())
            #expect(found.count == 600 && found.changed == 600)
            #expect(found.priority.gained == 599 && found.priority.lost == 1)
            #expect(found.changes.count == RulesSimulation.changesMax)
            #expect(found.changes.first?.title == lost)
            #expect(
                try await bench.test.entries().filter { $0 == .activityRulesSimulated }.count == 1)
        }
    }

    /// Turns the last activity in the order of reading into one that the draft takes from.
    private func lose(_ bench: ActivityBench) async throws -> String {
        let facts = try bench.facts(bench.software).json.text
        try await bench.test.store.write { transaction in
            try transaction.execute(
                """
                UPDATE declared_activity SET facts = \(facts), title = 'Loses'
                WHERE activity = (SELECT MAX(activity) FROM declared_activity)
                """)
        }
        return "Loses"
    }
}
