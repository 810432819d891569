import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Regulations
import Signatures
import Store
import Testing
import UseCases
import WorkingTime

/// Use case 56: duties of public bodies begin to run, are fulfilled, or become late.
@Suite(.timeLimit(.minutes(3)))
struct DutyTests {
    private static let committee = BIN(stored: "661140002127")
    private static let notice = "notice-IS-429-IS-1"

    private func official(_ body: BIN = committee) -> SignedInOfficial {
        SignedInOfficial(
            person: SignedInPerson(
                iin: TestPeople.verifier, displayName: "", session: Identifier(random: .system),
                method: .eds, bin: body), name: "Ахметов Б.", body: body,
            roles: [.authorisedBody])
    }

    private func enter(
        _ test: TestPlatform, _ part: String, _ day: String, of duty: String = notice,
        by official: SignedInOfficial? = nil
    ) async throws -> ProblemCode? {
        let day = try #require(Day(day))
        return try await refusal {
            try await test.platform.enterEvidence(
                DutyAnswer(part: part, day: day, reference: "№ 12-3/45"), of: duty,
                by: official ?? self.official(), once: .unkeyed)
        }
    }

    private func count(_ test: TestPlatform, _ kind: JournalKind) async throws -> Int {
        try await test.entries().count { $0 == kind }
    }

    @Test(
        .clause(
            "IS-NOT", "IS-1.11", "IS-2.18-1", "IS-3.12", "IS-4.8", "IS-5A.12", "IS-5B.11",
            "IS-5C.11", "IS-6.14", "IS-7.21"), arguments: Engine.allCases)
    func `notices open with the amendments, each recipient is one part, lateness has an owner`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            func standing() async throws -> TrackedDuty {
                try await platform.trackedDuty(Self.notice)
            }
            test.clock.now = at("2025-12-04T23:59:59")
            _ = try await platform.trackDuties()
            #expect(try await standing().state == .notYet)
            // Evidence before the duty exists.
            #expect(try await enter(test, "operator", "2025-12-04") == .notFound)
            test.clock.now = at("2025-12-05T00:00:00")
            let other = try test.node()
            async let here = platform.trackDuties()
            async let there = other.platform.trackDuties()
            let (first, second) = try await (here, there)
            #expect(first.opened + second.opened == 8)
            #expect(first.broken.isEmpty && second.broken.isEmpty)
            // Friday starts it, Monday to Wednesday are counted.
            let deadline = try #require(try await standing().deadline)
            #expect(deadline.due == Day("2025-12-10") && deadline.steps.count == 6)
            #expect(deadline.steps.first?.verdict == .start)
            #expect(try await standing().isAssumed)
            #expect(try await standing().state == .open)

            test.clock.now = at("2025-12-08T10:00:00")
            let stranger = official(TestPeople.organisation)
            #expect(
                try await enter(test, "operator", "2025-12-08", by: stranger) == .roleNotAllowed)
            #expect(try await enter(test, "ministry", "2025-12-08") == .notFound)
            #expect(try await enter(test, "operator", "2025-12-04") == .invalidField)
            #expect(try await enter(test, "operator", "2025-12-09") == .invalidField)
            #expect(try await enter(test, "operator", "2025-12-08", of: "none") == .notFound)
            #expect(
                try await enter(test, "whole", "2025-12-08", of: "IS-control") == .notFound)
            let before = try await count(test, .dutyEvidenced)
            #expect(try await enter(test, "operator", "2025-12-08") == nil)
            #expect(try await enter(test, "operator", "2025-12-08") == .dutyDone)
            #expect(try await count(test, .dutyEvidenced) == before + 1)
            #expect(try await standing().state == .open)
            #expect(try await standing().openParts.map(\.code) == ["contactCentre"])

            test.clock.now = at("2025-12-11T00:00:00")
            let lateBefore = try await count(test, .dutyLate)
            let round = try await platform.trackDuties()
            #expect(round.late == 8 && round.opened == 0)
            #expect(try await platform.trackDuties().late == 0)
            #expect(try await count(test, .dutyLate) == lateBefore + 8)
            #expect(try await standing().state == .late)
            // After the term it is taken, and the record keeps that it was late.
            #expect(try await enter(test, "contactCentre", "2025-12-11") == nil)
            let done = try await standing()
            #expect(done.state == .doneLate)
            #expect(done.evidence.map(\.part) == ["operator", "contactCentre"])
            #expect(done.evidence.map(\.isLate) == [false, true])
            #expect(done.evidence.allSatisfy { $0.body == Self.committee })
            #expect(done.lateAt == test.clock.now)
        }
    }

    @Test(
        .clause("DD-O.2a", "KDP-O.2a", "PA-O.3a", "IS-O.2", "IS-O.3"), arguments: Engine.allCases)
    func `the Legal Department is informed in ten working days of the registration`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            test.clock.now = at("2025-11-06T09:00:00")
            #expect(try await platform.trackDuties().broken.isEmpty)
            for (code, due) in [
                ("DD-information", "2022-10-19"), ("KDP-information", "2022-07-27"),
                // Republic Day fell on a Saturday: Monday 27 October was free.
                ("PA-information", "2025-11-05"),
            ] {
                let tracked = try await platform.trackedDuty(code)
                #expect(tracked.deadline?.due == Day(due), "\(code)")
                #expect(tracked.state == .open || tracked.state == .late)
            }
            _ = try await platform.trackDuties()
            #expect(try await platform.trackedDuty("PA-information").state == .late)
            // The act's own note is the evidence of its registration.
            let registered = try await platform.trackedDuty("IS-registration")
            #expect(registered.state == .done && registered.evidence.map(\.body) == [nil])
            #expect(registered.evidence.first?.reference == "№ 37008")
            #expect(try await platform.trackedDuty("IS-control").state == .standing)
            #expect(try await platform.trackedDuty("PA-placement").state == .notYet)
            let placed = try await enter(
                test, "whole", "2025-10-02", of: "IS-placement")
            #expect(placed == nil)
            #expect(try await platform.trackedDuty("IS-placement").state == .done)
            #expect(
                try await enter(test, "whole", "2025-10-02", of: "DD-information")
                    == .roleNotAllowed)
        }
    }

    @Test(.clause("FV-O.9a", "IS-O.3"), arguments: Engine.allCases)
    func `control of execution stands as long as its act`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            func state(_ code: String) async throws -> DutyState {
                try await test.platform.trackedDuty(code).state
            }
            // The pilot's order applied until 26 September 2025 (FV-O.9).
            test.clock.now = at("2025-09-26T23:59:59")
            #expect(try await state("FV-control") == .standing)
            test.clock.now = at("2025-09-27T00:00:00")
            #expect(try await state("FV-control") == .ended)
            #expect(try await state("IS-control") == .standing)
            _ = try await test.platform.trackDuties()
            #expect(
                try await enter(test, "whole", "2025-09-26", of: "FV-control") == .notFound)
        }
    }

    @Test(.clause("IS-O.4-a"), arguments: Engine.allCases)
    func `where nothing may be assumed, no notice opens on an assumed day`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2026-11-20T09:00:00")
            let node = try test.node { $0.mode = .production }
            _ = try await node.platform.trackDuties()
            let tracked = try await node.platform.trackedDuty("DD-information")
            #expect(tracked.deadline?.due == Day("2022-10-19"))
            let notices = try await node.platform.trackedDuties().filter {
                $0.duty.start == .decided && $0.duty.rules == "IS-1"
            }
            // The one day of the order that is given is that of item 3, paragraphs 3 to 11.
            #expect(notices.allSatisfy { $0.startsOn == nil && $0.state == .notYet })
        }
    }

    @Test(.clause("FV-O.7a", "FV-O.7b"), arguments: Engine.allCases)
    func `the voucher order's duties are the steps of its publication`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let provider = try await test.system(.provider)
            test.clock.now = at("2025-07-11T09:00:00")
            let sending = try await test.platform.trackedDuty("FV-sending")
            #expect(sending.state == .late && sending.deadline?.due == Day("2025-07-10"))
            #expect(try await test.platform.trackedDuty("FV-placement").state == .notYet)
            for (step, day) in [(PublicationStep.sent, "2025-07-11"), (.published, "2025-07-11")] {
                try await test.platform.recordPublication(
                    step, on: try #require(Day(day)), reference: "№ 1", languages: [.kk, .ru],
                    of: "akkol-2025", by: .system(provider))
            }
            #expect(try await test.platform.trackedDuty("FV-sending").state == .doneLate)
            #expect(try await test.platform.trackedDuty("FV-placement").state == .open)
            // It is entered in one place only.
            #expect(
                try await enter(test, "whole", "2025-07-11", of: "FV-placement") == .notFound)
        }
    }

    @Test(.clause("IS-WD-1"), arguments: Engine.allCases)
    func `a new calendar counts an open term anew and names the days`(
        _ engine: Engine
    ) async throws {
        let text = """
            {"bodies": [{"code": "b", "name": {"kk": "о", "ru": "о", "en": "b"}}],
             "lives": [{"act": "A", "order": "1", "events": [
                {"event": "signed", "day": "2010-01-01"},
                {"event": "registered", "day": "2026-06-25"}]}],
             "duties": [\(Self.duty("old", "signed")), \(Self.duty("new", "registered"))]}
            """
        let book = try DutyBook(file: Array(text.utf8), packages: [])
        try await TestPlatform.run(on: engine) { test in
            let node = try test.node { $0.duties = book }
            test.clock.now = at("2026-06-25T12:00:00")
            let opened = try await node.platform.trackDuties()
            // The calendar's data begin in 2011: that duty is named and stops no other.
            #expect(opened.opened == 1 && opened.broken == ["old"])
            let before = try await node.platform.trackedDuty("new")
            #expect(before.deadline?.calendarVersion == "2026-01" && before.change == nil)
            test.clock.now = at("2026-07-01T12:00:00")
            #expect(try await node.platform.trackDuties().recomputed == 1)
            #expect(try await node.platform.trackDuties().recomputed == 0)
            let after = try await node.platform.trackedDuty("new")
            let change = try #require(after.change)
            #expect(change.isMoved && change.causes.contains { $0.day == Day("2026-08-31") })
            #expect(change.before == before.deadline && after.deadline == change.after)
            #expect(try await count(test, .dutyRecomputed) == 1)
        }
    }

    @Test(.clause("IS-NOT", "IS-O.4", "IS-O.4-a"), arguments: Engine.allCases)
    func `a confirmed day of publication reaches the duties that are open`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let platform = test.platform
            let (first, second) = (try await test.lawKeeper(1), try await test.lawKeeper(2))
            func standing(_ code: String = Self.notice) async throws -> TrackedDuty {
                try await platform.trackedDuty(code)
            }
            // By the day that the sandbox assumes, all notices are late.
            test.clock.now = at("2026-11-20T10:00:00")
            _ = try await platform.trackDuties()
            _ = try await platform.trackDuties()
            #expect(try await standing().state == .late)
            #expect(try await enter(test, "operator", "2026-11-19") == nil)
            let other = try test.node()
            let id = try await platform.proposePublication(
                of: "IS-429", on: try #require(Day("2026-11-01")), publishedBy: "Егемен Қазақстан",
                reference: "№ 210", by: first, once: .unkeyed)
            #expect(try await platform.trackDuties().recomputed == 0)
            try await platform.confirmLaw(id, by: second, once: .unkeyed)
            // A node that has not read the decision yet reads it with the duties.
            let round = try await other.platform.trackDuties()
            #expect(round.recomputed == 8 && round.opened == 0 && round.broken.isEmpty)
            #expect(try await platform.trackDuties().recomputed == 0)
            #expect(try await count(test, .dutyRecomputed) == 8)
            let moved = try await standing()
            #expect(moved.state == .notYet && moved.startsOn == Day("2027-01-01"))
            #expect(moved.lateAt == nil && moved.evidence.map(\.part) == ["operator"])
            #expect(try await enter(test, "contactCentre", "2026-11-20") == .notFound)
            // The day has come: it runs, and a slip in it is no longer corrected.
            test.clock.now = at("2027-01-01T10:00:00")
            _ = try await platform.trackDuties()
            let running = try await standing()
            #expect(running.state == .open && running.deadline?.due == Day("2027-01-08"))
            #expect(running.openParts.map(\.code) == ["contactCentre"])
            #expect(try await enter(test, "contactCentre", "2027-01-01") == nil)
            withExtendedLifetime(other) {}
        }
    }

    private static func duty(_ code: String, _ start: String) -> String {
        let words = #"{"kk": "м", "ru": "д", "en": "d"}"#
        return """
            {"code": "\(code)", "act": "A", "clauses": ["IS-O.2"], "holder": "b",
             "starts": "\(start)", "workingDays": 50, "what": \(words), "evidence": \(words)}
            """
    }

    @Test(arguments: Engine.allCases)
    func `the store keeps evidence of a duty that runs, and one of each part`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-12-05T09:00:00")
            _ = try await test.platform.trackDuties()
            func insert(_ duty: String, _ part: String) async -> Bool {
                let entry = try? await test.store.read { transaction in
                    try transaction.firstRow("SELECT id FROM journal_entry LIMIT 1")?.text(0)
                }
                do {
                    try await test.store.write { transaction in
                        try transaction.execute(
                            """
                            INSERT INTO duty_evidence (duty, part, day, reference, is_late,
                                entered_at, entry_id)
                            VALUES (\(duty), \(part), 1, 'x', 0, 1, \(entry))
                            """)
                    }
                    return true
                } catch { return false }
            }
            #expect(await !insert("none", "operator"))
            #expect(await insert(Self.notice, "operator"))
            #expect(await !insert(Self.notice, "operator"))
            #expect(await !insert(Self.notice, ""))
        }
    }
}
