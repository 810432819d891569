import Kernel

/// An interruption or a wrong working of the service (FV-32).
package enum VoucherIncident {
    /// How it came to be known.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Nobody watched over the pilot for longer than the service may stand still.
        case interruption
        /// A voucher's balance is not what its steps say.
        case ledger
        /// A party reported it.
        case reported
    }

    /// The longest report and remedy, in characters.
    package static let textMax = 500

    /// Standing still for longer than this is an interruption.
    package static let stillSecondsMax: Int64 = 300
    /// The ledger is checked so often.
    package static let checkSeconds: Int64 = 3600

    /// The interruption that ends now; nil when the service ran all the time.
    ///
    /// - Parameter seenAt: when it was last known to run.
    package static func interruption(since seenAt: Instant, now: Instant) -> Range<Instant>? {
        now > seenAt.adding(seconds: stillSecondsMax) ? seenAt..<now : nil
    }
}
