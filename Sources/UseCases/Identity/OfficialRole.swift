import Kernel
import Store

/// What an official may do; one person may have several roles in one body.
package enum OfficialRole: String, CaseIterable, Sendable, Hashable {
    /// Administers the installation for the operator (DD-2.5).
    case administrator = "operator"
    /// Decides for the authorised body (KDP-2.6, DD-4).
    case authorisedBody
    /// Reads the record and changes nothing.
    case auditor
    /// Takes applications in and hands them to an executor.
    case registrar
    /// The responsible executor, who prepares the result of a case.
    case executor
    /// The provider's head, or the person who stands in: signs results.
    case head
    /// The executor in a territorial department, who gives conclusions.
    case territorialExecutor
    /// The head of a territorial department, or the person who stands in.
    case territorialHead
    /// The akimat in whose region a pilot of food vouchers runs (FV-O.3, FV-30).
    case akimat
    /// The provider of food vouchers: the authorised body in trade (FV-2.9).
    case voucherProvider
    /// The park's administration: participants, extracts, representatives, drafts of the list (PA-2).
    case hubAdministration
    /// A tax officer, who checks what organisations declared (PA-O.P).
    case taxOfficer
    /// Prepares the tests of the authorised body in industrial safety (IS-2.10).
    case testAuthor

    /// The roles in a text of words; words that name none are passed over.
    static func roles(in text: String) -> Set<OfficialRole> {
        Set(text.split(separator: " ").compactMap { OfficialRole(rawValue: String($0)) })
    }
}

/// An official in a session that began with the official's own EDS (UC-27).
package struct SignedInOfficial: Sendable, Hashable {
    /// The person and the session.
    package let person: SignedInPerson
    /// The name as it was entered with the role.
    package let name: String
    /// The body for which the official acts: by the table of officials and by the certificate.
    package let body: BIN
    /// What the official may do now.
    package let roles: Set<OfficialRole>

    /// An official in a session.
    package init(person: SignedInPerson, name: String, body: BIN, roles: Set<OfficialRole>) {
        self.person = person
        self.name = name
        self.body = body
        self.roles = roles
    }
}

extension Platform {
    /// The official in the session with this secret.
    ///
    /// - Throws: `notSignedIn` or `sessionExpired` as for every person; `edsRequired` in a session
    ///   that began without an EDS; `roleNotAllowed` for who is no official of the body in the
    ///   certificate, or no longer.
    package func official(withSessionSecret secret: String) async throws -> SignedInOfficial {
        try await official(person(withSessionSecret: secret))
    }

    /// The official that the signed-in person is.
    package func official(_ person: SignedInPerson) async throws -> SignedInOfficial {
        guard person.method == .eds else { throw Refusal(.edsRequired) }
        let row = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT body_bin, role, name FROM official
                WHERE iin = \(person.iin) AND disabled_at IS NULL
                """
            ).map { row in
                (body: BIN(stored: try row.text(0)), roles: try row.text(1), name: try row.text(2))
            }
        }
        guard let row, row.body == person.bin else { throw Refusal(.roleNotAllowed) }
        return SignedInOfficial(
            person: person, name: row.name, body: row.body, roles: OfficialRole.roles(in: row.roles)
        )
    }

    /// The name of an official in entries: the same each time, and no number.
    func officialName(_ iin: IIN) -> String { secrets.pseudonym(of: iin, for: "officials") }
}
