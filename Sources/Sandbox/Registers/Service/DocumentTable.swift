import DigitalDocuments
import Kernel
import Registers
import Store

/// The table of an issuing body's documents.
enum DocumentTable {
    static func insert(_ draft: DocumentDraft, _ transaction: any Transaction) throws(StoreError) {
        try transaction.execute(
            """
            INSERT INTO document (record_id, owner_iin, document_type, title_kk, title_ru, title_en,
                valid_from, valid_until, revoked_on, suspended_from, suspended_until, fields)
            VALUES (\(draft.recordID), \(draft.ownerIIN), \(draft.documentType.rawValue),
                \(draft.title.kk), \(draft.title.ru), \(draft.title.en), \(draft.validFrom),
                \(draft.validUntil), \(draft.revokedOn), \(draft.suspended?.lowerBound),
                \(draft.suspended?.upperBound), \(DocumentField.json(draft.fields).text))
            """)
    }

    /// The person's documents, in the order of their kinds.
    static func list(_ owner: IIN, _ transaction: any Transaction) throws -> [DocumentDraft] {
        let rows = try transaction.rows(
            "\(columns) WHERE owner_iin = \(owner) ORDER BY document_type, record_id")
        return try rows.map(draft)
    }

    /// The document, if it is the person's and of the kind.
    static func find(
        _ query: DocumentQuery, _ transaction: any Transaction
    ) throws -> DocumentDraft? {
        try transaction.firstRow(
            """
            \(columns) WHERE record_id = \(query.recordID) AND owner_iin = \(query.iin)
                AND document_type = \(query.documentType.rawValue)
            """
        ).map(draft)
    }

    /// A document of the kind that is someone else's: for the fault of the wrong record.
    static func foreign(
        _ query: DocumentQuery, _ transaction: any Transaction
    ) throws -> DocumentDraft? {
        try transaction.firstRow(
            """
            \(columns) WHERE NOT owner_iin = \(query.iin)
                AND document_type = \(query.documentType.rawValue)
            ORDER BY record_id LIMIT 1
            """
        ).map(draft)
    }

    /// Voids a document; gives how many were voided.
    static func revoke(
        _ recordID: String, on day: Day, _ transaction: any Transaction
    ) throws(StoreError) -> Int {
        try transaction.change(
            """
            UPDATE document SET revoked_on = \(day)
            WHERE record_id = \(recordID) AND revoked_on IS NULL
            """)
    }

    private static let columns: SQL =
        """
        SELECT record_id, owner_iin, document_type, title_kk, title_ru, title_en, valid_from,
            valid_until, revoked_on, suspended_from, suspended_until, fields FROM document
        """

    private static func draft(_ row: Row) throws -> DocumentDraft {
        let fields = try JSON.parse(Array(try row.text(11).utf8))
        var suspended: ClosedRange<Day>?
        if let from = try row.dayIfPresent(9), let until = try row.dayIfPresent(10), from <= until {
            suspended = from...until
        }
        guard let type = DocumentType(rawValue: try row.text(2)) else {
            throw RegisterFault.malformed(at: "documentType")
        }
        return DocumentDraft(
            documentType: type, recordID: try row.text(0), ownerIIN: try row.iin(1),
            title: LocalizedText(kk: try row.text(3), ru: try row.text(4), en: try row.text(5)),
            validFrom: try row.day(6), validUntil: try row.dayIfPresent(7),
            revokedOn: try row.dayIfPresent(8), suspended: suspended,
            fields: try DocumentField.read(fields, rules: .sandbox))
    }
}
