import AccessControl
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// Use case 12: the authorised body looks at one person's rows, and counts all of them.
@Suite(.timeLimit(.minutes(3)))
struct SupervisionTests {
    /// The body that supervises.
    private let body = BIN(stored: "651040002101")

    /// Two officials of the authorised body, who are people of the tests.
    private func officials(
        _ test: TestPlatform
    ) async throws -> (first: SignedInOfficial, second: SignedInOfficial) {
        let role = OfficialRole.authorisedBody
        return (
            try await test.official(
                TestPeople.verifier, role: role, name: "Ахметов Б.", body: body),
            try await test.official(TestPeople.stranger, role: role, name: "Smith J.", body: body)
        )
    }

    private func ask(_ test: TestPlatform, _ official: SignedInOfficial) async throws -> PersonRead
    {
        try await test.platform.askToRead(
            TestPeople.holder, ground: .complaint, evidence: "№ 12", by: official,
            once: .unkeyed)
    }

    private let page = PageRequest(limit: 50, cursor: nil)

    @Test(.clause("KDP-2.6a"), arguments: Engine.allCases)
    func `rows are read on a ground that a second official confirmed, and the person sees it`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (first, second) = try await officials(test)
            _ = try await test.token()
            let before = try await test.log(of: TestPeople.holder).count
            test.clock.advance(seconds: 1)
            let read = try await ask(test, first)
            #expect(read.status(at: test.clock.now) == .awaitingSecondOfficial)
            #expect(
                try await refusal {
                    try await test.platform.readPerson(read.id, page: page, by: first)
                } == .secondOfficialRequired)
            test.clock.advance(seconds: 1)
            _ = try await test.platform.confirmReading(read.id, by: second, once: .unkeyed)
            test.clock.advance(seconds: 1)
            let (rows, entry) = try await test.platform.readPerson(read.id, page: page, by: first)
            // What happened before, and the two entries of the wish itself.
            #expect(rows.items.count == before + 2)
            #expect(rows.items.allSatisfy { $0.personal == .null })
            let log = try await test.log(of: TestPeople.holder)
            #expect(
                log.prefix(3).map(\.kind) == [.personRead, .personReadConfirmed, .personReadAsked])
            let seen = try #require(log.first)
            #expect(seen.id == entry && seen.facts["ground"] == "complaint")
            #expect(seen.personal["evidence"] == "№ 12" && seen.facts["count"]?.integer != nil)
            #expect(seen.facts["body"]?.string == body.digits)
            #expect(seen.personal["officials"] == ["Ахметов Б."])
            // No number of an official stands in what the person, or anyone, reads.
            let numbers = [TestPeople.verifier.digits, TestPeople.stranger.digits]
            for row in log.prefix(3) {
                #expect(!numbers.contains { row.facts.text.contains($0) })
                #expect(!numbers.contains { row.personal.text.contains($0) })
            }
        }
    }

    @Test(.clause("KDP-2.6a"), arguments: Engine.allCases)
    func `neither who asked nor the person confirms, nobody twice, and nobody else reads`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (first, second) = try await officials(test)
            let read = try await ask(test, first)
            let platform = test.platform
            #expect(
                try await refusal {
                    try await platform.confirmReading(read.id, by: first, once: .unkeyed)
                } == .roleNotAllowed)
            // An official who is the person may neither ask about, nor confirm for, themselves.
            #expect(
                try await refusal {
                    try await platform.askToRead(
                        TestPeople.verifier, ground: .inspection, evidence: "№ 1", by: first,
                        once: .unkeyed)
                } == .roleNotAllowed)
            let aboutSecond = try await platform.askToRead(
                TestPeople.stranger, ground: .inspection, evidence: "№ 2", by: first,
                once: .unkeyed)
            #expect(
                try await refusal {
                    try await platform.confirmReading(aboutSecond.id, by: second, once: .unkeyed)
                } == .roleNotAllowed)
            _ = try await platform.confirmReading(read.id, by: second, once: .unkeyed)
            #expect(
                try await refusal {
                    try await platform.confirmReading(read.id, by: second, once: .unkeyed)
                } == .notFound)
            #expect(
                try await refusal {
                    try await platform.readPerson(read.id, page: page, by: second)
                } == .notFound)
            #expect(!(try await test.entries()).contains(.personRead))
        }
    }

    @Test(.clause("KDP-2.6a"), arguments: Engine.allCases)
    func `the role at another body opens nothing: no wish, no word, no rows, no counts`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (first, second) = try await officials(test)
            let other = try await test.official(TestPeople.unknown, role: .authorisedBody)
            let platform = test.platform
            let read = try await ask(test, first)
            let today = test.clock.clock.today
            let before = try await test.entries().count
            let calls: [@Sendable () async throws -> Void] = [
                { _ = try await ask(test, other) },
                { _ = try await platform.confirmReading(read.id, by: other, once: .unkeyed) },
                { _ = try await platform.readPerson(read.id, page: page, by: other) },
                { _ = try await platform.personReads(page: page, for: other) },
                { _ = try await platform.personRead(read.id, for: other) },
                { _ = try await platform.statistics(from: today, to: today, for: other) },
            ]
            for call in calls { #expect(try await refusal(call) == .roleNotAllowed) }
            #expect(try await test.entries().count == before)
            // Who asked moves to another body between the word and the look: what was open closes.
            _ = try await platform.confirmReading(read.id, by: second, once: .unkeyed)
            let moved = SignedInOfficial(
                person: first.person, name: first.name, body: other.body, roles: first.roles)
            #expect(
                try await refusal {
                    try await platform.readPerson(read.id, page: page, by: moved)
                } == .roleNotAllowed)
            _ = try await platform.readPerson(read.id, page: page, by: first)
        }
    }

    @Test(.clause("KDP-2.6a"), arguments: Engine.allCases)
    func `a wish lapses, a confirmed one ends, and a role taken away is gone at once`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (first, second) = try await officials(test)
            let platform = test.platform
            let late = try await ask(test, first)
            test.clock.advance(seconds: 86_400)
            #expect(
                try await refusal {
                    try await platform.confirmReading(late.id, by: second, once: .unkeyed)
                } == .notFound)
            let read = try await ask(test, first)
            test.clock.advance(seconds: 86_399)
            _ = try await platform.confirmReading(read.id, by: second, once: .unkeyed)
            test.clock.advance(seconds: 86_399)
            _ = try await platform.readPerson(read.id, page: page, by: first)
            test.clock.advance(seconds: 1)
            #expect(
                try await refusal {
                    try await platform.readPerson(read.id, page: page, by: first)
                } == .secondOfficialRequired)
            try await test.apply(.disableOfficial(iin: TestPeople.verifier))
            #expect(
                try await refusal { try await platform.official(first.person) } == .roleNotAllowed)
        }
    }

    @Test(.clause("KDP-2.6a"), arguments: Engine.allCases)
    func `what the rules forbid cannot be stored either`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let (first, _) = try await officials(test)
            let read = try await ask(test, first)
            for change: SQL in [
                "second_iin = official_iin, confirmed_at = 1, read_until = 2",
                "confirmed_at = 1, read_until = 2", "ground = 'curiosity'", "evidence = ''",
                "subject_iin = official_iin",
            ] {
                await #expect(throws: StoreError.checkViolation(table: "person_read")) {
                    try await test.store.write { transaction in
                        try transaction.execute(
                            "UPDATE person_read SET \(change) WHERE id = \(read.id)")
                    }
                }
            }
        }
    }

    @Test(.clause("KDP-2.6a"), arguments: Engine.allCases)
    func `statistics count by purpose and day and name nobody`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let token = try await test.token(uses: 3)
            for _ in 0..<2 { _ = try await test.verify(token) }
            let refused = try await test.ask()
            _ = try await test.reply(test.question(about: refused).refuse)
            let unanswered = try await test.ask(TestPeople.unknown)
            #expect(unanswered.outcome != nil)
            let today = test.clock.clock.today
            let (first, _) = try await officials(test)
            let counts = try await test.platform.statistics(from: today, to: today, for: first)
            let one = try #require(counts.first)
            #expect(counts.count == 1 && one.purpose == "identityCheck")
            #expect(one.requests == 3 && one.uses == 2 && one.withdrawn == 0)
            #expect(one.outcomes == ["granted": 1, "refused": 1, "undeliverable": 1])
            let day = today.adding(days: -1)
            #expect(try await test.platform.statistics(from: day, to: day, for: first).isEmpty)
        }
    }
}
