/// Which elements carry which identifier.
///
/// Without a schema nobody says which attributes are identifiers, so all that are known to be used
/// as such count: whoever moves the signed element away and puts another with the same identifier
/// in its place, under whatever spelling, makes the reference ambiguous and not another's.
struct Identifiers {
    private var holders: [String: [XMLNode]] = [:]

    init(_ root: XMLNode) {
        root.visit { node in
            // One element with two spellings of one identifier is still one element.
            for value in Set(node.attributes.filter(isIdentifier).map(\.value)) {
                holders[value, default: []].append(node)
            }
        }
    }

    /// All elements with the identifier, in document order.
    func elements(_ identifier: String) -> [XMLNode] { holders[identifier] ?? [] }
}

private func isIdentifier(
    _ attribute: (namespace: String, name: String, value: String)
) -> Bool {
    switch attribute.namespace {
    case "": attribute.name.lowercased() == "id"
    case Names.utility: attribute.name == "Id"
    case Names.xml: attribute.name == "id"
    default: false
    }
}
