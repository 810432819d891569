import Casework
import Kernel
import Store

/// A line of an inbox: a task with what names its case.
package struct InboxItem: Sendable {
    /// The task.
    package let task: CaseTask
    /// The service of the case.
    package let service: ServiceDefinition
    /// The number of the case; nil before it is taken in.
    package let number: String?
}

extension Platform {
    /// The open tasks of the official's posts at the official's body, those due first.
    ///
    /// It costs as many rows as it shows, however many cases there are and however long they are:
    /// no case is folded, and each post has its place in an index.
    package func inbox(
        of official: SignedInOfficial, page: PageRequest
    ) async throws -> ListPage<InboxItem> {
        let posts = official.posts
        guard !posts.isEmpty else { throw Refusal(.roleNotAllowed) }
        return try await openTasks(of: posts, at: official.body, page: page)
    }

    /// The open tasks of posts at a body, those due first.
    func openTasks(
        of posts: Set<CaseTask.Post>, at body: BIN, page: PageRequest
    ) async throws -> ListPage<InboxItem> {
        let start = page.cursor == nil ? (at: Int64(-1), id: "") : page.position
        let found = try await store.read { [self] transaction in
            var found: [(due: Int64, id: String, item: InboxItem?)] = []
            for post in posts {
                let statement = inboxStatement(
                    body: body, post: post, after: start, limit: page.limit + 1)
                found += try transaction.rows(statement).map { row in
                    let task = try CaseTask(row: row)
                    let due = task.due.map { Int64($0.daysSince1970) } ?? CaseTask.neverDue
                    return (due, task.id.text, try inboxItem(task, row, in: transaction))
                }
            }
            return found
        }
        let sorted = found.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        let shown = sorted.prefix(page.limit)
        return ListPage(
            items: shown.compactMap(\.item),
            nextCursor: sorted.count > page.limit ? shown.last.map { "\($0.due).\($0.id)" } : nil)
    }

    /// The open tasks of one post at one body, those due first.
    package func inboxStatement(
        body: BIN, post: CaseTask.Post, after start: (at: Int64, id: String), limit: Int
    ) -> SQL {
        """
        SELECT \(CaseTask.columns), c.service, c.number, c.definition
        FROM casework_task t JOIN casework_case c ON c.id = t.case_id
        WHERE t.body = \(body) AND t.post = \(post.rawValue) AND t.done_at IS NULL
            AND (t.due, t.id) > (\(start.at), \(start.id))
        ORDER BY t.due, t.id LIMIT \(limit)
        """
    }

    /// A line from a task's columns with service, number and version of the case behind them.
    ///
    /// Nil for a case whose service is gone: the watch over terms names it, the others go on.
    func inboxItem(
        _ task: CaseTask, _ row: Row, in transaction: any Transaction
    ) throws -> InboxItem? {
        let service = try casework.definition(
            try row.text(11), version: try row.textIfPresent(13), in: transaction)
        guard let service else { return nil }
        return InboxItem(task: task, service: service, number: try row.textIfPresent(12))
    }
}
