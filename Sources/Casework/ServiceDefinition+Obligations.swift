import Kernel

extension ServiceDefinition {
    /// A decision of a court or a bailiff that stands against a grant, with the ground of the list
    /// under which the service is refused for it.
    package struct Restriction: Hashable, Sendable {
        /// What stands against it.
        package enum Kind: String, Sendable, CaseIterable {
            /// A court forbids the activity.
            case prohibition
            /// A court suspends the activity.
            case suspension
            /// On a bailiff's submission nothing is issued to the debtor for a time.
            case issuanceBan
        }

        /// What stands against it.
        package let kind: Kind
        /// The code of the ground.
        package let ground: String
    }

    /// The field with the number of the receipt of the fee; nil where no fee is shown by a number.
    package var receipt: Field? { fields.first(where: \.isReceipt) }

    /// The fields that say how the fee was paid: they are nobody's but the applicant's and the
    /// body's, and no part of what is permitted.
    package var paymentFields: Set<String> {
        Set(receipt.map { [$0.code] + $0.when.map(\.field) } ?? [])
    }

    /// The restriction of that kind, with its ground; nil where the service's rules name none.
    package func ground(against kind: Restriction.Kind) -> Ground? {
        restrictions.first { $0.kind == kind }.flatMap { ground($0.ground) }
    }

    /// Whether a stage that ends so gives what was asked for.
    package func grants(_ outcome: String, in stage: String) -> Bool {
        self.stage(stage)?.outcomes.first { $0.code == outcome }
            .flatMap { end($0.next)?.meaning } == .granted
    }

    /// Restrictions on a ground that there is not, or named twice; a receipt that is no text.
    var obligationFaults: [String] {
        var faults = restrictions.filter { ground($0.ground) == nil }.map {
            "\(code) restriction \($0.kind.rawValue): no ground \($0.ground)"
        }
        if Set(restrictions.map(\.kind)).count != restrictions.count {
            faults.append("\(code) restrictions: one twice")
        }
        let receipts = fields.filter(\.isReceipt)
        if receipts.count > 1 || receipts.contains(where: { $0.content != .text }) {
            faults.append("\(code) receipt: not one text")
        }
        return faults
    }
}

extension ApplicationContent {
    /// The number of the receipt, as it is looked up; nil where the application needs none.
    package func receipt(of definition: ServiceDefinition) -> String? {
        guard let field = definition.receipt, definition.asks(for: field, in: self),
            let value = fields[field.code]?.trimmed.uppercased(), !value.isEmpty
        else { return nil }
        return value
    }
}

/// `{"kind": "prohibition", "ground": "4"}`.
func readRestriction(
    _ reader: DefinitionReader
) throws(DefinitionFault) -> ServiceDefinition.Restriction {
    ServiceDefinition.Restriction(
        kind: try reader.name("kind"), ground: try reader.string("ground"))
}
