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

/// FV-31: a pilot changes by dated versions that two persons record, and past days keep theirs.
@Suite(.timeLimit(.minutes(2)))
struct VoucherVersionTests {
    private let journal = Journal(random: .system)

    /// The file of Akkol with another number of working days, and with a version's mark.
    private func file(_ days: Int = 15, _ mark: String = "") throws -> PilotFile {
        let text = String(decoding: Regulations.voucherPilots[0], as: UTF8.self)
            .replacing(
                #""complaintWorkingDays": 15"#, with: #""complaintWorkingDays": \#(days)"#
            )
            .replacing(#""synthetic": false,"#, with: #""synthetic": false,"# + mark)
        return try PilotFile(file: Array(text.utf8), goods: Regulations.voucherGoods)
    }

    private func mark(
        _ number: Int, _ from: String, _ agreement: String = "No. 7 of 1 July 2025"
    ) -> String {
        #""version": {"number": \#(number), "from": "\#(from)", "agreement": "\#(agreement)"},"#
    }

    private func administration(_ test: TestPlatform) -> Administration {
        Administration(
            store: test.store, journal: journal, clock: test.clock.clock, random: .system,
            isSandbox: false, lapseDays: 30)
    }

    private func record(
        _ file: PilotFile, _ test: TestPlatform
    ) async throws -> Identifier<Administration.Proposal> {
        let outcome = try await administration(test).make(
            .recordPilotVersion(file), proposal: file.proposal, by: "asel")
        guard case .waits(let id) = outcome else { throw Refusal(.notFound) }
        return id
    }

    private func accept(_ file: PilotFile, _ test: TestPlatform) async throws {
        let now = test.clock.now
        try await test.store.write { [journal] transaction in
            try PilotVersions.accept(
                file, isSandbox: false, at: now, journal: journal, in: transaction)
        }
    }

    private func fault(_ work: () async throws -> Void) async -> String? {
        do {
            try await work()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(.clause("FV-31a"), arguments: Engine.allCases)
    func `production works by a file only once two persons have recorded it`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-01T10:00:00")
            let first = try file()
            #expect(await fault { try await accept(first, test) }?.contains("not recorded") == true)
            let id = try await record(first, test)
            #expect(await fault { try await accept(first, test) } != nil)
            // The one who proposed it cannot confirm it.
            #expect(
                await fault { try await administration(test).confirm(id, by: "asel") } != nil)
            try await administration(test).confirm(id, by: "marat")
            try await accept(first, test)
            let recorded = try await test.store.read {
                try RecordedPilot.all(of: "akkol-2025", in: $0)
            }
            #expect(recorded.count == 1 && recorded[0].recordedBy == "asel, marat")
            #expect(recorded[0].digest == first.digest && recorded[0].from == Day("2025-06-26"))
            #expect(
                try await test.entries().count { $0 == .voucherPilotVersionRecorded } == 1)
            // Edited under the same number it is refused, with what has to be done.
            let edited = await fault { try await accept(try file(5), test) }
            #expect(edited?.contains("differs from version 1") == true)
            #expect(edited?.contains("version 2") == true)
        }
    }

    @Test(.clause("FV-31a"), arguments: Engine.allCases)
    func `each day has the version that applied on it`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-01T10:00:00")
            try await administration(test).confirm(try await record(try file(), test), by: "m")
            let second = try file(5, mark(2, "2025-07-10"))
            try await administration(test).confirm(try await record(second, test), by: "m")
            try await accept(second, test)
            let history = try await test.store.read {
                try PilotVersions.history(of: "akkol-2025", in: $0)
            }
            let node = try test.node {
                $0.pilots = [second.pilot]
                $0.pilotVersions = ["akkol-2025": history]
            }
            func days(_ day: String) throws -> Int {
                try node.platform.configuration.pilot("akkol-2025", on: #require(Day(day)))
                    .complaintWorkingDays
            }
            // Before the first day too the first version is what there is.
            #expect(try days("2025-06-01") == 15 && days("2025-07-09") == 15)
            #expect(try days("2025-07-10") == 5 && days("2025-12-01") == 5)
            #expect(try node.platform.pilotInForce("akkol-2025").complaintWorkingDays == 15)
            test.clock.now = at("2025-07-10T00:00:00")
            #expect(try node.platform.pilotInForce("akkol-2025").complaintWorkingDays == 5)
            #expect(node.platform.pilotsInForce.map(\.complaintWorkingDays) == [5])
        }
    }

    @Test(.clause("FV-31a"), arguments: Engine.allCases)
    func `no version without an agreement, out of order, unchanged or for days that have passed`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-01T10:00:00")
            try await administration(test).confirm(try await record(try file(), test), by: "m")
            #expect(throws: Pilot.Fault.self) {
                try file(5, mark(2, "2025-07-10", ""))
            }
            #expect(throws: Pilot.Fault.self) {
                try file(5, #""version": {"number": 2, "agreement": "No. 7"},"#)
            }
            for (wrong, word) in [
                (try file(5, mark(3, "2025-07-10")), "version.number"),
                (try file(5, mark(2, "2025-07-01")), "version.from"),
                (try file(5, mark(2, "2025-06-26")), "version.from"),
            ] {
                let id = try await record(wrong, test)
                let told = await fault { try await administration(test).confirm(id, by: "m") }
                #expect(told?.contains(word) == true, "\(told ?? "-")")
            }
            // In time when it was proposed, too late when it is confirmed.
            let id = try await record(try file(5, mark(2, "2025-07-03")), test)
            test.clock.now = at("2025-07-03T10:00:00")
            let told = await fault { try await administration(test).confirm(id, by: "m") }
            #expect(told?.contains("version.from") == true)
            let recorded = try await test.store.read {
                try RecordedPilot.all(of: "akkol-2025", in: $0)
            }
            #expect(recorded.map(\.number) == [1])
            #expect(
                try await test.entries().count { $0 == .voucherPilotVersionRecorded } == 1)
        }
    }

    @Test(.clause("FV-31a"))
    func `the newest version that has begun is the one in force`() throws {
        let pilot = TestPilots.akkol
        let days = ["2025-06-26", "2025-07-10", "2025-07-20"].compactMap { Day($0) }
        let versions = days.enumerated().map {
            PilotVersion(number: Int64($0.offset + 1), from: $0.element, pilot: pilot)
        }
        for (day, number) in [
            ("2025-01-01", 1), ("2025-07-09", 1), ("2025-07-10", 2), ("2025-07-19", 2),
            ("2025-07-20", 3), ("2026-01-01", 3),
        ] {
            #expect(versions.inForce(on: try #require(Day(day)))?.number == Int64(number))
        }
        #expect([PilotVersion]().inForce(on: days[0]) == nil)
    }
}
