import Casework
import Kernel
import Store

/// Marks beside the words of a case; no word begins with these signs.
enum CaseMark {
    /// The case is there at all.
    static let every = "*"

    static func phase(_ name: String) -> String { "#" + name }

    static func service(_ code: String) -> String { "=" + code }

    static func isMark(_ word: String) -> Bool {
        word.first.map { "*#=".contains($0) } ?? false
    }
}

extension StoredCase {
    /// The most words of a case by which it is found.
    static let searchWordsMax = 80

    /// The words by which officials find it: number, applicant, place and every text in it.
    ///
    /// Whom an application lists is found by nothing: neither the list, nor the text that stood in
    /// its place before lists were kept (Q-IS-56).
    func searchWords(library: CaseworkLibrary) -> [String] {
        var texts = [applicantName ?? "", applicant]
        let listing = (try? library.service(definition.code))?.peopleField?.code
        for field in definition.fields where field.code != listing {
            guard let value = state.content.fields[field.code] else { continue }
            switch field.content {
            case .text: texts.append(value)
            case .place:
                texts.append(value)
                if let oblast = library.oblast(of: value) { texts += [oblast.kk, oblast.ru] }
            case .day, .choice, .people: break
            }
        }
        let words = Set(texts.flatMap(SearchWords.words))
        let number = state.number.map { [SearchWords.folded($0)] } ?? []
        // Whose case it is never gives way to what stands in its fields.
        let own = Set([applicantName ?? "", applicant].flatMap(SearchWords.words))
        let sorted = own.sorted() + words.subtracting(own).sorted()
        return number + sorted.prefix(Self.searchWordsMax)
    }
}

extension Platform {
    /// Makes a case findable for a body that works on it from now on.
    func index(
        _ stored: StoredCase, for body: BIN, in transaction: any Transaction
    ) throws {
        guard let at = stored.submittedAt else { return }
        let known = try transaction.firstRow(
            """
            SELECT at FROM casework_word
            WHERE case_id = \(stored.id) AND body = \(body) AND word = \(CaseMark.every)
            """)
        guard known == nil else { return }
        let marks = [
            CaseMark.every, CaseMark.phase(stored.state.phase.name),
            CaseMark.service(stored.definition.code),
        ]
        let words = stored.searchWords(library: casework)
        try write(marks + words, of: stored.id, at: at, for: body, in: transaction)
        try name(words, for: body, in: transaction)
    }

    /// Words by which a case is found besides, for a body that has it already.
    func addWords(
        _ words: [String], of stored: StoredCase, for body: BIN, in transaction: any Transaction
    ) throws {
        guard let at = stored.submittedAt else { return }
        try write(words, of: stored.id, at: at, for: body, in: transaction)
        try name(words, for: body, in: transaction)
    }

    /// The number that the case got, for every body that works on it.
    func indexNumber(of stored: StoredCase, in transaction: any Transaction) throws {
        guard let number = stored.state.number else { return }
        let bodies = try transaction.rows(
            """
            SELECT body FROM casework_word
            WHERE case_id = \(stored.id) AND word = \(CaseMark.every)
            """
        ).map { try $0.bin(0) }
        let words = [SearchWords.folded(number)]
        for body in bodies { try addWords(words, of: stored, for: body, in: transaction) }
    }

    /// Moves the mark of the phase.
    func markPhase(of stored: StoredCase, in transaction: any Transaction) throws {
        let mark = CaseMark.phase(stored.state.phase.name)
        try transaction.execute(
            """
            UPDATE casework_word SET word = \(mark)
            WHERE case_id = \(stored.id) AND word <> \(mark)
                AND word IN ('#stage', '#awaitingSignature', '#ended', '#withdrawn')
            """)
    }

    private func write(
        _ words: [String], of id: Identifier<StoredCase>, at: Instant, for body: BIN,
        in transaction: any Transaction
    ) throws {
        try transaction.insert(
            Insertion(
                "INSERT INTO casework_word (case_id, body, word, at)",
                words.map { [SQLValue(id), SQLValue(body), SQLValue($0), SQLValue(at)] },
                "ON CONFLICT (case_id, body, word) DO NOTHING"))
    }

    /// Words that begin alike are looked up in one list a body.
    private func name(
        _ words: [String], for body: BIN, in transaction: any Transaction
    ) throws {
        try transaction.insert(
            Insertion(
                "INSERT INTO casework_term (body, word)",
                words.map { [SQLValue(body), SQLValue($0)] },
                "ON CONFLICT (body, word) DO NOTHING"))
    }
}
