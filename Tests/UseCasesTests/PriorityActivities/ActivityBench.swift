import Kernel
import PlatformTesting
import PriorityActivities
import Signatures
import Store
import UseCases

/// An organisation of the park with its accountant, the park's official and a tax officer.
struct ActivityBench {
    /// The first day of 2026, from which everything here holds.
    static let firstDay = Day(daysSince1970: 20_454)

    let test: TestPlatform
    let bin = TestPeople.organisation
    let accountant = TestPeople.holder
    let software = ["subject": "software", "operation": "development"]

    private let official = TestPeople.verifier
    private let inspector = TestPeople.stranger

    /// Runs the body on a platform of its own.
    static func run(
        on engine: Engine, _ body: (ActivityBench) async throws -> Void
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let bench = ActivityBench(test: test)
            for (iin, role) in [
                (bench.official, "hubAdministration"), (bench.inspector, "taxOfficer"),
            ] {
                try await test.apply(
                    .addOfficial(
                        OfficialDraft(iin: iin, name: role, body: bench.bin, role: role)))
            }
            try await test.platform.setActivityRepresentative(
                bench.accountant, of: bench.bin, acts: true, by: bench.park(), once: .unkeyed)
            try await body(bench)
        }
    }

    var today: Day { Day(at: test.clock.now) }

    func park() async throws -> SignedInOfficial { try await signedIn(official) }

    func taxes() async throws -> SignedInOfficial { try await signedIn(inspector) }

    /// The official in a session that began by EDS.
    private func signedIn(_ iin: IIN) async throws -> SignedInOfficial {
        try await test.platform.official(
            SignedInPerson(
                iin: iin, displayName: "", session: Identifier(random: .system), method: .eds,
                bin: bin))
    }

    @discardableResult func record(
        _ kind: ActivityEvidence.Kind, until: Day? = nil, number: String = "7"
    ) async throws -> ActivityEvidence {
        try await test.platform.recordActivityEvidence(
            ActivityEvidenceDraft(
                kind: kind, bin: bin, number: number, name: "Alpha", validFrom: Self.firstDay,
                validUntil: until), by: park(), once: .unkeyed)
    }

    func facts(_ values: [String: String]) throws -> StatedFacts {
        try StatedFacts(
            values.mapValues { StatedFact(values: [$0], source: "contract 1") },
            vocabulary: ActivityLibrary.installed.book.vocabulary)
    }

    @discardableResult func declare(
        _ values: [String: String], item: Int? = 1, from: Day = firstDay, until: Day? = nil
    ) async throws -> Identifier<DeclaredActivity> {
        try await test.platform.declareActivity(
            ActivityDeclaration(
                bin: bin, title: "Accounting program", claimedItem: item,
                facts: try facts(values), validFrom: from, validUntil: until),
            by: test.person(accountant), once: .unkeyed)
    }

    /// Lets a platform find the standings anew; the notices after that, newest first.
    func notices(_ platform: Platform? = nil) async throws -> [ActivityNotice] {
        let platform = platform ?? test.platform
        while try await platform.recheckActivities() == 200 {}
        return try await platform.activityNotices(
            of: bin, for: test.person(accountant), page: PageRequest(limit: 50, cursor: nil)
        ).items
    }

    /// The standing that was last found of an activity.
    func standing(_ activity: Identifier<DeclaredActivity>) async throws -> [String] {
        try await test.store.read { transaction in
            let row = try transaction.firstRow(
                """
                SELECT outcome, own_production FROM activity_standing
                WHERE activity = \(activity)
                """)
            return try row.map { [try $0.text(0), try $0.text(1)] } ?? []
        }
    }
}
