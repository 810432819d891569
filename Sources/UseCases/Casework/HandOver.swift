import Casework
import Kernel
import Store

/// An official of a body, for those of the same body.
package struct Colleague: Sendable, Hashable {
    /// The name in entries and events: the same each time, and no number.
    package let code: String
    /// The name as it was entered.
    package let name: String
    let iin: IIN
}

/// A piece of work of a body, with who could do it.
package struct BodyTask: Sendable {
    /// The task.
    package let task: CaseTask
    /// The case.
    package let stored: StoredCase
    /// Who has it; nil when nobody has.
    package let holder: Colleague?
    /// The officials of the body whose post it is, in the order of their names.
    package let colleagues: [Colleague]
}

/// A line of the work of a body.
package struct BodyTaskItem: Sendable {
    /// The task with what names its case.
    package let item: InboxItem
    /// Who has it; nil when nobody has.
    package let holder: Colleague?
}

/// Work goes back to the inbox, or to another official of the body (use case 59).
extension Platform {
    /// Gives a task back that the official has taken: anyone of the post may take it again.
    ///
    /// - Throws: `taskTaken` when another has it or nobody, `refusalIncomplete` without reasons,
    ///   `taskClosed`.
    package func giveBackTask(
        _ id: Identifier<CaseTask>, reasons: String, by official: SignedInOfficial, once: Once
    ) async throws -> TaskInHand {
        try await onTask(id, by: official, isLettingGo: true, once: once) {
            [self] task, stored, transaction in
            guard task.takenBy == official.person.iin else { throw Refusal(.taskTaken) }
            try handOver(
                task, of: &stored, to: nil, reasons: reasons, by: official, in: transaction)
        }
    }

    /// Gives a task of the body to another of its officials, whoever has it now.
    ///
    /// - Parameter name: the official's name in entries.
    /// - Throws: `roleNotAllowed` for anyone but the head of the body, `notFound` for another
    ///   body's task, `invalidField` for who is no official of the post, `roleNotAllowed` for
    ///   whose own case it is or who worked on it before the appeal, `caseNotInState` for who has
    ///   it already, `refusalIncomplete` without reasons, `taskClosed`.
    package func reassignTask(
        _ id: Identifier<CaseTask>, to name: String, reasons: String, by head: SignedInOfficial,
        once: Once
    ) async throws -> TaskInHand {
        try await onTask(id, by: head, isOfBody: true, once: once) {
            [self] task, stored, transaction in
            let found = try colleagues(at: task.body, in: transaction)
                .first { $0.person.code == name && $0.posts.contains(task.post) }
            guard let person = found?.person else {
                throw Refusal(.invalidField, CaseworkWords.otherColleague)
            }
            guard task.takenBy != person.iin else {
                throw Refusal(.caseNotInState, CaseworkWords.alreadyHis)
            }
            // Neither their own case, nor on appeal one on which they worked.
            try requireNotOwn(person.iin, stored, ImpartialityWords.colleaguesCase, in: transaction)
            try requireOther(than: person.iin, in: stored, transaction)
            try handOver(
                task, of: &stored, to: person, reasons: reasons, by: head, in: transaction)
        }
    }

    private func handOver(
        _ task: CaseTask, of stored: inout StoredCase, to person: Colleague?, reasons: String,
        by official: SignedInOfficial, in transaction: any Transaction
    ) throws {
        // Who answers for a missed term is the head, and nobody else.
        guard task.work != .late else { throw Refusal(.caseNotInState) }
        let handover = CaseEvent.Handover(
            of: task.work.rawValue, from: task.takenBy.map(officialName), to: person?.code,
            by: officialName(official.person.iin), reasons: reasons, on: clock.today)
        try add(
            .handedOver(handover), to: &stored, by: CaseAuthor(official: official),
            at: clock.now(), in: transaction)
        try transaction.execute(
            "UPDATE casework_task SET taken_by = \(person?.iin) WHERE id = \(task.id)")
        try save(stored, in: transaction)
    }

    // MARK: - The work of a body

    /// The open tasks of all posts at the head's body, those due first, each with who has it.
    ///
    /// - Throws: `roleNotAllowed` for anyone but the head.
    package func bodyTasks(
        of head: SignedInOfficial, page: PageRequest
    ) async throws -> ListPage<BodyTaskItem> {
        try requireHead(head)
        let found = try await openTasks(of: Set(CaseTask.Post.allCases), at: head.body, page: page)
        let people = try await store.read { [self] transaction in
            try colleagues(at: head.body, in: transaction).map(\.person)
        }
        let items = found.items.map { item in
            BodyTaskItem(item: item, holder: holder(of: item.task, among: people))
        }
        return ListPage(items: items, nextCursor: found.nextCursor)
    }

    /// A task of the head's body, whatever its post.
    ///
    /// - Throws: `roleNotAllowed` for anyone but the head, `notFound` for another body's task.
    package func bodyTask(
        _ id: Identifier<CaseTask>, for head: SignedInOfficial
    ) async throws -> BodyTask {
        try requireHead(head)
        return try await store.read { [self] transaction in
            let row = try transaction.firstRow(
                "SELECT \(CaseTask.columns) FROM casework_task t WHERE t.id = \(id)")
            guard let task = try row.map(CaseTask.init(row:)), task.body == head.body else {
                throw Refusal(.notFound)
            }
            let people = try colleagues(at: head.body, in: transaction)
            return BodyTask(
                task: task, stored: try storedCase(task.caseID, in: transaction),
                holder: holder(of: task, among: people.map(\.person)),
                colleagues: people.filter { $0.posts.contains(task.post) }.map(\.person)
                    .sorted { ($0.name, $0.code) < ($1.name, $1.code) })
        }
    }

    private func requireHead(_ official: SignedInOfficial) throws(Refusal) {
        guard official.posts.contains(.head) else { throw Refusal(.roleNotAllowed) }
    }

    /// Who has the task; one who is no official any more has no name left but that of entries.
    private func holder(of task: CaseTask, among people: [Colleague]) -> Colleague? {
        task.takenBy.map { iin in
            people.first { $0.iin == iin }
                ?? Colleague(code: officialName(iin), name: officialName(iin), iin: iin)
        }
    }

    /// The officials of a body with the posts that their roles hold, 500 at most.
    private func colleagues(
        at body: BIN, in transaction: any Transaction
    ) throws -> [(person: Colleague, posts: Set<CaseTask.Post>)] {
        try transaction.rows(
            """
            SELECT iin, name, role FROM official
            WHERE body_bin = \(body) AND disabled_at IS NULL ORDER BY iin LIMIT 500
            """
        ).map { row in
            let iin = try row.iin(0)
            return (
                Colleague(code: officialName(iin), name: try row.text(1), iin: iin),
                OfficialRole.roles(in: try row.text(2)).posts
            )
        }
    }
}
