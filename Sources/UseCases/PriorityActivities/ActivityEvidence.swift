import Journal
import Kernel
import Store

/// A row of the registers of participants and of extracts, on two axes: when it holds, and when it
/// was believed (PA-1.14, PA-2).
package struct ActivityEvidence: Sendable {
    /// Which register.
    package enum Kind: String, CaseIterable, Sendable {
        /// Participation in Astana Hub.
        case participants
        /// Extracts from the register of Kazakhstani commodity producers.
        case producerExtracts

        /// The fact that a row is evidence of.
        package var fact: String {
            switch self {
            case .participants: "participant"
            case .producerExtracts: "producerExtract"
            }
        }

        /// What a fact taken from the register gives as its source.
        package var source: String { "register:" + rawValue }

        /// The register that speaks of a fact; nil for a fact that is only stated.
        package init?(fact: String) {
            guard let kind = Self.allCases.first(where: { $0.fact == fact }) else { return nil }
            self = kind
        }
    }

    /// The row's name.
    package let id: Identifier<ActivityEvidence>
    /// The register.
    package let kind: Kind
    /// The organisation.
    package let bin: BIN
    /// The number of the certificate or extract.
    package let number: String
    /// The organisation's name.
    package let name: String
    /// The first day on which it holds.
    package let validFrom: Day
    /// The last day on which it holds; nil while no end is known.
    package let validUntil: Day?
    /// When it was recorded.
    package let knownFrom: Instant
    /// When another row replaced it.
    package let knownUntil: Instant?
    /// The journal entry that recorded it.
    package let entry: Identifier<JournalEntry>

    /// Whether it holds on the day.
    package func holds(on day: Day) -> Bool {
        validFrom <= day && (validUntil.map { day <= $0 } ?? true)
    }

    /// The most papers of one organisation: as many are read, and one more is not recorded.
    package static let rowsMax = 200

    /// The rows of an organisation as they were believed, the newest validity first.
    static func list(
        of bin: BIN, known: ActivityKnowledge, in transaction: any Transaction
    ) throws -> [ActivityEvidence] {
        try transaction.rows(
            """
            SELECT \(columns) FROM activity_evidence
            WHERE bin = \(bin) AND known_from <= \(known.at)
                AND (known_until IS NULL OR known_until > \(known.at))
            ORDER BY valid_from DESC, id LIMIT \(rowsMax)
            """
        ).map(ActivityEvidence.init(row:))
    }

    static let columns: SQL = """
        id, kind, bin, number, name, valid_from, valid_until, known_from, known_until, entry_id
        """

    init(row: Row) throws {
        id = try row.identifier(0)
        kind = Kind(rawValue: try row.text(1)) ?? .participants
        bin = try row.bin(2)
        number = try row.text(3)
        name = try row.text(4)
        validFrom = try row.day(5)
        validUntil = try row.dayIfPresent(6)
        knownFrom = try row.instant(7)
        knownUntil = try row.instantIfPresent(8)
        entry = try row.identifier(9)
    }
}

/// A row to be recorded; one with the same register, organisation and number replaces the belief.
package struct ActivityEvidenceDraft: Sendable {
    package var kind: ActivityEvidence.Kind
    package var bin: BIN
    package var number: String
    package var name: String
    package var validFrom: Day
    package var validUntil: Day?

    /// A row with its facts.
    package init(
        kind: ActivityEvidence.Kind, bin: BIN, number: String, name: String, validFrom: Day,
        validUntil: Day?
    ) {
        self.kind = kind
        self.bin = bin
        self.number = number
        self.name = name
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

extension Platform {
    /// Records a row of a register (use case 52); an earlier belief about the same paper ends.
    ///
    /// - Throws: `roleNotAllowed` for anyone but the park's administration; `invalidField` for
    ///   days in the wrong order, and for a paper above ``ActivityEvidence/rowsMax``.
    package func recordActivityEvidence(
        _ draft: ActivityEvidenceDraft, by official: SignedInOfficial, once: Once
    ) async throws -> ActivityEvidence {
        try official.require(.hubAdministration)
        if let until = draft.validUntil, until < draft.validFrom {
            throw Refusal(.invalidField, ActivityWords.days, clause: "PA-2")
        }
        let now = clock.now()
        let id = Identifier<ActivityEvidence>(random: random)
        return try await store.write { [self] transaction in
            try transaction.lock(secrets.lock("activities", of: draft.bin.digits))
            let replaced = try transaction.change(
                """
                UPDATE activity_evidence SET known_until = \(now)
                WHERE kind = \(draft.kind.rawValue) AND bin = \(draft.bin)
                    AND number = \(draft.number) AND known_until IS NULL
                """)
            if replaced == 0 {
                let count = try transaction.firstRow(
                    """
                    SELECT COUNT(*) FROM activity_evidence
                    WHERE bin = \(draft.bin) AND known_until IS NULL
                    """)
                guard try count?.integer(0) ?? 0 < ActivityEvidence.rowsMax else {
                    throw Refusal(.invalidField, ActivityWords.tooManyPapers)
                }
            }
            let entry = try journal.append(
                .activityEvidenceRecorded, at: now,
                facts: [
                    "row": .string(id.text), "register": .string(draft.kind.rawValue),
                    "bin": .string(draft.bin.digits), "number": .string(draft.number),
                    "validFrom": JSON(draft.validFrom), "validUntil": JSON(draft.validUntil),
                    "replaces": .bool(replaced > 0),
                ], personal: ["officials": [.string(official.name)]], in: transaction)
            try transaction.execute(
                """
                INSERT INTO activity_evidence (id, kind, bin, number, name, valid_from,
                    valid_until, known_from, entry_id)
                VALUES (\(id), \(draft.kind.rawValue), \(draft.bin), \(draft.number),
                    \(draft.name), \(draft.validFrom), \(draft.validUntil), \(now), \(entry))
                """)
            try ActivityStanding.makeStale(draft.bin, in: transaction)
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
            return ActivityEvidence(draft, id: id, knownFrom: now, entry: entry)
        }
    }

    /// The row with this name.
    ///
    /// - Throws: `notFound`.
    package func activityEvidence(
        _ id: Identifier<ActivityEvidence>
    ) async throws -> ActivityEvidence {
        let found = try await store.read { transaction in
            try transaction.firstRow(
                "SELECT \(ActivityEvidence.columns) FROM activity_evidence WHERE id = \(id)"
            ).map(ActivityEvidence.init(row:))
        }
        guard let found else { throw Refusal(.notFound) }
        return found
    }
}

extension ActivityEvidence {
    fileprivate init(
        _ draft: ActivityEvidenceDraft, id: Identifier<ActivityEvidence>, knownFrom: Instant,
        entry: Identifier<JournalEntry>
    ) {
        self.id = id
        kind = draft.kind
        bin = draft.bin
        number = draft.number
        name = draft.name
        validFrom = draft.validFrom
        validUntil = draft.validUntil
        self.knownFrom = knownFrom
        knownUntil = nil
        self.entry = entry
    }
}
