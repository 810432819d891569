import Casework
import Kernel
import Store

/// What an official looks for among the cases of the body.
package struct CaseQuery: Sendable, Hashable {
    /// Where a case stands, as it can be asked for.
    package enum State: String, Sendable, CaseIterable {
        case stage, awaitingSignature, ended, withdrawn
    }

    /// The most characters of the words.
    package static let textLengthMax = 200
    /// The most words that count.
    package static let wordsMax = 8

    /// Words, each of which a word of the case begins with: number, BIN, name, facility.
    package var text: String
    /// The service.
    package var service: String?
    /// Where it stands.
    package var state: State?
    /// The first and the last day of the submission.
    package var from: Day?, until: Day?

    /// A question; without anything in it, all cases.
    package init(
        text: String = "", service: String? = nil, state: State? = nil, from: Day? = nil,
        until: Day? = nil
    ) {
        self.text = text
        self.service = service
        self.state = state
        self.from = from
        self.until = until
    }

    /// The beginnings of words, the longest first, which leaves the fewest.
    var beginnings: [String] {
        var found: [String] = []
        for piece in text.split(whereSeparator: \.isWhitespace) {
            let text = piece.drop { $0 == "№" || $0 == "#" }
            // A number of a case keeps its sign: `2026-15`.
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            if parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) {
                found.append(String(text))
            } else {
                found += SearchWords.words(in: String(text))
            }
        }
        var seen: Set<String> = []
        let words = found.filter { seen.insert($0).inserted }.prefix(Self.wordsMax)
        return words.sorted { ($1.count, $0) < ($0.count, $1) }
    }

    /// The marks that the case must have.
    var marks: [String] {
        [state.map { CaseMark.phase($0.rawValue) }, service.map(CaseMark.service)]
            .compactMap(\.self)
    }
}

/// A case that was found.
package struct FoundCase: Sendable {
    /// The case.
    package let id: Identifier<StoredCase>
    /// The service.
    package let service: ServiceDefinition
    /// What is asked for.
    package let kind: String
    /// The applicant's name; nil for what was submitted before names were kept.
    package let applicantName: String?
    /// The organisation; nil for a natural person, whose number nobody needs to read.
    package let bin: BIN?
    /// The incoming number; nil before it is taken in.
    package let number: String?
    /// Where it stands.
    package let state: CaseQuery.State
    /// The stage; nil after the last.
    package let stage: String?
    /// How it ended; nil before: what is not signed yet is in no list (use case 66, 1c).
    package let ending: String?
    /// When it was submitted.
    package let submittedAt: Instant
    /// The last day of the total term; nil without one.
    package let due: Day?

    static let columns: SQL = """
        c.id, c.service, c.kind, c.recipient, c.applicant, c.applicant_name, c.number, c.phase,
        c.stage, c.ending, c.submitted_at, c.whole_due, c.definition
        """

    /// Nil for a case whose service is gone, and for a draft.
    init?(row: Row, library: CaseworkLibrary, in transaction: any Transaction) throws {
        let definition = try library.definition(
            row.text(1), version: row.textIfPresent(12), in: transaction)
        guard let service = definition,
            let state = CaseQuery.State(rawValue: try row.text(7)),
            let submittedAt = try row.instantIfPresent(10)
        else { return nil }
        id = try row.identifier(0)
        self.service = service
        kind = try row.text(2)
        let isOrganisation = try row.text(3) == RecipientKind.legalEntity.rawValue
        bin = isOrganisation ? BIN(stored: try row.text(4)) : nil
        applicantName = try row.textIfPresent(5)
        number = try row.textIfPresent(6)
        self.state = state
        stage = try row.textIfPresent(8)
        ending = state == .ended ? try row.textIfPresent(9) : nil
        self.submittedAt = submittedAt
        due = try row.dayIfPresent(11)
    }
}
