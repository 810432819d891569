import AccessControl
import DigitalDocuments
import Kernel
import Registers
import Signatures

/// One presentation of a token to the data owner, with what came back.
struct Presentation: Sendable {
    /// What came back.
    enum Outcome: Sendable {
        /// A document, with the bank's own verdict on it.
        case document(ReceivedCopy)
        /// The token was refused; the reason is nil when it is none that we know.
        case refused(Consent.UseRefusal?)
        /// The owner could not answer.
        case failed
    }

    let at: Instant
    /// The HTTP status; 0 when no answer came.
    let status: Int
    let answer: JSON
    let outcome: Outcome

    /// A presentation whose outcome is known.
    init(at: Instant, status: Int, answer: JSON, outcome: Outcome) {
        self.at = at
        self.status = status
        self.answer = answer
        self.outcome = outcome
    }

    /// Judges the owner's answer.
    init(
        at: Instant, status: Int, answer: JSON, terms: BankDesk.Terms, verifier: CMSVerifier
    ) {
        let outcome: Outcome
        if status == 200, let json = answer["document"],
            let signed = try? SignedDocument(answer: json)
        {
            outcome = .document(ReceivedCopy(signed, terms: terms, verifier: verifier, at: at))
        } else if status == 403 {
            outcome = .refused(answer["reason"]?.string.flatMap(Consent.UseRefusal.init))
        } else {
            outcome = .failed
        }
        self.init(at: at, status: status, answer: answer, outcome: outcome)
    }
}

/// A document in the bank's hands: the bytes, and what the bank found when it checked them.
struct ReceivedCopy: Sendable {
    /// What the bank checks before it believes a document.
    enum Check: CaseIterable, Sendable {
        case signature, issuer, person, kind, inForce
    }

    let signed: SignedDocument
    /// What the bytes say; nil when they cannot be read.
    let content: DocumentContent?
    let verdict: SignatureVerdict
    let failed: Set<Check>

    /// Checks the bytes at the moment.
    init(
        _ signed: SignedDocument, terms: BankDesk.Terms, verifier: CMSVerifier, at: Instant
    ) {
        let content = try? DocumentContent(signedBytes: signed.content, rules: .sandbox)
        let issuer = IssuingBody(issuing: terms.documentType).entity.bin
        // Whose signature it is gets a line of its own, so any signer counts as expected here.
        let verdict = verifier.verifyDetached(
            signed.signature, content: signed.content, at: at, isExpectedSigner: { _ in true })
        var failed: Set<Check> = []
        if verdict.verified == nil { failed.insert(.signature) }
        if verdict.verified?.signer.subject.bin != issuer.digits { failed.insert(.issuer) }
        if content?.ownerIIN != terms.subject { failed.insert(.person) }
        if content?.documentType != terms.documentType { failed.insert(.kind) }
        if content?.status != .inForce { failed.insert(.inForce) }
        self.signed = signed
        self.content = content
        self.verdict = verdict
        self.failed = failed
    }

    /// Whether the bank accepts it.
    var isAccepted: Bool { failed.isEmpty }
}

extension JSON {
    /// The text with a line for each member, for people.
    func pretty(_ indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                inner + JSON.string(member.name).text + ": " + member.value.pretty(inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + $0.pretty(inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n" + indent + "]"
        default: return text
        }
    }
}
