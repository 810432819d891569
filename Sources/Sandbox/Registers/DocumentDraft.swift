import DigitalDocuments
import Kernel
import Registers

/// A document's record before it is asked for: everything that does not depend on the moment.
///
/// A register's store holds drafts; ``content(asOf:)`` turns one into what is signed.
package struct DocumentDraft: Hashable, Sendable {
    /// The kind.
    package var documentType: DocumentType
    /// The record's name in the register.
    package var recordID: String
    /// Whose document it is.
    package var ownerIIN: IIN
    /// What the person is shown in the list.
    package var title: LocalizedText
    /// The first day of validity.
    package var validFrom: Day
    /// The last day of validity; nil for documents without an end.
    package var validUntil: Day?
    /// The first day from which the document is void; nil while nothing voided it.
    package var revokedOn: Day?
    /// The days on which the document is suspended, both included; nil without a suspension.
    package var suspended: ClosedRange<Day>?
    /// The lines of the document.
    package var fields: [DocumentField]

    /// What a list of the person's documents says of it.
    package var listing: DocumentListing {
        DocumentListing(documentType: documentType, recordID: recordID, title: title)
    }

    /// Whether the document holds on the day; being void goes before all else.
    package func status(on day: Day) -> DocumentContent.Status {
        if let revokedOn, day >= revokedOn { return .revoked }
        if let validUntil, day > validUntil { return .expired }
        if let suspended, suspended.contains(day) { return .suspended }
        return .inForce
    }

    /// The document as of the moment.
    package func content(asOf: Instant) -> DocumentContent {
        DocumentContent(
            documentType: documentType, recordID: recordID, ownerIIN: ownerIIN,
            issuer: IssuingBody(issuing: documentType).issuer, asOf: asOf, validFrom: validFrom,
            validUntil: validUntil, status: status(on: Day(at: asOf)), fields: fields)
    }
}

/// Short ways of writing a document's lines.
enum Line {
    static func text(_ name: String, _ label: LocalizedText, _ value: String) -> DocumentField {
        DocumentField(name: name, label: label, value: .text(value))
    }

    static func text(
        _ name: String, _ label: LocalizedText, _ value: LocalizedText
    ) -> DocumentField {
        DocumentField(name: name, label: label, value: .localized(value))
    }

    static func day(_ name: String, _ label: LocalizedText, _ value: Day) -> DocumentField {
        DocumentField(name: name, label: label, value: .text(value.description))
    }
}
