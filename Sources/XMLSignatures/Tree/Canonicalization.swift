import CLibXML2

/// The canonical forms that signatures may name; the raw value is the algorithm's address.
enum Canonicalization: String, CaseIterable, Sendable {
    /// Canonical XML 1.0.
    case inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    /// Canonical XML 1.0 with comments.
    case inclusiveWithComments = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"
    /// Exclusive Canonicalization 1.0.
    case exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    /// Exclusive Canonicalization 1.0 with comments.
    case exclusiveWithComments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"

    var isExclusive: Bool { self == .exclusive || self == .exclusiveWithComments }
    var hasComments: Bool { self == .inclusiveWithComments || self == .exclusiveWithComments }
}

/// A part of a document: what is below `apex` without what is below any of `excluded`.
struct NodeSubset {
    /// The topmost element; nil for the whole document.
    var apex: XMLNode?
    /// Elements that are left out with all below them.
    var excluded: [XMLNode] = []
    /// Whether comments belong to it.
    var hasComments: Bool
}

extension XMLTree {
    /// The canonical bytes of a part.
    ///
    /// - Parameter prefixes: the InclusiveNamespaces PrefixList of exclusive canonicalisation.
    /// - Throws: ``XMLFinding/unreadable(_:)`` for what has none, such as relative namespaces.
    func canonical(
        _ subset: NodeSubset, _ method: Canonicalization, prefixes: [String] = []
    ) throws(XMLFinding) -> [UInt8] {
        prepareLibrary()
        guard let output = unsafe xmlAllocOutputBuffer(nil) else {
            preconditionFailure("no memory")
        }
        defer { unsafe _ = xmlOutputBufferClose(output) }
        let mode = method.isExclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0
        let withComments: Int32 = method.hasComments && subset.hasComments ? 1 : 0
        let selection = Selection(subset)
        let everything = subset.apex == nil && subset.excluded.isEmpty
        var list = unsafe prefixes.map { unsafe xmlStrdup($0) } + [nil]
        defer { unsafe list.forEach { unsafe qyzmet_xml_free($0) } }
        let status = withExtendedLifetime(selection) {
            unsafe xmlC14NExecute(
                document, everything ? nil : isSelected,
                Unmanaged.passUnretained(selection).toOpaque(), Int32(mode.rawValue), &list,
                withComments, output)
        }
        guard status >= 0 else { throw .unreadable(.noCanonicalForm) }
        return unsafe Array(
            UnsafeBufferPointer(
                start: xmlOutputBufferGetContent(output), count: xmlOutputBufferGetSize(output)))
    }
}

/// The same as ``NodeSubset``, for the library's question about each node.
@safe private final class Selection {
    let apex: xmlNodePtr?
    let excluded: [xmlNodePtr]

    init(_ subset: NodeSubset) {
        unsafe self.apex = subset.apex.map { unsafe $0.pointer }
        unsafe self.excluded = subset.excluded.map { unsafe $0.pointer }
    }

    // The library asks about an element and then about each namespace in force at it.
    private var last: xmlNodePtr?
    private var lastAnswer = false

    /// Whether an element, or the element that an attribute or namespace stands on, is selected.
    func holds(_ start: xmlNodePtr) -> Bool {
        if unsafe start == last { return lastAnswer }
        unsafe last = start
        lastAnswer = unsafe isBelowApex(start)
        return lastAnswer
    }

    private func isBelowApex(_ start: xmlNodePtr) -> Bool {
        var next: xmlNodePtr? = unsafe start
        var isBelowApex = unsafe apex == nil
        while let node = unsafe next, unsafe node.pointee.type != XML_DOCUMENT_NODE {
            if unsafe excluded.contains(node) { return false }
            if unsafe node == apex { isBelowApex = true }
            unsafe next = node.pointee.parent
        }
        return isBelowApex
    }
}

private func isSelected(
    _ data: UnsafeMutableRawPointer?, _ node: xmlNodePtr?, _ parent: xmlNodePtr?
) -> Int32 {
    guard let data = unsafe data, let node = unsafe node else { return 0 }
    let selection = unsafe Unmanaged<Selection>.fromOpaque(data).takeUnretainedValue()
    // Attributes and namespaces go with their element; only that has a place in the tree.
    let type = unsafe node.pointee.type
    let isOnElement = type == XML_ATTRIBUTE_NODE || type == XML_NAMESPACE_DECL
    let start = unsafe isOnElement ? parent ?? node : node
    return unsafe selection.holds(start) ? 1 : 0
}
