import Kernel
import Registers
import Store

/// How fast everyone whose consent holds is looked at (KDP-2.8).
///
/// A step asks about a bounded number of consents, however many there are; what grows with them is
/// how soon the next step follows.
package struct SweepPace: Hashable, Sendable {
    /// Consents of one step.
    package let consents: Int
    /// From the beginning of a step to that of the next.
    package let pauseMilliseconds: Int64

    /// Consents of a step: as many as are asked about when there are few, and the most.
    package static let consentsOfStep = 50...200
    /// The longest pause.
    package static let pauseMax: Int64 = 5000

    /// The pace at which all are looked at within the time.
    ///
    /// - Parameters:
    ///   - open: consents that hold, 0 or more.
    ///   - roundSeconds: the time for all of them.
    package init(open: Int64, roundSeconds: Int64) {
        let pauses = roundSeconds * 1000 / Self.pauseMax
        let needed = (open + pauses - 1) / pauses
        let most = Int64(Self.consentsOfStep.upperBound)
        consents = Int(min(max(needed, Int64(Self.consentsOfStep.lowerBound)), most))
        pauseMilliseconds = needed <= most ? Self.pauseMax : Self.pauseMax * most / needed
    }
}

extension Platform {
    /// Where a step over the consents that hold stopped.
    package struct SweepPlace: Sendable {
        let end: Instant
        let consent: String
    }

    /// Registers that are asked at once.
    private static var asksAtOnce: Int { 16 }

    /// The pace for as many consents as hold now.
    package func sweepPace() async throws -> SweepPace {
        let now = clock.now()
        let open = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT COUNT(*) FROM consent
                WHERE withdrawn_at IS NULL AND expires_at > \(now)
                """)?.integer(0) ?? 0
        }
        return SweepPace(
            open: open, roundSeconds: configuration.settings.shipped(OpenPoints.deathRound))
    }

    /// Ends the consents of people who have died, some at a time.
    ///
    /// Nobody tells us of a death, and a register asked at every use would bear every use. A step
    /// goes on where the last one stopped, so a round meets every consent that holds; whose
    /// register does not answer is asked in the next.
    /// - Parameters:
    ///   - place: where the step before stopped; nil to begin.
    ///   - consents: how many are looked at.
    /// - Returns: where to go on; nil at the end.
    package func endConsentsOfDead(
        after place: SweepPlace?, consents: Int = SweepPace.consentsOfStep.lowerBound
    ) async throws -> SweepPlace? {
        let now = clock.now()
        let (end, id) = (place.map { max($0.end, now) } ?? now, place?.consent ?? "")
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT subject_iin, expires_at, id FROM consent
                WHERE withdrawn_at IS NULL AND (expires_at, id) > (\(end), \(id))
                ORDER BY expires_at, id LIMIT \(consents)
                """
            ).map { row in
                (
                    subject: IIN(stored: try row.text(0)),
                    place: SweepPlace(end: try row.instant(1), consent: try row.text(2))
                )
            }
        }
        for dead in await dead(among: Set(found.map(\.subject))) {
            try await stopAccess(of: dead, because: .death)
        }
        return found.count < consents ? nil : found.last?.place
    }

    /// Those of the people of whom the population register says that they have died.
    private func dead(among people: Set<IIN>) async -> [IIN] {
        await withTaskGroup(of: IIN?.self) { group in
            var waiting = people.makeIterator()
            var dead: [IIN] = []
            func ask() {
                guard let person = waiting.next() else { return }
                group.addTask {
                    let record = try? await self.registers.person(person)
                    return record?.deathDate == nil ? nil : person
                }
            }
            for _ in 0..<Self.asksAtOnce { ask() }
            while let answer = await group.next() {
                if let answer { dead.append(answer) }
                ask()
            }
            return dead
        }
    }
}
