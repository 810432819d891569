import FoodVouchers
import Journal
import Kernel
import Signatures
import Store

/// The report of one day (use case 35; FV-29).
package struct DailyReport: Sendable {
    /// The report as canonical JSON: the same bytes for the same day, whenever it is asked for.
    package let payload: JSON
    /// The same, signed (JWS); nil while the day is not over or its entries are not all under a head.
    package let signed: String?
    /// The journal entry that holds the report's digest; nil like ``signed``.
    package let entry: String?
}

extension Platform {
    /// The day's activations and service (FV-29); signed and kept once the day is over.
    ///
    /// - Throws: `notFound` for an unknown pilot, `invalidField` for a day to come.
    package func dailyReport(of pilot: String, on day: Day) async throws -> DailyReport {
        // A past day is reported by the version that applied on it (FV-31).
        let pilot = try configuration.pilot(pilot, on: day)
        let now = clock.now()
        let today = Day(at: now)
        guard day <= today else { throw Refusal(.invalidField, clause: "FV-29") }
        if day < today {
            if let made = try await store.read({ try madeReport(day, of: pilot, in: $0) }) {
                return made
            }
            if let head = try await head(over: day) {
                return try await makeReport(of: pilot, on: day, under: head, at: now)
            }
        }
        let payload = try await store.read { try reckon(day, of: pilot, in: $0) }
        return DailyReport(payload: payload, signed: nil, entry: nil)
    }

    private func makeReport(
        of pilot: Pilot, on day: Day, under head: SignedHead, at now: Instant
    ) async throws -> DailyReport {
        try await store.write { [self] transaction in
            if let made = try madeReport(day, of: pilot, in: transaction) { return made }
            let payload = JSON.object(
                (try reckon(day, of: pilot, in: transaction).members ?? []) + [
                    JSON.Member(
                        "journal",
                        .object(
                            (head.head.json.members ?? []) + [
                                JSON.Member("signedHead", .string(head.signed))
                            ]))
                ])
            let bytes = payload.canonicalBytes
            let signed = try keys.sign(payload: bytes, type: "voucher-report+jws")
            let entry = try journal.append(
                .voucherReportMade, at: now,
                facts: [
                    "pilot": .string(pilot.id), "day": JSON(day),
                    "digest": .string(SHA256.hash(bytes).bytes.hex),
                    "logId": .string(head.head.logId.text), "size": .integer(head.head.size),
                    "clause": "FV-29",
                ], in: transaction)
            try transaction.execute(
                """
                INSERT INTO voucher_report (pilot, day, payload, signed, entry_id)
                VALUES (\(pilot.id), \(day), \(bytes), \(signed), \(entry))
                ON CONFLICT (pilot, day) DO NOTHING
                """)
            guard let made = try madeReport(day, of: pilot, in: transaction) else {
                throw Refusal(.notFound)
            }
            return made
        }
    }

    /// The head that covers every entry of the day, the same one whenever it is asked for; nil
    /// until there is one.
    private func head(over day: Day) async throws -> SignedHead? {
        let (end, now) = (day.adding(days: 1).start, clock.now())
        return try await store.read { try DayHead.find(dayEnd: end, now: now, in: $0) }
    }

    /// Days of one pilot whose reports are made in one run at most.
    private static var reportsMax: Int { 31 }

    /// Makes the reports of the days that are over, so that they go out daily without being asked
    /// for; after an outage those of the days that it lasted too.
    ///
    /// - Throws: the first failure, when every pilot has had its turn.
    package func makeDailyReports() async throws {
        var failure: (any Error)?
        for pilot in pilotsInForce {
            do {
                for day in try await daysWithoutReport(of: pilot) {
                    // While the journal is behind, nothing is reckoned that could not be signed.
                    guard try await head(over: day) != nil else { break }
                    _ = try await dailyReport(of: pilot.id, on: day)
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// The days of the pilot that are over and have no report, the oldest first: from the first list
    /// on that was brought here, and yesterday in any case.
    private func daysWithoutReport(of pilot: Pilot) async throws -> [Day] {
        let yesterday = Day(at: clock.now()).adding(days: -1)
        guard yesterday >= pilot.firstDay else { return [] }
        return try await store.read { transaction in
            let last = min(yesterday, try lastMovingDay(of: pilot, in: transaction))
            let list = try transaction.firstRow(
                "SELECT MIN(taken_at) FROM voucher_list WHERE pilot = \(pilot.id)")
            let began = try list?.instantIfPresent(0).map { Day(at: $0) }
            let first = max(pilot.firstDay, min(began ?? yesterday, yesterday))
            let made = Set(
                try transaction.rows(
                    """
                    SELECT day FROM voucher_report
                    WHERE pilot = \(pilot.id) AND day >= \(first) AND day <= \(last)
                    """
                ).map { try $0.day(0) })
            var missing: [Day] = []
            var day = first
            while day <= last, missing.count < Self.reportsMax {
                if !made.contains(day) { missing.append(day) }
                day = day.adding(days: 1)
            }
            return missing
        }
    }
}

/// The last day on which a pilot's money moves: what is left at its end expires in the first
/// seconds of the day after, or when the installation runs again.
func lastMovingDay(of pilot: Pilot, in transaction: any Transaction) throws -> Day {
    let newest = try transaction.firstRow(
        "SELECT MAX(at) FROM voucher_movement WHERE pilot = \(pilot.id)")
    let dayAfter = pilot.lastDay.adding(days: 1)
    return max(dayAfter, try newest?.instantIfPresent(0).map { Day(at: $0) } ?? dayAfter)
}

private func madeReport(
    _ day: Day, of pilot: Pilot, in transaction: any Transaction
) throws -> DailyReport? {
    guard
        let row = try transaction.firstRow(
            """
            SELECT payload, signed, entry_id FROM voucher_report
            WHERE pilot = \(pilot.id) AND day = \(day)
            """)
    else { return nil }
    return DailyReport(
        payload: try JSON.parse(row.bytes(0)), signed: try row.text(1), entry: try row.text(2))
}

/// Reckons a day from rows that are never changed: the steps, the purchases, the activations.
private func reckon(
    _ day: Day, of pilot: Pilot, in transaction: any Transaction
) throws -> JSON {
    let figures = try VoucherFigures(
        of: pilot.id, over: day.start..<day.adding(days: 1).start, in: transaction)
    return [
        "format": "qyzmet-voucher-day", "version": 1, "pilot": .string(pilot.id),
        "synthetic": .bool(pilot.isSynthetic), "day": JSON(day),
        "vouchersFormed": .integer(figures.number("formed")),
        "vouchersActivated": .integer(figures.number("activated")),
        "purchases": .integer(figures.number("purchases")),
        "movements": .array(
            figures.by(\.name, of: "movement").map { kind, sums in
                [
                    "kind": .string(kind), "count": .integer(sums.number),
                    "amountTiyn": .integer(sums.amount),
                ]
            }),
        "shops": .array(
            figures.by(\.shop, of: "movement") { !$0.shop.isEmpty }.map { shop, _ in
                [
                    "shop": .string(shop),
                    "paidTiyn": .integer(figures.amount(of: [.spent, .spentHeld], shop: shop)),
                    "returnedTiyn": .integer(figures.amount(of: [.returned], shop: shop)),
                ]
            }),
        "goods": .array(
            figures.by(\.name, of: "good").map { good, sums in
                [
                    "good": .string(good), "quantityThousandths": .integer(sums.number),
                    "totalTiyn": .integer(sums.amount),
                ]
            }),
        "ledger": try DayLedger.opening(day, of: pilot, in: transaction).adding(figures).json,
    ]
}
