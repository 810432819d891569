import FoodVouchers
import Journal
import Kernel
import Signatures
import Store

/// A pilot with the bytes of its file and of its list of goods, by which a version is known (FV-31).
package struct PilotFile: Sendable {
    /// What the files say.
    package var pilot: Pilot
    /// The bytes of the pilot's file.
    package let file: [UInt8]
    /// The bytes of its list of goods.
    package let goods: [UInt8]

    /// The largest file that is taken as a version, in bytes.
    package static let bytesMax = 1 << 20

    /// Reads both files.
    ///
    /// - Parameter start: the first day of a pilot whose file names none.
    package init(file: [UInt8], goods: [UInt8], start: Day? = nil) throws(Pilot.Fault) {
        pilot = try Pilot(file: file, goods: goods, start: start)
        self.file = file
        self.goods = goods
    }

    /// Reads `{file, goods}`, the texts of both.
    package init(administration json: JSON) throws {
        let texts = ["file", "goods"].compactMap { json[$0]?.string }
        guard texts.count == 2, texts.allSatisfy({ $0.utf8.count <= Self.bytesMax }) else {
            throw AdministrativeChange.FileFault(
                description: "file and goods: must be the texts of both, 1 MiB at most each")
        }
        do throws(Pilot.Fault) {
            try self.init(file: Array(texts[0].utf8), goods: Array(texts[1].utf8))
        } catch {
            throw AdministrativeChange.FileFault(
                description: "pilot: cannot be read at \(error.member)")
        }
    }

    /// SHA-256 over both files, each behind its length.
    package var digest: [UInt8] {
        SHA256.hash(Array("\(file.count) ".utf8) + file + Array(" \(goods.count) ".utf8) + goods)
            .bytes
    }

    /// The proposal from which the version is recorded when a second person confirms it.
    package var proposal: JSON {
        [
            "file": .string(String(decoding: file, as: UTF8.self)),
            "goods": .string(String(decoding: goods, as: UTF8.self)),
        ]
    }

    /// The first day on which the version holds.
    package var from: Day { pilot.version.from ?? pilot.firstDay }

    var facts: JSON {
        .object(
            present: ("pilot", .string(pilot.id)), ("version", .integer(pilot.version.number)),
            ("from", JSON(from)), ("digest", .string(digest.hex)),
            ("agreement", .string(pilot.version.agreement)), ("clause", "FV-31"))
    }

    /// Writes the version, when it may follow the newest.
    func record(by people: [String], at now: Instant, in transaction: any Transaction) throws {
        let newest = try RecordedPilot.newest(of: pilot.id, in: transaction)
        do throws(PilotVersion.Fault) {
            try PilotVersion.check(
                pilot.version, digest: digest,
                after: newest.map { ($0.number, $0.from, $0.digest) }, today: Day(at: now))
        } catch {
            throw AdministrativeChange.FileFault(
                description: error.explanation(of: pilot, after: newest?.number))
        }
        try transaction.execute(
            """
            INSERT INTO voucher_pilot_version (pilot, version, from_day, digest, agreement, file,
                goods, recorded_by, recorded_at)
            VALUES (\(pilot.id), \(pilot.version.number), \(from), \(digest),
                \(pilot.version.agreement), \(file), \(goods),
                \(people.joined(separator: ", ")), \(now))
            """)
    }
}

extension PilotVersion.Fault {
    fileprivate func explanation(of pilot: Pilot, after newest: Int64?) -> String {
        switch self {
        case .number:
            "version.number: must be \((newest ?? 0) + 1), the one after the newest that is recorded"
        case .day: "version.from: must be a day to come, and after the day of the version before"
        case .unchanged: "version: \(pilot.id) is what version \(newest ?? 1) says already"
        }
    }
}

/// A version of a pilot as it was recorded (FV-31).
package struct RecordedPilot: Sendable {
    /// The pilot.
    package let pilot: String
    /// Counts its versions from 1.
    package let number: Int64
    /// The first day on which it holds.
    package let from: Day
    /// SHA-256 over both files.
    package let digest: [UInt8]
    /// What the parties agreed.
    package let agreement: String
    /// Who recorded it, by account.
    package let recordedBy: String
    /// When.
    package let recordedAt: Instant
    fileprivate let files: (file: [UInt8], goods: [UInt8])

    private static let columns: SQL = """
        pilot, version, from_day, digest, agreement, recorded_by, recorded_at, file, goods
        """

    private init(_ row: Row) throws {
        pilot = try row.text(0)
        number = try row.integer(1)
        from = try row.day(2)
        digest = try row.bytes(3)
        agreement = try row.text(4)
        recordedBy = try row.text(5)
        recordedAt = try row.instant(6)
        files = (try row.bytes(7), try row.bytes(8))
    }

    /// The versions of a pilot, the oldest first.
    package static func all(of pilot: String, in transaction: any Transaction) throws -> [Self] {
        try transaction.rows(
            """
            SELECT \(columns) FROM voucher_pilot_version WHERE pilot = \(pilot) ORDER BY version
            """
        ).map(Self.init)
    }

    static func newest(of pilot: String, in transaction: any Transaction) throws -> Self? {
        try transaction.lockedRows(
            """
            SELECT \(columns) FROM voucher_pilot_version WHERE pilot = \(pilot)
            ORDER BY version DESC LIMIT 1
            """
        ).first.map(Self.init)
    }

    /// The version as the platform works by it.
    ///
    /// - Parameter start: the first day of a pilot whose file names none.
    func version(start: Day?) throws(Pilot.Fault) -> PilotVersion {
        PilotVersion(
            number: number, from: from,
            pilot: try Pilot(file: files.file, goods: files.goods, start: start))
    }
}
