import Signatures

/// What was found about one signature.
package struct XMLSignatureVerdict: Hashable, Sendable {
    /// The certificate that the signature names; a mere claim when there are findings.
    ///
    /// That it is trusted, valid and meant for this is not said here: a chain is judged apart.
    package var signer: Certificate?
    /// Other certificates that came with it, in its order; to build a chain from, not trusted.
    package var otherCertificates: [Certificate] = []
    /// The address of the signature method, as the signature names it.
    package var method: String?
    /// The names of the elements that it covers; of the whole document the root.
    package var covered: [String] = []
    /// Everything that is wrong; empty when the content is what the signer's key signed.
    package var findings: [XMLFinding] = []

    /// Whether the content is exactly what the named certificate's key signed.
    package var isIntact: Bool { findings.isEmpty }
}

/// What was found about a document and each of its signatures, in document order.
package struct XMLVerdict: Hashable, Sendable {
    /// What is wrong with the document as a whole; nothing else was looked at then.
    package var findings: [XMLFinding] = []
    /// One for each signature.
    package var signatures: [XMLSignatureVerdict] = []

    /// Whether there is at least one signature and all of them are intact.
    package var isIntact: Bool {
        findings.isEmpty && !signatures.isEmpty && signatures.allSatisfy(\.isIntact)
    }

    /// Everything that is wrong, the document's own faults first.
    package var allFindings: [XMLFinding] { findings + signatures.flatMap(\.findings) }
}
