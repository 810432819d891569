/// What some programs do to a document before they sign it; ours does it only when asked.
extension XMLSigner {
    /// The document without what is not wanted, to be signed afterwards.
    ///
    /// - Parameters:
    ///   - withoutSignatures: whether signatures at the end of the root are taken out.
    ///   - withoutBlanks: whether blanks and line breaks between elements are taken out; text in
    ///     which anything else stands is left as it is.
    package static func prepared(
        _ document: [UInt8], withoutSignatures: Bool, withoutBlanks: Bool
    ) throws(XMLSigningFault) -> [UInt8] {
        let tree: XMLTree
        do throws(XMLFault) { tree = try XMLTree(document) } catch { throw .unreadable(error) }
        if withoutSignatures {
            for node in tree.root.children where isSignature(node) { node.remove() }
        }
        if withoutBlanks {
            var blanks: [XMLNode] = []
            tree.root.visit { node in
                let children = node.children
                guard children.contains(where: \.isElement) else { return }
                // Between words, as in mixed content, a blank is a word's end.
                guard children.allSatisfy({ !$0.isText || $0.isBlankText }) else { return }
                blanks += children.filter(\.isBlankText)
            }
            for blank in blanks { blank.remove() }
        }
        return tree.serialized()
    }
}

extension XMLVerifier {
    /// The texts of the root's children of these names; empty for what is no XML, or has one twice.
    package static func texts(
        ofChildrenOf document: [UInt8], named names: Set<String>
    ) -> [String: String] {
        guard let tree = try? XMLTree(document) else { return [:] }
        var texts: [String: String] = [:]
        for child in tree.root.elements where names.contains(child.name) {
            guard texts.updateValue(child.content, forKey: child.name) == nil else { return [:] }
        }
        return texts
    }

    /// Whether the bytes are a SOAP envelope with a Security header.
    package static func isSecuredEnvelope(_ document: [UInt8]) -> Bool {
        guard let tree = try? XMLTree(document), let places = try? EnvelopePlaces(tree.root)
        else { return false }
        return ((try? places.security()) ?? nil) != nil
    }
}
