import DigitalDocuments
import Kernel
import Store

/// A document as its register knows it.
package struct DocumentRecord: Hashable, Sendable {
    /// Whose document it is.
    package let owner: IIN
    /// The kind.
    package let documentType: DocumentType
    /// The record's name in the register.
    package let recordId: String

    /// A record of a register.
    package init(owner: IIN, documentType: DocumentType, recordId: String) {
        self.owner = owner
        self.documentType = documentType
        self.recordId = recordId
    }
}

extension Platform {
    /// The documents' random names, in the order given: made at the first question, then the same.
    ///
    /// Says nothing about whether anyone may open the documents.
    package func references(
        to records: [DocumentRecord]
    ) async throws -> [Identifier<DocumentReference>] {
        let known = try await store.read { transaction in
            try records.map { try Self.reference(to: $0, in: transaction) }
        }
        let names = known.compactMap(\.self)
        if names.count == records.count { return names }
        let now = clock.now()
        let candidates = records.map { _ in Identifier<DocumentReference>(random: random) }
        return try await store.write { transaction in
            try zip(records, candidates).map { record, candidate in
                try transaction.execute(
                    """
                    INSERT INTO document_reference
                        (id, subject_iin, document_type, record_id, created_at)
                    VALUES (\(candidate), \(record.owner), \(record.documentType.rawValue),
                        \(record.recordId), \(now))
                    ON CONFLICT (subject_iin, document_type, record_id) DO NOTHING
                    """)
                return try Self.reference(to: record, in: transaction) ?? candidate
            }
        }
    }

    private static func reference(
        to record: DocumentRecord, in transaction: any Transaction
    ) throws -> Identifier<DocumentReference>? {
        try transaction.firstRow(
            """
            SELECT id FROM document_reference WHERE subject_iin = \(record.owner)
                AND document_type = \(record.documentType.rawValue)
                AND record_id = \(record.recordId)
            """
        ).map { Identifier(stored: try $0.text(0)) }
    }
}
