import FoodVouchers
import Journal
import Kernel
import Messages
import Store

/// A family whose next step may be due.
private struct DueFamily: Sendable {
    let id: String
    let pilot: String
    let month: CalendarMonth
    let recipient: IIN
    let holder: IIN?
    let state: FamilyMonth.State
    let phone: PhoneNumber?
    let language: Language
    let askedAt: Instant?
    let repeatedAt: Instant?

    static let columns: SQL = """
        id, pilot, month, recipient_iin, holder_iin, state, phone, language, asked_at, repeated_at
        """

    init(row: Row) throws {
        id = try row.text(0)
        pilot = try row.text(1)
        month = CalendarMonth(number: try row.integer(2))
        recipient = try row.iin(3)
        holder = try row.iinIfPresent(4)
        state = FamilyMonth.State(rawValue: try row.text(5)) ?? .delisted
        phone = try row.phoneNumberIfPresent(6)
        language = try row.textIfPresent(7).flatMap(Language.init(rawValue:)) ?? .kk
        askedAt = try row.instantIfPresent(8)
        repeatedAt = try row.instantIfPresent(9)
    }
}

extension Platform {
    /// Families looked at in one transaction.
    private static var roundMax: Int { 100 }

    /// Does what the calendar asks for now, after however long a pause (FV-16 to FV-21, FV-8).
    ///
    /// Every step is a conditional change of one family or voucher, so that a second run at the same
    /// moment, here or on another node, finds nothing left to do.
    package func runVoucherMonth() async throws {
        guard !configuration.pilots.isEmpty else { return }
        try await endVoucherHolds()
        try await expireVouchers()
        try await removeSilentFamilies()
        while try await findVoucherNumbers() > 0 {}
        for pilot in configuration.pilots {
            try await askFamilies(of: pilot)
            try await repeatRequests(of: pilot)
        }
    }

    /// Sends the first request to whoever has a number, from the fifth day on (FV-20).
    private func askFamilies(of pilot: Pilot) async throws {
        let now = clock.now()
        let month = CalendarMonth(of: Day(at: now))
        guard pilot.phase(on: Day(at: now)) == .running, now >= pilot.opening(of: month) else {
            return
        }
        try await eachDue(
            """
            pilot = \(pilot.id) AND month = \(month.number) AND state = 'numberFound'
                AND ends_at > \(now)
            """, at: now
        ) { [self] family, transaction in
            try checkReadiness(of: pilot, in: transaction)
            try checkParties(of: pilot, in: transaction)
            try ask(family, pilot: pilot, at: now, in: transaction)
        }
        messageSignal.notify()
    }

    private func ask(
        _ family: DueFamily, pilot: Pilot, at now: Instant, in transaction: any Transaction
    ) throws {
        guard let phone = family.phone else { return }
        let isFree =
            try transaction.firstRow(
                "SELECT 1 FROM voucher_family WHERE phone = \(phone) AND state = 'asked'") == nil
        guard isFree else {
            // The number has an open request of another family: an answer would not say whose.
            try terminate(
                family.id, .sharedNumber, recipient: family.recipient, from: .numberFound, at: now,
                in: transaction)
            return
        }
        let asked = try transaction.change(
            """
            UPDATE voucher_family SET state = 'asked', asked_at = \(now)
            WHERE id = \(family.id) AND state = 'numberFound'
            """)
        guard asked == 1 else { return }
        try send(pilot.request, to: family, phone: phone, pilot: pilot, at: now, in: transaction)
        try recordAsked(family, isRepetition: false, at: now, in: transaction)
    }

    /// Repeats the request once to whoever has not answered for five calendar days (FV-21).
    private func repeatRequests(of pilot: Pilot) async throws {
        let now = clock.now()
        let month = CalendarMonth(of: Day(at: now))
        let askedBefore = Day(at: now).adding(days: 1 - pilot.repeatAfterDays).start
        guard pilot.phase(on: Day(at: now)) == .running else { return }
        try await eachDue(
            """
            pilot = \(pilot.id) AND month = \(month.number) AND state = 'asked'
                AND repeated_at IS NULL AND asked_at < \(askedBefore) AND ends_at > \(now)
            """, at: now
        ) { [self] family, transaction in
            let due = FamilyMonth.due(
                family.state, month: family.month, askedAt: family.askedAt,
                repeatedAt: family.repeatedAt, in: pilot, at: now)
            guard due == .repetition, let phone = family.phone else { return }
            let repeated = try transaction.change(
                """
                UPDATE voucher_family SET repeated_at = \(now)
                WHERE id = \(family.id) AND state = 'asked' AND repeated_at IS NULL
                """)
            guard repeated == 1 else { return }
            try send(
                pilot.request, to: family, phone: phone, pilot: pilot, at: now, in: transaction)
            try recordAsked(family, isRepetition: true, at: now, in: transaction)
        }
        messageSignal.notify()
    }

    /// Takes the possibility to activate from whoever did not answer in the month (FV-21).
    private func removeSilentFamilies() async throws {
        let now = clock.now()
        try await eachDue(
            "state IN ('listed', 'numberFound', 'asked') AND ends_at <= \(now)", at: now
        ) { [self] family, transaction in
            let removed = try transaction.change(
                """
                UPDATE voucher_family SET state = 'removed'
                WHERE id = \(family.id) AND state = \(family.state.rawValue)
                """)
            guard removed == 1 else { return }
            try journal.append(
                .voucherActivationRemoved, at: now,
                facts: [
                    "pilot": .string(family.pilot), "month": .string(family.month.description),
                    "family": .string(family.id), "state": .string(family.state.rawValue),
                    "clause": "FV-21",
                ], subject: family.recipient, in: transaction)
        }
    }

    /// Runs the body for every family that the condition names, so many in a transaction.
    private func eachDue(
        _ condition: SQL, at now: Instant,
        _ body: @escaping @Sendable (DueFamily, any Transaction) throws -> Void
    ) async throws {
        while true {
            let count = try await store.write { transaction in
                let rows = try transaction.lockedRows(
                    """
                    SELECT \(DueFamily.columns) FROM voucher_family WHERE \(condition)
                    ORDER BY ends_at, id LIMIT \(Self.roundMax)
                    """)
                for row in rows { try body(DueFamily(row: row), transaction) }
                return rows.count
            }
            if count < Self.roundMax { return }
        }
    }

    private func recordAsked(
        _ family: DueFamily, isRepetition: Bool, at now: Instant, in transaction: any Transaction
    ) throws {
        try journal.append(
            .voucherConsentAsked, at: now,
            facts: [
                "pilot": .string(family.pilot), "month": .string(family.month.description),
                "family": .string(family.id), "repetition": .bool(isRepetition),
                "template": "FV-A.1", "clause": isRepetition ? "FV-21" : "FV-20",
            ], subject: family.recipient,
            counterpart: family.holder == family.recipient ? nil : family.holder, in: transaction)
    }

    private func send(
        _ text: LocalizedText, to family: DueFamily, phone: PhoneNumber, pilot: Pilot,
        at now: Instant, in transaction: any Transaction
    ) throws {
        try Outbox.add(
            OutgoingMessage(
                id: Identifier(random: random), recipient: phone, body: text[family.language],
                answers: .choice(grant: "21*1", refuse: "21*2"),
                giveUpAt: pilot.end(of: family.month), reference: family.id),
            at: now, in: transaction)
    }
}
