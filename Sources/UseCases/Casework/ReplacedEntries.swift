import Casework
import Journal
import Kernel
import Store

/// Deregistration, re-issue and re-issue on division end the entry that they replace (use case 46).
extension Platform {
    /// The entry that the application would end; nil where its kind ends none.
    ///
    /// - Throws: `invalidField` where the holder has no such entry or it has ended,
    ///   `caseNotInState` while another case on it is in progress.
    func entryToEnd(
        by stored: StoredCase, in transaction: any Transaction
    ) throws -> RegisterItem? {
        guard let replaces = stored.kindOfApplication?.replaces else { return nil }
        func refusal(_ words: LocalizedText) -> Refusal {
            Refusal(.invalidField, words, clause: replaces.clause)
        }
        let fields = stored.state.content.fields
        let number = (fields[replaces.field] ?? "").trimmed
        let holder = replaces.holder.flatMap { fields[$0] }?.trimmed ?? stored.applicant
        let today = clock.today
        let items = try transaction.rows(
            """
            SELECT \(RegisterItem.columns(on: today)) FROM register_entry e
            JOIN casework_case c ON c.id = e.case_id
            WHERE c.applicant = \(holder) AND e.register = \(replaces.register)
                AND e.number = \(number) AND e.valid_from <= \(today)
            ORDER BY CASE WHEN e.body = \(stored.body) THEN 0 ELSE 1 END, e.valid_from DESC, e.id
            LIMIT 20
            """
        ).map(RegisterItem.init(row:))
        guard !items.isEmpty else { throw refusal(ReplacementWords.unknown) }
        guard let found = items.first(where: { $0.canBeReplaced }) else {
            throw refusal(ReplacementWords.ended)
        }
        // Two applications on one entry wait for each other here, and see what the other did.
        let item = try lockedItem(found.id, in: transaction)
        guard let item, item.canBeReplaced else { throw refusal(ReplacementWords.ended) }
        // Who only says to be the successor keeps neither the holder nor another successor waiting.
        let other = try transaction.firstRow(
            """
            SELECT 1 FROM casework_case WHERE replaces = \(item.id) AND id <> \(stored.id)
                AND applicant = \(holder) AND phase IN ('stage', 'awaitingSignature') LIMIT 1
            """)
        guard other == nil else { throw Refusal(.caseNotInState, ReplacementWords.inProgress) }
        return item
    }

    /// The entry, locked, as it stands then; nil when there is none.
    private func lockedItem(
        _ id: Identifier<RegisterItem>, in transaction: any Transaction
    ) throws -> RegisterItem? {
        _ = try transaction.lockedRows("SELECT id FROM register_entry WHERE id = \(id)")
        return try transaction.firstRow(
            """
            SELECT \(RegisterItem.columns(on: clock.today)) FROM register_entry e
            WHERE e.id = \(id)
            """
        ).map(RegisterItem.init(row:))
    }

    /// The entry that the case ends or ended, as it stands today; nil where it ends none.
    func replacedEntry(
        of id: Identifier<StoredCase>, in transaction: any Transaction
    ) throws -> RegisterItem? {
        try transaction.firstRow(
            """
            SELECT \(RegisterItem.columns(on: clock.today)) FROM register_entry e
            JOIN casework_case c ON c.replaces = e.id WHERE c.id = \(id)
            """
        ).map(RegisterItem.init(row:))
    }

    /// Ends the entry that a signed grant replaces, from the day of issue on.
    ///
    /// - Throws: `caseNotInState` where it has ended otherwise meanwhile: nothing is left to replace.
    func endReplacedEntry(
        of stored: StoredCase, issuedOn day: Day, at now: Instant, by official: SignedInOfficial,
        in transaction: any Transaction
    ) throws {
        guard let replaces = stored.kindOfApplication?.replaces,
            stored.state.phase.end.flatMap(stored.definition.end)?.meaning == .granted,
            let found = try replacedEntry(of: stored.id, in: transaction),
            let item = try lockedItem(found.id, in: transaction)
        else { return }
        guard item.canBeReplaced else {
            throw Refusal(.caseNotInState, ReplacementWords.ended, clause: replaces.clause)
        }
        let row = try transaction.firstRow(
            "SELECT COALESCE(MAX(number), 0) + 1 FROM register_change WHERE item = \(item.id)")
        let number = try row?.integer(0) ?? 1
        let entry = try journal.append(
            .registerEntryChanged, at: now,
            facts: [
                "item": .string(item.id.text), "number": .integer(number),
                "state": .string(replaces.state.rawValue), "on": JSON(day),
                "clause": .string(replaces.clause.tag), "body": .string(official.body.digits),
                "official": .string(officialName(official.person.iin)),
            ], personal: ["officials": [.string(official.name)]], in: transaction)
        try transaction.execute(
            """
            INSERT INTO register_change (item, number, state, from_day, clause, reasons, at,
                entry_id)
            VALUES (\(item.id), \(number), \(replaces.state.rawValue), \(day),
                \(replaces.clause.tag), \("№ " + (stored.state.number ?? "–")), \(now), \(entry))
            """)
    }
}

extension RegisterItem {
    /// Whether there is something left to end.
    fileprivate var canBeReplaced: Bool { state == .inForce || state == .suspended }
}

private enum ReplacementWords {
    static let unknown = LocalizedText(
        kk: "Тізілімде бұл иенің мұндай нөмірлі жазбасы жоқ",
        ru: "В реестре у этого держателя нет записи с таким номером",
        en: "The register has no entry of that number of this holder")
    static let ended = LocalizedText(
        kk: "Бұл жазба қолданыстан шығып қойған", ru: "Эта запись уже прекращена",
        en: "This entry has ended already")
    static let inProgress = LocalizedText(
        kk: "Бұл жазба бойынша басқа іс қаралып жатыр",
        ru: "По этой записи уже рассматривается другое дело",
        en: "Another case on this entry is in progress")
}
