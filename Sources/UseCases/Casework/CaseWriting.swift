import Casework
import Journal
import Kernel
import Signatures
import Store
import WorkingTime

/// Who did what happened to a case.
struct CaseAuthor {
    /// The applicant's side; nil for officials and for time itself.
    var applicant: IIN?
    /// The official; nil for the applicant and for time itself.
    var official: SignedInOfficial?
}

extension Platform {
    /// The case, locked until the transaction ends.
    ///
    /// - Throws: `notFound`.
    func lockedCase(
        _ id: Identifier<StoredCase>, in transaction: any Transaction
    ) throws -> StoredCase {
        let selection: SQL = "SELECT \(StoredCase.columns) FROM casework_case c WHERE c.id = \(id)"
        guard let row = try transaction.lockedRows(selection).first else {
            throw Refusal(.notFound)
        }
        return try StoredCase(row: row, library: casework, in: transaction)
    }

    /// The case as it stands.
    ///
    /// - Throws: `notFound`.
    func storedCase(
        _ id: Identifier<StoredCase>, in transaction: any Transaction
    ) throws -> StoredCase {
        let found = try transaction.firstRow(
            "SELECT \(StoredCase.columns) FROM casework_case c WHERE c.id = \(id)")
        guard let found else { throw Refusal(.notFound) }
        return try StoredCase(row: found, library: casework, in: transaction)
    }

    /// Adds what happened: applies it, and writes it with its journal entry in this transaction.
    ///
    /// - Parameter more: facts of the entry besides those of the event.
    /// - Throws: the refusal of the case when it cannot happen now; `invalidField` for more words
    ///   than are kept of one event.
    @discardableResult
    func add(
        _ event: CaseEvent, to stored: inout StoredCase, by author: CaseAuthor, at now: Instant,
        more: [JSON.Member] = [], in transaction: any Transaction
    ) throws -> Identifier<JournalEntry> {
        // The first event is the case.
        if !stored.events.isEmpty {
            do throws(CaseFault) {
                try stored.state.apply(event, of: stored.definition)
            } catch { throw error.refusal }
        }
        let number = (stored.events.last?.number ?? 0) + 1
        let text = event.json.text
        // The store counts what a letter is made of, as written: an escaped sign is six.
        guard text.unicodeScalars.count <= CaseEvent.textLengthMax else {
            throw Refusal(.invalidField, CaseworkWords.tooLong)
        }
        var facts: [JSON.Member] = [
            JSON.Member("case", .string(stored.id.text)),
            JSON.Member("service", .string(stored.definition.code)),
            JSON.Member("number", .integer(number)), JSON.Member("event", .string(event.name)),
        ]
        facts += event.publicFacts + more
        // Sealed, and read by nobody who takes part: what an event says can be guessed, and a plain
        // digest would confirm the guess before the decision is signed and after fields are erased.
        let digest = JSON.Member(
            JournalEntry.eventDigest, .string(SHA256.hash(Array(text.utf8)).bytes.hex))
        var personal: [JSON.Member] = [digest]
        if let official = author.official {
            facts.append(JSON.Member("body", .string(official.body.digits)))
            facts.append(
                JSON.Member("official", .string(officialName(official.person.iin))))
            personal.append(JSON.Member("officials", [.string(official.name)]))
        }
        let entry = try journal.append(
            event.kind, at: now, facts: .object(facts), personal: .object(personal),
            subject: stored.openedBy, in: transaction)
        if number == 1 { try insert(stored, in: transaction) }
        if let person = author.applicant { try keepParty(person, of: stored, in: transaction) }
        try transaction.execute(
            """
            INSERT INTO casework_event (case_id, number, event, at, entry_id)
            VALUES (\(stored.id), \(number), \(text), \(now), \(entry))
            """)
        try recordStage(event, of: stored, number: number, at: now, entry: entry, in: transaction)
        stored.events.append(
            StoredCase.Recorded(number: number, event: event, at: now, entry: entry))
        return entry
    }

    private func insert(_ stored: StoredCase, in transaction: any Transaction) throws {
        try keepVersion(of: stored, in: transaction)
        try transaction.execute(
            """
            INSERT INTO casework_case (id, service, kind, recipient, applicant, opened_by, phase,
                created_at, last_event, definition, words_version)
            VALUES (\(stored.id), \(stored.definition.code), \(stored.kind),
                \(stored.state.recipient.rawValue), \(stored.applicant), \(stored.openedBy),
                'draft', \(stored.createdAt), 1, \(stored.version), \(StoredCase.wordsVersion))
            """)
    }

    /// Writes what lists and inboxes read of a case; called once after its new events.
    func save(_ stored: StoredCase, in transaction: any Transaction) throws {
        let state = stored.state
        let whole = try deadlines(of: stored)?.whole?.due
        // Whatever happens to a case has its terms compared with the newest calendar again.
        let calendar = state.submission == nil ? "" : calendar(of: stored).version
        let resumesOn = state.stage == nil ? nil : state.standstill?.stop.until
        try keepVersion(of: stored, in: transaction)
        try transaction.execute(
            """
            UPDATE casework_case SET phase = \(state.phase.name), stage = \(state.stage),
                ending = \(state.phase.end), body = \(stored.body), number = \(state.number),
                submitted_at = \(stored.submittedAt), whole_due = \(whole),
                applicant_name = \(stored.applicantName),
                calendar_seen = \(calendar), resumes_on = \(resumesOn),
                last_event = \(stored.events.last?.number ?? 1), definition = \(stored.version)
            WHERE id = \(stored.id)
            """)
        if stored.submittedAt != nil { try markPhase(of: stored, in: transaction) }
    }
}

extension CaseEvent {
    /// The most characters of an event as it is kept.
    static let textLengthMax = 20_000

    /// The kind of the journal entry.
    var kind: JournalKind {
        switch self {
        case .opened: .applicationOpened
        case .filled, .listed, .attached, .detached, .lookedUp: .applicationChanged
        case .submitted: .applicationSubmitted
        case .withdrawn: .applicationWithdrawn
        case .accepted: .caseAccepted
        case .taken: .caseTaken
        case .registered: .caseRequestRegistered
        case .completed: .caseStageEnded
        case .suspended: .caseClockStopped
        case .resumed: .caseClockStarted
        case .supplied: .caseDocumentSupplied
        case .objected: .caseObjected
        case .bound: .caseVersionBound
        case .appealed: .caseAppealed
        case .handedOver: .caseHandedOver
        case .judged: .caseJudged
        case .routed: .caseRouted
        case .departmentNamed: .caseDepartmentNamed
        case .requestReturned: .caseRequestReturned
        case .calendarChanged: .caseCalendarChanged
        case .late: .caseLate
        case .answered: .caseLateAnswered
        case .paperReturned: .casePaperReturned
        case .conclusionReturned: .caseConclusionReturned
        case .signed: .caseResultSigned
        }
    }

    /// What of the event anyone who holds the leaf may read: neither values nor reasons, and
    /// nothing of a decision, which the applicant learns when it is signed.
    var publicFacts: [JSON.Member] {
        let open: Set<String> = [
            "kind", "field", "document", "digest", "acceptedOn", "channel", "lawOf", "calendar",
            "stage", "clause", "scope", "due", "on", "as", "ground", "awaits", "until", "cause",
            "work", "from", "to", "definition",
        ]
        return (json.members ?? []).filter { open.contains($0.name) }
    }
}

extension CaseFault {
    /// The fault as an answer of the interface, with what is missing by the titles that the service
    /// gives it.
    func refusal(of definition: ServiceDefinition) -> Refusal {
        let codes: [String]
        switch self {
        case .incomplete(let missing): codes = missing
        case .notAccepted(let judged): codes = judged
        default: return refusal
        }
        let titles = codes.map { code in
            definition.document(code)?.title ?? definition.field(code)?.title
                ?? (code == "variants" ? CaseworkWords.variants : nil)
                ?? (code == ServiceDefinition.Rights.code ? definition.rights?.title : nil)
                ?? CaseworkWords.plain(code)
        }
        if case .notAccepted = self {
            return Refusal(.caseNotInState, CaseworkWords.notAccepted(titles))
        }
        let isOnlyRights = codes == [ServiceDefinition.Rights.code]
        return Refusal(
            .applicationIncomplete, CaseworkWords.missing(titles),
            clause: isOnlyRights ? definition.rights?.clause : nil)
    }

    /// The fault as an answer of the interface.
    package var refusal: Refusal {
        switch self {
        case .unknown(let code): Refusal(.invalidField, CaseworkWords.unknown(code))
        case .wrongRecipient: Refusal(.invalidField, CaseworkWords.wrongRecipient)
        case .incomplete(let codes):
            Refusal(
                .applicationIncomplete, CaseworkWords.missing(codes.map(CaseworkWords.plain)))
        case .notAccepted(let codes):
            Refusal(.caseNotInState, CaseworkWords.notAccepted(codes.map(CaseworkWords.plain)))
        case .groundMissing: Refusal(.refusalIncomplete, CaseworkWords.noGround)
        case .groundNotInList(let code):
            Refusal(.refusalIncomplete, CaseworkWords.otherGround(code))
        case .contrary: Refusal(.caseNotInState, CaseworkWords.contrary)
        case .nothingToAnswer: Refusal(.taskClosed)
        case .reasonsMissing: Refusal(.refusalIncomplete, CaseworkWords.noReasons)
        case .notSigned: Refusal(.signatureRefused, clause: "IS-EDS-1")
        case .noSuspension: Refusal(.caseNotInState, CaseworkWords.noSuspension)
        case .wrongDay: Refusal(.invalidField, CaseworkWords.wrongDay)
        case .notAwaited(let code): Refusal(.caseNotInState, CaseworkWords.notAwaited(code))
        case .otherWorker: Refusal(.taskTaken)
        case .notSuspended: Refusal(.caseNotInState, CaseworkWords.notSuspended)
        case .otherActor, .wrongSigner: Refusal(.roleNotAllowed)
        case .notOpened: Refusal(.notFound)
        case .notHeard: Refusal(.caseNotInState, HearingWording.notHeard)
        case .hearingNotYet(let day): Refusal(.caseNotInState, HearingWording.notYet(day))
        case .nothingToAppeal: Refusal(.caseNotInState, AppealWording.nothing)
        case .objectionEmpty: Refusal(.invalidField, HearingWording.empty)
        case .tooManyObjections: Refusal(.applicationLimit, HearingWording.tooMany)
        case .suspended: Refusal(.caseNotInState, CaseworkWords.suspended)
        case .notSubmitted: Refusal(.caseNotInState, CaseworkWords.notSubmitted)
        case .alreadySubmitted: Refusal(.caseNotInState, CaseworkWords.submitted)
        case .notRegistered: Refusal(.caseNotInState, CaseworkWords.notRegistered)
        case .ended: Refusal(.caseNotInState, CaseworkWords.ended)
        case .notExamined:
            Refusal(.caseNotInState, ExaminationWords.notExamined, clause: TestRules.clause)
        case .otherResults:
            Refusal(.caseNotInState, ExaminationWords.otherResults, clause: TestRules.clause)
        case .alreadyOpened, .otherStage, .alreadyRegistered, .nothingToSign:
            Refusal(.caseNotInState)
        }
    }
}
