import Journal
import Kernel
import PriorityActivities
import Store

/// A declared activity with its whole verdict for a day: its organisation, the park's
/// administration and the tax officer read the same (use cases 51 and 54).
package struct ActivityDossier: Sendable {
    /// The declaration as it was believed on the day of knowledge.
    package let activity: DeclaredActivity
    /// The verdict, what would change it, and its receipt.
    package let checked: CheckedActivity
    /// Whether the reader acts for the organisation, and may declare it anew.
    package let isOwn: Bool
}

extension Platform {
    /// Officials who read declarations of every organisation.
    private static let dossierReaders: Set<OfficialRole> = [.hubAdministration, .taxOfficer]

    /// The activity with its verdict for a day, with what the registers say of its organisation.
    ///
    /// A look of an official is a journal entry, as a list check of one organisation is.
    /// - Throws: `notFound` for an activity that was not known on the day of knowledge; `notYours`
    ///   for anyone who neither acts for the organisation nor is an official of the park or of taxes.
    package func activityDossier(
        _ activity: Identifier<DeclaredActivity>, on day: Day, knownOn: Day,
        for person: SignedInPerson
    ) async throws -> ActivityDossier {
        let known = ActivityKnowledge(on: knownOn)
        let vocabulary = activities.book.vocabulary
        let reader = try await activityOfficial(person)
        let (declared, evidence, isOwn) = try await store.write { [self] transaction in
            let row = try transaction.firstRow(
                """
                SELECT \(DeclaredActivity.columns) FROM declared_activity d
                WHERE d.activity = \(activity) AND d.known_from <= \(known.at)
                    AND (d.known_until IS NULL OR d.known_until > \(known.at))
                """)
            guard let row else { throw Refusal(.notFound) }
            let declared = try DeclaredActivity(row: row, vocabulary: vocabulary)
            let isOwn = try isRepresentative(person, of: declared.bin, in: transaction)
            if !isOwn {
                guard let reader else { throw Refusal(.notYours) }
                try recordListCheck(
                    [declared.bin], from: day, to: day, by: reader, in: transaction)
            }
            return (
                declared,
                try ActivityEvidence.list(of: declared.bin, known: known, in: transaction), isOwn
            )
        }
        let facts = declared.facts(with: evidence, on: day, vocabulary: vocabulary)
        return ActivityDossier(
            activity: declared,
            checked: try checkActivity(
                ActivityQuestion(
                    facts: facts, on: day, knownOn: knownOn, claimedItem: declared.claimedItem)),
            isOwn: isOwn)
    }

    /// The person as an official of the park or of taxes; nil for everybody else.
    package func activityOfficial(_ person: SignedInPerson) async throws -> SignedInOfficial? {
        guard person.method == .eds, person.bin != nil else { return nil }
        do {
            let official = try await official(person)
            return official.roles.isDisjoint(with: Self.dossierReaders) ? nil : official
        } catch let refusal as Refusal where refusal.code == .roleNotAllowed {
            return nil
        }
    }

    /// The proof that a public row of the registers is in the journal; it names no person.
    ///
    /// - Throws: `notFound` for an entry that recorded no row of this organisation;
    ///   `proofNotYetAvailable` until the next head.
    package func activityProof(
        of entry: Identifier<JournalEntry>, about bin: BIN
    ) async throws -> JSON {
        let isPublic = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT entry_id FROM activity_evidence
                WHERE bin = \(bin) AND entry_id = \(entry)
                UNION ALL
                SELECT entry_id FROM declared_activity WHERE bin = \(bin) AND entry_id = \(entry)
                """) != nil
        }
        guard isPublic else { throw Refusal(.notFound) }
        return try await journalReader.evidence(of: entry).json()
    }
}
