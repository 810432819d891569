import UseCases

/// The officials of the sandbox: people of its world who have a role from the first start on.
enum SandboxOfficials {
    /// Who acts for the authorised body; two, for one alone reads nobody's rows.
    static let authorisedBody: [NamedPerson] = [.graduate, .presentGuardian]

    /// Each official as an administrator would enter them.
    static func drafts(in world: SyntheticWorld) -> [OfficialDraft] {
        authorisedBody.map { named in
            let person = world.person(named)
            return OfficialDraft(
                iin: person.iin, name: person.name.full, body: LegalEntities.dataProtection.bin,
                role: OfficialRole.authorisedBody.rawValue)
        }
    }
}
