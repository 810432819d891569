import Kernel
import PriorityActivities
import UseCases

/// The firms of the sandbox's technology park: what they are to the park, and what they declared.
package struct SandboxPark: Sendable {
    private let platform: Platform
    private let world: SyntheticWorld

    /// Brings what the synthetic world holds.
    package init(platform: Platform, world: SyntheticWorld) {
        self.platform = platform
        self.world = world
    }

    /// Records papers, representatives and declarations as officials and firms do; once.
    package func prepare() async throws {
        guard let official = administration else { return }
        let today = platform.clock.today
        for firm in ParkFirm.all {
            let known = try await platform.activityExtract(
                of: firm.entity.bin, on: today, knownOn: today)
            guard known.evidence.isEmpty, known.activities.isEmpty else { continue }
            try await bring(firm, official, today)
        }
    }

    private func bring(
        _ firm: ParkFirm, _ official: SignedInOfficial, _ today: Day
    ) async throws {
        let bin = firm.entity.bin
        for paper in firm.papers {
            _ = try await platform.recordActivityEvidence(
                ActivityEvidenceDraft(
                    kind: paper.kind, bin: bin, number: paper.number, name: firm.entity.name.ru,
                    validFrom: today.adding(days: -300),
                    validUntil: paper.endsInDays.map { today.adding(days: $0) }),
                by: official, once: .unkeyed)
        }
        let person = world.person(ParkFirm.representative)
        try await platform.setActivityRepresentative(
            person.iin, of: bin, acts: true, by: official, once: .unkeyed)
        let facts = try StatedFacts(
            firm.facts.mapValues { StatedFact(values: [$0], source: firm.source) },
            vocabulary: platform.activities.book.vocabulary)
        _ = try await platform.declareActivity(
            ActivityDeclaration(
                bin: bin, title: firm.title, claimedItem: firm.item, facts: facts,
                validFrom: today.adding(days: -200)),
            by: SignedInPerson(
                iin: person.iin, displayName: person.name.full,
                session: Identifier(random: platform.random)), once: .unkeyed)
    }

    /// The park's official, as in a session that began by EDS.
    private var administration: SignedInOfficial? {
        world.officials.first { $0.role == .hubAdministration }.map { official in
            SignedInOfficial(
                person: SignedInPerson(
                    iin: official.person.iin, displayName: official.person.name.full,
                    session: Identifier(random: platform.random), method: .eds,
                    bin: official.body.bin),
                name: official.person.name.full, body: official.body.bin, roles: [official.role])
        }
    }
}
