import Journal
import Kernel
import Regulations
import Store

/// On which day an amending order was first officially published, and what shows it (use case 82).
package struct ActPublication: Hashable, Sendable {
    /// The package that applies the order, for example `IS-429`.
    package let package: String
    /// The day.
    package let day: Day
    /// Who published it: the newspaper or the reference bank of acts; 3 to 300 characters.
    package let publishedBy: String
    /// Where it stands there: issue, number, address; 3 to 300 characters.
    package let reference: String
    /// The day that held when this was proposed; nil while none had been entered.
    package let replaces: Day?

    /// A day with its source.
    package init(
        package: String, day: Day, publishedBy: String, reference: String, replaces: Day? = nil
    ) {
        self.package = package
        self.day = day
        self.publishedBy = publishedBy
        self.reference = reference
        self.replaces = replaces
    }

    /// Reads a proposal back.
    init(proposal json: JSON) throws {
        guard let package = json["package"]?.string,
            let day = json["day"]?.string.flatMap({ Day($0) }),
            let publishedBy = json["publishedBy"]?.string,
            let reference = json["reference"]?.string
        else {
            throw AdministrativeChange.FileFault(
                description: "must be {package, day, publishedBy, reference}")
        }
        self.init(
            package: package, day: day, publishedBy: publishedBy, reference: reference,
            replaces: json["replaces"]?.string.flatMap { Day($0) })
    }

    /// The proposal as it is kept, and what the entry says.
    var json: JSON {
        .object(
            present: ("package", .string(package)), ("day", JSON(day)),
            ("publishedBy", .string(publishedBy)), ("reference", .string(reference)),
            ("replaces", replaces.map { JSON($0) }))
    }

    /// The amending order; nil for a package that is not held.
    package var amendment: AmendmentPackage? {
        Regulations.packages.first { $0.id == package }
    }

    /// Makes sure that the order can have been published on the day.
    ///
    /// - Throws: `notFound` for a package that is not held; `lawDecisionRefused` for a day before the
    ///   registration, one to come, the one that holds already, and once the order is in force by
    ///   the day that was entered; `invalidField` where the source is missing.
    func check(today: Day) throws(Refusal) {
        guard let amendment else { throw Refusal(.notFound) }
        let clause = amendment.commencementClause
        guard (3...300).contains(publishedBy.count), (3...300).contains(reference.count) else {
            throw Refusal(.invalidField, LawOfficeWords.sourceNeeded, clause: clause)
        }
        try checkDay(today: today)
    }

    /// The same for the day alone, while nobody has said who published it.
    func checkDay(today: Day) throws(Refusal) {
        guard let amendment else { throw Refusal(.notFound) }
        let clause = amendment.commencementClause
        if let replaces {
            let general = amendment.published(on: replaces).commencement(assumes: false).day
            if let general, general <= today {
                throw Refusal(.lawDecisionRefused, LawOfficeWords.inForce(general), clause: clause)
            }
            guard replaces != day else {
                throw Refusal(.lawDecisionRefused, LawOfficeWords.sameDay, clause: clause)
            }
        }
        if let registered = amendment.registeredOn, day < registered {
            throw Refusal(
                .lawDecisionRefused, LawOfficeWords.beforeRegistration(registered), clause: clause)
        }
        guard day <= today else {
            throw Refusal(.lawDecisionRefused, LawOfficeWords.notPublishedYet, clause: clause)
        }
    }

    /// Makes sure that no other day was confirmed since this was proposed.
    func check(over newest: ActPublication?) throws(Refusal) {
        guard let newest, newest.day != replaces else { return }
        throw Refusal(
            .lawDecisionRefused, LawOfficeWords.changedSince,
            clause: amendment?.commencementClause)
    }

    /// Records the day; the newest record holds.
    ///
    /// - Throws: as ``check(today:)``; `lawDecisionRefused` where another day was confirmed since.
    func record(at now: Instant, in transaction: any Transaction) throws {
        try transaction.lock(.lawDecisions)
        let newest = try LawDecisions.publications(in: transaction).first {
            $0.of.package == package
        }
        try check(over: newest?.of)
        try check(today: Day(at: now))
        try transaction.execute(
            """
            INSERT INTO act_publication
                (package, number, day, published_by, reference, decided_at)
            VALUES (\(package), \((newest?.number ?? 0) + 1), \(day), \(publishedBy),
                \(reference), \(now))
            """)
    }
}

extension AmendmentPackage {
    /// The tag of the order's own clauses: `IS` of `IS-429`.
    package var ownAct: String { String(id.prefix { $0 != "-" }) }

    /// The day of its state registration; nil where it is not held.
    package var registeredOn: Day? {
        Regulations.duties.life(ownAct)?.day(of: .registered, assumes: false)?.day
    }
}
