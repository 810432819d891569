import Kernel

/// An order by its number, its day and its registration with the Ministry of Justice.
package struct OrderReference: Hashable, Sendable {
    /// The number.
    package let number: String
    /// The day of its signing.
    package let date: Day
    /// The number of its state registration.
    package let registration: String
    /// Who issued it.
    package let issuer: LocalizedText
}

/// A set of rules approved by an order, with the provisions that are known to stand in it.
package struct RuleSet: Sendable {
    /// A provision that stands in the rules.
    package struct BaseProvision: Hashable, Sendable {
        /// Where it stands.
        package let address: ProvisionAddress
        /// The tag that answers cite.
        package let clause: Clause
        /// Our own short statement; nil where the wording is not held.
        package let text: LocalizedText?
        /// The package with which it takes effect; nil for what was there before any that is held.
        package let enactedBy: String?
    }

    /// The tag, for example `IS-1`.
    package let act: String
    /// What the rules are called.
    package let title: LocalizedText
    /// The order that approved them.
    package let order: OrderReference
    /// The provisions, in the order of the rules.
    package let provisions: [BaseProvision]
}
