import DigitalDocuments
import Journal
import Kernel
import Store

/// The mark of a view, or of a try at one, as it stands in both cabinets (DD-18).
package struct ViewMark: Sendable {
    /// The mark's name.
    package let id: Identifier<ViewMark>
    /// When.
    package let at: Instant
    /// `shown`, or the code of the refusal.
    package let outcome: String
    /// The kind of the document; nil when the code belonged to none.
    package let documentType: DocumentType?
    /// Who looked.
    package let viewerName: String
    /// How the document was asked for.
    package let way: ViewWay
    /// Whether the person who reads the mark is the one who looked.
    package let isViewer: Bool
    /// The journal entry, the same for both sides.
    package let entry: Identifier<JournalEntry>
    /// The minor whose document it is, when the reader is a representative (DD-14).
    package let childName: String?
}

extension Platform {
    /// Marks a try that was refused, in both cabinets.
    func mark(
        _ found: FoundShare, way: ViewWay, by verifier: Verifier, refusal: Refusal, now: Instant,
        in transaction: any Transaction
    ) throws {
        let entry = try journal.append(
            .viewRefused, at: now,
            facts: .object(
                present: ("code", .string(refusal.code.rawValue)), ("way", .string(way.rawValue)),
                ("share", .string(found.share.id.text)),
                ("documentType", .string(found.reference.documentType.rawValue)),
                ("clause", refusal.clause.map { .string($0.tag) })),
            personal: ["viewerName": .string(verifier.displayName.kk)],
            subject: found.reference.subject,
            counterpart: verifier.iin == found.reference.subject ? nil : verifier.iin,
            in: transaction)
        try insertMark(
            found, way: way, by: verifier, outcome: refusal.code.rawValue, now: now, entry: entry,
            in: transaction)
    }

    func insertMark(
        _ found: FoundShare?, way: ViewWay, by verifier: Verifier, outcome: String, now: Instant,
        entry: Identifier<JournalEntry>, in transaction: any Transaction
    ) throws {
        try insertMark(
            of: found?.reference, share: found?.share.id, way: way, by: verifier, outcome: outcome,
            now: now, entry: entry, in: transaction)
    }

    func insertMark(
        of reference: DocumentReference?, share: Identifier<Share>?, way: ViewWay,
        by verifier: Verifier, outcome: String, now: Instant, entry: Identifier<JournalEntry>,
        in transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO view_mark (id, subject_iin, viewer_iin, viewer_client, viewer_name,
                document_type, document_id, share_id, way, outcome, at, entry_id)
            VALUES (\(randomIdentifierText(random)), \(reference?.subject), \(verifier.iin),
                \(verifier.client), \(verifier.displayName.kk),
                \(reference?.documentType.rawValue), \(reference?.id), \(share),
                \(way.rawValue), \(outcome), \(now), \(entry))
            """)
    }

    /// The marks of a verifier, of a holder, and of the minors whom the holder represents now;
    /// newest first.
    package func viewMarks(
        of reader: Verifier, page: PageRequest, wards: Wards = .none
    ) async throws -> ListPage<ViewMark> {
        let (at, id) = page.position
        let limit = page.limit + 1
        let columns: SQL = """
            id, at, outcome, document_type, viewer_name, way, entry_id
            """
        let found = try await store.read { transaction in
            switch reader {
            case .system(let client):
                return try transaction.rows(
                    """
                    SELECT \(columns) FROM view_mark WHERE viewer_client = \(client.id)
                        AND (at, id) < (\(at), \(id)) ORDER BY at DESC, id DESC LIMIT \(limit)
                    """
                ).map { try ViewMark(row: $0, isViewer: true) }
            case .person(let person):
                let asSubject = try transaction.rows(
                    """
                    SELECT \(columns) FROM view_mark WHERE subject_iin = \(person.iin)
                        AND (at, id) < (\(at), \(id)) ORDER BY at DESC, id DESC LIMIT \(limit)
                    """
                ).map { try ViewMark(row: $0, isViewer: false) }
                let asViewer = try transaction.rows(
                    """
                    SELECT \(columns) FROM view_mark WHERE viewer_iin = \(person.iin)
                        AND (at, id) < (\(at), \(id)) ORDER BY at DESC, id DESC LIMIT \(limit)
                    """
                ).map { try ViewMark(row: $0, isViewer: true) }
                let ofWards = try wards.people.flatMap { ward in
                    try transaction.rows(
                        """
                        SELECT \(columns) FROM view_mark WHERE subject_iin = \(ward.iin)
                            AND (at, id) < (\(at), \(id)) ORDER BY at DESC, id DESC LIMIT \(limit)
                        """
                    ).map { try ViewMark(row: $0, isViewer: false, childName: ward.name) }
                }
                var seen: Set<Identifier<ViewMark>> = []
                return (asSubject + asViewer + ofWards).filter { seen.insert($0.id).inserted }
                    .sorted { ($0.at, $0.id.text) > ($1.at, $1.id.text) }
            }
        }
        return ListPage(Array(found.prefix(limit)), limit: page.limit) { ($0.at, $0.id.text) }
    }
}

extension ViewMark {
    fileprivate init(row: Row, isViewer: Bool, childName: String? = nil) throws {
        id = Identifier(stored: try row.text(0))
        at = try row.instant(1)
        outcome = try row.text(2)
        documentType = try row.textIfPresent(3).flatMap(DocumentType.init(rawValue:))
        viewerName = try row.text(4)
        way = ViewWay(rawValue: try row.text(5)) ?? .qr
        self.isViewer = isViewer
        entry = Identifier(stored: try row.text(6))
        self.childName = childName
    }
}
