/// The two ways on which the outbox's messages leave.
package enum OutboxChannel: String, CaseIterable, Hashable, Sendable {
    /// An SMS to a person.
    case sms
    /// A notice to a system, to the address that is registered with it.
    case callback
}
