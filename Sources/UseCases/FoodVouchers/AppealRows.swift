import FoodVouchers
import Kernel
import Registers
import Store

extension AppealStanding {
    /// The columns of `voucher_appeal a` that ``init(row:from:)`` reads.
    static let columns: SQL = """
        a.step, a.attempts, a.fault, a.stuck_at, a.number, a.registered_day, a.due_day, a.basis_kk,
        a.basis_ru, a.basis_en
        """

    init(row: Row, from first: Int) throws {
        var registration: AppealRegistration?
        if let number = try row.textIfPresent(first + 4) {
            registration = AppealRegistration(
                number: number, registeredOn: try row.day(first + 5),
                due: try row.day(first + 6),
                basis: LocalizedText(
                    kk: try row.text(first + 7), ru: try row.text(first + 8),
                    en: try row.text(first + 9)))
        }
        self.init(
            step: AppealStep(rawValue: try row.text(first)) ?? .register,
            registration: registration, attempts: try row.integer(first + 1),
            fault: try row.textIfPresent(first + 2),
            isStuck: try row.instantIfPresent(first + 3) != nil)
    }
}

/// A complaint that this node takes to e-Otinish now, until its claim ends.
struct ClaimedAppeal: Sendable {
    let id: Identifier<VoucherComplaint>
    let step: AppealStep
    /// Which try this is, from 1.
    let attempt: Int64
    let claimedUntil: Instant
    let draft: AppealDraft
    /// The answer that was given here; nil until there is one.
    let answer: AppealAnswer?
}

/// How complaints are taken to e-Otinish; every value has its unit in its name.
package struct AppealLimits: Hashable, Sendable {
    /// Complaints taken at once.
    package var atOnce = 8
    /// How long a node owns what it has begun: longer than a call may take.
    package var claimMilliseconds: Int64 = 60_000
    /// Pauses between two looks for an answer.
    package var lookMilliseconds: Int64 = 60_000
    /// Tries after which the operator is asked: three and a half days of five minutes each.
    package var attemptsMax: Int64 = 1_000

    /// The defaults.
    package init() {}
}

/// How the complaints fare that have to go through e-Otinish, for metrics and the log.
package struct AppealHealth: Hashable, Sendable {
    /// Those without a registration, or whose answer is not there yet.
    package let waiting: Int64
    /// Those that wait for the operator.
    package let stuck: Int64

    /// Reads the state; its cost grows with what waits.
    package static func read(in transaction: any Transaction) throws -> AppealHealth {
        let row = try transaction.firstRow(
            """
            SELECT COUNT(*), COUNT(CASE WHEN stuck_at IS NOT NULL THEN 1 END)
            FROM voucher_appeal WHERE step IN ('register', 'answer')
            """)
        return AppealHealth(
            waiting: try row?.integer(0) ?? 0, stuck: try row?.integer(1) ?? 0)
    }
}

/// A complaint that did not go through, for the operator: nobody is named in it.
package struct WaitingAppeal: Sendable {
    /// The complaint.
    package let id: Identifier<VoucherComplaint>
    /// The pilot.
    package let pilot: String
    /// When it was made.
    package let madeAt: Instant
    /// How it stands.
    package let standing: AppealStanding
}

extension Platform {
    /// How many complaints wait for e-Otinish.
    package func appealHealth() async throws -> AppealHealth {
        try await store.read { try AppealHealth.read(in: $0) }
    }

    /// The complaints that wait for e-Otinish, those that wait for the operator first.
    package func waitingAppeals() async throws -> [WaitingAppeal] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT c.id, c.pilot, c.made_at, \(AppealStanding.columns)
                FROM voucher_appeal a JOIN voucher_complaint c ON c.id = a.complaint_id
                WHERE a.step IN ('register', 'answer')
                ORDER BY CASE WHEN a.stuck_at IS NULL THEN 1 ELSE 0 END, c.made_at, c.id LIMIT 200
                """
            ).map { row in
                WaitingAppeal(
                    id: try row.identifier(0), pilot: try row.text(1),
                    madeAt: try row.instant(2), standing: try AppealStanding(row: row, from: 3))
            }
        }
    }

    /// Tries again what waits for the operator, from now on as often as the first time.
    ///
    /// - Throws: `notFound` for a complaint that does not wait for the operator.
    package func retryAppeal(_ id: Identifier<VoucherComplaint>) async throws {
        let now = clock.now()
        try await store.write { transaction in
            let changed = try transaction.change(
                """
                UPDATE voucher_appeal SET stuck_at = NULL, fault = NULL, attempts = 0,
                    next_at = \(now), claimed_until = 0
                WHERE complaint_id = \(id) AND stuck_at IS NOT NULL
                """)
            guard changed == 1 else { throw Refusal(.notFound) }
        }
    }
}
