import FoodVouchers
import Foundation
import Kernel
import Store
import UseCases

extension CommandLineInterface.Command {
    /// `qyzmet vouchers record FILE GOODS` and `qyzmet vouchers versions PILOT [DAY]` (FV-31).
    ///
    /// - Returns: whether the words were theirs.
    static func pilotVersions(_ arguments: [String]) async throws -> Bool {
        switch (arguments.first, arguments.count) {
        case ("record", 3):
            let file: PilotFile
            let (own, goods) = (try bytes(arguments[1]), try bytes(arguments[2]))
            do throws(Pilot.Fault) {
                file = try PilotFile(file: own, goods: goods)
            } catch {
                throw CommandLineInterface.UsageFault(
                    description: "\(arguments[1]): cannot be read at "
                        + (error.member.isEmpty ? "its start" : error.member))
            }
            try await propose(.recordPilotVersion(file), file.proposal)
        case ("versions", 2): try await listVersions(of: arguments[1], on: nil)
        case ("versions", 3):
            guard let day = Day(arguments[2]) else { throw usage("vouchers versions PILOT DAY") }
            try await listVersions(of: arguments[1], on: day)
        default: return false
        }
        return true
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path),
            data.count <= PilotFile.bytesMax
        else { throw usage("vouchers record FILE GOODS: \(path) cannot be read, or is too large") }
        return Array(data)
    }

    private static func listVersions(of pilot: String, on day: Day?) async throws {
        let configuration = try CommandLineInterface.configuration()
        let store = try StoreLocation(url: configuration.databaseURL).open()
        defer { store.close() }
        try await store.migrate(Migration.all)
        var versions = try await store.read { try RecordedPilot.all(of: pilot, in: $0) }
        if let day {
            let begun = versions.last { $0.from <= day } ?? versions.first
            versions = begun.map { [$0] } ?? []
        }
        for version in versions {
            CommandLineInterface.say(
                "version \(version.number)  from \(version.from)  \(version.digest.hex)  "
                    + "agreement: \(version.agreement.isEmpty ? "-" : version.agreement)  "
                    + "recorded \(version.recordedAt) by \(version.recordedBy)")
        }
    }

    /// `qyzmet vouchers appeals` and `qyzmet vouchers retry COMPLAINT` (use case 38; FV-30).
    ///
    /// - Returns: whether the words were theirs.
    static func appeals(_ arguments: [String]) async throws -> Bool {
        switch (arguments.first, arguments.count) {
        case ("appeals", 1):
            try await withPlatform { platform in
                for appeal in try await platform.waitingAppeals() {
                    let standing = appeal.standing
                    CommandLineInterface.say(
                        "\(appeal.id.text)  \(appeal.pilot)  made \(appeal.madeAt)  "
                            + "\(standing.state.rawValue), \(standing.step.rawValue)  "
                            + "attempts \(standing.attempts)  \(standing.fault ?? "-")")
                }
            }
        case ("retry", 2):
            guard let id = Identifier<VoucherComplaint>(arguments[1]) else {
                throw usage("vouchers retry COMPLAINT: the id that qyzmet vouchers appeals lists")
            }
            try await withPlatform { try await $0.retryAppeal(id) }
            CommandLineInterface.say("tried again: \(id.text)")
        default: return false
        }
        return true
    }
}
