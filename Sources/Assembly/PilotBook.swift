import FoodVouchers
import Journal
import Kernel
import Regulations
import Sandbox
import Signatures
import Store
import UseCases

/// The pilots of food vouchers with their recorded versions, as an installation works by them.
struct PilotBook: Sendable {
    /// The pilots that the configuration names, and in the sandbox those that ship.
    private(set) var pilots: [Pilot] = []
    /// Their recorded versions, by name.
    private(set) var versions: [String: [PilotVersion]] = [:]

    /// Reads the versions from the store; refuses a file that was edited without a new one (FV-31).
    ///
    /// - Parameters:
    ///   - firstDay: the sandbox's first day, from which its own pilot counts; nil in production.
    ///   - records: whether the sandbox records what is new; a server that joins leaves it to the first.
    /// - Throws: the problems of the files.
    static func open(
        _ configuration: Configuration, firstDay: Day?, store: any Store, at now: Instant,
        records: Bool
    ) async throws -> PilotBook {
        let isSandbox = configuration.mode == .sandbox
        let entered = configuration.pilots
        let shipped = try firstDay.map { day in
            try Self.shipped(from: day, beside: Set(entered.map(\.pilot.id)))
        }
        let journal = Journal(random: .system)
        do {
            let book = try await store.write { transaction in
                var book = PilotBook()
                for file in entered {
                    try accept(
                        file, isSandbox: isSandbox, isShipped: false, records, at: now, journal,
                        transaction)
                    try book.add(file, start: nil, in: transaction)
                }
                for file in shipped ?? [] {
                    try accept(
                        file, isSandbox: isSandbox, isShipped: true, records, at: now, journal,
                        transaction)
                    try book.add(file, start: firstDay, in: transaction)
                }
                return book
            }
            return isSandbox ? book.withSandboxParties() : book
        } catch let fault as PilotFault {
            throw Configuration.Problem(setting: "voucherPilots", explanation: fault.description)
        }
    }

    private static func accept(
        _ file: PilotFile, isSandbox: Bool, isShipped: Bool, _ records: Bool, at now: Instant,
        _ journal: Journal, _ transaction: any Transaction
    ) throws {
        if isSandbox, !records {
            if !isShipped { _ = try PilotVersions.recorded(file, in: transaction) }
            return
        }
        try PilotVersions.accept(
            file, isSandbox: isSandbox, isShipped: isShipped, at: now, journal: journal,
            in: transaction)
    }

    private mutating func add(
        _ file: PilotFile, start: Day?, in transaction: any Transaction
    ) throws {
        pilots.append(file.pilot)
        let history = try PilotVersions.history(
            of: file.pilot.id, start: start, in: transaction)
        if !history.isEmpty { versions[file.pilot.id] = history }
    }

    /// The pilots of the sandbox: the past one of Akkol, and a made-up one that runs now.
    ///
    /// Production ships none: an act must name the place, the days and the sum.
    private static func shipped(from firstDay: Day, beside entered: Set<String>) throws
        -> [PilotFile]
    {
        try Regulations.voucherPilots.map { file in
            do throws(Pilot.Fault) {
                return try PilotFile(file: file, goods: Regulations.voucherGoods, start: firstDay)
            } catch {
                throw Configuration.Problem(
                    setting: "food-vouchers", explanation: "cannot be read at \(error.member)")
            }
        }.filter { !entered.contains($0.pilot.id) }
    }

    /// In the sandbox its own bodies act for a pilot that names none.
    private func withSandboxParties() -> PilotBook {
        func known(_ pilot: Pilot) -> Pilot {
            guard pilot.parties == .init() else { return pilot }
            var pilot = pilot
            pilot.parties = Pilot.Parties(
                akimats: [LegalEntities.akmolaAkimat.bin.digits],
                providers: [LegalEntities.trade.bin.digits])
            return pilot
        }
        var book = PilotBook()
        book.pilots = pilots.map(known)
        book.versions = versions.mapValues { versions in
            versions.map {
                PilotVersion(number: $0.number, from: $0.from, pilot: known($0.pilot))
            }
        }
        return book
    }
}
