import Casework
import Kernel
import Store

/// Whether an organisation that an application names was attested on the day that it names.
package struct AttestationFinding: Hashable, Sendable {
    /// What was found.
    package enum Verdict: Hashable, Sendable {
        /// It was, under this number of the register.
        case attested(number: String)
        /// The register shows nothing of the kind in force on that day.
        case notAttested
        /// The number is no BIN, or the day no day: there is nothing to look up.
        case unreadable
    }

    /// The field that names the organisation.
    package let field: ServiceDefinition.Field
    /// The register.
    package let register: String
    /// What the application says, as it is.
    package let organisation: String, day: String
    /// What was found.
    package let verdict: Verdict
    /// The clause that asks for it.
    package let clause: Clause
}

extension Platform {
    /// Looks every organisation up that had to be attested on a day (IS-5B.6-v2).
    ///
    /// It warns and decides nothing: whoever was attested before the register was kept here is not in
    /// it, and the act does not say whether the application is refused or incomplete.
    package func attestations(of stored: StoredCase) async throws -> [AttestationFinding] {
        let fields = stored.definition.fields.compactMap { field in
            field.attested.map { (field: field, attested: $0) }
        }
        let content = stored.state.content
        guard !fields.isEmpty else { return [] }
        return try await store.read { [self] transaction in
            try fields.compactMap { field, attested in
                guard let organisation = content.fields[field.code], !organisation.isEmpty else {
                    return nil
                }
                let text = content.fields[attested.day] ?? ""
                return AttestationFinding(
                    field: field, register: attested.register, organisation: organisation,
                    day: text,
                    verdict: try verdict(
                        on: organisation, attested, on: Day(text), in: transaction),
                    clause: attested.clause)
            }
        }
    }

    private func verdict(
        on organisation: String, _ attested: ServiceDefinition.Attested, on day: Day?,
        in transaction: any Transaction
    ) throws -> AttestationFinding.Verdict {
        guard let bin = try? BIN(organisation, rules: configuration.identityRules), let day else {
            return .unreadable
        }
        let held = try RegisterItem.held(
            by: bin, in: attested.register, on: day, in: transaction)
        let found = held.first { item in
            // What was entered before facts were kept says it in its case.
            // A case that cannot be read shows nothing, and hides no other.
            let facts = item.facts ?? (try? storedCase(item.caseID, in: transaction))?.permitted
            guard let facts else { return false }
            return facts.fields[attested.fact] == attested.value
        }
        return found.map { .attested(number: $0.number) } ?? .notAttested
    }
}
