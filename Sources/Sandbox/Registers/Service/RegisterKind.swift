import DigitalDocuments

/// Which register a service of the sandbox is.
package enum RegisterKind: Hashable, Sendable, CaseIterable {
    /// The population register.
    case persons
    /// The mobile citizens' base.
    case phones
    /// What state systems hold about organisations, and the licences that other bodies gave them.
    case organisations
    /// The documents of one issuing body.
    case documents(IssuingBody)

    /// All of them.
    package static let allCases: [RegisterKind] =
        [.persons, .phones, .organisations] + IssuingBody.allCases.map { .documents($0) }

    /// The name in configuration, faults and file names.
    package var name: String {
        switch self {
        case .persons: "persons"
        case .phones: "phones"
        case .organisations: "organisations"
        case .documents(let body): "documents-\(body.rawValue)"
        }
    }

    /// The register with the name; nil when there is none.
    package init?(name: String) {
        guard let kind = RegisterKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}
