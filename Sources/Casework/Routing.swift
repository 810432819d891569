import Kernel

/// To whom an application goes.
package enum Routing: Hashable, Sendable {
    /// To this authority.
    case authority(AuthorityKind, territory: String?, clause: Clause)
    /// Several rules hold and the act names no priority: a person decides.
    case manual([AuthorityKind])
    /// No rule holds: these fields decide and are not filled in.
    case undetermined([String])
}

extension ServiceDefinition {
    /// Routes an application by its fields.
    ///
    /// A rule without conditions is for everything that no other rule names.
    /// - Parameter territoryOf: the territory of a place for a kind of authority; nil for no place.
    package func route(
        _ fields: [String: String], territoryOf: (String, AuthorityKind) -> String?
    ) -> Routing {
        let special = routing.filter { !$0.when.isEmpty && $0.when.hold(for: fields) }
        let general = routing.filter(\.when.isEmpty)
        let matching = special.isEmpty ? general : special
        let kinds = Set(matching.map(\.authority))
        let deciding = Set(routing.flatMap(\.when).map(\.field)).filter { fields[$0] == nil }
        // A rule for everything else holds only once every field that decides is known.
        guard special.isEmpty ? deciding.isEmpty : true, let rule = matching.first else {
            return .undetermined(deciding.sorted())
        }
        guard kinds.count == 1 else {
            return .manual(AuthorityKind.allCases.filter(kinds.contains))
        }
        guard let place = rule.territory else {
            return .authority(rule.authority, territory: nil, clause: rule.clause)
        }
        guard let territory = fields[place].flatMap({ territoryOf($0, rule.authority) }) else {
            return .undetermined([place])
        }
        return .authority(rule.authority, territory: territory, clause: rule.clause)
    }
}
