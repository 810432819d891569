import Kernel

/// A voucher of one family member for one month (FV-5).
package struct Voucher: Hashable, Sendable {
    /// Where a voucher stands; the order of the events is formed, then activated (FV-AMB-16).
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// Formed after consent (FV-24).
        case formed
        /// Activated by the recipient (FV-7).
        case active
        /// Its month is over (FV-8).
        case expired
        /// Taken back by a corrected list.
        case removed
    }

    /// The voucher's random name.
    package let id: Identifier<Voucher>
    /// The month.
    package let month: CalendarMonth
    /// Where it stands.
    package var status: Status
    /// The first moment at which it can be activated.
    package let opensAt: Instant
    /// The first moment at which it holds no more.
    package let validUntil: Instant
    /// Where its money is.
    package var balance: Balance

    /// A voucher with its facts.
    package init(
        id: Identifier<Voucher>, month: CalendarMonth, status: Status, opensAt: Instant,
        validUntil: Instant, balance: Balance
    ) {
        self.id = id
        self.month = month
        self.status = status
        self.opensAt = opensAt
        self.validUntil = validUntil
        self.balance = balance
    }

    /// Makes sure that the recipient may activate it now (FV-7).
    ///
    /// - Returns: false when it is active already: activating twice changes nothing.
    /// - Throws: `activationWindowClosed` before the 5th and after the month, `voucherNotActive`
    ///   for one that was taken back.
    package func checkActivation(at now: Instant) throws(Refusal) -> Bool {
        guard now < validUntil, status != .expired else {
            throw Refusal(.activationWindowClosed, clause: "FV-7")
        }
        guard now >= opensAt else { throw Refusal(.activationWindowClosed, clause: "FV-7") }
        switch status {
        case .formed: return true
        case .active: return false
        case .expired, .removed: throw Refusal(.voucherNotActive, clause: "FV-19")
        }
    }

    /// Makes sure that it pays now (FV-7, FV-8; FV-AMB-15 for what is active but unspent).
    ///
    /// - Throws: `voucherExpired`, `voucherNotActive`.
    package func checkUse(at now: Instant) throws(Refusal) {
        guard now < validUntil, status != .expired else {
            throw Refusal(.voucherExpired, clause: "FV-8")
        }
        guard status == .active else { throw Refusal(.voucherNotActive, clause: "FV-7") }
    }
}
