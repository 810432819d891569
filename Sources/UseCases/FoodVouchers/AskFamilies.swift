import FoodVouchers
import Journal
import Kernel
import Messages
import Store

/// A family whose next step may be due.
struct DueFamily: Sendable {
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
    let endsAt: Instant

    static let columns: SQL = """
        id, pilot, month, recipient_iin, holder_iin, state, phone, language, asked_at, repeated_at,
        ends_at
        """

    /// Without these words SQLite does not see that the index of open families holds the row, and
    /// looks through the whole month for every page.
    static let isOpen: SQL = "state IN ('listed', 'numberFound', 'asked')"

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
        endsAt = try row.instant(10)
    }
}

/// A request for consent with its entry, made before the transaction that sends it.
private struct PreparedRequest: Sendable {
    let family: DueFamily
    let phone: PhoneNumber
    let message: OutgoingMessage
    let entry: PreparedEntry
}

/// Requests that are sent together, with everything that is written of them.
private struct PreparedRequests: Sendable {
    let requests: [PreparedRequest]
    let now: Instant
    /// The names of the families, and their numbers, each as a list of values.
    let names: SQL
    let phones: SQL
    let messages: Insertion
    let entries: PreparedEntries

    init(_ requests: [PreparedRequest], at now: Instant) {
        self.requests = requests
        self.now = now
        names = SQL(listing: requests.map { "\($0.family.id)" as SQL })
        phones = SQL(listing: requests.map { "\($0.phone)" as SQL })
        messages = Outbox.rows(of: requests.map(\.message), at: now)
        entries = PreparedEntries(requests.map(\.entry))
    }

    /// Those whose families are in the set.
    func only(_ families: Set<String>) -> PreparedRequests {
        // Nearly always all of them: then nothing is made a second time.
        if families.count == requests.count { return self }
        return PreparedRequests(requests.filter { families.contains($0.family.id) }, at: now)
    }
}

extension Platform {
    /// Families asked in one transaction.
    private static var pageMax: Int { 480 }

    /// Sends the first request to whoever has a number, from the fifth day on (FV-20).
    func askFamilies(of pilot: Pilot) async throws {
        let now = clock.now()
        let month = CalendarMonth(of: Day(at: now))
        guard pilot.phase(on: Day(at: now)) == .running, now >= pilot.opening(of: month) else {
            return
        }
        try await eachPage(
            """
            pilot = \(pilot.id) AND month = \(month.number) AND state = 'numberFound'
            """, endingAfter: now
        ) { [self] family, now in
            request(.request, to: family, pilot, at: now)
        } _: { [self] requests, transaction in
            try checkReadiness(of: pilot, in: transaction)
            try checkParties(of: pilot, in: transaction)
            try ask(requests, of: pilot, in: transaction)
        }
    }

    private func ask(
        _ requests: PreparedRequests, of pilot: Pilot, in transaction: any Transaction
    ) throws {
        let open = try stillIn("state = 'numberFound'", requests, in: transaction)
        guard !open.requests.isEmpty else { return }
        var asking: [String: (holder: IIN?, repeatedAt: Instant?)] = [:]
        for row in try transaction.rows(
            """
            SELECT phone, holder_iin, repeated_at FROM voucher_family
            WHERE state = 'asked' AND phone IN (\(open.phones))
            """)
        { asking[try row.text(0)] = (try row.iin(1), try row.instantIfPresent(2)) }
        var free: Set<String> = []
        for request in open.requests {
            guard let other = asking[request.phone.text] else {
                asking[request.phone.text] = (request.family.holder, nil)
                free.insert(request.family.id)
                continue
            }
            // Whoever answers for two families is asked about the second after the first answer;
            // who is silent after the repetition too keeps the second waiting no longer.
            let isSilent = other.repeatedAt.map {
                Day(at: open.now) >= pilot.repeatDay(askedOn: Day(at: $0))
            }
            if other.holder == request.family.holder, isSilent != true { continue }
            // The number has an open request of another family: an answer would not say whose.
            try terminate(
                request.family.id, .sharedNumber, recipient: request.family.recipient,
                from: .numberFound, at: open.now, in: transaction)
        }
        let asked = open.only(free)
        guard !asked.requests.isEmpty else { return }
        try transaction.execute(
            """
            UPDATE voucher_family
            SET state = 'asked', asked_at = \(asked.now), repeated_at = NULL
            WHERE id IN (\(asked.names))
            """)
        try send(asked, in: transaction)
    }

    /// Repeats the request once to whoever has not answered for five calendar days (FV-21).
    func repeatRequests(of pilot: Pilot) async throws {
        let now = clock.now()
        let month = CalendarMonth(of: Day(at: now))
        let askedBefore = Day(at: now).adding(days: 1 - pilot.repeatAfterDays).start
        guard pilot.phase(on: Day(at: now)) == .running else { return }
        try await eachPage(
            """
            pilot = \(pilot.id) AND month = \(month.number) AND state = 'asked'
                AND repeated_at IS NULL AND asked_at < \(askedBefore)
            """, endingAfter: now
        ) { [self] family, now in
            request(.repetition, to: family, pilot, at: now)
        } _: { [self] requests, transaction in
            let open = try stillIn(
                "state = 'asked' AND repeated_at IS NULL", requests, in: transaction)
            guard !open.requests.isEmpty else { return }
            try transaction.execute(
                """
                UPDATE voucher_family SET repeated_at = \(open.now)
                WHERE id IN (\(open.names))
                """)
            try send(open, in: transaction)
        }
    }

    /// Makes and writes the requests of the families that the condition names, each once.
    ///
    /// While a page is written, the next one is read and its rows are made.
    private func eachPage(
        _ condition: SQL, endingAfter now: Instant,
        _ prepare: (DueFamily, Instant) -> PreparedRequest?,
        _ write: @escaping @Sendable (PreparedRequests, any Transaction) throws -> Void
    ) async throws {
        var place = (endsAt: now.adding(milliseconds: 1), id: "")
        var isFull = true
        var writing: Task<Void, any Error>?
        while isFull {
            let start = place
            let page = try await store.read { transaction in
                try transaction.rows(
                    """
                    SELECT \(DueFamily.columns) FROM voucher_family
                    WHERE \(condition) AND \(DueFamily.isOpen)
                        AND (ends_at, id) > (\(start.endsAt), \(start.id))
                    ORDER BY ends_at, id LIMIT \(Self.pageMax)
                    """
                ).map(DueFamily.init(row:))
            }
            guard let last = page.last else { break }
            place = (last.endsAt, last.id)
            isFull = page.count == Self.pageMax
            // A page's own moment: names that grow with time fill their index from one end.
            let moment = clock.now()
            let requests = PreparedRequests(page.compactMap { prepare($0, moment) }, at: moment)
            try await writing?.value
            messageSignal.notify()
            writing = Task { [store] in
                try await store.write { transaction in try write(requests, transaction) }
            }
        }
        try await writing?.value
        messageSignal.notify()
    }

    /// The requests whose families are still where the condition says, locked in one order.
    private func stillIn(
        _ condition: SQL, _ requests: PreparedRequests, in transaction: any Transaction
    ) throws -> PreparedRequests {
        guard !requests.requests.isEmpty else { return requests }
        let open = Set(
            try transaction.lockedRows(
                """
                SELECT id FROM voucher_family WHERE id IN (\(requests.names)) AND \(condition)
                ORDER BY id
                """
            ).map { try $0.text(0) })
        return requests.only(open)
    }

    private func send(_ requests: PreparedRequests, in transaction: any Transaction) throws {
        try transaction.insert(requests.messages)
        try journal.append(requests.entries, in: transaction)
    }

    /// The request or its repetition; nil unless it is what the calendar asks for now.
    private func request(
        _ wanted: FamilyMonth.Due, to family: DueFamily, _ pilot: Pilot, at now: Instant
    ) -> PreparedRequest? {
        let due = FamilyMonth.due(
            family.state, month: family.month, askedAt: family.askedAt,
            repeatedAt: family.repeatedAt, in: pilot, at: now)
        guard due == wanted, let phone = family.phone else { return nil }
        let isRepetition = wanted == .repetition
        let message = OutgoingMessage(
            id: Identifier(at: now, random: random), recipient: phone,
            body: pilot.request[family.language],
            answers: .choice(grant: "21*1", refuse: "21*2"),
            giveUpAt: pilot.end(of: family.month), reference: family.id)
        let entry = journal.prepare(
            .voucherConsentAsked, at: now,
            facts: [
                "pilot": .string(family.pilot), "month": .string(family.month.description),
                "family": .string(family.id), "repetition": .bool(isRepetition),
                "template": "FV-A.1", "clause": isRepetition ? "FV-21" : "FV-20",
            ], subject: family.recipient,
            counterpart: family.holder == family.recipient ? nil : family.holder)
        return PreparedRequest(family: family, phone: phone, message: message, entry: entry)
    }
}
