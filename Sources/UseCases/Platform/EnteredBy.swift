import Kernel

/// Who entered a thing that a body answers for: its system, or an official of it.
package enum EnteredBy: Sendable {
    /// A system.
    case system(ClientSystem)
    /// An official for the body.
    case official(SignedInOfficial)

    /// The system's name; nil for an official.
    var client: String? { if case .system(let client) = self { client.id } else { nil } }

    /// The body that the official acts for; nil for a system.
    var body: BIN? { if case .official(let official) = self { official.body } else { nil } }
}

extension Platform {
    /// The personal facts of an entry: the official, by the name that entries know.
    func personalFacts(of author: EnteredBy?) -> JSON {
        guard case .official(let official) = author else { return [:] }
        return ["official": .string(officialName(official.person.iin))]
    }
}
