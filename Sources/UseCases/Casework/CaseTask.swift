import Casework
import Kernel
import Store

/// A piece of work that waits for an official, or was done.
package struct CaseTask: Sendable, Hashable {
    /// What is to be done.
    package enum Work: String, Sendable, CaseIterable {
        /// Take the application in and give it a number.
        case accept
        /// Register the request, so that the stage's clock runs.
        case register
        /// The work of a stage.
        case stage
        /// Sign the result.
        case sign
        /// Answer for a term that ran out.
        case late
    }

    /// The post at a body that does it.
    package enum Post: String, Sendable, CaseIterable {
        case registrar, executor, head
    }

    /// The task's random name.
    package let id: Identifier<CaseTask>
    /// The case.
    package let caseID: Identifier<StoredCase>
    /// The body at which it is done.
    package let body: BIN
    /// The post that does it.
    package let post: Post
    /// What is to be done.
    package let work: Work
    /// The stage; nil for what belongs to none.
    package let stage: String?
    /// When it came.
    package let openedAt: Instant
    /// The last day on which it is in time; nil where the act gives no term.
    package let due: Day?
    /// Who has taken it.
    package let takenBy: IIN?
    /// Whether its term was found to have run out.
    package let isLate: Bool
    /// When it was done.
    package let doneAt: Instant?

    /// A task to be opened.
    struct Draft {
        let work: Work
        let post: Post
        let body: BIN
        let stage: String?
    }

    /// The day in the store of what has no term: after every day that has one.
    static let neverDue: Int64 = 9_999_999

    static let columns: SQL = """
        t.id, t.case_id, t.body, t.post, t.work, t.stage, t.opened_at, t.due, t.taken_by,
        t.late_at, t.done_at
        """

    init(row: Row) throws {
        id = try row.identifier(0)
        caseID = try row.identifier(1)
        body = try row.bin(2)
        post = Post(rawValue: try row.text(3)) ?? .executor
        work = Work(rawValue: try row.text(4)) ?? .stage
        stage = try row.textIfPresent(5)
        openedAt = try row.instant(6)
        let day = try row.integer(7)
        due = day == Self.neverDue ? nil : Day(daysSince1970: Int(day))
        takenBy = try row.iinIfPresent(8)
        isLate = try row.integerIfPresent(9) != nil
        doneAt = try row.instantIfPresent(10)
    }
}

extension Set<OfficialRole> {
    /// The posts that the roles hold; those of a territorial department do both of its works.
    package var posts: Set<CaseTask.Post> {
        var posts: Set<CaseTask.Post> = []
        if contains(.registrar) { posts.insert(.registrar) }
        if contains(.executor) { posts.insert(.executor) }
        if contains(.territorialExecutor) { posts.formUnion([.registrar, .executor]) }
        if !isDisjoint(with: [.head, .territorialHead]) { posts.insert(.head) }
        return posts
    }
}

extension SignedInOfficial {
    /// The posts that the roles hold.
    package var posts: Set<CaseTask.Post> { roles.posts }
}

extension Platform {
    /// The task that the case waits for; nil when it waits for none.
    func openTask(
        of name: Identifier<StoredCase>, in transaction: any Transaction
    ) throws -> CaseTask? {
        try transaction.firstRow(
            """
            SELECT \(CaseTask.columns) FROM casework_task t
            WHERE t.case_id = \(name) AND t.done_at IS NULL AND t.work <> 'late'
            """
        ).map(CaseTask.init(row:))
    }

    func insertTask(
        _ draft: CaseTask.Draft, of stored: StoredCase, due: Day?, at now: Instant,
        in transaction: any Transaction
    ) throws {
        let id = Identifier<CaseTask>(random: random)
        let watch = draft.work == .late ? CaseTask.neverDue : try nextWatch(of: stored)
        let day = due.map { Int64($0.daysSince1970) } ?? CaseTask.neverDue
        try transaction.execute(
            """
            INSERT INTO casework_task (id, case_id, body, post, work, stage, opened_at, due, watch)
            VALUES (\(id), \(stored.id), \(draft.body), \(draft.post.rawValue),
                \(draft.work.rawValue), \(draft.stage), \(now), \(day), \(watch))
            """)
        // Who works on a case finds it.
        try index(stored, for: draft.body, in: transaction)
    }

    /// Opens the work that the case now waits for.
    ///
    /// - Throws: `invalidField` where no body is entered that could do it.
    func openNextTask(
        of stored: StoredCase, at now: Instant, in transaction: any Transaction
    ) throws {
        guard let draft = try nextTask(of: stored) else { return }
        let due = try deadlines(of: stored)?.due
        try insertTask(draft, of: stored, due: due, at: now, in: transaction)
    }

    private func nextTask(of stored: StoredCase) throws(Refusal) -> CaseTask.Draft? {
        let (today, authorities) = (
            clock.today, try configuration.settings[OpenPoints.caseworkAuthorities]
        )
        func noBody() -> Refusal { Refusal(.invalidField, CaseworkWords.noBody) }
        switch stored.state.phase {
        case .draft, .ended, .withdrawn: return nil
        case .awaitingSignature:
            guard let body = stored.actingBody else { throw noBody() }
            return CaseTask.Draft(work: .sign, post: .head, body: body, stage: nil)
        case .stage(let code, _, let registered):
            guard stored.state.number != nil else {
                // Where the fields name no one provider, the committee hands it on.
                guard
                    let body = stored.body
                        ?? authorities.body(.committee, territory: nil, on: today)
                else { throw noBody() }
                return CaseTask.Draft(work: .accept, post: .registrar, body: body, stage: code)
            }
            guard let stage = stored.definition.stage(code), let body = stored.actingBody else {
                throw noBody()
            }
            let isUnregistered = stage.clockStart == .registration && registered == nil
            let work: CaseTask.Work = isUnregistered ? .register : .stage
            switch stage.actor {
            case .applicant: return nil
            case .head: return CaseTask.Draft(work: work, post: .head, body: body, stage: code)
            case .responsibleExecutor, .authorisedBody, .localExecutiveBody:
                return CaseTask.Draft(work: work, post: .executor, body: body, stage: code)
            case .territorialDepartment:
                guard let department = try department(of: stored) else { throw noBody() }
                return CaseTask.Draft(work: work, post: .executor, body: department, stage: code)
            }
        }
    }

    /// Whether the place that a draft names has no department that could give its conclusion.
    package func isDepartmentMissing(for stored: StoredCase) -> Bool {
        guard stored.state.phase == .draft, territory(of: stored) != nil else { return false }
        do {
            try requireDepartment(of: stored)
            return false
        } catch { return true }
    }

    /// Makes sure that every department that will have to give a conclusion is entered.
    ///
    /// Found before the application is taken: after it, its term would run with nobody to ask.
    /// - Throws: `serviceClosed` with the clause.
    func requireDepartment(of stored: StoredCase) throws {
        guard let stage = stored.kindOfApplication.flatMap(stored.definition.conclusionStage)
        else { return }
        guard try departmentOfPlace(of: stored) != nil else {
            throw Refusal(.serviceClosed, CaseworkWords.noDepartment, clause: stage.clause)
        }
    }

    /// The oblast of the place of activity that the application names (IS-3.9-v1).
    func territory(of stored: StoredCase) -> String? {
        let place = stored.definition.fields.first { $0.content == .place }
        return place.flatMap { stored.state.content.fields[$0.code] }
            .flatMap { casework.territory($0, .territorialDepartment) }
    }
}
