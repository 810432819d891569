import Casework
import Kernel
import Regulations
import Store
import WorkingTime

/// What follows from the day on which an order was published, seen before it is confirmed.
package struct PublicationOutlook: Sendable {
    /// What begins on a day.
    package struct Turn: Sendable {
        /// The day.
        package let day: Day
        /// The clauses of each rule set that get another wording or end, by the tag of the rules.
        package let clauses: [(act: String, clauses: [Clause])]

        /// How many clauses.
        package var count: Int { clauses.reduce(0) { $0 + $1.clauses.count } }
    }

    /// A service and the days from which it goes by another law.
    package struct Service: Sendable {
        /// The service.
        package let definition: ServiceDefinition
        /// The days on which a clause that it rests on begins to apply in another wording.
        package let days: [Day]
        /// Since when it can be had, with nothing assumed; nil where that does not follow.
        package let opensOn: Day?
    }

    /// A duty and its term.
    package struct Due: Sendable {
        /// The duty.
        package let duty: Duty
        /// The day from which it runs.
        package let startsOn: Day
        /// The last day; nil where the clause gives none.
        package let due: Day?
    }

    /// The order.
    package let package: AmendmentPackage
    /// The day that was asked about.
    package let day: Day
    /// When the order takes effect by what holds now; nil where nobody knows.
    package let before: Commencement
    /// The general first day that follows.
    package let inForce: Day
    /// What begins on which day, in order.
    package let turns: [Turn]
    /// The services that it touches.
    package let services: [Service]
    /// The duties that run from it.
    package let duties: [Due]
    /// Applications in progress that were submitted between the day before and the new one: about as
    /// many are judged by another wording then.
    ///
    /// An estimate. By which day's law each is judged, its acceptance and the policy of its service
    /// say (use case 64), and only a look into every one would.
    package let cases: Int64
}

extension Platform {
    /// What follows from a day of publication; nothing changes.
    ///
    /// - Throws: `roleNotAllowed`, `notFound`; `lawDecisionRefused` for a day that cannot be right.
    package func publicationOutlook(
        of name: String, on day: Day, for official: SignedInOfficial
    ) async throws -> PublicationOutlook {
        try requireLawKeeper(official)
        guard let package = Regulations.packages.first(where: { $0.id == name }) else {
            throw Refusal(.notFound)
        }
        try ActPublication(
            package: name, day: day, publishedBy: "", reference: "",
            replaces: enteredPublication(of: package)
        ).checkDay(today: clock.today)
        var settings = configuration.settings
        _ = settings.enter([OpenPoints.publicationDayIS.declaration.key: JSON(day)])
        // Beside the books that requests read: a look at another day makes none of them wait.
        let book = Regulations.rules(publishedOn: day)
        let entered = package.published(on: day)
        let inForce = day.adding(days: entered.daysAfterPublication + 1)
        let before =
            enteredPublication(of: package).map {
                package.published(on: $0).commencement(assumes: false)
            } ?? package.commencement(assumes: configuration.isSandbox)
        return PublicationOutlook(
            package: package, day: day, before: before, inForce: inForce,
            turns: turns(of: package, in: book),
            services: casework.services.compactMap { outlook(of: $0, package, in: book) },
            duties: try duties(of: package, by: settings),
            cases: try await casesBetween(before.day, inForce))
    }

    private func turns(
        of package: AmendmentPackage, in book: RuleBook
    ) -> [PublicationOutlook.Turn] {
        var found: [Day: [(act: String, clauses: [Clause])]] = [:]
        for rules in book.ruleSets {
            var ofRules: [Day: [Clause]] = [:]
            for history in book.provisions(of: rules.act) {
                for version in history.versions where version.package == package.id {
                    guard let day = version.begins.day, ofRules[day]?.last != history.clause
                    else { continue }
                    ofRules[day, default: []].append(history.clause)
                }
            }
            for (day, clauses) in ofRules { found[day, default: []].append((rules.act, clauses)) }
        }
        return found.sorted { $0.key < $1.key }.map {
            PublicationOutlook.Turn(day: $0.key, clauses: $0.value)
        }
    }

    private func outlook(
        of service: ServiceDefinition, _ package: AmendmentPackage, in book: RuleBook
    ) -> PublicationOutlook.Service? {
        let days = Set(
            service.clauses.flatMap { clause in
                (book.provision(clause)?.history.versions ?? []).compactMap { version in
                    version.package == package.id ? version.begins.day : nil
                }
            }
        ).sorted()
        guard !days.isEmpty else { return nil }
        let opens = days.first {
            ServiceOffer(service, on: $0, by: book, isSandbox: false).closed == nil
        }
        return PublicationOutlook.Service(definition: service, days: days, opensOn: opens)
    }

    private func duties(
        of package: AmendmentPackage, by settings: Settings
    ) throws -> [PublicationOutlook.Due] {
        let lives = actLives(by: settings)
        let calendar = calendars.calendar(adoptedBy: clock.today).version
        return try configuration.duties.duties.compactMap { duty in
            guard duty.act == package.ownAct, duty.pilotStep == nil, !duty.isStanding,
                duty.workingDays != nil, let start = dutyStart(of: duty, in: lives)
            else { return nil }
            return PublicationOutlook.Due(
                duty: duty, startsOn: start.day,
                due: try term(of: duty, from: start.day, calendar: calendar)?.due)
        }
    }

    /// How many applications in progress were submitted between two first days of the order.
    private func casesBetween(_ one: Day?, _ other: Day) async throws -> Int64 {
        let days = [one ?? clock.today.adding(days: 1), other].sorted()
        guard days[0] < days[1] else { return 0 }
        let (from, until) = (days[0].start, days[1].start)
        return try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT COUNT(*) FROM casework_case WHERE phase IN ('stage', 'awaitingSignature')
                    AND submitted_at >= \(from) AND submitted_at < \(until)
                """)?.integer(0) ?? 0
        }
    }
}
