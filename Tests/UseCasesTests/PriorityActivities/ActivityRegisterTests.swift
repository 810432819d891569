import Journal
import Kernel
import PlatformTesting
import PriorityActivities
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Registers of participants, extracts and declared activities (use cases 51 to 54).
struct ActivityRegisterTests {
    private let bin = TestPeople.organisation
    private let accountant = TestPeople.holder
    private let official = TestPeople.verifier
    private let inspector = TestPeople.stranger

    private func platform(
        _ engine: Engine, _ body: (TestPlatform) async throws -> Void
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            for (iin, role) in [(official, "hubAdministration"), (inspector, "taxOfficer")] {
                try await test.apply(
                    .addOfficial(
                        OfficialDraft(iin: iin, name: role, body: bin, role: role)))
            }
            try await test.platform.setActivityRepresentative(
                accountant, of: bin, acts: true, by: signedIn(test, official), once: .unkeyed)
            try await body(test)
        }
    }

    /// The official in a session that began by EDS.
    private func signedIn(_ test: TestPlatform, _ iin: IIN) async throws -> SignedInOfficial {
        try await test.platform.official(
            SignedInPerson(
                iin: iin, displayName: "", session: Identifier(random: .system), method: .eds,
                bin: bin))
    }

    private func record(
        _ test: TestPlatform, _ kind: ActivityEvidence.Kind, until: Day?, number: String = "7"
    ) async throws -> ActivityEvidence {
        try await test.platform.recordActivityEvidence(
            ActivityEvidenceDraft(
                kind: kind, bin: bin, number: number, name: "Alpha",
                validFrom: Day(daysSince1970: 20_454), validUntil: until),
            by: signedIn(test, official), once: .unkeyed)
    }

    private func facts(_ values: [String: String]) throws -> StatedFacts {
        try StatedFacts(
            values.mapValues { StatedFact(values: [$0], source: "contract 1") },
            vocabulary: ActivityLibrary.installed.book.vocabulary)
    }

    private func declare(
        _ test: TestPlatform, item: Int? = 1, _ values: [String: String],
        replaces: Identifier<DeclaredActivity>? = nil, by person: IIN? = nil
    ) async throws -> Identifier<DeclaredActivity> {
        try await test.platform.declareActivity(
            ActivityDeclaration(
                bin: bin, title: "Accounting program", claimedItem: item,
                facts: try facts(values), validFrom: Day(daysSince1970: 20_454),
                replaces: replaces), by: test.person(person ?? accountant), once: .unkeyed)
    }

    private let software = ["subject": "software", "operation": "development"]

    @Test(arguments: Engine.allCases)
    func `rows are read on two axes of time`(_ engine: Engine) async throws {
        try await platform(engine) { test in
            let today = Day(at: test.clock.now)
            _ = try await record(test, .participants, until: nil)
            let activity = try await declare(test, software)
            test.clock.advance(seconds: 10 * 86_400)
            let later = today.adding(days: 10)
            _ = try await declare(
                test, ["subject": "software", "operation": "other"], replaces: activity)
            _ = try await record(test, .participants, until: today.adding(days: 3))
            let present = try await test.platform.activityExtract(
                of: bin, on: later, knownOn: later)
            #expect(present.activities.map(\.standing.outcome) == [.no])
            #expect(present.evidence.map { $0.holds(on: later) } == [false])
            let before = try await test.platform.activityExtract(
                of: bin, on: later, knownOn: today)
            #expect(before.activities.map(\.standing.outcome) == [.yes])
            #expect(before.evidence.map { $0.holds(on: later) } == [true])
            let earlier = try await test.platform.activityExtract(
                of: bin, on: today, knownOn: today.adding(days: -1))
            #expect(earlier.activities.isEmpty && earlier.evidence.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a notice comes before a status is lost, and when it is`(_ engine: Engine) async throws {
        try await platform(engine) { test in
            let today = Day(at: test.clock.now)
            _ = try await record(test, .participants, until: nil)
            _ = try await record(
                test, .producerExtracts, until: today.adding(days: 40), number: "9")
            _ = try await declare(test, software)
            func kinds() async throws -> [ActivityNotice.Kind] {
                while try await test.platform.recheckActivities() == 200 {}
                return try await test.platform.activityNotices(
                    of: bin, for: test.person(accountant), page: .init(limit: 50, cursor: nil)
                ).items.map(\.kind)
            }
            #expect(try await kinds() == [])
            test.clock.advance(seconds: 15 * 86_400)
            #expect(try await kinds() == [.willBeLost])
            // Told once, however often it is looked at.
            #expect(try await kinds() == [.willBeLost])
            test.clock.advance(seconds: 26 * 86_400)
            #expect(try await kinds() == [.lost, .willBeLost])
            test.clock.advance(seconds: 86_400)
            _ = try await record(test, .producerExtracts, until: nil, number: "10")
            #expect(try await kinds() == [.gained, .lost, .willBeLost])
            let entries = try await test.entries()
            #expect(entries.filter { $0 == .activityNoticeGiven }.count == 3)
            #expect(entries.filter { $0 == .activityRechecked }.count == 3)
            #expect(entries.filter { $0 == .activityEvidenceRecorded }.count == 3)
        }
    }

    @Test(arguments: Engine.allCases)
    func `everyone does only what the role allows`(_ engine: Engine) async throws {
        try await platform(engine) { test in
            let stranger = test.person(inspector)
            let taxes = try await signedIn(test, inspector)
            let park = try await signedIn(test, official)
            let draft = ActivityEvidenceDraft(
                kind: .participants, bin: bin, number: "1", name: "A",
                validFrom: Day(at: test.clock.now), validUntil: nil)
            #expect(
                try await refusal {
                    try await test.platform.recordActivityEvidence(
                        draft, by: taxes, once: .unkeyed)
                } == .roleNotAllowed)
            #expect(
                try await refusal {
                    try await declare(test, software, by: inspector)
                } == .notYours)
            #expect(
                try await refusal {
                    try await test.platform.activityNotices(
                        of: bin, for: stranger, page: .init(limit: 50, cursor: nil))
                } == .notYours)
            #expect(
                try await refusal {
                    try await test.platform.simulateRules(draft: [], by: taxes)
                } == .roleNotAllowed)
            #expect(
                try await refusal {
                    try await test.platform.simulateRules(draft: [], by: park)
                } == .invalidField)
            #expect(
                try await refusal {
                    try await test.platform.checkOrganisations(
                        [bin], from: Day(at: test.clock.now), to: Day(at: test.clock.now),
                        by: park)
                } == .roleNotAllowed)
            #expect(
                try await refusal {
                    try await declare(test, item: 20, software)
                } == .invalidField)
            // Whoever no longer acts for it may declare nothing.
            try await test.platform.setActivityRepresentative(
                accountant, of: bin, acts: false, by: signedIn(test, official), once: .unkeyed)
            #expect(try await refusal { try await declare(test, software) } == .notYours)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a list check gives stretches of days, 2025 and the end of an extract apart`(
        _ engine: Engine
    ) async throws {
        try await platform(engine) { test in
            let today = Day(at: test.clock.now)
            _ = try await record(test, .participants, until: nil)
            let end = Day(daysSince1970: 20_454 + 100)
            _ = try await record(test, .producerExtracts, until: end, number: "9")
            _ = try await test.platform.declareActivity(
                ActivityDeclaration(
                    bin: bin, title: "P", claimedItem: 1, facts: try facts(software),
                    validFrom: Day(daysSince1970: 20_400)), by: test.person(accountant),
                once: .unkeyed)
            let found = try await test.platform.checkOrganisations(
                [bin], from: Day(daysSince1970: 20_420), to: today, by: signedIn(test, inspector))
            let spans = try #require(found.first?.activities.first?.spans)
            #expect(spans.map(\.standing.outcome) == [.cannotTell, .yes, .yes])
            #expect(spans.map(\.standing.ownProduction) == [.cannotTell, .yes, .no])
            #expect(spans.map(\.from.daysSince1970) == [20_420, 20_454, 20_555])
            #expect(spans.last?.until == today)
            #expect(try await test.entries().contains(.activityListChecked))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a draft of the list says who would gain and who would lose`(
        _ engine: Engine
    ) async throws {
        try await platform(engine) { test in
            _ = try await declare(test, software)
            _ = try await declare(test, ["subject": "software", "operation": "creation"])
            _ = try await declare(test, ["subject": "software", "operation": "support"])
            let path = "Regulations/priority-activities/rules-521.json"
            let text = try SourceTree.text(path)
            // The draft's item 1 takes creation in place of development.
            let draft = text.replacing(#""development""#, with: #""creation""#, maxReplacements: 1)
                .replacing(#""from": "2026-01-01""#, with: #""from": "2027-01-01""#)
            let found = try await test.platform.simulateRules(
                draft: Array(draft.utf8), by: signedIn(test, official))
            #expect(found.count == 3 && found.changed == 2)
            let tally = found.priority
            #expect((tally.gained, tally.lost, tally.otherwise) == (1, 1, 0))
            let own = found.ownProduction
            #expect((own.gained, own.lost, own.otherwise) == (0, 0, 0))
            #expect(found.changes.map(\.before.outcome) == [.yes, .no])
            #expect(found.on == Day("2027-01-01"))
            let same = try await test.platform.simulateRules(
                draft: Array(text.utf8), by: signedIn(test, official))
            #expect(same.changes.isEmpty && same.count == 3)
            #expect(try await test.entries().contains(.activityRulesSimulated))
        }
    }

    @Test(arguments: Engine.allCases)
    func `the organisation and officials read one verdict, and a look of theirs is on record`(
        _ engine: Engine
    ) async throws {
        try await platform(engine) { test in
            let today = Day(at: test.clock.now)
            let paper = try await record(test, .participants, until: today.adding(days: 5))
            let activity = try await declare(test, software)
            func dossier(_ person: SignedInPerson, on day: Day) async throws -> ActivityDossier {
                try await test.platform.activityDossier(
                    activity, on: day, knownOn: today, for: person)
            }
            let own = try await dossier(test.person(accountant), on: today)
            #expect(own.isOwn && own.checked.verdict.claimed?.verdict == .yes)
            #expect(try await !test.entries().contains(.activityListChecked))
            let taxes = try await dossier(signedIn(test, inspector).person, on: today)
            #expect(!taxes.isOwn && taxes.checked.signedReceipt == own.checked.signedReceipt)
            #expect(try await test.entries().filter { $0 == .activityListChecked }.count == 1)
            // What the register says of participation is part of the verdict, by the day.
            #expect(own.checked.verdict.question.facts.all["participant"]?.number == "7")
            let later = try await dossier(test.person(accountant), on: today.adding(days: 6))
            #expect(later.checked.verdict.ownProduction?.verdict == .no)
            // An official's own session by SMS, and anyone else's, opens nothing.
            for person in [test.person(inspector), test.person(TestPeople.unknown)] {
                #expect(try await refusal { try await dossier(person, on: today) } == .notYours)
            }
            #expect(
                try await refusal {
                    try await test.platform.activityDossier(
                        activity, on: today, knownOn: today.adding(days: -1),
                        for: test.person(accountant))
                } == .notFound)
            // A proof is given for rows of this organisation alone.
            for (entry, of) in [(own.activity.entry, bin), (paper.entry, bin)] {
                let code = try await refusal {
                    try await test.platform.activityProof(of: entry, about: of)
                }
                #expect(code == .proofNotYetAvailable)
            }
            let named = try await test.platform.store.read { transaction in
                try transaction.firstRow(
                    "SELECT id FROM journal_entry WHERE kind = 'activityRepresentativeNamed'"
                )?.text(0)
            }
            #expect(
                try await refusal {
                    try await test.platform.activityProof(
                        of: Identifier(stored: try #require(named)), about: bin)
                } == .notFound)
        }
    }

    @Test func `the store refuses a second belief about one paper`() async throws {
        try await platform(.sqlite) { test in
            let row = try await record(test, .participants, until: nil)
            await #expect(throws: (any Error).self) {
                try await test.store.write { transaction in
                    try transaction.execute(
                        """
                        INSERT INTO activity_evidence (id, kind, bin, number, name, valid_from,
                            known_from, entry_id)
                        VALUES ('00000000000000000000000000', 'participants', \(self.bin), '7',
                            'B', 1, 1, \(row.entry))
                        """)
                }
            }
        }
    }
}
