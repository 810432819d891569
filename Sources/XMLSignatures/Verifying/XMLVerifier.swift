import Kernel
import Signatures

/// Verifies signatures in XML: that a document is what the key of the named certificate signed.
///
/// Whether that certificate is trusted is another question; its chain is judged by `Signatures`.
package struct XMLVerifier: Sendable {
    /// How much of the document a signature must cover.
    package enum Coverage: Hashable, Sendable {
        /// All of it.
        case wholeDocument
        /// Any part; the caller reads only what ``XMLSignatureVerdict/covered`` names.
        case anyPart
    }

    let known: [Certificate]

    /// - Parameter known: certificates among which one that the signature only names is looked for; being here makes none of them trusted.
    package init(known: [Certificate] = []) {
        self.known = known
    }

    /// Verifies the enveloped signatures of a document.
    ///
    /// A signature covers the document as it was when it was added: signatures behind it are left
    /// out of its digest, those before it belong to it.
    /// - Parameter original: what was signed, if the caller has it: it tells where the first
    ///   different byte is.
    package func verify(
        _ document: [UInt8], covering coverage: Coverage = .wholeDocument,
        original: [UInt8]? = nil
    ) -> XMLVerdict {
        let tree: XMLTree
        do throws(XMLFault) { tree = try XMLTree(document) } catch {
            return XMLVerdict(findings: [.unreadable(error)])
        }
        let places: [XMLNode]
        do throws(XMLFinding) { places = try envelopedSignatures(tree.root) } catch {
            return XMLVerdict(findings: [error])
        }
        let identifiers = Identifiers(tree.root)
        let signatures = places.indices.map { index in
            SignatureCheck(
                tree: tree, node: places[index], later: Array(places[(index + 1)...]),
                identifiers: identifiers, document: document, original: original,
                keyForm: .enveloped
            ) { part in coverage == .anyPart || part == nil || part == tree.root }
            .verdict()
        }
        return XMLVerdict(signatures: signatures)
    }
}

/// The signatures at the end of the root element, and none elsewhere.
private func envelopedSignatures(_ root: XMLNode) throws(XMLFinding) -> [XMLNode] {
    let all = signatureElements(root)
    guard !all.isEmpty else { throw .signatureMissing }
    guard all.count <= XMLLimits.signaturesMax else { throw .tooManySignatures }
    let tail = root.children.drop { !isSignature($0) }
    guard all.allSatisfy({ $0.parent == root }),
        tail.allSatisfy({ isSignature($0) || !$0.isElement })
    else { throw .signatureMisplaced }
    return all
}

/// Every `ds:Signature` of a document, in its order.
func signatureElements(_ root: XMLNode) -> [XMLNode] {
    var found: [XMLNode] = []
    root.visit { if isSignature($0) { found.append($0) } }
    return found
}

func isSignature(_ node: XMLNode) -> Bool {
    node.isElement("Signature", in: Names.signature)
}
