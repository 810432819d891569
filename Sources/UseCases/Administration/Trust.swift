import DigitalDocuments
import Kernel
import Signatures
import Store

/// What the installation trusts now: registers, issuing bodies, certification authorities.
package struct Trust: Sendable, Hashable {
    /// The registers that are called.
    package let registers: [RegisterDraft]
    /// Which bodies issue which kind of document.
    package let issuers: [DocumentType: Set<BIN>]
    /// The certification authorities.
    package let roots: [Certificate]
    /// Those among them that vouch for people, too: roots and issuing authorities.
    package let authoritiesOfPeople: [Certificate]

    /// Reads it from the store; in production roots of a sandbox are passed over.
    package static func read(
        isSandbox: Bool, in transaction: any Transaction
    ) throws -> Trust {
        let registers = try transaction.rows(
            """
            SELECT id, kind, url, secret, document_types FROM register WHERE disabled_at IS NULL
            ORDER BY id
            """
        ).map { row in
            RegisterDraft(
                id: try row.text(0),
                kind: RegisterDraft.Kind(rawValue: try row.text(1)) ?? .documents,
                url: try row.text(2), secret: try row.text(3),
                documentTypes: Set(try row.words(4).compactMap(DocumentType.init(rawValue:))))
        }
        var issuers: [DocumentType: Set<BIN>] = [:]
        for row in try transaction.rows(
            "SELECT bin, document_type FROM issuer WHERE disabled_at IS NULL")
        {
            guard let type = DocumentType(rawValue: try row.text(1)) else { continue }
            issuers[type, default: []].insert(BIN(stored: try row.text(0)))
        }
        let found = try transaction.rows(
            """
            SELECT certificate, vouches_for_people FROM trusted_root
            WHERE disabled_at IS NULL AND is_sandbox <= \(isSandbox ? 1 : 0)
            ORDER BY fingerprint
            """
        ).map { row in
            (certificate: try Certificate(pem: try row.text(0)), people: try row.integer(1) == 1)
        }
        // An issuing authority is believed because a root vouches for it, not by itself.
        let roots = found.filter { isSandbox || !$0.certificate.isOfSandbox }
        return Trust(
            registers: registers, issuers: issuers,
            roots: roots.map(\.certificate).filter { !($0.isAuthority && !$0.isSelfIssued) },
            authoritiesOfPeople: roots.filter(\.people).map(\.certificate))
    }
}

extension Certificate {
    /// Whether it bears the mark of a sandbox, in its own name or in its issuer's.
    var isOfSandbox: Bool {
        [subjectName, issuerName].contains { $0.description.uppercased().contains("SANDBOX") }
    }
}
