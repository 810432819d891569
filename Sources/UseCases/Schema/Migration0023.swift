import Store

extension Migration {
    /// The place of each post's open tasks, so that a head's inbox costs the same beside a million
    /// tasks of executors.
    static let inboxes = Migration(
        number: 23, name: "inboxes",
        sql: """
            CREATE INDEX casework_task_post ON casework_task (body, post, due, id)
                WHERE done_at IS NULL;
            """)
}
