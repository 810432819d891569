import Journal
import Kernel
import PriorityActivities
import Store

extension Platform {
    /// Days before a status is lost on which the organisation is told; the acts leave it open.
    package static let activityNoticeDays = 30
    /// Activities that one round looks at.
    private static let recheckMax = 200

    /// Finds anew what was not found today, or whose facts or rules have changed (use case 53).
    ///
    /// What does not go on today has no standing to lose or to gain, and is not looked at.
    /// - Returns: how many activities were looked at; fewer than 200 when none is left.
    package func recheckActivities() async throws -> Int {
        let now = clock.now()
        let today = Day(at: now)
        let rules = activities.digest
        return try await store.write { [self] transaction in
            guard try transaction.tryLock(.activityRecheck) else { return 0 }
            let rows = try transaction.rows(
                """
                SELECT \(DeclaredActivity.columns), s.outcome, s.own_production
                FROM declared_activity d LEFT JOIN activity_standing s ON s.activity = d.activity
                WHERE d.known_until IS NULL AND d.valid_from <= \(today)
                    AND (d.valid_until IS NULL OR d.valid_until >= \(today))
                    AND (s.activity IS NULL OR s.stale = 1
                    OR s.checked_on < \(today) OR s.rules <> \(rules))
                ORDER BY d.activity LIMIT \(Self.recheckMax)
                """)
            for row in rows {
                let activity = try DeclaredActivity(
                    row: row, vocabulary: activities.book.vocabulary)
                let before = try row.textIfPresent(10).flatMap { Verdict(rawValue: $0) }
                let ownBefore = try row.textIfPresent(11).flatMap { Verdict(rawValue: $0) }
                try recheck(
                    activity,
                    before: before.flatMap { outcome in
                        ownBefore.map { ActivityStanding(outcome: outcome, ownProduction: $0) }
                    },
                    at: now, in: transaction)
            }
            return rows.count
        }
    }

    private func recheck(
        _ activity: DeclaredActivity, before: ActivityStanding?, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let today = Day(at: now)
        let book = activities.book
        let evidence = try ActivityEvidence.list(
            of: activity.bin, known: ActivityKnowledge(on: today), in: transaction)
        func standing(_ day: Day) -> ActivityStanding {
            ActivityStanding(activity, evidence: evidence, on: day, knownOn: today, book: book)
        }
        let present = standing(today)
        try transaction.execute(
            """
            INSERT INTO activity_standing (activity, bin, outcome, own_production, rules,
                checked_on, stale)
            VALUES (\(activity.activity), \(activity.bin), \(present.outcome.rawValue),
                \(present.ownProduction.rawValue), \(activities.digest), \(today), 0)
            ON CONFLICT (activity) DO UPDATE SET outcome = excluded.outcome,
                own_production = excluded.own_production, rules = excluded.rules,
                checked_on = excluded.checked_on, stale = 0
            """)
        if before != present {
            try journal.append(
                .activityRechecked, at: now,
                facts: [
                    "activity": .string(activity.activity.text),
                    "bin": .string(activity.bin.digits),
                    "outcome": .string(present.outcome.rawValue),
                    "ownProduction": .string(present.ownProduction.rawValue),
                    "before": before.map { .string($0.outcome.rawValue) } ?? .null,
                    "ownProductionBefore": before.map { .string($0.ownProduction.rawValue) }
                        ?? .null,
                    "rules": .string(activities.digest),
                ], in: transaction)
        }
        for matter in ActivityNotice.Matter.allCases {
            let isHeld = present[matter] == .yes
            if let before, (before[matter] == .yes) != isHeld {
                try give(
                    isHeld ? .gained : .lost, matter, of: activity, on: today, now, transaction)
            }
            guard isHeld else { continue }
            let turning = ActivityTurningDays([activity], evidence, book).beginnings(
                from: today, to: today.adding(days: Self.activityNoticeDays))
            let lost = turning.first { day in
                activity.goesOn(on: day) && standing(day)[matter] != .yes
            }
            if let lost { try give(.willBeLost, matter, of: activity, on: lost, now, transaction) }
        }
    }

    private func give(
        _ kind: ActivityNotice.Kind, _ matter: ActivityNotice.Matter,
        of activity: DeclaredActivity, on day: Day, _ now: Instant, _ transaction: any Transaction
    ) throws {
        let given = try transaction.change(
            """
            INSERT INTO activity_notice (id, activity, bin, kind, matter, on_day, created_at)
            VALUES (\(Identifier<ActivityNotice>(random: random)), \(activity.activity),
                \(activity.bin), \(kind.rawValue), \(matter.rawValue), \(day), \(now))
            ON CONFLICT (activity, kind, matter, on_day) DO NOTHING
            """)
        guard given == 1 else { return }
        try journal.append(
            .activityNoticeGiven, at: now,
            facts: [
                "activity": .string(activity.activity.text), "bin": .string(activity.bin.digits),
                "notice": .string(kind.rawValue), "matter": .string(matter.rawValue),
                "on": JSON(day),
            ], in: transaction)
    }

    /// The notices to an organisation, newest first.
    ///
    /// - Throws: `notYours` for anyone who does not act for it.
    package func activityNotices(
        of bin: BIN, for person: SignedInPerson, page: PageRequest
    ) async throws -> ListPage<ActivityNotice> {
        let (at, id) = page.position
        return try await store.read { [self] transaction in
            try requireRepresentative(person, of: bin, in: transaction)
            let found = try transaction.rows(
                """
                SELECT n.activity, d.title, n.kind, n.matter, n.on_day, n.created_at, n.id
                FROM activity_notice n JOIN declared_activity d
                    ON d.activity = n.activity AND d.known_until IS NULL
                WHERE n.bin = \(bin)
                    AND (n.created_at < \(at) OR (n.created_at = \(at) AND n.id < \(id)))
                ORDER BY n.created_at DESC, n.id DESC LIMIT \(page.limit + 1)
                """
            ).map { row in
                ActivityNotice(
                    id: try row.identifier(6), activity: try row.identifier(0),
                    title: try row.text(1),
                    kind: ActivityNotice.Kind(rawValue: try row.text(2)) ?? .lost,
                    matter: ActivityNotice.Matter(rawValue: try row.text(3)) ?? .priority,
                    on: try row.day(4), at: try row.instant(5))
            }
            return ListPage(found, limit: page.limit) { ($0.at, $0.id.text) }
        }
    }
}

extension ActivityStanding {
    fileprivate subscript(_ matter: ActivityNotice.Matter) -> Verdict {
        matter == .priority ? outcome : ownProduction
    }
}
