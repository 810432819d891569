import Casework
import Kernel
import Store

/// Several papers signed with one request.
package struct SigningRound: Sendable, Hashable {
    /// The most papers of one request.
    package static let papersMax = 20

    /// A paper with its signature.
    package struct Paper: Sendable {
        /// The task.
        package let task: Identifier<CaseTask>
        /// Which paper was read.
        package let seen: ResultDraft.Name
        /// The detached signature over it.
        package let cms: [UInt8]

        /// A paper with its signature.
        package init(task: Identifier<CaseTask>, seen: ResultDraft.Name, cms: [UInt8]) {
            self.task = task
            self.seen = seen
            self.cms = cms
        }
    }

    /// What came of one paper.
    package struct Row: Sendable, Hashable {
        /// The task.
        package let task: Identifier<CaseTask>
        /// Why it is not signed; nil when it is.
        package let problem: ProblemCode?
    }

    /// The random name.
    package let id: Identifier<SigningRound>
    /// When it was handed in.
    package let at: Instant
    /// What came of each paper, in the order in which they were handed in.
    package let rows: [Row]
}

extension Platform {
    /// Signs several papers; each is judged by itself, and none holds up or signs another
    /// (use case 70).
    ///
    /// - Throws: `invalidField` for no paper, too many, or one twice; `roleNotAllowed` for anyone but
    ///   a head. What is wrong with one paper stands in its row: beside the problems of
    ///   ``signResult(_:seen:cms:by:once:)`` it is `draftNotRead` for a paper that this official
    ///   never opened.
    package func signResults(
        _ papers: [SigningRound.Paper], by official: SignedInOfficial, once: Once
    ) async throws -> SigningRound {
        guard official.posts.contains(.head) else { throw Refusal(.roleNotAllowed) }
        guard !papers.isEmpty, papers.count <= SigningRound.papersMax,
            Set(papers.map(\.task)).count == papers.count
        else { throw Refusal(.invalidField, SigningWords.count) }
        var rows: [SigningRound.Row] = []
        for paper in papers {
            rows.append(
                SigningRound.Row(
                    task: paper.task, problem: await problem(signing: paper, by: official)))
        }
        let round = SigningRound(id: Identifier(random: random), at: clock.now(), rows: rows)
        try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO casework_signing (id, official, body, at)
                VALUES (\(round.id), \(official.person.iin), \(official.body), \(round.at))
                """)
            try transaction.insert(
                Insertion(
                    "INSERT INTO casework_signing_row (signing_id, place, task_id, problem)",
                    round.rows.enumerated().map { place, row in
                        [
                            SQLValue(round.id), SQLValue(place), SQLValue(row.task),
                            SQLValue(row.problem?.rawValue),
                        ]
                    }))
            try once.record(entity: round.id.text, status: 200, at: round.at, in: transaction)
        }
        return round
    }

    private func problem(
        signing paper: SigningRound.Paper, by official: SignedInOfficial
    ) async -> ProblemCode? {
        do {
            let hand = try await task(paper.task, for: official)
            // Handed in again after the answer was lost: it is signed, and so it is said.
            if hand.task.doneAt != nil, try await isSigned(paper, of: hand.stored.id) { return nil }
            guard try await hasRead(paper.seen, of: paper.task, by: official) else {
                return hand.task.doneAt == nil ? .draftNotRead : .taskClosed
            }
            _ = try await signResult(
                paper.task, seen: paper.seen, cms: paper.cms, by: official, once: .unkeyed)
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        } catch {
            return Refusal.forStoreError(error)?.code ?? .internalError
        }
    }

    private func isSigned(
        _ paper: SigningRound.Paper, of id: Identifier<StoredCase>
    ) async throws -> Bool {
        try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT signed_at FROM casework_result
                WHERE case_id = \(id) AND draft_digest = \(paper.seen.digest)
                """) != nil
        }
    }

    /// What came of papers that were handed in together, for the official who did.
    ///
    /// - Throws: `notFound` for another's.
    package func signingRound(
        _ id: Identifier<SigningRound>, for official: SignedInOfficial
    ) async throws -> SigningRound {
        let owner: SQL = "AND official = \(official.person.iin) AND body = \(official.body)"
        return try await signingRound(id, owner)
    }

    /// The same for whoever repeats the call that made it.
    package func signingRound(ofReplay entity: String) async throws -> SigningRound {
        try await signingRound(Identifier(stored: entity), "")
    }

    private func signingRound(
        _ id: Identifier<SigningRound>, _ owner: SQL
    ) async throws -> SigningRound {
        try await store.read { transaction in
            let head = try transaction.firstRow(
                "SELECT at FROM casework_signing WHERE id = \(id) \(owner)")
            guard let at = try head?.instant(0) else { throw Refusal(.notFound) }
            let rows = try transaction.rows(
                """
                SELECT task_id, problem FROM casework_signing_row
                WHERE signing_id = \(id) ORDER BY place LIMIT 100
                """
            ).map { row in
                SigningRound.Row(
                    task: try row.identifier(0),
                    problem: try row.textIfPresent(1).map {
                        ProblemCode(rawValue: $0) ?? .internalError
                    })
            }
            return SigningRound(id: id, at: at, rows: rows)
        }
    }
}

private enum SigningWords {
    static let count = LocalizedText(
        kk: "Бір жолы 1-ден \(SigningRound.papersMax) құжатқа дейін, әрқайсысы бір рет",
        ru: "За один раз – от 1 до \(SigningRound.papersMax) документов, каждый один раз",
        en: "From 1 to \(SigningRound.papersMax) papers at once, each of them once")
}
