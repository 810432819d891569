import DigitalDocuments
import Kernel
import Registers
import Signatures
import Store

/// A document built live from its register, whose signature and content have been checked.
///
/// Can only be made by ``Platform/build(_:)``: what has not passed the check cannot be shown.
package struct CheckedDocument: Sendable {
    /// What it says.
    package let content: DocumentContent
    /// The bytes as signed, and the issuing body's detached signature.
    package let signed: SignedDocument
    /// SHA-256 of the signed bytes, which the journal keeps.
    package let digest: [UInt8]
    /// Whether the issuing body's certificate is known not to be revoked.
    package let revocation: IssuerRevocation

    fileprivate init(
        content: DocumentContent, signed: SignedDocument, digest: [UInt8],
        revocation: IssuerRevocation
    ) {
        self.content = content
        self.signed = signed
        self.digest = digest
        self.revocation = revocation
    }
}

/// The random name of one document of one person, as the platform gave it.
package struct DocumentReference: Sendable, Hashable {
    /// The name.
    package let id: Identifier<DocumentReference>
    /// Whose document it is.
    package let subject: IIN
    /// The kind.
    package let documentType: DocumentType
    /// The record's name in the register.
    package let recordId: String

    /// A reference with its facts.
    init(
        id: Identifier<DocumentReference>, subject: IIN, documentType: DocumentType,
        recordId: String
    ) {
        self.id = id
        self.subject = subject
        self.documentType = documentType
        self.recordId = recordId
    }

    /// Reads a reference from its row of id, person, kind, record.
    init(row: Row) throws {
        id = Identifier(stored: try row.text(0))
        subject = IIN(stored: try row.text(1))
        guard let type = DocumentType(rawValue: try row.text(2)) else {
            throw Refusal(.documentTypeNotOffered, clause: "DD-5")
        }
        documentType = type
        recordId = try row.text(3)
    }
}

extension Platform {
    /// Builds a document by calling its register's service, and checks it (DD-13, DD-14).
    ///
    /// - Throws: `documentTypeNotOffered`, `registerUnavailable`, `registerAnswerInvalid`,
    ///   `wrongPerson`, `registerSignatureInvalid`, `revocationUnknown`, `documentNotInForce` or
    ///   `notFound`.
    func build(_ reference: DocumentReference) async throws(Refusal) -> CheckedDocument {
        let registers = registers
        guard
            let register = registers.documents.first(where: {
                $0.documentTypes.contains(reference.documentType)
            })
        else { throw Refusal(.documentTypeNotOffered, clause: "DD-5") }
        let signed: SignedDocument
        let content: DocumentContent
        do throws(RegisterFault) {
            signed = try await register.build(
                DocumentQuery(
                    iin: reference.subject, documentType: reference.documentType,
                    recordID: reference.recordId, requestID: RequestTrace.id))
            content = try DocumentContent(
                signedBytes: signed.content, rules: configuration.identityRules)
        } catch {
            throw Refusal(error.problemCode, clause: "DD-13")
        }
        let now = clock.now()
        // Whose record it is comes before all else, the signature included.
        guard content.ownerIIN == reference.subject else {
            throw Refusal(.wrongPerson, clause: "DD-14")
        }
        let issuers = registers.issuers[reference.documentType] ?? []
        let (signer, bin) = try signer(of: signed, among: issuers, by: registers, at: now)
        let revocation = try await checkRevocation(
            of: signer, in: signed, asking: registers.authorities)
        try received(content, signer: bin, among: issuers).check(
            owner: reference.subject, documentType: reference.documentType.rawValue,
            recordId: reference.recordId, at: now)
        return CheckedDocument(
            content: content, signed: signed, digest: SHA256.hash(signed.content).bytes,
            revocation: revocation)
    }

    /// The body whose signature stands over the bytes (DD-2.9, DD-2.10, DD-5).
    private func signer(
        of signed: SignedDocument, among issuers: Set<BIN>, by registers: RegisterPorts,
        at now: Instant
    ) throws(Refusal) -> (certificate: Certificate, bin: BIN) {
        let names = Set(issuers.map(\.digits))
        let verdict = registers.signatures.verifyDetached(
            signed.signature, content: signed.content, at: now,
            isExpectedSigner: { $0.subject.bin.map(names.contains) ?? false })
        guard case .verified(let signature) = verdict, let digits = signature.signer.subject.bin
        else { throw Refusal(.registerSignatureInvalid, clause: "DD-5") }
        return (signature.signer, BIN(stored: digits))
    }

    private func received(
        _ content: DocumentContent, signer: BIN, among issuers: Set<BIN>
    ) -> ReceivedDocument {
        ReceivedDocument(
            documentType: content.documentType.rawValue, recordId: content.recordID,
            owner: content.ownerIIN, issuer: content.issuer.bin, signer: signer,
            isAuthorisedIssuer: issuers.contains(signer), asOf: content.asOf,
            validFrom: content.validFrom, validUntil: content.validUntil,
            isInForce: content.status == .inForce)
    }
}
