import DigitalDocuments
import Kernel

/// One document that a register can build for a person.
package struct DocumentListing: Hashable, Sendable {
    /// The kind.
    package var documentType: DocumentType
    /// The record's name in the register: opaque, and the same at every listing.
    package var recordID: String
    /// What the person is shown, for example the kind with the vehicle's plate.
    package var title: LocalizedText

    /// The three facts.
    package init(documentType: DocumentType, recordID: String, title: LocalizedText) {
        self.documentType = documentType
        self.recordID = recordID
        self.title = title
    }

    /// The whole answer of ``RegisterRoute/listDocuments``.
    package static func answer(_ listings: [DocumentListing]) -> JSON {
        ["items": .array(listings.map(\.json))]
    }

    /// Reads the whole answer of ``RegisterRoute/listDocuments``.
    ///
    /// - Throws: `malformed` and `incomplete`; also when a record stands twice.
    package static func read(answer: JSON) throws(RegisterFault) -> [DocumentListing] {
        let members = try MemberReader(answer, at: "", rules: .production, only: ["items"])
        let listings = try members.list("items") { element, place throws(RegisterFault) in
            try DocumentListing(element, at: place)
        }
        let records = Set(listings.map { [$0.documentType.rawValue, $0.recordID] })
        guard records.count == listings.count else { throw .malformed(at: "items") }
        return listings
    }

    private var json: JSON {
        [
            "documentType": .string(documentType.rawValue), "recordId": .string(recordID),
            "title": title.json,
        ]
    }

    private init(_ value: JSON, at path: String) throws(RegisterFault) {
        let members = try MemberReader(
            value, at: path, rules: .production, only: ["documentType", "recordId", "title"])
        self.init(
            documentType: try members.parsed("documentType") { DocumentType(rawValue: $0) },
            recordID: try members.text("recordId"), title: try members.localized("title"))
    }
}
