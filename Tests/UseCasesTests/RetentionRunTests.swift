import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 15: what has been kept long enough goes, by class, and the journal still holds.
@Suite(.timeLimit(.minutes(5)))
struct RetentionRunTests {
    private func sequence(_ test: TestPlatform) async throws {
        let keys = test.platform.keys
        try await JournalSequencer(
            store: test.store, clock: test.clock.clock, random: .system, heads: nil,
            sign: { payload, type in try keys.sign(payload: payload, type: type) }
        ).sequence()
    }

    private func verify(_ test: TestPlatform) async throws -> JournalReport {
        try await sequence(test)
        return try await JournalVerification(
            store: test.store, keys: test.platform.keys.verificationKeys, headsFile: nil
        ).run()
    }

    private func count(_ sql: SQL, _ test: TestPlatform) async throws -> Int64 {
        try await test.store.read { try $0.firstRow(sql)?.integer(0) ?? 0 }
    }

    /// A consent with its use, a shared document that was seen, and a sign-in.
    private func live(_ test: TestPlatform) async throws {
        #expect(try await test.verify(test.token()).refusal == nil)
        let holder = test.person(TestPeople.holder)
        let document = try #require(
            try await test.platform.documents(of: holder).documents.first { $0.childName == nil })
        let share = try await test.platform.openAccess(
            to: document.id, by: holder, once: .unkeyed)
        _ = try await test.platform.open(
            .qr(share.qr), by: .person(test.person(TestPeople.verifier)), once: .unkeyed)
        let attempt = try await test.platform.startSignIn(iin: TestPeople.holder, language: .kk)
        // A one-time password belongs to nothing else; the question about consent does.
        let password = try #require(
            try await test.messages(to: TestPeople.holderPhone)
                .first { $0.reference == nil && !$0.password.isEmpty }?.password)
        _ = try await test.platform.finishSignIn(
            attempt: attempt.id, code: password, device: "test")
    }

    /// Moves to 04:00 of the day so many years and days after the first.
    private func move(_ test: TestPlatform, years: Int, days: Int) throws {
        let day = Day(at: TestPeople.start).adding(years: years).adding(days: days)
        test.clock.now = day.start.adding(seconds: 4 * 3600)
    }

    @Test(.clause("KDP-2.3a"), arguments: Engine.allCases)
    func `each class goes when its own term has ended, and the journal holds`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await live(test)
            try await sequence(test)
            let entries = try await count("SELECT COUNT(*) FROM journal_entry", test)

            try move(test, years: 1, days: 0)
            #expect(try await test.platform.runRetentionIfDue()?.entries == 0)
            try move(test, years: 1, days: 1)
            let first = try #require(try await test.platform.runRetentionIfDue())
            #expect(first.entries > 0)
            #expect(try await count("SELECT COUNT(*) FROM session", test) == 0)
            #expect(try await count("SELECT COUNT(*) FROM sign_in_attempt", test) == 0)
            #expect(try await count("SELECT COUNT(*) FROM view_mark", test) == 1)

            try move(test, years: 3, days: 1)
            #expect(try #require(try await test.platform.runRetentionIfDue()).rows >= 2)
            #expect(try await count("SELECT COUNT(*) FROM view_mark", test) == 0)
            #expect(try await count("SELECT COUNT(*) FROM share", test) == 0)
            #expect(try await count("SELECT COUNT(*) FROM consent", test) == 1)

            try move(test, years: 5, days: 3)
            #expect(try #require(try await test.platform.runRetentionIfDue()).entries >= 3)
            #expect(try await count("SELECT COUNT(*) FROM access_request", test) == 0)
            #expect(try await count("SELECT COUNT(*) FROM consent_data_set", test) == 0)
            #expect(try await count("SELECT COUNT(*) FROM consent_use", test) == 0)
            let own = try await test.log(of: TestPeople.holder)
            #expect(own.isEmpty)

            let report = try await verify(test)
            #expect(report.findings.isEmpty)
            #expect(report.erased > 0)
            // Nothing was taken out of the journal: every erasure is one entry more.
            let after = try await count("SELECT COUNT(*) FROM journal_entry", test)
            #expect(after == entries + Int64(report.erased))
            let leaves = try await test.store.read { transaction in
                try transaction.rows("SELECT leaf FROM journal_entry WHERE kind = 'entryErased'")
                    .map { try JSON.parse(try $0.bytes(0)) }
            }
            #expect(leaves.allSatisfy { $0["facts"]?["ground"] == "termEnded" })
            let clauses = Set(leaves.compactMap { $0["facts"]?["clause"]?.string })
            #expect(clauses.isSuperset(of: ["KDP-5.4", "DD-18", "DD-11"]))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a day has one run, whichever node makes it, and none before three`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await live(test)
            let node = try test.node()
            let day = Day(at: TestPeople.start).adding(years: 2)
            test.clock.now = day.start.adding(seconds: 3 * 3600 - 1)
            #expect(try await test.platform.runRetentionIfDue() == nil)
            test.clock.advance(seconds: 1)
            let run = try #require(try await test.platform.runRetentionIfDue())
            #expect(run.day == day)
            #expect(try await node.platform.runRetentionIfDue() == nil)
            #expect(try await node.platform.lastRetentionRun() == run)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a run that was broken off is made again`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await live(test)
            try move(test, years: 2, days: 0)
            let (day, now) = (Day(at: test.clock.now).description, test.clock.now)
            try await test.store.write { transaction in
                try transaction.execute(
                    "INSERT INTO retention_run (day, started_at) VALUES (\(day), \(now))")
            }
            #expect(try #require(try await test.platform.runRetentionIfDue()).entries > 0)
        }
    }

    @Test func `without a term nothing is erased, and what is due is counted`() async throws {
        try await TestPlatform.run(on: .sqlite) { test in
            try await live(test)
            try move(test, years: 90, days: 0)
            let today = Day(at: test.clock.now)
            let sandbox = RetentionPlan(test.platform.configuration)
            let due = try await test.store.read { try sandbox.due(today: today, in: $0) }
            #expect(due.first { $0.kind == .consentEvidence }?.count ?? 0 > 0)
            #expect(due.first { $0.kind == .structure }?.count == 0)
            let unset = try test.node {
                $0.settings = Settings(OpenPoints.all, isSandbox: false)
            }
            let run = try #require(try await unset.platform.runRetentionIfDue())
            #expect(run.entries == 0 && run.rows == 0)
        }
    }
}
