import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Officials find the cases of their body, and no others (UC-71).
@Suite(.timeLimit(.minutes(5)))
struct CaseSearchTests {
    private func find(
        _ query: CaseQuery, _ world: CaseworkWorld, by official: SignedInOfficial, size: Int = 50
    ) async throws -> [String] {
        var found: [String] = []
        var cursor: String?
        repeat {
            let page = try await world.platform.searchCases(
                query, by: official, page: PageRequest(limit: size, cursor: cursor))
            #expect(page.items.count <= size)
            found += page.items.map(\.id.text)
            cursor = page.nextCursor
        } while cursor != nil
        #expect(Set(found).count == found.count)
        return found
    }

    private func submitted(
        _ world: CaseworkWorld, facility: String
    ) async throws -> StoredCase {
        let definition = try world.platform.casework.service("permanent-use-permit")
        let field = try #require(definition.fields.first { $0.content == .text })
        let draft = try await world.fullDraft(
            definition.code, kind: "permit", fields: [field.code: facility])
        world.test.clock.advance(seconds: 1)
        return try await world.submit(draft)
    }

    @Test(.clause("IS-2.4"), arguments: Engine.allCases)
    func `by number, name, facility, service, state and days, whatever the letters`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let worker = try world.worker(CaseworkWorld.committee)
            let mine = try await submitted(world, facility: "Қарағанды «Шахта-ЁЛКА» 17/2")
            let second = try await submitted(world, facility: "Маи\u{306}құдық карьері")
            let draft = try await world.fullDraft("permanent-use-permit", kind: "permit")
            let permit = try await world.submit(
                world.fullDraft("blasting-permit", kind: "permit", variants: ["surface"]))
            // What was entered as a letter and a mark is found by the one letter, and the reverse.
            for text in ["майқұдық", "МАЙКУ", "маи\u{306}кудык"] {
                #expect(
                    try await find(CaseQuery(text: text), world, by: worker) == [second.id.text],
                    "\(text)")
            }
            for text in [
                "қарағанды", "КАРАГАНДЫ", "Караган шахта", "елка", "ШАХТА-елк", "Е\u{308}лка",
                "к\u{321}арағанды",
            ] {
                #expect(
                    try await find(CaseQuery(text: text), world, by: worker) == [mine.id.text],
                    "\(text)")
            }
            #expect(try await find(CaseQuery(text: "караганда"), world, by: worker).isEmpty)
            let both = [second.id.text, mine.id.text]
            #expect(try await find(CaseQuery(), world, by: worker, size: 1) == both)
            #expect(
                try await find(CaseQuery(text: mine.applicant), world, by: worker) == both)
            let name = try #require(mine.applicantName.map(SearchWords.words)?.first)
            #expect(try await find(CaseQuery(text: name), world, by: worker, size: 1) == both)
            // A draft is nobody's, and a case of the department is not the committee's.
            #expect(!both.contains(draft.id.text))
            let department = try world.worker(CaseworkWorld.department)
            #expect(try await find(CaseQuery(), world, by: department) == [permit.id.text])
            #expect(
                try await refusal {
                    try await world.platform.caseFile(mine.id, for: department)
                } == .notFound)
            #expect(try await world.platform.caseFile(mine.id, for: worker).id == mine.id)
            // By service, by state, by day.
            let service = CaseQuery(service: "permanent-use-permit", state: .stage)
            #expect(try await find(service, world, by: worker) == both)
            #expect(try await find(CaseQuery(state: .ended), world, by: worker).isEmpty)
            let today = Day(at: world.test.clock.now)
            #expect(
                try await find(CaseQuery(from: today, until: today), world, by: worker) == both)
            for query in [
                CaseQuery(until: today.adding(days: -1)), CaseQuery(from: today.adding(days: 1)),
            ] { #expect(try await find(query, world, by: worker).isEmpty) }
            // The number, once it has one; and the state as it changes.
            let ended = try await world.carry(
                mine, through: ["refuse"], grounds: ["incomplete"])
            let number = try #require(ended.state.number)
            for text in [number, "№ " + number] {
                #expect(
                    try await find(CaseQuery(text: text), world, by: worker) == [mine.id.text])
            }
            #expect(
                try await find(CaseQuery(state: .ended), world, by: worker) == [mine.id.text])
            #expect(
                try await find(CaseQuery(state: .stage), world, by: worker) == [second.id.text])
        }
    }

    @Test(.clause("IS-2.4"), arguments: Engine.allCases)
    func `cases that were written otherwise are found again after one round`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let worker = try world.worker(CaseworkWorld.committee)
            let first = try await submitted(world, facility: "Майқұдық карьері")
            let second = try await submitted(world, facility: "Қарьер")
            let query = CaseQuery(text: "майкудык")
            #expect(try await find(query, world, by: worker) == [first.id.text])
            let word = try #require(SearchWords.words(in: "Майқұдық").first)
            // So it stood: the letter as two code points, and a word that no case has any more.
            let apart = "маи\u{306}кудык"
            try await world.test.store.write { transaction in
                for (table, old, new) in [
                    ("casework_word", word, apart), ("casework_term", word, apart),
                ] {
                    let rows: SQL =
                        table == "casework_word"
                        ? "UPDATE casework_word SET word = \(new) WHERE word = \(old)"
                        : "UPDATE casework_term SET word = \(new) WHERE word = \(old)"
                    try transaction.execute(rows)
                }
                try transaction.execute("UPDATE casework_case SET words_version = 0")
            }
            #expect(try await find(query, world, by: worker).isEmpty)
            let round = try await world.platform.writeWordsAnew()
            #expect(round.changed == 2 && round.broken.isEmpty)
            #expect(try await find(query, world, by: worker) == [first.id.text])
            #expect(
                try await find(CaseQuery(text: "карьер"), world, by: worker)
                    == [second, first].map(\.id.text))
            let left = try await world.test.store.read { transaction in
                try transaction.rows(
                    """
                    SELECT word FROM casework_word WHERE word = \(apart)
                    UNION ALL SELECT word FROM casework_term WHERE word = \(apart)
                    """
                ).count
            }
            #expect(left == 0)
            #expect(try await world.platform.writeWordsAnew().changed == 0)
            // A case that cannot be read stops no other, and is named.
            try await world.test.store.write { transaction in
                try transaction.execute("UPDATE casework_case SET words_version = 0")
                try transaction.execute(
                    """
                    UPDATE casework_event SET event = '{}'
                    WHERE case_id = \(first.id) AND number = 1
                    """)
            }
            let again = try await world.platform.writeWordsAnew()
            #expect(again.changed == 1 && again.broken == [first.id])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the walk goes through the index, and drafts are counted in theirs`(
        _ engine: Engine
    ) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let walk = CaseWalk(
                body: CaseworkWorld.committee, from: Instant(seconds: 1),
                others: [.mark("#stage"), .beginning("кар")])
            let plan = try await world.test.store.explain(
                walk.statement(
                    "word", before: CasePlace(at: .max, id: ""), limit: 500))
            #expect(plan.contains("casework_word_place"), "\(plan)")
            #expect(!plan.contains("SCAN w") && !plan.contains("SCAN x"), "\(plan)")
            #expect(!plan.contains("Seq Scan") && !plan.contains("TEMP B-TREE"), "\(plan)")
            let drafts = try await world.test.store.explain(
                world.platform.draftCount(of: "650140000030"))
            #expect(drafts.contains("casework_case_draft"), "\(drafts)")
        }
    }
}
