import DigitalDocuments
import Journal
import Kernel
import Registers
import Store

/// Why a person may see a document.
package enum DocumentBasis: String, Sendable, Hashable {
    /// It is the person's own.
    case own
    /// The person is the legal representative of the minor whose document it is (DD-14).
    case guardian
}

extension Platform {
    /// Shows a person a document of their own or of a child (use case 06; DD-12 to DD-14).
    ///
    /// - Throws: what ``build(_:)`` refuses; `notFound` for a document that is not theirs to see.
    package func show(
        _ id: Identifier<DocumentReference>, to person: SignedInPerson
    ) async throws -> CheckedDocument {
        let (reference, basis) = try await reference(id, for: person)
        let outcome: Result<CheckedDocument, Refusal>
        do throws(Refusal) {
            outcome = .success(try await build(reference))
        } catch {
            outcome = .failure(error)
        }
        let now = clock.now()
        let counterpart = basis == .guardian ? person.iin : nil
        _ = try await store.write { [journal] transaction in
            switch outcome {
            case .success(let document):
                try journal.append(
                    .documentShown, at: now,
                    facts: [
                        "documentType": .string(reference.documentType.rawValue),
                        "issuer": .string(document.content.issuer.bin.digits),
                        "signedDigest": .string(document.digest.hex),
                        "revocation": .string(document.revocation.rawValue),
                        "basis": .string(basis.rawValue), "channel": "pages",
                        "clause": basis == .own ? "DD-12" : "DD-14",
                    ], subject: reference.subject, counterpart: counterpart, in: transaction)
            case .failure(let refusal):
                try journal.append(
                    .documentNotShown, at: now,
                    facts: [
                        "documentType": .string(reference.documentType.rawValue),
                        "code": .string(refusal.code.rawValue),
                        "finding": JSON(refusal.finding), "basis": .string(basis.rawValue),
                    ], subject: reference.subject, counterpart: counterpart, in: transaction)
            }
        }
        return try outcome.get()
    }

    /// The reference behind a name, if it is the person's to open today.
    func reference(
        _ id: Identifier<DocumentReference>, for person: SignedInPerson
    ) async throws -> (DocumentReference, DocumentBasis) {
        let found = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT id, subject_iin, document_type, record_id FROM document_reference
                WHERE id = \(id)
                """
            ).map(DocumentReference.init(row:))
        }
        guard let found else { throw Refusal(.notFound) }
        let record = try await standing(of: person)
        if found.subject == person.iin { return (found, .own) }
        let today = clock.today
        guard record.children.contains(where: { $0.iin == found.subject }),
            try await represented(found.subject, by: person.iin, on: today) != nil
        else { throw Refusal(.notFound, clause: "DD-14") }
        return (found, .guardian)
    }
}
