import Casework
import Journal
import Kernel
import Store

/// A case as it is kept: its events, and the case that they fold to.
package struct StoredCase: Sendable {
    /// An event with its place and its proof.
    package struct Recorded: Sendable {
        /// Counts the events of the case from 1.
        package let number: Int64
        /// What happened.
        package let event: CaseEvent
        /// When.
        package let at: Instant
        /// The journal entry that was written with it.
        package let entry: Identifier<JournalEntry>
    }

    /// The case's random name.
    package let id: Identifier<StoredCase>
    /// The service: as it was when the case was submitted, and for a draft as it is.
    package let definition: ServiceDefinition
    /// The version of the service, by SHA-256 of its file; nil in cases kept before versions were.
    package let version: String?
    /// The version under which it was last written: of a draft perhaps an earlier one.
    package internal(set) var writtenUnder: String?
    /// The kind of application.
    package let kind: String
    /// Whose application it is: a BIN, or the IIN of a natural person.
    package let applicant: String
    /// The person who began it.
    package let openedBy: IIN
    /// The provider: by routing at submission, or by hand at acceptance; nil before.
    package internal(set) var body: BIN?
    /// The applicant's name, as the certificate of the submission has it; nil before.
    package internal(set) var applicantName: String?
    /// What the entry is for that it would end or be an annex of; nil before the submission, and
    /// where there is no such entry.
    package internal(set) var basis: PermittedFacts?
    /// When it was begun.
    package let createdAt: Instant
    /// When it was submitted; nil for a draft.
    package internal(set) var submittedAt: Instant?
    /// The case.
    package internal(set) var state: Case
    /// The events, oldest first.
    package internal(set) var events: [Recorded]

    /// The recipient's BIN; nil for a natural person.
    package var bin: BIN? { state.recipient == .legalEntity ? BIN(stored: applicant) : nil }

    /// The kind of application with its term.
    package var kindOfApplication: ServiceDefinition.Kind? { definition.kind(kind) }

    /// The day whose law governed its submission: that of the acceptance; nil for a draft.
    package var lawDay: Day? { state.submission?.lawOf }

    /// The most characters of an applicant's name that are kept.
    static let applicantNameLengthMax = 500

    static let columns: SQL = """
        c.id, c.service, c.kind, c.applicant, c.opened_by, c.body, c.created_at, c.submitted_at,
        c.definition, c.applicant_name,
        (SELECT b.facts FROM register_entry b WHERE b.id = COALESCE(c.replaces, c.annex_of))
        """

    /// Reads a case and its events.
    ///
    /// - Parameter isForList: of a draft the first event alone, which says what was begun: a list
    ///   shows nothing of what was filled in since, and a draft may have many events.
    /// - Throws: ``CorruptCase`` when the events do not fold: it is named, and nothing is guessed.
    init(
        row: Row, library: CaseworkLibrary, isForList: Bool = false,
        in transaction: any Transaction
    ) throws {
        let id: Identifier<StoredCase> = try row.identifier(0)
        let isWhole: SQL = """
            AND (number = 1 OR EXISTS (
                SELECT 1 FROM casework_case d WHERE d.id = \(id) AND d.phase <> 'draft'))
            """
        let events = try transaction.rows(
            """
            SELECT number, event, at, entry_id FROM casework_event
            WHERE case_id = \(id) \(isForList ? isWhole : "") ORDER BY number
            """
        ).map { row in
            guard let event = CaseEvent(json: try JSON.parse(Array(try row.text(1).utf8))) else {
                throw CorruptCase(id: id)
            }
            return Recorded(
                number: try row.integer(0), event: event, at: try row.instant(2),
                entry: try row.identifier(3))
        }
        let service = try row.text(1)
        let kept = try row.textIfPresent(8)
        let installed = library.file(of: service)?.digest
        let isDraft = events.allSatisfy { $0.event.name != "submitted" }
        // What is not submitted yet is judged by the service as it is, if it can be read so.
        let versions = isDraft && kept != installed ? [installed, kept] : [kept]
        var found: (version: String?, definition: ServiceDefinition, state: Case)?
        for version in versions where found == nil {
            guard
                let definition = try library.definition(
                    service, version: version, in: transaction),
                let folded = try? Case(folding: events.map(\.event), of: definition)
            else { continue }
            found = (version, definition, folded)
        }
        guard let found else { throw CorruptCase(id: id) }
        self.id = id
        (version, definition, state) = found
        writtenUnder = kept
        self.events = events
        kind = try row.text(2)
        applicant = try row.text(3)
        openedBy = try row.iin(4)
        body = try row.binIfPresent(5)
        createdAt = try row.instant(6)
        submittedAt = try row.instantIfPresent(7)
        applicantName = try row.textIfPresent(9)
        basis = try row.textIfPresent(10).flatMap { PermittedFacts(text: $0, of: service) }
    }

    /// A case of which nothing is stored yet.
    init(
        id: Identifier<StoredCase>, definition: ServiceDefinition, kind: String, applicant: String,
        openedBy: IIN, at now: Instant, state: Case, version: String?
    ) {
        self.id = id
        self.version = version
        writtenUnder = version
        self.definition = definition
        self.kind = kind
        self.applicant = applicant
        self.openedBy = openedBy
        createdAt = now
        self.state = state
        events = []
    }
}

/// A case whose events do not fold to one, or whose service is gone.
package struct CorruptCase: Error, Hashable, Sendable {
    /// The case.
    package let id: Identifier<StoredCase>
}

extension StoredCase: Hashable {
    package static func == (left: StoredCase, right: StoredCase) -> Bool {
        left.id == right.id && left.events.count == right.events.count
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension Case.Phase {
    /// The name in the store.
    package var name: String {
        switch self {
        case .draft: "draft"
        case .stage: "stage"
        case .awaitingSignature: "awaitingSignature"
        case .ended: "ended"
        case .withdrawn: "withdrawn"
        }
    }

    /// The end, once decided.
    package var end: String? {
        switch self {
        case .awaitingSignature(let end), .ended(let end, _, _): end
        case .draft, .stage, .withdrawn: nil
        }
    }
}
