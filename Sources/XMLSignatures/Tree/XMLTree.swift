import CLibXML2

/// A document as a tree of nodes; the one owner of the library's memory for it.
///
/// Belongs to one thread at a time. Text stands in it exactly as the parser reports it: nothing is
/// trimmed, merged or indented, since blanks between elements are signed as well.
@safe final class XMLTree {
    let document: xmlDocPtr
    private let hasDeclaration: Bool

    /// Reads a document within ``XMLLimits``.
    init(_ bytes: [UInt8]) throws(XMLFault) {
        unsafe self.document = try readDocument(bytes)
        self.hasDeclaration = bytes.starts(with: Array("<?xml ".utf8))
    }

    deinit {
        unsafe xmlFreeDoc(document)
    }

    /// The root element.
    var root: XMLNode {
        guard let root = unsafe xmlDocGetRootElement(document) else {
            preconditionFailure("a well-formed document has a root")
        }
        return unsafe XMLNode(root, in: self)
    }

    /// The document in UTF-8, with an XML declaration if it came with one.
    ///
    /// Characters that a reader would change are written as references, so that what is read from
    /// these bytes has the same canonical form.
    func serialized() -> [UInt8] {
        let options = XML_SAVE_AS_XML.rawValue | (hasDeclaration ? 0 : XML_SAVE_NO_DECL.rawValue)
        guard let buffer = unsafe xmlBufferCreate() else { preconditionFailure("no memory") }
        defer { unsafe xmlBufferFree(buffer) }
        guard let saving = unsafe xmlSaveToBuffer(buffer, "UTF-8", Int32(options)) else {
            preconditionFailure("no memory")
        }
        unsafe xmlSaveDoc(saving, document)
        unsafe xmlSaveClose(saving)
        return unsafe Array(
            UnsafeBufferPointer(
                start: xmlBufferContent(buffer), count: Int(xmlBufferLength(buffer))))
    }
}

/// A text of the library's.
func text(_ pointer: UnsafePointer<xmlChar>) -> String {
    unsafe String(cString: pointer)
}
