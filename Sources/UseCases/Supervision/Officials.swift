import Kernel
import Store

/// A person who acts for a body, in a session that is open now.
package struct ActingOfficial: Sendable, Hashable {
    /// The person with the session.
    package let person: SignedInPerson
    /// The name as it was entered with the role.
    package let name: String
    /// The body.
    package let body: BIN
    /// The role.
    package let role: OfficialRole
}

/// What officials may do here.
package enum OfficialRole: String, CaseIterable, Sendable, Hashable {
    /// Acts for the authorised body in personal-data protection (KDP-2.6).
    case authorisedBody
}

extension Platform {
    /// The person as an official in this role, read anew at each call: a role taken away is gone.
    ///
    /// - Throws: `roleNotAllowed` for anyone else.
    package func official(
        _ role: OfficialRole, person: SignedInPerson
    ) async throws -> ActingOfficial {
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT name, body_bin FROM official
                WHERE iin = \(person.iin) AND role = \(role.rawValue) AND disabled_at IS NULL
                """)
        }
        guard let row else { throw Refusal(.roleNotAllowed, clause: "KDP-2.6") }
        return ActingOfficial(
            person: person, name: try row.text(0), body: BIN(stored: try row.text(1)), role: role)
    }

    /// The name of an official in entries: the same each time, and no number.
    func officialName(_ iin: IIN) -> String { secrets.pseudonym(of: iin, for: "officials") }
}
