import Assembly
import Foundation
import Journal
import Kernel
import Sandbox
import Signatures
import Store
import UseCases
import WorkingTime

/// A data folder with open cases of one body and a register of results, as many as are asked for.
///
/// The rows are those that an inbox, a search and a register read; the cases have no events, which none of
/// them reads.
struct SeededCasework {
    /// The settings with which to start a server on it.
    let environment: [String: String]
    /// How many cases and entries there are.
    let count: Int
    /// The session cookie of an executor of the body.
    let cookie: String
    /// An organisation with entries in the register.
    let bin: String
    /// Applications that can be submitted.
    let submissions: SeededSubmissions

    /// The register with the entries.
    static let register = "technology-permits"

    /// Makes an installation in the folder, fills it, and stops it.
    static func make(
        folder: String, databaseURL: String, count: Int, submissions: Int = 0
    ) async throws -> SeededCasework {
        let (installation, environment) = try await Installation.start(
            in: folder, databaseURL: databaseURL)
        let platform = installation.platform
        guard
            let executor = installation.sandbox?.world.officials.first(where: {
                $0.role == .executor
            })
        else { throw Command.Fault(description: "the sandbox has no executor") }
        // A statement may take ten seconds: a million rows come in several.
        for start in stride(from: 1, through: count, by: batch) {
            let numbers = start...min(start + batch - 1, count)
            try await fill(platform, body: executor.body.bin, numbers)
        }
        let cookie = try await platform.openEDSSession(
            of: executor.person.iin, for: executor.body.bin)
        let submissions = try await SeededSubmissions.make(submissions, on: installation)
        await installation.stop()
        return SeededCasework(
            environment: environment, count: count, cookie: "qyzmet=" + cookie,
            bin: executor.body.bin.digits, submissions: submissions)
    }

    /// Cases that are inserted in one transaction.
    private static let batch = 50_000

    /// Rows of as many cases, tasks and entries as there are numbers, a thousand organisations.
    private static func fill(
        _ platform: Platform, body: BIN, _ range: ClosedRange<Int>
    ) async throws {
        let now = platform.clock.now()
        let today = Int64(Day(at: now).daysSince1970)
        let calendar = platform.casework.calendars.calendar(adoptedBy: Day(at: now)).version
        guard let file = platform.casework.file(of: "technology-permit") else {
            throw Command.Fault(description: "there is no technology permit")
        }
        try await platform.store.write { [journal = platform.journal] transaction in
            let entry = try journal.append(.testBankOpened, at: now, facts: [:], in: transaction)
            let numbers: SQL = """
                WITH RECURSIVE n (i) AS
                    (SELECT CAST(\(Int64(10_000_000 + range.lowerBound)) AS BIGINT)
                    UNION ALL SELECT i + 1 FROM n
                    WHERE i < \(Int64(10_000_000 + range.upperBound)))
                """
            let statements: [SQL] = [
                """
                INSERT INTO service_version (digest, service, file, first_used_at)
                VALUES (\(file.digest), 'technology-permit', \(file.bytes), \(now))
                ON CONFLICT (digest) DO NOTHING
                """,
                """
                INSERT INTO casework_case (id, service, kind, recipient, applicant, opened_by,
                    phase, stage, body, number, created_at, submitted_at, last_event,
                    calendar_seen, definition, words_version)
                \(numbers) SELECT '000000000000000000' || CAST(i AS TEXT), 'technology-permit',
                    'permit', 'legalEntity', '0000' || CAST(10000000 + i % 1000 AS TEXT),
                    '000000000001', 'stage', 'completeness', \(body), CAST(i AS TEXT),
                    \(now) - i, \(now) - i, 1, \(calendar), \(file.digest), 1 FROM n
                """,
                """
                INSERT INTO casework_task (id, case_id, body, post, work, stage, opened_at, due,
                    watch)
                \(numbers) SELECT '000000000000000000' || CAST(i AS TEXT),
                    '000000000000000000' || CAST(i AS TEXT), \(body), 'executor', 'stage',
                    'completeness', \(now), \(today) + i % 30, 9999999 FROM n
                """,
                """
                INSERT INTO register_entry (id, register, body, number, case_id, service, kind, bin,
                    valid_from, result_digest, entry_id)
                \(numbers) SELECT '000000000000000000' || CAST(i AS TEXT), \(register), \(body),
                    CAST(i AS TEXT), '000000000000000000' || CAST(i AS TEXT),
                    'technology-permit', 'permit', CASE WHEN i % 1000 = 42 THEN \(body)
                        ELSE '0000' || CAST(10000000 + i % 1000 AS TEXT) END,
                    \(today) - i % 1000, \(String(repeating: "0", count: 64)), \(entry) FROM n
                """,
                """
                INSERT INTO register_change (item, number, state, from_day, clause, reasons, at,
                    entry_id)
                \(numbers) SELECT '000000000000000000' || CAST(i AS TEXT), 1, 'suspended',
                    \(today) - 100, 'IS-4.7', 'x', \(now), \(entry) FROM n WHERE i % 10 = 0
                """,
            ]
            let words = ["*", "#stage", "=technology-permit"].map { mark -> SQL in
                """
                INSERT INTO casework_word (case_id, body, word, at)
                \(numbers) SELECT '000000000000000000' || CAST(i AS TEXT), \(body), \(mark),
                    \(now) - i FROM n
                """
            }
            let numbered: [SQL] = [
                """
                INSERT INTO casework_word (case_id, body, word, at)
                \(numbers) SELECT '000000000000000000' || CAST(i AS TEXT), \(body),
                    CAST(i AS TEXT), \(now) - i FROM n
                """,
                """
                INSERT INTO casework_term (body, word)
                \(numbers) SELECT \(body), CAST(i AS TEXT) FROM n
                """,
            ]
            for statement in statements + words + numbered {
                try transaction.execute(statement)
            }
        }
    }
}
