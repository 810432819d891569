import FoodVouchers
import Journal
import Kernel
import Store

/// What keeps a pilot's file from being worked by (FV-31).
package struct PilotFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The pilot, and what has to be done.
    package let description: String
}

/// The recorded versions of the pilots that the configuration names (FV-31).
package enum PilotVersions {
    /// The recorded version that the file is; nil while it is not recorded.
    ///
    /// - Throws: ``PilotFault`` for a file that differs from what was recorded under its number.
    package static func recorded(
        _ file: PilotFile, in transaction: any Transaction
    ) throws -> RecordedPilot? {
        let mark = file.pilot.version
        let versions = try RecordedPilot.all(of: file.pilot.id, in: transaction)
        guard let same = versions.first(where: { $0.number == mark.number }) else { return nil }
        guard same.digest == file.digest else {
            throw PilotFault(
                description: "\(file.pilot.id): the file differs from version \(mark.number), "
                    + "recorded on \(Day(at: same.recordedAt)); a change needs the agreement of the "
                    + "parties and is taken as version \((versions.last?.number ?? 0) + 1) with its "
                    + "own day (FV-31)")
        }
        return same
    }

    /// Makes sure that the file is recorded, in the sandbox by recording it.
    ///
    /// - Parameters:
    ///   - isShipped: the sandbox's own pilot, which comes anew with the program: what differs is
    ///     another version by itself.
    ///   - today: the day by the clock that the installation goes by.
    /// - Throws: ``PilotFault`` for an edited file, and in production for one that two persons have
    ///   not recorded.
    package static func accept(
        _ file: PilotFile, isSandbox: Bool, isShipped: Bool = false, at now: Instant,
        journal: Journal, in transaction: any Transaction
    ) throws {
        var file = file
        if isShipped, let newest = try RecordedPilot.newest(of: file.pilot.id, in: transaction) {
            if newest.digest == file.digest { return }
            file.pilot.version = PilotVersion.Mark(
                number: newest.number + 1, from: max(newest.from, Day(at: now)).adding(days: 1),
                agreement: "SANDBOX, with the program")
        } else if try recorded(file, in: transaction) != nil {
            return
        }
        guard isSandbox else {
            throw PilotFault(
                description: "\(file.pilot.id): version \(file.pilot.version.number) is not "
                    + "recorded; one person runs qyzmet vouchers record FILE GOODS, another "
                    + "qyzmet confirm (FV-31)")
        }
        do {
            try AdministrativeChange.recordPilotVersion(file).apply(
                by: ["sandbox"], at: now, isSandbox: true, journal: journal, in: transaction)
        } catch let fault as AdministrativeChange.FileFault {
            throw PilotFault(description: "\(file.pilot.id): \(fault.description) (FV-31)")
        }
    }

    /// The versions of the pilot as the platform works by them, the oldest first.
    ///
    /// - Parameter start: the first day of a pilot whose file names none.
    package static func history(
        of pilot: String, start: Day? = nil, in transaction: any Transaction
    ) throws -> [PilotVersion] {
        try RecordedPilot.all(of: pilot, in: transaction).map { version in
            do throws(Pilot.Fault) {
                return try version.version(start: start)
            } catch {
                throw PilotFault(
                    description: "\(pilot): version \(version.number) cannot be read at "
                        + error.member)
            }
        }
    }
}

extension PlatformConfiguration {
    /// The pilots as they stand on the day, each by the version that applies.
    package func pilots(on day: Day) -> [Pilot] {
        pilotVersions.isEmpty ? pilots : pilots.map { inForce($0, on: day) }
    }

    /// The pilot with this name by the version that applies on the day.
    package func pilot(_ id: String, on day: Day) throws(Refusal) -> Pilot {
        guard let pilot = pilots.first(where: { $0.id == id }) else { throw Refusal(.notFound) }
        return inForce(pilot, on: day)
    }

    private func inForce(_ pilot: Pilot, on day: Day) -> Pilot {
        pilotVersions[pilot.id]?.inForce(on: day)?.pilot ?? pilot
    }
}

extension Platform {
    /// The pilots as they stand today.
    package var pilotsInForce: [Pilot] { configuration.pilots(on: clock.today) }

    /// The pilot with this name as it stands today.
    ///
    /// - Throws: `notFound`.
    package func pilotInForce(_ id: String) throws(Refusal) -> Pilot {
        try configuration.pilot(id, on: clock.today)
    }
}
