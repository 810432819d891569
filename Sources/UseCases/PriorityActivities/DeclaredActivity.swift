import Journal
import Kernel
import PriorityActivities
import Store

/// An activity as its organisation declared it.
package struct DeclaredActivity: Sendable {
    /// The activity's name, the same through all its versions.
    package let activity: Identifier<DeclaredActivity>
    /// The organisation.
    package let bin: BIN
    /// What the organisation calls it.
    package let title: String
    /// The item under which it is claimed.
    package let claimedItem: Int?
    /// The facts, as JSON of ``StatedFacts/json``.
    package let facts: StatedFacts
    /// The first day of the activity.
    package let validFrom: Day
    /// The last day; nil while it goes on.
    package let validUntil: Day?
    /// When this was recorded.
    package let knownFrom: Instant
    /// When another version replaced it.
    package let knownUntil: Instant?
    /// The journal entry that recorded it.
    package let entry: Identifier<JournalEntry>

    /// Whether it goes on on the day.
    package func goesOn(on day: Day) -> Bool {
        validFrom <= day && (validUntil.map { day <= $0 } ?? true)
    }

    /// The facts on a day: of participation and extract only the registers speak.
    func facts(
        with evidence: [ActivityEvidence], on day: Day, vocabulary: FactVocabulary
    ) -> StatedFacts {
        facts.withoutRegisterFacts(vocabulary).adding(evidence, on: day, vocabulary: vocabulary)
    }

    /// The most activities of one organisation: as many are read, and one more is not declared.
    package static let countMax = 200

    static let columns: SQL = """
        d.activity, d.bin, d.title, d.claimed_item, d.facts, d.valid_from, d.valid_until,
        d.known_from, d.known_until, d.entry_id
        """

    init(row: Row, vocabulary: FactVocabulary) throws {
        activity = try row.identifier(0)
        bin = try row.bin(1)
        title = try row.text(2)
        claimedItem = try row.integerIfPresent(3).map { Int($0) }
        facts = try StatedFacts(
            json: JSON.parse(Array(try row.text(4).utf8)), vocabulary: vocabulary)
        validFrom = try row.day(5)
        validUntil = try row.dayIfPresent(6)
        knownFrom = try row.instant(7)
        knownUntil = try row.instantIfPresent(8)
        entry = try row.identifier(9)
    }

    /// The declarations of an organisation as they were believed, oldest first.
    static func list(
        of bin: BIN, known: ActivityKnowledge, vocabulary: FactVocabulary,
        in transaction: any Transaction
    ) throws -> [DeclaredActivity] {
        try transaction.rows(
            """
            SELECT \(columns) FROM declared_activity d
            WHERE d.bin = \(bin) AND d.known_from <= \(known.at)
                AND (d.known_until IS NULL OR d.known_until > \(known.at))
            ORDER BY d.valid_from, d.id LIMIT \(countMax)
            """
        ).map { try DeclaredActivity(row: $0, vocabulary: vocabulary) }
    }

    /// Those that go on on a day, a page of them, the newest declared first.
    static func page(
        _ page: PageRequest, of bin: BIN, on day: Day, known: ActivityKnowledge,
        vocabulary: FactVocabulary, in transaction: any Transaction
    ) throws -> ListPage<DeclaredActivity> {
        let (at, id) = page.position
        let found = try transaction.rows(
            """
            SELECT \(columns) FROM declared_activity d
            WHERE d.bin = \(bin) AND d.known_from <= \(known.at)
                AND (d.known_until IS NULL OR d.known_until > \(known.at))
                AND d.valid_from <= \(day) AND (d.valid_until IS NULL OR d.valid_until >= \(day))
                AND (d.known_from < \(at) OR (d.known_from = \(at) AND d.activity < \(id)))
            ORDER BY d.known_from DESC, d.activity DESC LIMIT \(page.limit + 1)
            """
        ).map { try DeclaredActivity(row: $0, vocabulary: vocabulary) }
        return ListPage(found, limit: page.limit) { ($0.knownFrom, $0.activity.text) }
    }
}

/// What an organisation declares.
package struct ActivityDeclaration: Sendable {
    package var bin: BIN
    package var title: String
    package var claimedItem: Int?
    package var facts: StatedFacts
    package var validFrom: Day
    package var validUntil: Day?
    /// The activity whose declaration this replaces; nil for a new one.
    package var replaces: Identifier<DeclaredActivity>?

    /// A declaration with its facts.
    package init(
        bin: BIN, title: String, claimedItem: Int?, facts: StatedFacts, validFrom: Day,
        validUntil: Day? = nil, replaces: Identifier<DeclaredActivity>? = nil
    ) {
        self.bin = bin
        self.title = title
        self.claimedItem = claimedItem
        self.facts = facts
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.replaces = replaces
    }
}

extension Platform {
    /// Declares an activity, or declares it anew (use case 51): the earlier version stays readable
    /// on the axis of knowledge.
    ///
    /// - Throws: `notYours` for anyone who does not act for the organisation; `notFound` for an
    ///   activity that is not the organisation's; `invalidField` for days or an item that cannot
    ///   be, for papers of which only the registers speak (PA-2), and for an activity above
    ///   ``DeclaredActivity/countMax``.
    package func declareActivity(
        _ declaration: ActivityDeclaration, by person: SignedInPerson, once: Once
    ) async throws -> Identifier<DeclaredActivity> {
        if let until = declaration.validUntil, until < declaration.validFrom {
            throw Refusal(.invalidField, ActivityWords.days)
        }
        if let item = declaration.claimedItem,
            !activities.book.versions.contains(where: { $0.item(item) != nil })
        {
            throw Refusal(.invalidField, ActivityWords.item, clause: "PA-1")
        }
        guard declaration.facts.all.keys.allSatisfy({ ActivityEvidence.Kind(fact: $0) == nil })
        else { throw Refusal(.invalidField, ActivityWords.registersKnow, clause: "PA-2") }
        let now = clock.now()
        let row = Identifier<JournalEntry>(random: random)
        let activity = declaration.replaces ?? Identifier(random: random)
        return try await store.write { [self] transaction in
            try requireRepresentative(person, of: declaration.bin, in: transaction)
            if declaration.replaces != nil {
                let ended = try transaction.change(
                    """
                    UPDATE declared_activity SET known_until = \(now)
                    WHERE activity = \(activity) AND bin = \(declaration.bin)
                        AND known_until IS NULL
                    """)
                guard ended == 1 else { throw Refusal(.notFound) }
            } else {
                try checkRoom(for: declaration.bin, in: transaction)
            }
            let entry = try journal.append(
                .activityDeclared, at: now,
                facts: [
                    "activity": .string(activity.text), "bin": .string(declaration.bin.digits),
                    "item": declaration.claimedItem.map { .integer(Int64($0)) } ?? .null,
                    "factsDigest": .string(digest(declaration.facts.json.canonicalBytes).hex),
                    "validFrom": JSON(declaration.validFrom),
                    "validUntil": JSON(declaration.validUntil),
                ], subject: person.iin, in: transaction)
            try transaction.execute(
                """
                INSERT INTO declared_activity (id, activity, bin, title, claimed_item, facts,
                    valid_from, valid_until, known_from, entry_id)
                VALUES (\(row), \(activity), \(declaration.bin), \(declaration.title),
                    \(declaration.claimedItem.map { Int64($0) }), \(declaration.facts.json.text),
                    \(declaration.validFrom), \(declaration.validUntil), \(now), \(entry))
                """)
            try ActivityStanding.makeStale(declaration.bin, in: transaction)
            try once.record(entity: activity.text, status: 201, at: now, in: transaction)
            return activity
        }
    }

    /// Makes sure that the organisation may have one activity more.
    private func checkRoom(for bin: BIN, in transaction: any Transaction) throws {
        try transaction.lock(secrets.lock("activities", of: bin.digits))
        let count = try transaction.firstRow(
            """
            SELECT COUNT(*) FROM declared_activity WHERE bin = \(bin) AND known_until IS NULL
            """)
        guard try count?.integer(0) ?? 0 < DeclaredActivity.countMax else {
            throw Refusal(.invalidField, ActivityWords.tooManyActivities)
        }
    }
}
