import Store

extension Migration {
    /// When the SMS about a document request turned out undeliverable (DD-20; use case 08, 2c).
    static let undeliverableRequest = Migration(
        number: 7, name: "undeliverable document request",
        sql: "ALTER TABLE document_request ADD COLUMN undeliverable_at BIGINT;")
}
