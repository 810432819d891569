import Casework
import Kernel
import Store

/// A page of what was found.
package struct FoundCases: Sendable {
    /// The cases, those submitted last first.
    package let items: [FoundCase]
    /// Where the next page begins; nil when everything was looked at.
    package let nextCursor: String?
    /// Whether it stopped at the limit of rows before the page was full.
    package let isCutShort: Bool
}

extension Platform {
    /// Rows of one word that are looked at in a round, rounds of a page, and words with one beginning.
    private static var chunk: Int { 500 }
    private static var roundsMax: Int { 8 }
    private static var termsMax: Int { 12 }

    /// The cases of the official's body that have all of what is asked for (use case 71).
    ///
    /// The rarest mark or word leads through the index, newest first; what else is asked for is
    /// looked up for each case. A page costs at most a limited number of rows.
    /// - Throws: `roleNotAllowed` for an official without a post.
    package func searchCases(
        _ query: CaseQuery, by official: SignedInOfficial, page: PageRequest
    ) async throws -> FoundCases {
        guard !official.posts.isEmpty else { throw Refusal(.roleNotAllowed) }
        let body = official.body
        return try await store.read { [self] transaction in
            var conditions = query.marks.map(CaseCondition.mark)
            conditions += query.beginnings.map(CaseCondition.beginning)
            let (words, others, isCut) = try leading(conditions, at: body, in: transaction)
            let walk = CaseWalk(body: body, from: query.from?.start, others: others)
            let found = try places(
                words, walk, before: start(of: page, query), limit: page.limit + 1,
                in: transaction)
            let shown = found.places.prefix(page.limit)
            let items = try shown.compactMap { place -> FoundCase? in
                let row = try transaction.firstRow(
                    "SELECT \(FoundCase.columns) FROM casework_case c WHERE c.id = \(place.id)")
                return try row.flatMap {
                    try FoundCase(row: $0, library: casework, in: transaction)
                }
            }
            let isFull = found.places.count > page.limit
            let last = isFull ? shown.last : found.stoppedAt
            return FoundCases(
                items: items, nextCursor: last.map { "\($0.at).\($0.id)" },
                isCutShort: isCut || !isFull && found.stoppedAt != nil)
        }
    }

    private func start(of page: PageRequest, _ query: CaseQuery) -> CasePlace {
        if page.cursor != nil { return CasePlace(at: page.position.at, id: page.position.id) }
        let end = query.until.map { $0.adding(days: 1).start.milliseconds }
        return CasePlace(at: end ?? .max, id: "")
    }

    /// The words that lead, and what is asked for besides.
    private func leading(
        _ conditions: [CaseCondition], at body: BIN, in transaction: any Transaction
    ) throws -> (words: [String], others: [CaseCondition], isCut: Bool) {
        // A beginning of a word leaves fewer than a mark; of marks, the phase stands first.
        let index =
            conditions.firstIndex { if case .beginning = $0 { true } else { false } } ?? 0
        guard conditions.indices.contains(index) else {
            return ([CaseMark.every], [], false)
        }
        var others = conditions
        switch others.remove(at: index) {
        case .mark(let mark): return ([mark], others, false)
        case .beginning(let text):
            let words = try transaction.rows(
                """
                SELECT word FROM casework_term
                WHERE body = \(body) AND word >= \(text) AND word < \(CaseCondition.end(of: text))
                ORDER BY word LIMIT \(Self.termsMax + 1)
                """
            ).map { try $0.text(0) }
            return (Array(words.prefix(Self.termsMax)), others, words.count > Self.termsMax)
        }
    }

    /// The places of cases, newest first; `stoppedAt` when rows were left that nobody looked at.
    private func places(
        _ words: [String], _ walk: CaseWalk, before start: CasePlace, limit: Int,
        in transaction: any Transaction
    ) throws -> (places: [CasePlace], stoppedAt: CasePlace?) {
        var (found, position) = ([CasePlace](), start)
        for _ in 0..<Self.roundsMax {
            var seen: [CasePlace: Bool] = [:]
            // Below it one of the words has rows that were not looked at yet.
            var horizon: CasePlace?
            for word in words {
                let rows = try transaction.rows(
                    walk.statement(word, before: position, limit: Self.chunk))
                // They may come in any order: only those that match are sorted.
                var last: CasePlace?
                for row in rows {
                    let place = CasePlace(at: try row.integer(0), id: try row.text(1))
                    seen[place] = try row.integer(2) == 1
                    last = min(last ?? place, place)
                }
                if rows.count == Self.chunk, let last { horizon = max(horizon ?? last, last) }
            }
            found += seen.filter { $0.value && $0.key >= horizon ?? $0.key }.keys.sorted(by: >)
            if found.count >= limit { return (Array(found.prefix(limit)), nil) }
            guard let horizon else { return (found, nil) }
            position = horizon
        }
        return (found, position)
    }
}

/// Where a case stands in the order of lists.
package struct CasePlace: Hashable, Comparable, Sendable {
    let at: Int64
    let id: String

    /// A place.
    package init(at: Int64, id: String) {
        self.at = at
        self.id = id
    }

    package static func < (left: CasePlace, right: CasePlace) -> Bool {
        (left.at, left.id) < (right.at, right.id)
    }
}

/// What a case must have.
package enum CaseCondition: Sendable {
    /// Exactly this mark.
    case mark(String)
    /// A word that begins so.
    case beginning(String)

    /// What is greater than everything that begins so: no character is above U+10FFFF.
    static func end(of text: String) -> String { text + "\u{10FFFF}" }

    fileprivate func holds(at body: BIN) -> SQL {
        switch self {
        case .mark(let mark):
            """
            EXISTS (SELECT 1 FROM casework_word x WHERE x.case_id = d.case_id
                AND x.body = \(body) AND x.word = \(mark))
            """
        case .beginning(let text):
            """
            EXISTS (SELECT 1 FROM casework_word x WHERE x.case_id = d.case_id
                AND x.body = \(body) AND x.word >= \(text)
                AND x.word < \(Self.end(of: text)))
            """
        }
    }
}

/// The way through the cases of a body that have a word.
package struct CaseWalk: Sendable {
    let body: BIN
    let from: Instant?
    let others: [CaseCondition]

    /// A way; `others` is asked of each case on it.
    package init(body: BIN, from: Instant?, others: [CaseCondition]) {
        self.body = body
        self.from = from
        self.others = others
    }

    /// The next cases with the word, and whether each has all that is asked for besides.
    package func statement(_ word: String, before place: CasePlace, limit: Int) -> SQL {
        var holds: SQL = "1 = 1"
        for condition in others { holds = "\(holds) AND \(condition.holds(at: body))" }
        return """
            SELECT d.at, d.case_id, CASE WHEN \(holds) THEN 1 ELSE 0 END FROM (
                SELECT w.at, w.case_id FROM casework_word w
                WHERE w.body = \(body) AND w.word = \(word)
                    AND (w.at, w.case_id) < (\(place.at), \(place.id))
                    AND w.at >= \(from?.milliseconds ?? 0)
                ORDER BY w.at DESC, w.case_id DESC LIMIT \(limit)) d
            """
    }
}
