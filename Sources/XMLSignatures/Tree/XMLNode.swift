import CLibXML2

/// One node of a tree; keeps the tree alive.
///
/// Equal to another when it is the very same node.
@safe struct XMLNode: Equatable {
    let pointer: xmlNodePtr
    let tree: XMLTree

    init(_ pointer: xmlNodePtr, in tree: XMLTree) {
        unsafe self.pointer = pointer
        self.tree = tree
    }

    static func == (left: XMLNode, right: XMLNode) -> Bool { unsafe left.pointer == right.pointer }

    var isElement: Bool { unsafe pointer.pointee.type == XML_ELEMENT_NODE }

    /// Whether it is text, CDATA sections included.
    var isText: Bool {
        unsafe pointer.pointee.type == XML_TEXT_NODE
            || pointer.pointee.type == XML_CDATA_SECTION_NODE
    }

    /// Whether it is text of blanks, tabs and line ends alone.
    var isBlankText: Bool {
        isText && content.utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    /// The local name of an element.
    var name: String { unsafe pointer.pointee.name.map { unsafe text($0) } ?? "" }

    /// The namespace of an element; empty when it has none.
    var namespace: String {
        unsafe pointer.pointee.ns.flatMap { unsafe $0.pointee.href.map { unsafe text($0) } } ?? ""
    }

    /// Whether it is the element of this name in this namespace.
    func isElement(_ name: String, in namespace: String) -> Bool {
        isElement && self.name == name && self.namespace == namespace
    }

    /// The parent element; nil for the root.
    var parent: XMLNode? {
        guard let parent = unsafe pointer.pointee.parent,
            unsafe parent.pointee.type == XML_ELEMENT_NODE
        else { return nil }
        return unsafe XMLNode(parent, in: tree)
    }

    /// All nodes directly below, in order.
    var children: [XMLNode] {
        var found: [XMLNode] = []
        var next = unsafe pointer.pointee.children
        while let child = unsafe next {
            unsafe found.append(XMLNode(child, in: tree))
            unsafe next = child.pointee.next
        }
        return found
    }

    /// The elements directly below, in order.
    var elements: [XMLNode] { children.filter(\.isElement) }

    /// The elements of this name directly below, in order.
    func elements(_ name: String, in namespace: String) -> [XMLNode] {
        children.filter { $0.isElement(name, in: namespace) }
    }

    /// This element and all below it, in document order; depth is bounded by ``XMLLimits``.
    func visit(_ body: (XMLNode) -> Void) {
        guard isElement else { return }
        body(self)
        for child in children { child.visit(body) }
    }

    /// Whether it is `other` or stands somewhere below it.
    func isWithin(_ other: XMLNode) -> Bool {
        var node: XMLNode? = self
        while let current = node {
            if current == other { return true }
            node = current.parent
        }
        return false
    }

    /// All text below, joined, as a reader of the signed content must take it.
    var content: String {
        guard let content = unsafe xmlNodeGetContent(pointer) else { return "" }
        defer { unsafe qyzmet_xml_free(content) }
        return unsafe text(content)
    }

    /// The value of an attribute; `namespace` is empty for one without prefix.
    func attribute(_ name: String, in namespace: String = "") -> String? {
        attributes.first { $0.name == name && $0.namespace == namespace }?.value
    }

    /// Every attribute with its namespace, name and value.
    var attributes: [(namespace: String, name: String, value: String)] {
        var found: [(namespace: String, name: String, value: String)] = []
        var next = unsafe pointer.pointee.properties
        while let attribute = unsafe next {
            let namespace = unsafe attribute.pointee.ns.flatMap { unsafe $0.pointee.href }
            let value = unsafe xmlNodeListGetString(
                tree.document, attribute.pointee.children, 1)
            unsafe found.append(
                (
                    namespace.map { unsafe text($0) } ?? "", text(attribute.pointee.name),
                    value.map { unsafe text($0) } ?? ""
                ))
            unsafe qyzmet_xml_free(value)
            unsafe next = attribute.pointee.next
        }
        return found
    }
}
