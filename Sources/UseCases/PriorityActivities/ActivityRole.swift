import Journal
import Kernel
import Store

/// The officials who work with the registers of activities, as `official` names their roles.
package enum ActivityRole: String, CaseIterable, Sendable {
    /// The park's administration: participants, extracts, representatives, drafts of the list.
    case administration = "hubAdministration"
    /// A tax officer: checks lists of organisations.
    case taxOfficer

    /// Makes sure that the person has the role now.
    ///
    /// - Throws: `roleNotAllowed`.
    func require(of person: SignedInPerson, in transaction: any Transaction) throws {
        let row = try transaction.firstRow(
            """
            SELECT role FROM official WHERE iin = \(person.iin) AND role = \(rawValue)
                AND disabled_at IS NULL
            """)
        guard row != nil else { throw Refusal(.roleNotAllowed) }
    }
}

extension Platform {
    /// The role that the person has here as an official; nil for everybody else.
    package func activityRole(of person: SignedInPerson) async throws -> ActivityRole? {
        try await store.read { transaction in
            try transaction.firstRow(
                "SELECT role FROM official WHERE iin = \(person.iin) AND disabled_at IS NULL"
            ).flatMap { ActivityRole(rawValue: try $0.text(0)) }
        }
    }

    /// Lets a person act for a participant, or no longer (use case 52).
    ///
    /// - Throws: `roleNotAllowed` for anyone but the park's administration.
    package func setActivityRepresentative(
        _ representative: IIN, of bin: BIN, acts: Bool, by person: SignedInPerson, once: Once
    ) async throws {
        let now = clock.now()
        try await store.write { [journal] transaction in
            try ActivityRole.administration.require(of: person, in: transaction)
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
                personal: ["officials": [.string(person.iin.digits)]], subject: representative,
                in: transaction)
        }
    }

    /// The organisations for which the person acts.
    package func representedOrganisations(_ person: SignedInPerson) async throws -> [BIN] {
        try await store.read { transaction in
            try transaction.rows(
                """
                SELECT bin FROM activity_representative WHERE iin = \(person.iin)
                ORDER BY bin LIMIT 100
                """
            ).map { try $0.bin(0) }
        }
    }

    /// Makes sure that the person acts for the organisation.
    ///
    /// - Throws: `notYours`.
    func requireRepresentative(
        _ person: SignedInPerson, of bin: BIN, in transaction: any Transaction
    ) throws {
        let row = try transaction.firstRow(
            """
            SELECT bin FROM activity_representative WHERE bin = \(bin) AND iin = \(person.iin)
            """)
        guard row != nil else { throw Refusal(.notYours) }
    }
}

/// Words of refusals about the registers of activities.
enum ActivityWords {
    static let days = LocalizedText(
        kk: "Соңғы күн бірінші күннен бұрын", ru: "Последний день раньше первого",
        en: "The last day is before the first")
    static let item = LocalizedText(
        kk: "Тізбеде мұндай тармақ жоқ", ru: "Такого пункта в перечне нет",
        en: "The list has no such item")
}
