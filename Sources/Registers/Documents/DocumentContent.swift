import DigitalDocuments
import Kernel

/// What a signed document says.
package struct DocumentContent: Hashable, Sendable {
    /// The name and version of the format; another one is refused.
    package static let schema = "qyzmet-document-1"

    /// The body that issues and signs the document.
    package struct Issuer: Hashable, Sendable {
        /// Its business identification number.
        package var bin: BIN
        /// Its name.
        package var name: LocalizedText

        /// The number and the name.
        package init(bin: BIN, name: LocalizedText) {
            self.bin = bin
            self.name = name
        }
    }

    /// Whether the document holds at ``DocumentContent/asOf``, as its issuer says.
    package enum Status: String, CaseIterable, Sendable, Hashable {
        case inForce
        case expired
        case suspended
        case revoked
    }

    /// The kind.
    package var documentType: DocumentType
    /// The record's name in the register.
    package var recordID: String
    /// Whose document it is.
    package var ownerIIN: IIN
    /// Who issues it.
    package var issuer: Issuer
    /// The moment of the register's state that the document shows.
    package var asOf: Instant
    /// The first day of validity.
    package var validFrom: Day
    /// The last day of validity; nil for documents without an end.
    package var validUntil: Day?
    /// Whether it holds.
    package var status: Status
    /// The lines of the document, in the order of the form; names are unique.
    package var fields: [DocumentField]

    /// All that a document says.
    package init(
        documentType: DocumentType, recordID: String, ownerIIN: IIN, issuer: Issuer,
        asOf: Instant, validFrom: Day, validUntil: Day?, status: Status, fields: [DocumentField]
    ) {
        self.documentType = documentType
        self.recordID = recordID
        self.ownerIIN = ownerIIN
        self.issuer = issuer
        self.asOf = asOf
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.status = status
        self.fields = fields
    }
}
