import FoodVouchers
import Journal
import Kernel
import Store

extension Platform {
    /// Hours of one pilot that are summed in one run at most.
    private static var hoursMax: Int { 48 }

    /// Sums the hours that are over (use case 35), so that the report of a day with a million
    /// purchases adds up twenty-four of them.
    ///
    /// An hour is summed once every entry of it is under a signed head: nothing can join it then.
    /// - Returns: how many hours were summed.
    /// - Throws: the first failure, when every pilot has had its turn.
    @discardableResult
    package func sumVoucherHours() async throws -> Int {
        var (count, failure): (Int, (any Error)?) = (0, nil)
        for pilot in pilotsInForce {
            do {
                for _ in 0..<Self.hoursMax {
                    guard try await sumNextHour(of: pilot) else { break }
                    count += 1
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return count
    }

    private func sumNextHour(of pilot: Pilot) async throws -> Bool {
        let now = clock.now()
        let figures = try await store.read { transaction -> (Instant, VoucherFigures)? in
            guard let hour = try nextHour(of: pilot, in: transaction) else { return nil }
            let end = hour.adding(milliseconds: VoucherFigures.hour)
            guard try DayHead.find(dayEnd: end, now: now, in: transaction) != nil else {
                return nil
            }
            return (
                hour, try VoucherFigures(reckoning: hour..<end, of: pilot.id, in: transaction)
            )
        }
        guard let (hour, sums) = figures else { return false }
        try await store.write { try sums.store(hour, of: pilot.id, in: $0) }
        return true
    }
}

/// The hour after the last that was summed, or that of the pilot's first list; nil when there is
/// none before the last day on which its money moves is over.
private func nextHour(of pilot: Pilot, in transaction: any Transaction) throws -> Instant? {
    let end = try lastMovingDay(of: pilot, in: transaction).adding(days: 1).start
    let last = try transaction.firstRow(
        "SELECT MAX(hour) FROM voucher_hour WHERE pilot = \(pilot.id)")
    if let last = try last?.instantIfPresent(0) {
        let next = last.adding(milliseconds: VoucherFigures.hour)
        return next < end ? next : nil
    }
    let list = try transaction.firstRow(
        "SELECT MIN(taken_at) FROM voucher_list WHERE pilot = \(pilot.id)")
    guard let taken = try list?.instantIfPresent(0), taken < end else { return nil }
    return Instant(milliseconds: taken.milliseconds - taken.milliseconds % VoucherFigures.hour)
}

extension LedgerCheck {
    /// Hours of a pilot that a check of some looks at: so many of the newest, so many of the others.
    private static var hoursLookedAt: Int64 { 48 }

    /// Hours whose stored sums are not those of their rows.
    static func hourFaults(
        _ wanted: Hours, atMost limit: Int, in transaction: any Transaction
    ) throws -> [LedgerFault] {
        var faults: [LedgerFault] = []
        for (pilot, hour) in try hours(wanted, in: transaction) {
            let end = hour.adding(milliseconds: VoucherFigures.hour)
            let stored = try VoucherFigures(stored: hour, of: pilot, in: transaction)
            let reckoned = try VoucherFigures(reckoning: hour..<end, of: pilot, in: transaction)
            guard stored != reckoned else { continue }
            faults.append(LedgerFault(kind: .hour, name: hour.description, pilot: pilot))
            if faults.count == limit { break }
        }
        return faults
    }

    private static func hours(
        _ wanted: Hours, in transaction: any Transaction
    ) throws -> [(pilot: String, hour: Instant)] {
        guard case .some(let now) = wanted else {
            return try transaction.rows(
                "SELECT DISTINCT pilot, hour FROM voucher_hour ORDER BY pilot, hour"
            ).map { (try $0.text(0), try $0.instant(1)) }
        }
        var hours: [(pilot: String, hour: Instant)] = []
        for row in try transaction.rows(
            """
            SELECT pilot, COUNT(DISTINCT hour) FROM voucher_hour GROUP BY pilot ORDER BY pilot
            """)
        {
            let (pilot, count) = (try row.text(0), try row.integer(1))
            // The turn moves on by as many hours as it looks at, and begins anew at the end.
            let turn = now.milliseconds / VoucherFigures.hour % 1_000_000
            let first = turn * hoursLookedAt % max(count, 1)
            let looked = try transaction.rows(
                """
                SELECT hour FROM (SELECT DISTINCT hour FROM voucher_hour WHERE pilot = \(pilot)
                    ORDER BY hour DESC LIMIT \(hoursLookedAt)) AS newest
                UNION SELECT hour FROM (SELECT DISTINCT hour FROM voucher_hour
                    WHERE pilot = \(pilot)
                    ORDER BY hour LIMIT \(hoursLookedAt) OFFSET \(first)) AS others
                ORDER BY hour
                """)
            hours += try looked.map { (pilot, try $0.instant(0)) }
        }
        return hours
    }
}
