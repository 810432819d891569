import Journal
import Kernel
import Store

/// Makes administrative changes, the weighty ones with a second person (use case 10).
package struct Administration: Sendable {
    /// Where everything is kept.
    package let store: any Store
    private let journal: Journal
    private let clock: Clock
    private let random: RandomSource
    private let isSandbox: Bool
    private let lapseDays: Int64

    /// Administration of the installation with this store.
    ///
    /// - Parameter lapseDays: days after which a proposal that nobody confirmed lapses.
    package init(
        store: any Store, journal: Journal, clock: Clock, random: RandomSource, isSandbox: Bool,
        lapseDays: Int64
    ) {
        self.lapseDays = lapseDays
        self.store = store
        self.journal = journal
        self.clock = clock
        self.random = random
        self.isSandbox = isSandbox
    }

    /// What came of a change.
    package enum Outcome: Sendable {
        /// It holds.
        case made
        /// It waits for a second person.
        case waits(Identifier<Proposal>)
    }

    /// A change that waits for a second person; it lapses after some days.
    package struct Proposal: Sendable {
        /// Its name.
        package let id: Identifier<Proposal>
        /// The kind of change.
        package let action: String
        /// Who proposed it.
        package let proposedBy: String
        /// When.
        package let proposedAt: Instant
        /// The change.
        package let change: AdministrativeChange
        /// What would change: names of systems, bodies and kinds; no secret, no person.
        package let facts: JSON
    }

    /// Makes a change, or proposes it when a second person is needed.
    ///
    /// The first official needs no second person: there is none yet. In the sandbox nobody waits.
    /// - Parameter proposal: the change as it was written, from which it is made on confirmation.
    package func make(
        _ change: AdministrativeChange, proposal: JSON, by person: String, once: Once = .unkeyed
    ) async throws -> Outcome {
        // Who has to mend the file is told now, not the person who confirms.
        if !isSandbox { try change.checkForProduction() }
        let now = clock.now()
        let id = Identifier<Proposal>(random: random)
        return try await store.write { [self] transaction in
            let isFirstOfficial =
                try change.isOfficial
                && transaction.firstRow("SELECT iin FROM official LIMIT 1") == nil
            if !change.needsSecondPerson || isFirstOfficial
                || (isSandbox && !change.isOfOfficials)
            {
                try change.apply(
                    by: [person], at: now, isSandbox: isSandbox, journal: journal, in: transaction)
                return .made
            }
            try transaction.execute(
                """
                INSERT INTO administration_proposal
                    (id, action, proposal, proposed_by, proposed_at)
                VALUES (\(id), \(change.kind.rawValue), \(proposal.text), \(person), \(now))
                """)
            try journal.append(
                .changeProposed, at: now,
                facts: ["change": .string(change.kind.rawValue), "what": change.facts],
                personal: ["officials": [.string(person)]], in: transaction)
            try once.record(entity: id.text, status: 201, at: now, in: transaction)
            return .waits(id)
        }
    }

    /// The proposals that still wait.
    ///
    /// - Parameter ofOfficials: those that officials decide on their pages; those of the operator's
    ///   people otherwise.
    package func proposals(ofOfficials: Bool = false) async throws -> [Proposal] {
        try await waiting(Self.decided(byOfficials: ofOfficials))
    }

    /// One that still waits; nil for one that was decided or lapsed, and for one that others decide.
    package func proposal(
        _ id: Identifier<Proposal>, ofOfficials: Bool = false
    ) async throws -> Proposal? {
        try await waiting("id = \(id) AND \(Self.decided(byOfficials: ofOfficials))").first
    }

    private static func decided(byOfficials: Bool) -> SQL {
        let kinds = SQL(
            listing: AdministrativeChange.kindsOfOfficials.map { kind -> SQL in
                "\(kind.rawValue)"
            })
        return byOfficials ? "action IN (\(kinds))" : "action NOT IN (\(kinds))"
    }

    private func waiting(_ which: SQL) async throws -> [Proposal] {
        try await store.write { [self] transaction in
            try closeLapsed(in: transaction)
            return try transaction.rows(
                """
                SELECT id, action, proposed_by, proposal, proposed_at FROM administration_proposal
                WHERE confirmed_at IS NULL AND ended_at IS NULL AND \(which)
                ORDER BY proposed_at LIMIT 200
                """
            ).map { row in
                let change = try AdministrativeChange(
                    kind: try row.text(1), proposal: try JSON.parse(Array(try row.text(3).utf8)))
                return Proposal(
                    id: Identifier(stored: try row.text(0)), action: try row.text(1),
                    proposedBy: try row.text(2), proposedAt: try row.instant(4), change: change,
                    facts: change.facts)
            }
        }
    }

    /// Makes a proposed change on a second person's word.
    ///
    /// - Parameter effect: what else the change asks for outside the store; when it fails, nothing
    ///   is confirmed. It may run again, and must then change nothing more.
    /// - Throws: `notFound` for no such proposal, a lapsed, declined or confirmed one;
    ///   `roleNotAllowed` for the person who proposed it, and for a change that is not theirs to make.
    package func confirm(
        _ id: Identifier<Proposal>, by person: String, asOfficial: Bool = false,
        once: Once = .unkeyed,
        effect: @escaping @Sendable (AdministrativeChange) throws -> Void = { _ in }
    ) async throws {
        let now = clock.now()
        try await store.write { [self] transaction in
            let (change, proposer) = try openProposal(id, in: transaction)
            guard change.isOfOfficials == asOfficial else {
                throw Refusal(.roleNotAllowed, Self.othersDecide)
            }
            guard proposer != person else { throw Refusal(.roleNotAllowed, Self.samePerson) }
            try transaction.execute(
                """
                UPDATE administration_proposal SET confirmed_by = \(person), confirmed_at = \(now)
                WHERE id = \(id)
                """)
            try change.apply(
                by: [proposer, person], at: now, isSandbox: isSandbox, journal: journal,
                in: transaction)
            try effect(change)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
        }
    }

    /// Ends a proposal on anyone's word, who proposed it included: it is never made.
    ///
    /// - Throws: `notFound` for no such proposal, a lapsed, declined or confirmed one;
    ///   `roleNotAllowed` for a change that is not theirs to decide.
    package func decline(
        _ id: Identifier<Proposal>, by person: String, asOfficial: Bool = false,
        once: Once = .unkeyed
    ) async throws -> AdministrativeChange {
        let now = clock.now()
        return try await store.write { [self] transaction in
            let (change, _) = try openProposal(id, in: transaction)
            guard change.isOfOfficials == asOfficial else {
                throw Refusal(.roleNotAllowed, Self.othersDecide)
            }
            try transaction.execute(
                """
                UPDATE administration_proposal SET ended_as = 'declined', ended_at = \(now)
                WHERE id = \(id)
                """)
            try journal.append(
                .changeDeclined, at: now,
                facts: [
                    "proposal": .string(id.text), "change": .string(change.kind.rawValue),
                    "what": change.facts,
                ], personal: ["officials": [.string(person)]], in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return change
        }
    }

    private func openProposal(
        _ id: Identifier<Proposal>, in transaction: any Transaction
    ) throws -> (AdministrativeChange, proposer: String) {
        let oldest = clock.now().adding(seconds: -lapseDays * 86_400)
        let rows = try transaction.lockedRows(
            """
            SELECT p.action, p.proposal, p.proposed_by FROM administration_proposal p
            WHERE p.id = \(id) AND p.confirmed_at IS NULL AND p.ended_at IS NULL
                AND p.proposed_at > \(oldest)
            """)
        guard let row = rows.first else { throw Refusal(.notFound) }
        let change = try AdministrativeChange(
            kind: try row.text(0), proposal: try JSON.parse(Array(try row.text(1).utf8)))
        return (change, try row.text(2))
    }

    /// Ends the proposals whose days have passed, each with its entry.
    func closeLapsed(in transaction: any Transaction) throws {
        let now = clock.now()
        let oldest = now.adding(seconds: -lapseDays * 86_400)
        let lapsed = try transaction.lockedRows(
            """
            SELECT p.id, p.action FROM administration_proposal p
            WHERE p.confirmed_at IS NULL AND p.ended_at IS NULL AND p.proposed_at <= \(oldest)
            ORDER BY p.proposed_at LIMIT 200
            """)
        for row in lapsed {
            let id = try row.text(0)
            try transaction.execute(
                """
                UPDATE administration_proposal SET ended_as = 'lapsed', ended_at = \(now)
                WHERE id = \(id)
                """)
            try journal.append(
                .changeLapsed, at: now,
                facts: ["proposal": .string(id), "change": .string(try row.text(1))],
                in: transaction)
        }
    }

    private static let othersDecide = LocalizedText(
        kk: "Бұл туралы уәкілетті орган қызметкерлері өз беттерінде, қалғаны туралы оператор "
            + "адамдары шешеді",
        ru: "Это решают сотрудники уполномоченного органа на своих страницах, остальное решают "
            + "люди оператора",
        en: "Officials of the authorised body decide this on their pages, the operator's people "
            + "decide the rest")
    private static let samePerson = LocalizedText(
        kk: "Ұсынған адам өзі растай алмайды", ru: "Предложивший не может сам подтвердить",
        en: "The person who proposed it cannot confirm it")
}

extension AdministrativeChange {
    fileprivate var isOfficial: Bool {
        if case .addOfficial = self { return true }
        return false
    }
}
