import FoodVouchers
import Kernel
import Store

extension Platform {
    /// How often the watch writes that it is there.
    private static var seenSeconds: Int64 { 30 }

    /// Watches over the running pilots (use case 32; FV-32): a standstill of the whole installation,
    /// and, once an hour, a ledger that does not agree, become incidents by themselves.
    ///
    /// By the machine's clock: whoever moves the sandbox's clock makes no standstill.
    package func watchVouchers() async throws {
        let now = machineClock.now()
        for pilot in pilotsInForce where pilot.phase(on: clock.today) == .running {
            let isDue = try await store.write { [self] transaction in
                try noteSeen(pilot, at: now, in: transaction)
            }
            if isDue { try await checkLedger(of: pilot, at: now) }
        }
    }

    /// Notes that the service runs, and the standstill that it ends.
    ///
    /// - Returns: whether the ledger is to be checked now, by this node alone.
    private func noteSeen(
        _ pilot: Pilot, at now: Instant, in transaction: any Transaction
    ) throws -> Bool {
        let rows = try transaction.lockedRows(
            "SELECT seen_at, checked_at FROM voucher_watch WHERE pilot = \(pilot.id)")
        guard let row = rows.first else {
            return try transaction.change(
                """
                INSERT INTO voucher_watch (pilot, seen_at, checked_at)
                VALUES (\(pilot.id), \(now), \(now)) ON CONFLICT (pilot) DO NOTHING
                """) == 1
        }
        let (seen, checked) = (try row.instant(0), try row.instant(1))
        if let still = VoucherIncident.interruption(since: seen, now: now) {
            let seconds = (still.upperBound.milliseconds - still.lowerBound.milliseconds) / 1000
            let id = try record(
                .interruption, "no node ran for \(seconds) s", began: still.lowerBound,
                pilot: pilot.id, at: now, in: transaction)
            try end(id, VoucherIncident.runsAgain, pilot: pilot.id, at: now, in: transaction)
        }
        let isDue = now >= checked.adding(seconds: VoucherIncident.checkSeconds)
        if isDue || now >= seen.adding(seconds: Self.seenSeconds) {
            try transaction.execute(
                """
                UPDATE voucher_watch SET seen_at = \(max(now, seen)),
                    checked_at = \(isDue ? now : checked) WHERE pilot = \(pilot.id)
                """)
        }
        return isDue
    }

    /// Opens the incident of a ledger that does not agree, and ends it when it agrees again.
    private func checkLedger(of pilot: Pilot, at now: Instant) async throws {
        let faults = try await store.read { try LedgerCheck.faults(hours: .some(at: now), in: $0) }
            .filter { $0.pilot == pilot.id }
        try await store.write { [self] transaction in
            let open = try transaction.lockedRows(
                """
                SELECT id FROM voucher_incident
                WHERE pilot = \(pilot.id) AND kind = 'ledger' AND ended_at IS NULL
                """
            ).first
            if let open, faults.isEmpty {
                try end(
                    try open.identifier(0), VoucherIncident.agreesAgain,
                    pilot: pilot.id, at: now, in: transaction)
            } else if open == nil, !faults.isEmpty {
                _ = try record(
                    .ledger,
                    VoucherIncident.disagrees
                        + faults.prefix(10).map { "\($0.kind.rawValue) \($0.name)" }
                        .joined(separator: ", "),
                    began: now, pilot: pilot.id, at: now, in: transaction)
            }
        }
    }
}
