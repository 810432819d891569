import Casework
import Journal
import Kernel
import Store

/// A result in a public register, as it stood on a day.
package struct RegisterItem: Sendable, Hashable {
    /// Whether it may be relied on.
    package enum State: String, Sendable, CaseIterable {
        case inForce, suspended, withdrawn
        /// Its last day has passed; nobody decides that.
        case expired
        /// Another result ended it: nothing took its place, or that one did.
        case deregistered, replaced

        /// Whether nothing can follow it.
        package var isFinal: Bool {
            switch self {
            case .withdrawn, .deregistered, .replaced: true
            case .inForce, .suspended, .expired: false
            }
        }

        /// What the head of the body can decide.
        package static let decided: [State] = [.inForce, .suspended, .withdrawn]
    }

    /// The random name.
    package let id: Identifier<RegisterItem>
    /// The register.
    package let register: String
    /// The body that gave it.
    package let body: BIN
    /// The number under which that body gave it.
    package let number: String
    /// The service.
    package let service: String
    /// What was asked for.
    package let kind: String
    /// The organisation that has it; nil for a natural person, whom registers do not name.
    package let bin: BIN?
    /// The first day.
    package let validFrom: Day
    /// The last day; nil for what does not end by itself.
    package let validUntil: Day?
    /// SHA-256 of the signed result, in hexadecimal.
    package let resultDigest: String
    /// The journal entry of the signature.
    package let entry: Identifier<JournalEntry>
    /// How it stood on the day that was asked about: an annex no better than its licence.
    package let state: State
    /// How it stood by what was decided about it alone.
    let ownState: State
    /// The licence of which it was an annex on that day; nil for what stands alone.
    package let licence: Licence?
    /// The case that it came from.
    package let caseID: Identifier<StoredCase>
    /// What exactly it is for; nil for what was entered before that was kept.
    package let facts: PermittedFacts?

    /// The entry of which another is an annex.
    package struct Licence: Sendable, Hashable {
        /// The random name.
        package let id: Identifier<RegisterItem>
        /// The body that gave it, which need not be the one that gave the annex.
        package let body: BIN
        /// The number under which that body gave it.
        package let number: String
        /// How it stood on the day that was asked about.
        package let state: State
    }

    /// The licence of the entry `e` on a day.
    private static func licence(on day: Day) -> SQL {
        """
        (SELECT l.licence FROM register_annex l WHERE l.annex = e.id AND l.from_day <= \(day)
            ORDER BY l.number DESC LIMIT 1)
        """
    }

    /// The columns with the state on a day; the table is `e`.
    static func columns(on day: Day) -> SQL {
        """
        e.id, e.register, e.body, e.number, e.service, e.kind, e.bin, e.valid_from,
        e.result_digest, e.entry_id,
        (SELECT x.state FROM register_change x WHERE x.item = e.id AND x.from_day <= \(day)
            ORDER BY x.number DESC LIMIT 1), e.case_id, e.valid_until,
        CASE WHEN e.valid_until < \(day) THEN 1 ELSE 0 END, e.facts,
        \(licence(on: day)),
        (SELECT p.number FROM register_entry p WHERE p.id = \(licence(on: day))),
        (SELECT x.state FROM register_change x WHERE x.item = \(licence(on: day))
            AND x.from_day <= \(day) ORDER BY x.number DESC LIMIT 1),
        (SELECT CASE WHEN p.valid_until < \(day) THEN 1 ELSE 0 END FROM register_entry p
            WHERE p.id = \(licence(on: day))),
        (SELECT p.body FROM register_entry p WHERE p.id = \(licence(on: day)))
        """
    }

    /// How many there are.
    static let columnCount = 20

    /// What was decided, or that the last day has passed: what was ended before its last day was
    /// not in force to the end.
    private static func state(_ decided: String?, isPast: Bool) -> State {
        let state = decided.flatMap(State.init(rawValue:)) ?? .inForce
        return isPast && !state.isFinal ? .expired : state
    }

    init(row: Row) throws {
        id = try row.identifier(0)
        register = try row.text(1)
        body = try row.bin(2)
        number = try row.text(3)
        service = try row.text(4)
        kind = try row.text(5)
        bin = try row.binIfPresent(6)
        validFrom = try row.day(7)
        resultDigest = try row.text(8)
        entry = try row.identifier(9)
        caseID = try row.identifier(11)
        validUntil = try row.dayIfPresent(12)
        let code = service
        facts = try row.textIfPresent(14).flatMap { PermittedFacts(text: $0, of: code) }
        ownState = Self.state(try row.textIfPresent(10), isPast: try row.integer(13) == 1)
        licence = try row.identifierIfPresent(15).map { id in
            Licence(
                id: id, body: try row.bin(19), number: try row.text(16),
                state: Self.state(
                    try row.textIfPresent(17), isPast: try row.integerIfPresent(18) == 1))
        }
        state =
            ownState == .inForce || ownState == .suspended && licence?.state.isFinal == true
            ? licence?.state ?? ownState : ownState
    }

    /// The most entries of one organisation in one register that are looked at.
    static let heldMax = 200

    /// What an organisation has in force in a register on a day, newest first.
    static func held(
        by bin: BIN, in register: String, on day: Day, limit: Int = heldMax,
        in transaction: any Transaction
    ) throws -> [RegisterItem] {
        try transaction.rows(
            """
            SELECT \(columns(on: day)) FROM register_entry e
            WHERE e.bin = \(bin) AND e.register = \(register) AND e.valid_from <= \(day)
                AND (e.valid_until IS NULL OR e.valid_until >= \(day))
                AND COALESCE((SELECT x.state FROM register_change x
                    WHERE x.item = e.id AND x.from_day <= \(day)
                    ORDER BY x.number DESC LIMIT 1), 'inForce') = 'inForce'
            ORDER BY e.valid_from DESC, e.id DESC LIMIT \(limit)
            """
        ).map(RegisterItem.init(row:)).filter { $0.state == .inForce }
    }
}

/// What happened to a result after it was given.
package struct RegisterChangeDraft: Sendable {
    /// How it stands from then on.
    package var state: RegisterItem.State
    /// The first day; not before today.
    package var from: Day
    /// The clause that lets it be suspended or withdrawn.
    package var clause: String
    /// The reasons in words.
    package var reasons: String

    /// A change.
    package init(state: RegisterItem.State, from: Day, clause: String, reasons: String) {
        self.state = state
        self.from = from
        self.clause = clause
        self.reasons = reasons
    }
}

extension Platform {
    /// The names of the registers that the services keep.
    package var registerNames: [String] {
        Set(casework.services.flatMap(\.ends).compactMap(\.register)).sorted()
    }

    /// A register as it stood on a day, newest first (use case 46).
    ///
    /// - Parameter bin: only what this organisation has; everything when nil.
    /// - Throws: `notFound` for no register.
    package func registerItems(
        _ register: String, on day: Day, of bin: BIN?, page: PageRequest
    ) async throws -> ListPage<RegisterItem> {
        guard registerNames.contains(register) else { throw Refusal(.notFound) }
        let (at, id) = page.position
        let latest = min(at, Int64(day.daysSince1970))
        let owner: SQL = bin.map { "AND e.bin = \($0)" } ?? ""
        let found = try await store.read { transaction in
            try transaction.rows(
                """
                SELECT \(RegisterItem.columns(on: day)) FROM register_entry e
                WHERE e.register = \(register) \(owner) AND e.valid_from <= \(day)
                    AND (e.valid_from, e.id) < (\(page.cursor == nil ? latest + 1 : at), \(id))
                ORDER BY e.valid_from DESC, e.id DESC LIMIT \(page.limit + 1)
                """
            ).map(RegisterItem.init(row:))
        }
        let items = Array(found.prefix(page.limit))
        let next = found.count > page.limit ? items.last : nil
        return ListPage(
            items: items, nextCursor: next.map { "\($0.validFrom.daysSince1970).\($0.id.text)" })
    }

    /// One entry as it stood on a day.
    package func registerItem(
        _ id: Identifier<RegisterItem>, on day: Day
    ) async throws -> RegisterItem {
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(RegisterItem.columns(on: day)) FROM register_entry e
                WHERE e.id = \(id) AND e.valid_from <= \(day)
                """
            ).map(RegisterItem.init(row:))
        }
        guard let found else { throw Refusal(.notFound) }
        return found
    }

    /// The entry that a body gave under a number, as the code on its paper names it.
    package func registerItem(
        _ number: String, of body: BIN, in register: String, on day: Day
    ) async throws -> RegisterItem {
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(RegisterItem.columns(on: day)) FROM register_entry e
                WHERE e.register = \(register) AND e.body = \(body) AND e.number = \(number)
                    AND e.valid_from <= \(day)
                """
            ).map(RegisterItem.init(row:))
        }
        guard let found else { throw Refusal(.notFound) }
        return found
    }

    /// Suspends, restores or withdraws a result; what was withdrawn stays so.
    ///
    /// - Throws: `roleNotAllowed` for anyone but the head of the body that gave it, or of the one
    ///   that has taken its place, and for what was given on their own application; `notFound`,
    ///   `caseNotInState`, also for a day after its last, `invalidField` for a day that is past and
    ///   for a state that nobody decides.
    package func changeRegister(
        _ id: Identifier<RegisterItem>, _ draft: RegisterChangeDraft,
        by official: SignedInOfficial, once: Once
    ) async throws -> RegisterItem {
        guard official.posts.contains(.head) else { throw Refusal(.roleNotAllowed) }
        let now = clock.now()
        guard draft.from >= clock.today else {
            throw Refusal(.invalidField, CaseworkWords.dayIsPast)
        }
        guard RegisterItem.State.decided.contains(draft.state) else { throw Refusal(.invalidField) }
        return try await store.write { [self] transaction in
            let row = try transaction.lockedRows(
                "SELECT body, valid_until, case_id FROM register_entry WHERE id = \(id)"
            ).first
            guard let row else { throw Refusal(.notFound) }
            let body = try row.bin(0)
            guard try acts(official, for: body) else { throw Refusal(.roleNotAllowed) }
            try requireStillHead(official, in: transaction)
            let origin = try storedCase(try row.identifier(2), in: transaction)
            try requireNotOwn(official, origin, in: transaction)
            let last = try row.dayIfPresent(1)
            if let last, last < draft.from { throw Refusal(.caseNotInState) }
            let latest = try latestDecision(on: id, in: transaction)
            let state = latest?.state ?? .inForce
            guard state != draft.state, !state.isFinal,
                latest.map({ $0.from <= draft.from }) ?? true
            else { throw Refusal(.caseNotInState) }
            let number = (latest?.number ?? 0) + 1
            let entry = try journal.append(
                .registerEntryChanged, at: now,
                facts: [
                    "item": .string(id.text), "number": .integer(number),
                    "state": .string(draft.state.rawValue), "on": JSON(draft.from),
                    "clause": .string(draft.clause), "body": .string(official.body.digits),
                    "official": .string(officialName(official.person.iin)),
                ], personal: ["officials": [.string(official.name)]], in: transaction)
            try transaction.execute(
                """
                INSERT INTO register_change (item, number, state, from_day, clause, reasons, at,
                    entry_id)
                VALUES (\(id), \(number), \(draft.state.rawValue), \(draft.from),
                    \(draft.clause), \(draft.reasons), \(now), \(entry))
                """)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            let changed = try transaction.firstRow(
                """
                SELECT \(RegisterItem.columns(on: draft.from)) FROM register_entry e
                WHERE e.id = \(id)
                """)
            guard let changed else { throw Refusal(.notFound) }
            return try RegisterItem(row: changed)
        }
    }
}
