import Casework
import Journal
import Kernel
import Store

/// Deregistration, re-issue and re-issue on division end the entry that they replace (use case 46).
extension Platform {
    /// The entry that the application would end; nil where its kind ends none.
    ///
    /// - Throws: `invalidField` where the holder has no such entry of this body and object, or it
    ///   has ended, `caseNotInState` while another case on it is in progress.
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
        let named = try entry(
            number, of: holder, in: replaces.register, at: stored.body, in: transaction)
        guard let found = named, stored.isAbout(found) else {
            throw refusal(ReplacementWords.unknown)
        }
        if replaces.rights == .within, let rights = stored.definition.rights {
            // Nothing passes that was not there: new rights need a licence or an annex.
            let had = Set(rights.given(by: found.facts?.fields ?? [:]))
            guard had.isSuperset(of: rights.given(by: stored.permitted.fields)) else {
                throw refusal(ReplacementWords.more)
            }
        }
        // Two applications on one entry wait for each other here, and see what the other did.
        guard let item = try lockedItem(found.id, in: transaction) else {
            throw refusal(ReplacementWords.ended)
        }
        if let words = try obstacle(to: replaces, of: item, in: transaction) {
            throw refusal(words)
        }
        // Who only says to be the successor keeps neither the holder nor another successor waiting.
        let others = try transaction.rows(
            """
            SELECT ending, phase FROM casework_case
            WHERE replaces = \(item.id) AND id <> \(stored.id)
                AND (applicant IN (\(holder), \(stored.applicant))
                        AND phase IN ('stage', 'awaitingSignature')
                    OR applicant = \(stored.applicant) AND kind = \(stored.kind)
                        AND phase = 'ended')
            """
        ).map { row in (ending: try row.textIfPresent(0), phase: try row.text(1)) }
        let isInProgress = others.contains { $0.phase != "ended" }
        guard !isInProgress else { throw Refusal(.caseNotInState, ReplacementWords.inProgress) }
        // Each successor has one result in its place.
        let had = others.compactMap(\.ending).compactMap(stored.definition.end).map(\.meaning)
        guard !replaces.isShared || !had.contains(.granted) else {
            throw refusal(ReplacementWords.ended)
        }
        return item
    }

    /// The entry that a holder has under a number at a body; nil where there is none.
    ///
    /// Numbers run per body: another body's entry of that number is not what is named, but that of a
    /// body in whose place this one stands.
    func entry(
        _ number: String, of holder: String, in register: String, at body: BIN?,
        in transaction: any Transaction
    ) throws -> RegisterItem? {
        guard let body else { return nil }
        let today = clock.today
        let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
        for body in [body] + authorities.predecessors(of: body, on: today) {
            let row = try transaction.firstRow(
                """
                SELECT \(RegisterItem.columns(on: today)) FROM register_entry e
                JOIN casework_case c ON c.id = e.case_id
                WHERE c.applicant = \(holder) AND e.register = \(register)
                    AND e.body = \(body) AND e.number = \(number) AND e.valid_from <= \(today)
                """)
            if let row { return try RegisterItem(row: row) }
        }
        return nil
    }

    /// Why the entry cannot be ended so; nil where it can.
    ///
    /// What was decided last counts, from whichever day on: who is to be suspended or to lose it does
    /// not wash that away with another result (Q-IS-85).
    private func obstacle(
        to replaces: ServiceDefinition.Replacement, of item: RegisterItem,
        in transaction: any Transaction
    ) throws -> LocalizedText? {
        if item.state == .expired { return ReplacementWords.ended }
        let decided = try latestDecision(on: item.id, in: transaction)?.state ?? .inForce
        // An annex has ended with its licence, whatever was decided about it alone.
        let latest = !decided.isFinal && item.state.isFinal ? item.state : decided
        switch latest {
        case .inForce, .suspended:
            // What is to be restored on a day to come is suspended until then.
            let isSuspended = [latest, item.state].contains(.suspended)
            return isSuspended && replaces.state != .deregistered
                ? ReplacementWords.suspended : nil
        case .replaced:
            let isLeft = try isShared(item, replaces, in: transaction)
            return isLeft ? nil : ReplacementWords.ended
        case .withdrawn: return ReplacementWords.withdrawn
        case .deregistered, .expired: return ReplacementWords.ended
        }
    }

    /// Whether another successor may still share what there was.
    private func isShared(
        _ item: RegisterItem, _ replaces: ServiceDefinition.Replacement,
        in transaction: any Transaction
    ) throws -> Bool {
        guard replaces.isShared else { return false }
        // An annex ends with its licence, whoever is the first to have that divided.
        let ended = item.ownState == .replaced ? item.id : item.licence?.id
        let kind = try transaction.firstRow(
            """
            SELECT c.service, c.kind FROM register_change x
            LEFT JOIN casework_case c ON c.id = x.case_id
            WHERE x.item = \(ended) ORDER BY x.number DESC LIMIT 1
            """)
        guard let service = try kind?.textIfPresent(0), let code = try kind?.textIfPresent(1)
        else { return false }
        // Its own holder's re-issue leaves nothing to share.
        return (try? casework.service(service))?.kind(code)?.replaces?.isShared == true
    }

    /// The entry, locked, as it stands then; nil when there is none.
    func lockedItem(
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

    /// The entry that a grant would end with all that was decided about it, for whoever works on the
    /// case; nil where nothing ends it: it stays, a refusal waits for its signature, or the case has
    /// ended.
    package func entryToEnd(
        of stored: StoredCase
    ) async throws -> (item: RegisterItem, changes: [RegisterChange])? {
        guard stored.ending != nil else { return nil }
        switch stored.state.phase {
        case .draft, .stage: break
        case .awaitingSignature(let end):
            guard stored.definition.end(end)?.meaning == .granted else { return nil }
        case .ended, .withdrawn: return nil
        }
        let item = try await store.read { [self] transaction in
            try replacedEntry(of: stored.id, in: transaction)
        }
        guard let item else { return nil }
        return (item, try await registerChanges(of: item.id))
    }

    /// Ends the entry that a signed grant replaces, from the day of issue on.
    ///
    /// - Throws: `caseNotInState` where it has ended otherwise meanwhile or is suspended: nothing is
    ///   left to replace.
    func endReplacedEntry(
        of stored: StoredCase, issuedOn day: Day, at now: Instant, by official: SignedInOfficial,
        in transaction: any Transaction
    ) throws {
        guard let replaces = stored.kindOfApplication?.replaces,
            stored.state.phase.end.flatMap(stored.definition.end)?.meaning == .granted,
            let found = try replacedEntry(of: stored.id, in: transaction),
            let item = try lockedItem(found.id, in: transaction)
        else { return }
        let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
        let isOfBody =
            item.body == stored.body
            || authorities.acting(for: item.body, on: day) == stored.body
        guard isOfBody, stored.isAbout(item) else {
            throw Refusal(.caseNotInState, ReplacementWords.ended, clause: replaces.clause)
        }
        if let words = try obstacle(to: replaces, of: item, in: transaction) {
            throw Refusal(.caseNotInState, words, clause: replaces.clause)
        }
        // On a spin-off the holder goes on; of a division the first successor has ended it.
        guard stored.ending != nil, item.state != .replaced else { return }
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
                entry_id, case_id)
            VALUES (\(item.id), \(number), \(replaces.state.rawValue), \(day),
                \(replaces.clause.tag), \("№ " + (stored.state.number ?? "–")), \(now), \(entry),
                \(stored.id))
            """)
    }
}

extension StoredCase {
    /// Whether the entry is of what the application is about.
    ///
    /// That is: the same in every field by which the service chooses its provider. An entry from
    /// before facts were kept is only of its body.
    fileprivate func isAbout(_ item: RegisterItem) -> Bool {
        guard let facts = item.facts else { return true }
        let now = permitted.fields
        return definition.routing.flatMap(\.when).allSatisfy { condition in
            now[condition.field].map { $0 == facts.fields[condition.field] } ?? true
        }
    }
}

private enum ReplacementWords {
    static let more = LocalizedText(
        kk: "Жазбада жоқ кіші түр қосылған: жаңа кіші түрлер лицензия немесе қосымша алумен "
            + "беріледі",
        ru: "Указан подвид деятельности, которого нет в записи: новые подвиды даются лицензией "
            + "или приложением к ней",
        en: "A sub-activity is named that the entry does not have: new ones come by a licence or "
            + "an annex")
    static let unknown = LocalizedText(
        kk: "Бұл орган тізілімде осы иеге, осы объект бойынша мұндай нөмірлі жазба бермеген",
        ru: "Этот орган не вносил в реестр запись с таким номером об этом объекте этого держателя",
        en: "This body has entered nothing under that number about this object of this holder")
    static let ended = LocalizedText(
        kk: "Бұл жазба қолданыстан шығып қойған", ru: "Эта запись уже прекращена",
        en: "This entry has ended already")
    static let withdrawn = LocalizedText(
        kk: "Бұл жазбаны кері қайтарып алу шешілген, оның орнына ештеңе берілмейді",
        ru: "Принято решение об отзыве этой записи: взамен ничего не выдаётся",
        en: "It was decided to withdraw this entry: nothing is given in its place")
    static let suspended = LocalizedText(
        kk: "Бұл жазба тоқтатылған: қолданысы қалпына келтірілгенше қайта ресімделмейді",
        ru: "Эта запись приостановлена: до восстановления она не переоформляется",
        en: "This entry is suspended: it is not issued anew before it is restored")
    static let inProgress = LocalizedText(
        kk: "Бұл жазба бойынша басқа іс қаралып жатыр",
        ru: "По этой записи уже рассматривается другое дело",
        en: "Another case on this entry is in progress")
}
