import Casework
import Kernel
import Store

extension Platform {
    /// A case of the official's body, to look at: the body provides it or did a piece of its work.
    ///
    /// - Throws: `notFound` for a case of other bodies, `roleNotAllowed` for an official without a
    ///   post, and for one's own case until it has ended.
    package func caseFile(
        _ id: Identifier<StoredCase>, for official: SignedInOfficial
    ) async throws -> StoredCase {
        guard !official.posts.isEmpty else { throw Refusal(.roleNotAllowed) }
        return try await store.read { [self] transaction in
            let task = try transaction.firstRow(
                """
                SELECT id FROM casework_task
                WHERE case_id = \(id) AND body = \(official.body) LIMIT 1
                """)
            guard task != nil else { throw Refusal(.notFound) }
            let stored = try storedCase(id, in: transaction)
            try requireReadable(stored, by: official, in: transaction)
            return stored
        }
    }

    /// The open task of a case that the official's posts may do; nil when none waits for them.
    package func openTask(
        of id: Identifier<StoredCase>, for official: SignedInOfficial
    ) async throws -> CaseTask? {
        let task = try await store.read { [self] in try openTask(of: id, in: $0) }
        guard let task, task.body == official.body, official.posts.contains(task.post) else {
            return nil
        }
        return task
    }
}
