import Journal
import Kernel
import Store

/// An organisation for which somebody acts.
package struct RepresentedOrganisation: Sendable, Hashable {
    /// Its number.
    package let bin: BIN
    /// Its name by the registers; its number where they have none.
    package let name: String
}

extension SignedInOfficial {
    /// Makes sure that the official has the role now.
    ///
    /// - Throws: `roleNotAllowed`.
    func require(_ role: OfficialRole) throws(Refusal) {
        guard roles.contains(role) else { throw Refusal(.roleNotAllowed) }
    }
}

extension Platform {
    /// Lets a person act for a participant, or no longer (use case 52).
    ///
    /// - Throws: `roleNotAllowed` for anyone but the park's administration.
    package func setActivityRepresentative(
        _ representative: IIN, of bin: BIN, acts: Bool, by official: SignedInOfficial, once: Once
    ) async throws {
        try official.require(.hubAdministration)
        let now = clock.now()
        try await store.write { [journal] transaction in
            let changed =
                acts
                ? try transaction.change(
                    """
                    INSERT INTO activity_representative (bin, iin, since)
                    VALUES (\(bin), \(representative), \(now)) ON CONFLICT (bin, iin) DO NOTHING
                    """)
                : try transaction.change(
                    """
                    DELETE FROM activity_representative
                    WHERE bin = \(bin) AND iin = \(representative)
                    """)
            try once.record(entity: bin.digits, status: 204, at: now, in: transaction)
            guard changed > 0 else { return }
            try journal.append(
                acts ? .activityRepresentativeNamed : .activityRepresentativeRemoved, at: now,
                facts: ["bin": .string(bin.digits)],
                personal: ["officials": [.string(official.name)]], subject: representative,
                in: transaction)
        }
    }

    /// The organisations for which the person acts, with their names as the registers have them.
    package func representedOrganisations(
        _ person: SignedInPerson
    ) async throws -> [RepresentedOrganisation] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT r.bin, (SELECT e.name FROM activity_evidence e
                    WHERE e.bin = r.bin AND e.known_until IS NULL
                    ORDER BY e.valid_from DESC, e.id LIMIT 1)
                FROM activity_representative r WHERE r.iin = \(person.iin)
                ORDER BY r.bin LIMIT 100
                """
            ).map { row in
                let bin = try row.bin(0)
                return RepresentedOrganisation(
                    bin: bin, name: try row.textIfPresent(1) ?? bin.digits)
            }
        }
    }

    /// Makes sure that the person acts for the organisation.
    ///
    /// - Throws: `notYours`.
    func requireRepresentative(
        _ person: SignedInPerson, of bin: BIN, in transaction: any Transaction
    ) throws {
        guard try isRepresentative(person, of: bin, in: transaction) else {
            throw Refusal(.notYours)
        }
    }

    /// Whether the person acts for the organisation now.
    func isRepresentative(
        _ person: SignedInPerson, of bin: BIN, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.firstRow(
            """
            SELECT bin FROM activity_representative WHERE bin = \(bin) AND iin = \(person.iin)
            """) != nil
    }
}

/// Words of refusals about the registers of activities.
enum ActivityWords {
    static let registersKnow = LocalizedText(
        kk: "Қатысушылық пен үзінді мәлімделмейді: олар тізілімдерден алынады",
        ru: "Участие и выписка не заявляются: их дают реестры",
        en: "Participation and extract are not declared: the registers have them")
    static let tooManyActivities = LocalizedText(
        kk:
            "Ұйымда 200 мәлімделген қызмет бар, бұдан көп болмайды. Олардың бірін қайта мәлімдеңіз.",
        ru:
            "У организации 200 заявленных деятельностей, больше нельзя. Заявите заново одну из них.",
        en: "The organisation has 200 declared activities, which is the most. Declare one anew.")
    static let tooManyPapers = LocalizedText(
        kk: "Ұйымның 200 құжаты жазылған, бұдан көп болмайды. Бірін өз нөмірімен қайта жазыңыз.",
        ru:
            "У организации записано 200 документов, больше нельзя. Перезапишите один под его номером.",
        en: "200 papers of the organisation are recorded, which is the most. Record one anew by "
            + "its number.")
    static let days = LocalizedText(
        kk: "Соңғы күн бірінші күннен бұрын", ru: "Последний день раньше первого",
        en: "The last day is before the first")
    static let item = LocalizedText(
        kk: "Тізбеде мұндай тармақ жоқ", ru: "Такого пункта в перечне нет",
        en: "The list has no such item")
}
