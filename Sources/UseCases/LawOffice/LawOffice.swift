import Casework
import Kernel
import Regulations
import Store
import WorkingTime

/// A decision about the law that waits for a second official.
package struct LawProposal: Sendable {
    /// Its name.
    package let id: Identifier<Administration.Proposal>
    /// What would be decided.
    package let change: AdministrativeChange
    /// Who proposed it, by name.
    package let proposedBy: String
    /// When.
    package let proposedAt: Instant
    /// Whether it is the reader's own, who then cannot confirm it.
    package let isOwn: Bool
}

/// The law workplace of the authorised body: one official proposes, another confirms (use cases 82
/// to 84, with the proposals of use case 10).
extension Platform {
    /// Whether the official decides about the law for the authorised body in industrial safety.
    package func keepsLaw(_ official: SignedInOfficial) -> Bool {
        guard official.roles.contains(.authorisedBody),
            let authorities = try? configuration.settings[OpenPoints.caseworkAuthorities]
        else { return false }
        return authorities.body(.authorisedBody, territory: nil, on: clock.today) == official.body
    }

    /// Makes sure of it.
    ///
    /// - Throws: `roleNotAllowed` for another role and for another body.
    package func requireLawKeeper(_ official: SignedInOfficial) throws(Refusal) {
        guard keepsLaw(official) else {
            throw Refusal(.roleNotAllowed, LawOfficeWords.notYourBody, clause: "IS-2.4")
        }
    }

    private var lawAdministration: Administration {
        Administration(
            store: store, journal: journal, clock: clock, random: random,
            isSandbox: configuration.isSandbox,
            lapseDays: configuration.settings.shipped(OpenPoints.changeLapsesDays))
    }

    /// The day of an order's publication that somebody entered: in the file, or here.
    package func enteredPublication(of package: AmendmentPackage) -> Day? {
        package.ownAct == "IS" ? configuration.settings.entered(OpenPoints.publicationDayIS) : nil
    }

    /// Proposes the day on which an order was published; nothing follows yet.
    ///
    /// - Throws: `roleNotAllowed`, `notFound`, `lawDecisionRefused`, `invalidField`.
    package func proposePublication(
        of package: String, on day: Day, publishedBy: String, reference: String,
        by official: SignedInOfficial, once: Once
    ) async throws -> Identifier<Administration.Proposal> {
        try await takeDecisions()
        let publication = try checkPublication(
            of: package, on: day, publishedBy: publishedBy, reference: reference, for: official)
        return try await propose(
            .enterPublication(publication), publication.json, by: official, once: once)
    }

    /// Makes sure that a day could be proposed.
    ///
    /// - Throws: as proposing does.
    @discardableResult
    package func checkPublication(
        of package: String, on day: Day, publishedBy: String, reference: String,
        for official: SignedInOfficial
    ) throws(Refusal) -> ActPublication {
        try requireLawKeeper(official)
        guard let amendment = Regulations.packages.first(where: { $0.id == package }) else {
            throw Refusal(.notFound)
        }
        let publication = ActPublication(
            package: package, day: day, publishedBy: publishedBy, reference: reference,
            replaces: enteredPublication(of: amendment))
        try publication.check(today: clock.today)
        return publication
    }

    func propose(
        _ change: AdministrativeChange, _ json: JSON, by official: SignedInOfficial, once: Once
    ) async throws -> Identifier<Administration.Proposal> {
        let outcome = try await lawAdministration.make(
            change, proposal: json, by: official.person.iin.digits, once: once)
        guard case .waits(let id) = outcome else { throw Refusal(.internalError) }
        return id
    }

    /// What waits for a second official, oldest first.
    ///
    /// - Throws: `roleNotAllowed`.
    package func lawProposals(for official: SignedInOfficial) async throws -> [LawProposal] {
        try requireLawKeeper(official)
        return try await named(
            try await lawAdministration.proposals(ofOfficials: true), for: official)
    }

    private func named(
        _ waiting: [Administration.Proposal], for official: SignedInOfficial
    ) async throws -> [LawProposal] {
        let names = try await store.read { transaction in
            Dictionary(
                try Set(waiting.map(\.proposedBy)).map { iin in
                    let row = try transaction.firstRow(
                        "SELECT name FROM official WHERE iin = \(iin)")
                    return (iin, try row?.text(0) ?? "–")
                }, uniquingKeysWith: { first, _ in first })
        }
        return waiting.map { proposal in
            LawProposal(
                id: proposal.id, change: proposal.change,
                proposedBy: names[proposal.proposedBy] ?? "–", proposedAt: proposal.proposedAt,
                isOwn: proposal.proposedBy == official.person.iin.digits)
        }
    }

    /// One that waits.
    ///
    /// - Throws: `roleNotAllowed`; `notFound` for one that was decided or lapsed.
    package func lawProposal(
        _ id: Identifier<Administration.Proposal>, for official: SignedInOfficial
    ) async throws -> LawProposal {
        try requireLawKeeper(official)
        let waiting = try await lawAdministration.proposal(id, ofOfficials: true)
        guard let found = try await named([waiting].compactMap(\.self), for: official).first else {
            throw Refusal(.notFound)
        }
        return found
    }

    /// Makes sure that a proposal could be confirmed now.
    ///
    /// - Throws: `lawDecisionRefused` where another decision was confirmed since, or a day is over.
    package func checkStanding(of proposal: LawProposal) throws(Refusal) {
        switch proposal.change {
        case .enterPublication(let publication):
            try publication.check(over: decidedPublication(of: publication.package))
            try publication.check(today: clock.today)
        case .changeCalendar(let decision):
            let id = CalendarDecision.version(clock.today, after: calendars.versions.map(\.id))
            _ = try decision.check(against: calendars, id: id, today: clock.today)
        default: return
        }
    }

    /// Confirms a proposal as the second official; from then on everything goes by it.
    ///
    /// - Throws: `roleNotAllowed` for who proposed it; `notFound` for what was decided or lapsed;
    ///   `lawDecisionRefused` where it cannot hold any more.
    package func confirmLaw(
        _ id: Identifier<Administration.Proposal>, by official: SignedInOfficial, once: Once
    ) async throws {
        try requireLawKeeper(official)
        try await lawAdministration.confirm(
            id, by: official.person.iin.digits, asOfficial: true, once: once)
        try await takeDecisions()
    }

    /// Ends a proposal; it is never made.
    ///
    /// - Throws: `roleNotAllowed`, `notFound`.
    package func declineLaw(
        _ id: Identifier<Administration.Proposal>, by official: SignedInOfficial, once: Once
    ) async throws {
        try requireLawKeeper(official)
        _ = try await lawAdministration.decline(
            id, by: official.person.iin.digits, asOfficial: true, once: once)
    }
}
