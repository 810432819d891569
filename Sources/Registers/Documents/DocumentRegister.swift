import DigitalDocuments
import Kernel

/// The port to the document service of one issuing body (DD-13).
package struct DocumentRegister: Sendable {
    /// The kinds of document that the body issues.
    package var documentTypes: Set<DocumentType>

    /// The documents that the body can build for the person; empty when it has none.
    package var list:
        @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault) -> [DocumentListing]

    /// Builds a document from the present record and signs it.
    ///
    /// Throws `notFound` when the person has no such record.
    package var build:
        @Sendable (_ query: DocumentQuery) async throws(RegisterFault) -> SignedDocument

    /// A service that answers with the functions.
    package init(
        documentTypes: Set<DocumentType>,
        list:
            @escaping @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault)
            -> [DocumentListing],
        build:
            @escaping @Sendable (_ query: DocumentQuery) async throws(RegisterFault)
            -> SignedDocument
    ) {
        self.documentTypes = documentTypes
        self.list = list
        self.build = build
    }
}
