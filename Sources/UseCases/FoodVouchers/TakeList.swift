import FoodVouchers
import Journal
import Kernel
import Signatures
import Store

/// A list that was taken (use case 30).
package enum VoucherList {}

/// What became of a list.
package struct ListOutcome: Sendable {
    /// The list.
    package let id: Identifier<VoucherList>
    /// Counts the lists of the month from 1: a corrected list is the next one.
    package let version: Int64
    /// Whether it came after the day on which it is due (FV-19).
    package let isLate: Bool
    /// Rows that came.
    package let rowCount: Int64
    /// Families that are new on it.
    package let listed: Int64
    /// Families whose members are others than before.
    package let changed: Int64
    /// Families that are no longer on it.
    package let delisted: Int64
    /// Families as before.
    package let unchanged: Int64
    /// Rows that were not taken, by line.
    package let faults: [(line: Int64, fault: ListRow.Fault)]
}

extension Platform {
    /// Families that are written in one transaction.
    private static var batchMax: Int { 100 }

    /// Takes the list of a month (use case 30 steps 1 to 4; FV-14, FV-15, FV-19).
    ///
    /// Every later list of the month corrects the earlier ones. A list with a wrong row takes nobody
    /// off: the wrong row may be theirs. While a list is being written, a later one may begin: the
    /// earlier one then stops, so that what the later one found is what it changes.
    /// - Parameter operator: who brought it as a file, by the account of the operating system; nil
    ///   where the feed did by itself.
    /// - Throws: `notYours` for a system that is no feed of the pilot, `pilotNotReady`,
    ///   `pilotNotRunning`, `invalidField` for a list without a row and before the day on which
    ///   the recipients' status counts.
    package func takeList(
        _ bytes: [UInt8], form: ListReading.Form, month: CalendarMonth, pilot id: String,
        by client: ClientSystem, operator account: String? = nil, once: Once
    ) async throws -> ListOutcome {
        let pilot = try pilotInForce(id)
        let now = clock.now()
        guard pilot.isFeed(client.id) else { throw Refusal(.notYours, clause: "FV-15") }
        guard pilot.covers(month) else { throw Refusal(.pilotNotRunning, clause: "FV-4") }
        guard now < pilot.end(of: month) else { throw Refusal(.pilotNotRunning, clause: "FV-8") }
        guard month.statusDay <= Day(at: now) else {
            let day = month.statusDay
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "айдың тізімі \(day) күнгі жағдай бойынша жасалады, ол әлі келген жоқ",
                    ru: "список месяца составляют по состоянию на \(day), этот день не наступил",
                    en: "the month's list shows who qualifies on \(day), which has not come yet"),
                clause: "FV-2.2")
        }
        let reading = ListReading(
            bytes, form: form, month: month, pilot: pilot, rules: configuration.identityRules)
        guard reading.count > 0 else { throw Refusal(.invalidField, clause: "FV-14") }
        let isLate = Day(at: now) > month.day(pilot.listByDay)
        let list = try await begin(
            reading, digest: SHA256.hash(bytes).bytes, month: month, pilot: pilot, isLate: isLate,
            by: client, operator: account, at: now)
        let known = try await families(of: month, in: pilot)
        var changes = ListChanges(reading, known: known)
        if !reading.faults.isEmpty { changes.takeNobodyOff() }
        let total = try await apply(changes, list: list, month: month, pilot: pilot)
        let unchanged = changes.sameCount
        try await store.write { transaction in
            try transaction.execute(
                """
                UPDATE voucher_list SET listed = \(total.listed), changed = \(total.changed),
                    delisted = \(total.delisted), unchanged = \(unchanged),
                    finished_at = \(now)
                WHERE id = \(list)
                """)
            try once.record(entity: list.text, status: 201, at: now, in: transaction)
        }
        guard let outcome = try await listOutcome(list) else { throw Refusal(.notFound) }
        return outcome
    }

    private func begin(
        _ reading: ListReading, digest: [UInt8], month: CalendarMonth, pilot: Pilot, isLate: Bool,
        by client: ClientSystem, operator account: String?, at now: Instant
    ) async throws -> Identifier<VoucherList> {
        let list = Identifier<VoucherList>(random: random)
        try await store.write { [self] transaction in
            // Two lists of one moment follow each other: each has a version of its own.
            try transaction.lock(secrets.lock("voucher list", of: pilot.id))
            try checkReadiness(of: pilot, in: transaction)
            let row = try transaction.firstRow(
                """
                SELECT COALESCE(MAX(version), 0) FROM voucher_list
                WHERE pilot = \(pilot.id) AND month = \(month.number)
                """)
            let version = (try row?.integer(0) ?? 0) + 1
            try transaction.execute(
                """
                INSERT INTO voucher_list
                    (id, pilot, month, version, client_id, taken_at, is_late, row_count)
                VALUES (\(list), \(pilot.id), \(month.number), \(version), \(client.id), \(now),
                    \(isLate ? 1 : 0), \(reading.count))
                """)
            for fault in reading.faults {
                try transaction.execute(
                    """
                    INSERT INTO voucher_list_fault (list_id, line, fault)
                    VALUES (\(list), \(fault.line), \(fault.fault.rawValue))
                    """)
            }
            try journal.append(
                .voucherListTaken, at: now,
                facts: .object(
                    present: ("pilot", .string(pilot.id)), ("month", .string(month.description)),
                    ("list", .string(list.text)), ("version", .integer(version)),
                    ("client", .string(client.id)), ("rows", .integer(Int64(reading.count))),
                    ("faults", .integer(Int64(reading.faults.count))), ("late", .bool(isLate)),
                    ("digest", .string(digest.hex)),
                    ("operator", account.map { .string($0) })), in: transaction)
        }
        return list
    }

    /// The families of the month with their members, by recipient.
    private func families(
        of month: CalendarMonth, in pilot: Pilot
    ) async throws -> [IIN: ListedFamily] {
        try await store.read { transaction in
            var families: [IIN: ListedFamily] = [:]
            for row in try transaction.rows(
                """
                SELECT f.recipient_iin, f.id, f.state, m.member_iin FROM voucher_family f
                LEFT JOIN voucher_member m ON m.family_id = f.id
                WHERE f.pilot = \(pilot.id) AND f.month = \(month.number)
                """)
            {
                let recipient = try row.iin(0)
                var family = try families[recipient] ?? ListedFamily(row: row)
                if let member = try row.iinIfPresent(3) { family.members.insert(member) }
                families[recipient] = family
            }
            return families
        }
    }

    /// Writes what changes, and says how much of it was written before a later list began.
    private func apply(
        _ changes: ListChanges, list: Identifier<VoucherList>, month: CalendarMonth, pilot: Pilot
    ) async throws -> (listed: Int, changed: Int, delisted: Int) {
        /// Each batch has its own moment: hours that are summed are over for what comes later.
        func write<Item: Sendable>(
            _ items: [Item],
            _ body: @escaping @Sendable (Item, Instant, any Transaction) throws -> Void
        ) async throws -> Int {
            for batch in items.batches(of: Self.batchMax) {
                let isWritten = try await store.write { [self] transaction in
                    guard try isNewest(list, of: month, pilot, in: transaction) else {
                        return false
                    }
                    let now = clock.now()
                    for item in batch { try body(item, now, transaction) }
                    return true
                }
                guard isWritten else { return batch.startIndex }
            }
            return items.count
        }
        // Those who leave go first: a member may have moved to another family.
        let delisted = try await write(changes.gone) { [self] family, now, transaction in
            try delist(family, list: list, pilot: pilot, at: now, in: transaction)
        }
        _ = try await write(changes.leaving) { [self] leaving, now, transaction in
            try removeMembers(
                leaving.members, of: leaving.family, list: list, pilot: pilot, at: now,
                in: transaction)
        }
        let changed = try await write(changes.other) { [self] change, now, transaction in
            try addMembers(
                of: change.row, to: change.family, list: list, month: month, pilot: pilot,
                at: now, in: transaction)
        }
        let listed = try await enlist(changes.new, list: list, month: month, pilot: pilot)
        return (listed, changed, delisted)
    }

    /// Whether no later list of the month has begun; none can begin before the transaction ends.
    func isNewest(
        _ list: Identifier<VoucherList>, of month: CalendarMonth, _ pilot: Pilot,
        in transaction: any Transaction
    ) throws -> Bool {
        try transaction.lock(secrets.lock("voucher list", of: pilot.id))
        let newest = try transaction.firstRow(
            """
            SELECT id FROM voucher_list WHERE pilot = \(pilot.id) AND month = \(month.number)
            ORDER BY version DESC LIMIT 1
            """)
        return try newest?.text(0) == list.text
    }

    /// What became of a list, for the feed that brought it; nil when there is none.
    package func listOutcome(_ id: Identifier<VoucherList>) async throws -> ListOutcome? {
        try await store.read { transaction in
            guard
                let row = try transaction.firstRow(
                    """
                    SELECT version, is_late, row_count, listed, changed, delisted, unchanged
                    FROM voucher_list WHERE id = \(id)
                    """)
            else { return nil }
            let faults = try transaction.rows(
                "SELECT line, fault FROM voucher_list_fault WHERE list_id = \(id) ORDER BY line")
            return ListOutcome(
                id: id, version: try row.integer(0), isLate: try row.integer(1) == 1,
                rowCount: try row.integer(2), listed: try row.integer(3),
                changed: try row.integer(4), delisted: try row.integer(5),
                unchanged: try row.integer(6),
                faults: try faults.compactMap { fault in
                    guard let reason = ListRow.Fault(rawValue: try fault.text(1)) else {
                        return nil
                    }
                    return (try fault.integer(0), reason)
                })
        }
    }
}

/// A family of the month as it stands before a list.
struct ListedFamily: Sendable {
    let recipient: IIN
    let id: String
    let state: FamilyMonth.State
    var members: Set<IIN> = []

    fileprivate init(row: Row) throws {
        recipient = try row.iin(0)
        id = try row.text(1)
        state = FamilyMonth.State(rawValue: try row.text(2)) ?? .delisted
    }
}

/// How a list differs from what stands.
struct ListChanges: Sendable {
    var new: [ListRow] = []
    var other: [(family: ListedFamily, row: ListRow)] = []
    private(set) var gone: [ListedFamily] = []
    private(set) var leaving: [(family: ListedFamily, members: Set<IIN>)] = []
    var sameCount = 0

    init(_ reading: ListReading, known: [IIN: ListedFamily]) {
        var left = known
        for row in reading.rows {
            guard let family = left.removeValue(forKey: row.recipient) else {
                new.append(row)
                continue
            }
            if family.state != .delisted, family.members == Set(row.members) {
                sameCount += 1
            } else {
                other.append((family, row))
                let left = family.members.subtracting(row.members)
                if !left.isEmpty { leaving.append((family, left)) }
            }
        }
        gone = left.values.filter { $0.state != .delisted }.sorted { $0.id < $1.id }
    }

    /// Keeps families and members on the list: whoever is missing may stand in a row that is wrong.
    mutating func takeNobodyOff() {
        gone = []
        leaving = []
    }
}

extension Array {
    /// The elements in their order, so many at a time.
    func batches(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
