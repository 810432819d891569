import Casework
import Kernel
import Store

extension StoredCase {
    /// How the words are written by which cases are found: letters as one code point, and nobody
    /// whom an application lists.
    static let wordsVersion: Int64 = 1
    /// After how many cases a round of writing them anew ends.
    static let wordsInRound = 400
}

extension Platform {
    /// Writes the words anew of cases whose words were written otherwise (use case 71, 2).
    ///
    /// Each case is a transaction of its own; one that cannot be read stops no other. A round ends
    /// after some hundred cases: what is asked for meanwhile goes before.
    package func writeWordsAnew() async throws -> CaseRound {
        try await eachCase(
            { after in
                """
                SELECT id FROM casework_case
                WHERE words_version = 0 AND submitted_at IS NOT NULL AND id > \(after)
                ORDER BY id LIMIT 200
                """
            }, changing: StoredCase.wordsInRound
        ) { [self] id in
            try await store.write { [self] transaction in
                let stored = try lockedCase(id, in: transaction)
                let row = try transaction.firstRow(
                    "SELECT words_version FROM casework_case WHERE id = \(id)")
                guard try row?.integer(0) == 0 else { return false }
                try replaceWords(of: stored, in: transaction)
                try transaction.execute(
                    """
                    UPDATE casework_case SET words_version = \(StoredCase.wordsVersion)
                    WHERE id = \(id)
                    """)
                return true
            }
        }
    }

    /// What no longer names the case goes, and what no case of the body has goes from its list.
    private func replaceWords(of stored: StoredCase, in transaction: any Transaction) throws {
        let words = stored.searchWords(library: casework)
        // Compared by code points: the same letter written otherwise is another word here.
        let wanted = Set(words.map { Array($0.utf8) })
        let known = try transaction.rows(
            """
            SELECT body, word FROM casework_word WHERE case_id = \(stored.id)
            ORDER BY body, word
            """
        ).map { (body: try $0.bin(0), word: try $0.text(1)) }
        for (body, word) in known where !CaseMark.isMark(word) && !wanted.contains(Array(word.utf8))
        {
            try transaction.execute(
                """
                DELETE FROM casework_word
                WHERE case_id = \(stored.id) AND body = \(body) AND word = \(word)
                """)
            // A case that is submitted with the word at this very moment may keep it out of the list,
            // until another one brings it; no submission waits for another because of that.
            try transaction.execute(
                """
                DELETE FROM casework_term WHERE body = \(body) AND word = \(word)
                    AND NOT EXISTS (SELECT 1 FROM casework_word w
                        WHERE w.body = \(body) AND w.word = \(word))
                """)
        }
        for body in Set(known.map(\.body.digits)).sorted() {
            try addWords(words, of: stored, for: BIN(stored: body), in: transaction)
        }
    }
}
