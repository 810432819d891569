import Signatures

/// WS-Security as SHEP wants it: one signature in the Security header over the Body.
extension XMLVerifier {
    /// Verifies the transport signature of a SOAP 1.1 or 1.2 envelope.
    ///
    /// The signed element must be the very Body that a reader of the envelope will take: a signed
    /// Body that was moved aside, a second Body, or a doubled identifier is found.
    package func verifyEnvelope(_ envelope: [UInt8], original: [UInt8]? = nil) -> XMLVerdict {
        let tree: XMLTree
        do throws(XMLFault) { tree = try XMLTree(envelope) } catch {
            return XMLVerdict(findings: [.unreadable(error)])
        }
        let places: EnvelopePlaces
        let signature: XMLNode
        do throws(XMLFinding) {
            places = try EnvelopePlaces(tree.root)
            signature = try places.signature()
        } catch {
            return XMLVerdict(findings: [error])
        }
        let check = SignatureCheck(
            tree: tree, node: signature, later: [], identifiers: Identifiers(tree.root),
            document: envelope, original: original, keyForm: .secured(known: known)
        ) { $0 == places.body }
        return XMLVerdict(signatures: [check.verdict()])
    }
}

/// The parts of an envelope, each there once.
struct EnvelopePlaces {
    let envelope: XMLNode
    let header: XMLNode?
    let body: XMLNode

    init(_ root: XMLNode) throws(XMLFinding) {
        guard root.name == "Envelope", Names.soap.contains(root.namespace) else {
            throw .envelope(part: "Envelope")
        }
        let inner = root.elements
        let bodies = inner.filter { $0.isElement("Body", in: root.namespace) }
        let headers = inner.filter { $0.isElement("Header", in: root.namespace) }
        guard bodies.count == 1, let body = bodies.first, inner.last == body else {
            throw .envelope(part: "Body")
        }
        guard headers.count <= 1, inner.count == headers.count + 1 else {
            throw .envelope(part: headers.count > 1 ? "Header" : inner[0].name)
        }
        self.envelope = root
        self.header = headers.first
        self.body = body
    }

    /// The one Security header; nil when there is none.
    func security() throws(XMLFinding) -> XMLNode? {
        let found = header?.elements("Security", in: Names.security) ?? []
        guard found.count <= 1 else { throw .envelope(part: "Security") }
        return found.first
    }

    /// The one signature of the Security header.
    ///
    /// The Body may carry signed documents of its own; those are not looked at here.
    func signature() throws(XMLFinding) -> XMLNode {
        let inHeader = header.map(signatureElements) ?? []
        guard let security = try security() else {
            throw inHeader.isEmpty ? .signatureMissing : .signatureMisplaced
        }
        guard let first = inHeader.first else { throw .signatureMissing }
        guard inHeader.count == 1 else { throw .tooManySignatures }
        guard first.parent == security else { throw .signatureMisplaced }
        return first
    }
}
