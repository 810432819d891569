/// Why bytes are not taken as XML.
package enum XMLFault: Error, Hashable, Sendable {
    /// More than ``XMLLimits/bytesMax`` bytes.
    case tooLarge
    /// Not UTF-8, or declared to be something else; no other encoding is read.
    case notUTF8
    /// Not well-formed at this line, counted from 1.
    case malformed(line: Int)
    /// It has a document type declaration: entities and schemas of others are never read.
    case documentType
    /// Elements nested deeper than ``XMLLimits/depthMax``.
    case tooDeep
    /// More than ``XMLLimits/elementsMax`` elements.
    case tooManyElements
    /// An element with more than ``XMLLimits/attributesMax`` attributes.
    case tooManyAttributes
    /// More than ``XMLLimits/namespacesMax`` namespaces in force at once.
    case tooManyNamespaces
    /// It has no canonical form: a namespace is a relative address.
    case noCanonicalForm
    /// Another version of XML than 1.0.
    case version
}
