import CLibXML2

/// Building and changing a tree of our own.
extension XMLNode {
    /// Adds an element as the last child; the namespace must be in force here or be declared.
    ///
    /// - Parameter prefix: used when the namespace has to be declared on the new element.
    @discardableResult
    func append(_ name: String, in namespace: String, prefix: String) -> XMLNode {
        guard let made = unsafe xmlNewDocNode(tree.document, nil, name, nil),
            unsafe xmlAddChild(pointer, made) != nil
        else { preconditionFailure("no memory") }
        let node = unsafe XMLNode(made, in: tree)
        unsafe xmlSetNs(made, node.namespaceInForce(namespace, prefix: prefix))
        return node
    }

    /// Adds an element as the first child.
    @discardableResult
    func prepend(_ name: String, in namespace: String, prefix: String) -> XMLNode {
        let first = unsafe pointer.pointee.children
        let node = append(name, in: namespace, prefix: prefix)
        if let first = unsafe first, unsafe first != node.pointer {
            unsafe xmlAddPrevSibling(first, node.pointer)
        }
        return node
    }

    /// Adds text as the last child, every character as it stands.
    func append(text: String) {
        guard let made = unsafe xmlNewDocText(tree.document, text),
            unsafe xmlAddChild(pointer, made) != nil
        else { preconditionFailure("no memory") }
    }

    /// Adds text before this node, without joining it to text beside it.
    func insertBefore(text: String) {
        guard let made = unsafe xmlNewDocText(tree.document, text) else {
            preconditionFailure("no memory")
        }
        unsafe xmlAddPrevSibling(pointer, made)
    }

    /// Replaces the text of a text node.
    func replace(text: String) {
        unsafe xmlNodeSetContentLen(pointer, nil, 0)
        unsafe xmlNodeAddContent(pointer, text)
    }

    /// Sets an attribute without namespace.
    func set(_ name: String, _ value: String) {
        unsafe xmlSetProp(pointer, name, value)
    }

    /// Sets an attribute in a namespace, which is declared here unless it is in force.
    func set(_ name: String, in namespace: String, prefix: String, _ value: String) {
        unsafe xmlSetNsProp(pointer, namespaceInForce(namespace, prefix: prefix), name, value)
    }

    /// Takes the node out of the tree and frees it with all below it.
    func remove() {
        unsafe xmlUnlinkNode(pointer)
        unsafe xmlFreeNode(pointer)
    }

    /// The declaration of a namespace under some prefix, made here when there is none.
    private func namespaceInForce(_ namespace: String, prefix: String) -> xmlNsPtr? {
        // A namespace that is the default one would do for elements but never for attributes.
        if let found = unsafe xmlSearchNsByHref(tree.document, pointer, namespace),
            unsafe found.pointee.prefix != nil
        {
            return unsafe found
        }
        return unsafe xmlNewNs(pointer, namespace, prefix)
    }
}
