import Casework
import Journal
import Kernel
import Signatures
import Store

/// How a person of the application's list stands in the examination (use case 77).
package struct ListedExaminee: Sendable {
    /// The person, as the signed application has it.
    package let person: ListedPerson
    /// The admission that counts; nil while the person is not admitted.
    package let sitting: StoredSitting?
}

/// People are admitted to the examination: those whom the application lists, and by hand only where
/// it was submitted before lists were kept.
extension Platform {
    /// Enters a person: a question set is drawn, and its hash published in the same moment.
    ///
    /// The set is drawn from the bank that is open today and stays what it is, whatever bank is
    /// opened later.
    /// - Throws: `caseNotInState` outside the examination, without an open bank, for a person who is
    ///   entered already and above ``examineesMax``; `invalidField` for who does not stand in the
    ///   application, or not so; `taskTaken` for a task of another official; as
    ///   ``examinee(_:by:)``.
    package func admitExaminee(
        _ entered: ExamineeDraft, to task: Identifier<CaseTask>, by official: SignedInOfficial,
        once: Once
    ) async throws -> StoredSitting {
        let id = Identifier<StoredSitting>(random: random)
        try await admit([(id, entered)], to: task, by: official) { now, transaction in
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
        }
        return try await store.read { [self] in try storedSitting(id, in: $0) }
    }

    /// Admits people of the application's list, as it has them: one by the number, or all who are
    /// not admitted yet.
    ///
    /// All or nobody: whoever cannot be admitted is named by the row.
    /// - Throws: as ``admitExaminee(_:to:by:once:)``; `caseNotInState` where nobody is left.
    package func admitListed(
        _ iin: IIN?, to task: Identifier<CaseTask>, by official: SignedInOfficial, once: Once
    ) async throws -> [Identifier<StoredSitting>] {
        let hand = try await self.task(task, for: official)
        let standing = try await listedExaminees(of: hand.stored)
        guard let standing else { throw Refusal(.caseNotInState, AdmissionWords.noList) }
        let chosen = standing.filter { listed in
            iin.map { $0.digits == listed.person.iin } ?? (listed.sitting == nil)
        }
        guard !chosen.isEmpty else {
            throw iin == nil
                ? Refusal(.caseNotInState, AdmissionWords.nobodyLeft)
                : AdmissionWords.refusal(AdmissionWords.notListed)
        }
        let drafts = chosen.compactMap { ExamineeDraft($0.person) }
        let entered = drafts.map { (Identifier<StoredSitting>(random: random), $0) }
        let names = entered.map(\.0)
        try await admit(entered, to: task, by: official) { now, transaction in
            if iin != nil, let only = names.first {
                try once.record(entity: only.text, status: 201, at: now, in: transaction)
            } else {
                try once.record(entity: task.text, status: 200, at: now, in: transaction)
            }
        }
        return names
    }

    /// Everybody whom the application lists, with how they stand; nil where it has no list.
    package func listedExaminees(of stored: StoredCase) async throws -> [ListedExaminee]? {
        guard let people = stored.state.listed(of: stored.definition) else { return nil }
        let known = try await store.read { [self] in try sittings(of: stored.id, in: $0) }
        return people.map { person in
            let own = known.filter { $0.examinee.iin.digits == person.iin }
            // An admission that was taken back or annulled lets the person be admitted again.
            return ListedExaminee(
                person: person, sitting: own.last { $0.sitting.ending != .withdrawn })
        }
    }

    private func admit(
        _ entered: [(id: Identifier<StoredSitting>, draft: ExamineeDraft)],
        to task: Identifier<CaseTask>, by official: SignedInOfficial,
        ending: @escaping @Sendable (Instant, any Transaction) throws -> Void
    ) async throws {
        let passMark = Int(try configuration.settings[OpenPoints.passMark])
        // Who may not even see the task draws nothing.
        let hand = try await self.task(task, for: official)
        let people = hand.stored.state.listed(of: hand.stored.definition)
        let drafts = try await checked(entered.map(\.draft), against: people, by: official)
        let (bank, questions) = try await openTestBank(on: clock.today)
        let admissions = zip(entered.map(\.id), drafts).map { id, draft in
            Admission(
                id: id, draft: draft,
                set: QuestionSet(drawnFrom: questions, named: id.text, random: random),
                salt: random.bytes(32))
        }
        _ = try await onExamination(task, by: official) { [self] found, transaction in
            let now = clock.now()
            for admission in admissions {
                try checkRoom(for: admission.draft, in: found, transaction)
                try write(
                    admission, in: found, bank, passMark: passMark, by: official, at: now,
                    in: transaction)
            }
            try ending(now, transaction)
        }
    }

    /// The people as the application and the register of persons have them.
    private func checked(
        _ drafts: [ExamineeDraft], against people: [ListedPerson]?, by official: SignedInOfficial
    ) async throws -> [ExamineeDraft] {
        var (found, places): ([ExamineeDraft], [Refusal.Place]) = ([], [])
        for draft in drafts {
            do {
                let known = try await examinee(draft, in: people, by: official)
                found.append(known)
            } catch let refusal as Refusal where drafts.count > 1 && refusal.code == .invalidField {
                let row = people?.firstIndex { $0.iin == draft.iin.digits } ?? 0
                places.append(
                    Refusal.Place(
                        "examinees/\(row)", refusal.detail ?? refusal.code.title,
                        clause: refusal.clause))
            }
        }
        guard places.isEmpty else {
            throw Refusal(
                .invalidField, AdmissionWords.rows(places), clause: "IS-2.5", places: places)
        }
        return found
    }

    private func checkRoom(
        for draft: ExamineeDraft, in found: StoredCase, _ transaction: any Transaction
    ) throws {
        let drawn = try sittings(of: found.id, in: transaction)
        // What was cancelled with a refusal is drawn anew, however often that was.
        guard drawn.count(where: { $0.annulledAt == nil }) < Self.admissionsMax else {
            throw Refusal(.caseNotInState, ExaminationWords.tooManyDrawn)
        }
        let sittings = drawn.filter { $0.sitting.ending != .withdrawn }
        guard sittings.count < Self.examineesMax else {
            throw Refusal(.caseNotInState, ExaminationWords.tooMany)
        }
        guard !sittings.contains(where: { $0.examinee.iin == draft.iin }) else {
            throw Refusal(.caseNotInState, ExaminationWords.admittedAlready)
        }
    }

    private func write(
        _ admission: Admission, in found: StoredCase, _ bank: StoredTestBank, passMark: Int,
        by official: SignedInOfficial, at now: Instant, in transaction: any Transaction
    ) throws {
        let (draft, bytes) = (admission.draft, admission.set.bytes)
        let commitment = SHA256.hash(admission.salt + bytes).bytes.hex
        let entry = try journal.append(
            .examinationDrawn, at: now,
            facts: [
                "sitting": .string(admission.id.text), "case": .string(found.id.text),
                "bank": .string(bank.id.text), "bankDigest": .string(bank.digest),
                "commitment": .string(commitment), "passMark": .integer(Int64(passMark)),
                "body": .string(official.body.digits),
                "official": .string(officialName(official.person.iin)),
            ], personal: ["officials": [.string(official.name)]], subject: draft.iin,
            in: transaction)
        try transaction.execute(
            """
            INSERT INTO examination_sitting (id, case_id, examinee_iin, name, position,
                education, capacity, bank_id, question_set, salt, commitment, pass_mark,
                drawn_at, entry_id)
            VALUES (\(admission.id), \(found.id), \(draft.iin), \(draft.name), \(draft.position),
                \(draft.education), \(draft.capacity.rawValue), \(bank.id), \(bytes),
                \(admission.salt), \(commitment), \(passMark), \(now), \(entry))
            """)
    }
}

/// What is written of one person who is admitted.
private struct Admission: Sendable {
    let id: Identifier<StoredSitting>
    let draft: ExamineeDraft
    let set: QuestionSet
    let salt: [UInt8]
}

extension ExamineeDraft {
    /// A person of a list; nil where the list does not say in which capacity.
    init?(_ person: ListedPerson) {
        guard let capacity = person.capacity else { return nil }
        self.init(
            iin: IIN(stored: person.iin), name: person.name, position: person.position,
            education: person.education, capacity: capacity)
    }

    /// Makes sure that the application says the same of the person.
    ///
    /// - Throws: `invalidField` for who does not stand in it, or not so.
    func requireListed(in people: [ListedPerson]) throws(Refusal) {
        guard let listed = people.first(where: { $0.iin == iin.digits }) else {
            throw AdmissionWords.refusal(AdmissionWords.notListed)
        }
        let names = Set(SearchWords.words(in: listed.name))
        guard names == Set(SearchWords.words(in: name)), listed.position == position.trimmed,
            listed.education == education.trimmed, listed.capacity == capacity
        else { throw AdmissionWords.refusal(AdmissionWords.otherwise) }
    }
}

/// Words of refusals about admission.
private enum AdmissionWords {
    static let notListed = LocalizedText(
        kk: "Бұл адам өтініште жоқ: өтініште аталғандар ғана жіберіледі",
        ru: "Этого человека нет в заявлении: допускаются только те, кто в нём назван",
        en: "This person does not stand in the application: only those whom it names are admitted")
    static let otherwise = LocalizedText(
        kk: "Өтініште бұл адам туралы басқаша жазылған: ондағы деректермен жіберіңіз",
        ru: "В заявлении об этом человеке сказано иначе: допустите с данными из заявления",
        en: "The application says otherwise of this person: admit with what it says")
    static let noList = LocalizedText(
        kk: "Бұл өтініште тізім жоқ: адамдарды қолмен енгізіңіз",
        ru: "В этом заявлении нет списка: внесите людей вручную",
        en: "This application has no list: enter the people by hand")
    static let nobodyLeft = LocalizedText(
        kk: "Тізімдегілердің бәрі жіберілген", ru: "Все из списка уже допущены",
        en: "Everybody of the list is admitted already")

    static func refusal(_ words: LocalizedText) -> Refusal {
        Refusal(
            .invalidField, words, clause: "IS-2.5",
            places: [Refusal.Place("iin", words, clause: "IS-2.5")])
    }

    /// The rows, counted from 1, each with what stands against it.
    static func rows(_ places: [Refusal.Place]) -> LocalizedText {
        func text(_ language: Language) -> String {
            places.map { place in
                let row = place.pointer.split(separator: "/").last.flatMap { Int($0) } ?? 0
                return "\(row + 1): \(place.detail[language])"
            }.joined(separator: "; ")
        }
        return LocalizedText(kk: text(.kk), ru: text(.ru), en: text(.en))
    }
}
