/// How much XML of others is looked at; whatever exceeds one of these is refused while it is read.
///
/// They are far above what SHEP sends and far below what could exhaust a server: the largest
/// document that passes is canonicalised in a few seconds at worst.
package enum XMLLimits {
    /// The largest document, in bytes: 4 MiB.
    package static let bytesMax = 4_194_304
    /// The deepest nesting of elements.
    package static let depthMax = 64
    /// The most elements of a document.
    package static let elementsMax = 50_000
    /// The most attributes of one element.
    package static let attributesMax = 64
    /// The most namespace declarations in force at one element; what a canonical form costs grows
    /// with the product of this and the number of elements.
    package static let namespacesMax = 32
    /// The most signatures of one document.
    package static let signaturesMax = 16
    /// The most references of one signature.
    package static let referencesMax = 4
    /// The most certificates that come with one signature.
    package static let certificatesMax = 16
    /// The largest part of which causes of a difference are looked for, in bytes: 1 MiB.
    package static let explainedBytesMax = 1_048_576
}
