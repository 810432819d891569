import Casework
import Journal
import Kernel
import Store

/// An annex rests on a licence, and is in force only while that is (use case 87).
extension Platform {
    /// Binds an application that is submitted to the entry which it names: to end it, or to be an
    /// annex of it.
    ///
    /// - Throws: `invalidField` with the clause for an entry that it cannot name, `caseNotInState`
    ///   while another case on it is in progress.
    func bind(_ stored: inout StoredCase, in transaction: any Transaction) throws {
        if let item = try entryToEnd(by: stored, in: transaction) {
            if let licence = item.licence,
                try licenceOf(stored.applicant, from: licence.id, in: transaction) == nil
            {
                throw Refusal(
                    .invalidField, AnnexWords.licenceFirst,
                    clause: stored.kindOfApplication?.replaces?.clause)
            }
            try transaction.execute(
                "UPDATE casework_case SET replaces = \(item.id) WHERE id = \(stored.id)")
            stored.basis = item.facts
        } else if let item = try licence(namedBy: stored, in: transaction) {
            try transaction.execute(
                "UPDATE casework_case SET annex_of = \(item.id) WHERE id = \(stored.id)")
            stored.basis = item.facts
        }
    }

    /// The licence of the applicant to which an annex is asked for; nil where none is.
    private func licence(
        namedBy stored: StoredCase, in transaction: any Transaction
    ) throws -> RegisterItem? {
        guard let annex = stored.kindOfApplication?.annexOf else { return nil }
        func refusal(_ words: LocalizedText) -> Refusal {
            Refusal(.invalidField, words, clause: annex.clause)
        }
        let named = try entry(
            stored.basisNumber ?? "", of: stored.applicant, in: annex.register, at: stored.body,
            in: transaction)
        guard let found = named else { throw refusal(AnnexWords.unknown) }
        guard found.licence == nil else { throw refusal(AnnexWords.isAnnex) }
        guard found.state == .inForce else { throw refusal(AnnexWords.notInForce) }
        return found
    }

    /// The licence that a new entry is an annex of: as the application names it, or that of the
    /// annex in whose place it comes; what took its place meanwhile counts.
    ///
    /// - Throws: `caseNotInState` where the licence is not in force any more.
    func licence(
        ofNew stored: StoredCase, in transaction: any Transaction
    ) throws -> Identifier<RegisterItem>? {
        if let annex = stored.kindOfApplication?.annexOf {
            let named: Identifier<RegisterItem>? = try transaction.firstRow(
                "SELECT annex_of FROM casework_case WHERE id = \(stored.id)"
            ).flatMap { try $0.identifierIfPresent(0) }
            let licence = try named.flatMap { id in
                try lockedLicence(of: stored.applicant, from: id, in: transaction)
            }
            guard let licence, licence.state == .inForce else {
                throw Refusal(.caseNotInState, AnnexWords.notInForce, clause: annex.clause)
            }
            return licence.id
        }
        guard let replaced = try replacedEntry(of: stored.id, in: transaction)?.licence else {
            return nil
        }
        let found = try lockedLicence(
            of: stored.applicant, from: replaced.id, in: transaction)
        guard let licence = found else {
            throw Refusal(
                .caseNotInState, AnnexWords.licenceFirst,
                clause: stored.kindOfApplication?.replaces?.clause)
        }
        return licence.id
    }

    /// That licence, locked: whoever suspends, withdraws or re-issues it meanwhile waits, or is seen.
    ///
    /// What was re-issued while this waited for its lock has a successor, which is locked in turn.
    private func lockedLicence(
        of holder: String, from first: Identifier<RegisterItem>, in transaction: any Transaction
    ) throws -> RegisterItem? {
        var licence = try licenceOf(holder, from: first, in: transaction)
        var locked: Set<Identifier<RegisterItem>> = []
        while let found = licence, locked.insert(found.id).inserted {
            _ = try lockedItem(found.id, in: transaction)
            licence = try licenceOf(holder, from: first, in: transaction)
        }
        return licence
    }

    /// Of a licence and what came in its place, that which the holder has; nil where none is left.
    private func licenceOf(
        _ holder: String, from first: Identifier<RegisterItem>, in transaction: any Transaction
    ) throws -> RegisterItem? {
        let today = clock.today
        var next: Identifier<RegisterItem>? = first
        var seen: Set<Identifier<RegisterItem>> = []
        while let id = next, seen.insert(id).inserted {
            let row = try transaction.firstRow(
                """
                SELECT \(RegisterItem.columns(on: today)), c.applicant FROM register_entry e
                JOIN casework_case c ON c.id = e.case_id WHERE e.id = \(id)
                """)
            guard let row else { return nil }
            let item = try RegisterItem(row: row)
            if try row.text(RegisterItem.columnCount) == holder,
                item.state == .inForce || item.state == .suspended
            {
                return item
            }
            next = try transaction.firstRow(
                """
                SELECT e.id FROM casework_case c JOIN register_entry e ON e.case_id = c.id
                WHERE c.replaces = \(id) AND c.applicant = \(holder)
                ORDER BY e.valid_from DESC, e.id DESC LIMIT 1
                """
            ).map { try $0.identifier(0) }
        }
        return nil
    }

    /// Makes an entry an annex of a licence, from a day on.
    func annex(
        _ item: Identifier<RegisterItem>, to licence: Identifier<RegisterItem>, from day: Day,
        by entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        let row = try transaction.firstRow(
            "SELECT COALESCE(MAX(number), 0) + 1 FROM register_annex WHERE annex = \(item)")
        let number = try row?.integer(0) ?? 1
        try transaction.execute(
            """
            INSERT INTO register_annex (annex, number, licence, from_day, entry_id)
            VALUES (\(item), \(number), \(licence), \(day), \(entry))
            """)
    }

    /// The annexes of a licence follow it to the entry that its holder has in its place.
    func carryAnnexes(
        of stored: StoredCase, to item: Identifier<RegisterItem>, from day: Day,
        by entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        // Of several successors none is the one to whom the annexes of the former holder pass.
        guard stored.kindOfApplication?.replaces?.isShared == false, stored.ending != nil,
            let old = try replacedEntry(of: stored.id, in: transaction)
        else { return }
        let annexes = try transaction.rows(
            """
            SELECT l.annex FROM register_annex l WHERE l.licence = \(old.id)
                AND NOT EXISTS (SELECT 1 FROM register_annex m
                    WHERE m.annex = l.annex AND m.number > l.number)
            """)
        for row in annexes {
            try annex(try row.identifier(0), to: item, from: day, by: entry, in: transaction)
        }
    }

    /// The entry on which a submitted case rests, as it stands today; nil where it rests on none.
    package func basis(of stored: StoredCase) async throws -> RegisterItem? {
        guard stored.basisNumber != nil, stored.state.submission != nil else { return nil }
        let today = clock.today
        return try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT \(RegisterItem.columns(on: today)) FROM casework_case c
                JOIN register_entry e ON e.id = COALESCE(c.replaces, c.annex_of)
                WHERE c.id = \(stored.id)
                """
            ).map(RegisterItem.init(row:))
        }
    }
}

private enum AnnexWords {
    static let unknown = LocalizedText(
        kk: "Бұл орган сізге мұндай нөмірлі лицензия бермеген",
        ru: "Этот орган не выдавал вам лицензию с таким номером",
        en: "This body has given you no licence with that number")
    static let isAnnex = LocalizedText(
        kk: "Бұл нөмір – қосымшанікі: лицензияның өз нөмірін көрсетіңіз",
        ru: "Это номер приложения: укажите номер самой лицензии",
        en: "That is the number of an annex: name the licence itself")
    static let notInForce = LocalizedText(
        kk: "Лицензия қолданыста емес: оған қосымша берілмейді",
        ru: "Лицензия не действует: приложение к ней не выдаётся",
        en: "The licence is not in force: no annex to it is given")
    static let licenceFirst = LocalizedText(
        kk: "Алдымен лицензияның өзін қайта ресімдеңіз: қосымша онымен бірге ғана қолданылады",
        ru: "Сначала переоформите саму лицензию: приложение действует только вместе с ней",
        en: "Have the licence itself re-issued first: its annex is in force only with it")
}
