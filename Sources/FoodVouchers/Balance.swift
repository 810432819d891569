import Kernel

/// Where the money of one voucher is, in tiyn.
///
/// Always: issued = available + held + spent + expired + removed, and none below 0. The schema
/// says the same, so that a fault here cannot be stored.
package struct Balance: Hashable, Sendable {
    /// What the voucher was formed with.
    package private(set) var issued: Int64 = 0
    /// What can be spent or held.
    package private(set) var available: Int64 = 0
    /// What a till has reserved.
    package private(set) var held: Int64 = 0
    /// What was paid, less what was returned.
    package private(set) var spent: Int64 = 0
    /// What ended with the month (FV-8).
    package private(set) var expired: Int64 = 0
    /// What was taken back by a corrected list (FV-19, FV-21).
    package private(set) var removed: Int64 = 0

    /// Nothing issued yet.
    package init() {}

    /// Takes sums that our own store holds.
    package init(
        issued: Int64, available: Int64, held: Int64, spent: Int64, expired: Int64, removed: Int64
    ) {
        self.issued = issued
        self.available = available
        self.held = held
        self.spent = spent
        self.expired = expired
        self.removed = removed
    }

    /// Whether the sums agree and none is below 0.
    package var isSound: Bool {
        [issued, available, held, spent, expired, removed].allSatisfy { $0 >= 0 }
            && issued == available + held + spent + expired + removed
    }

    /// The balance after a movement; nil when it would not be sound.
    package func applying(_ movement: Movement) -> Balance? {
        guard movement.amountTiyn > 0 else { return nil }
        let amount = movement.amountTiyn
        var after = self
        switch movement.kind {
        case .issued:
            after.issued += amount
            after.available += amount
        case .held:
            after.available -= amount
            after.held += amount
        case .released:
            after.held -= amount
            after.available += amount
        case .spent:
            after.available -= amount
            after.spent += amount
        case .spentHeld:
            after.held -= amount
            after.spent += amount
        case .returned:
            after.spent -= amount
            after.available += amount
        case .expired:
            after.available -= amount
            after.expired += amount
        case .removed:
            after.available -= amount
            after.removed += amount
        case .restored:
            after.removed -= amount
            after.available += amount
        }
        return after.isSound ? after : nil
    }
}

/// One step of a voucher's money; there is no other way to change a balance, and none to cash.
package struct Movement: Hashable, Sendable {
    /// The kinds of steps.
    ///
    /// None leads out of the voucher but a purchase of goods (FV-2.14).
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The voucher was formed (FV-24).
        case issued
        /// A till reserved it.
        case held
        /// A reservation ended unused.
        case released
        /// Goods were paid.
        case spent
        /// Goods were paid out of a reservation.
        case spentHeld
        /// Goods came back.
        case returned
        /// The month ended (FV-8).
        case expired
        /// A corrected list took it back.
        case removed
        /// A corrected list gave it again.
        case restored
    }

    /// The kind.
    package let kind: Kind
    /// The sum in tiyn, more than 0.
    package let amountTiyn: Int64

    /// A step.
    package init(_ kind: Kind, _ amountTiyn: Int64) {
        self.kind = kind
        self.amountTiyn = amountTiyn
    }
}

/// How a sum is taken from several vouchers of one basket: in their order, each to its end.
///
/// - Returns: the sum of each voucher; nil when all together have less.
package func allocate(_ amountTiyn: Int64, over available: [Int64]) -> [Int64]? {
    var rest = amountTiyn
    let parts = available.map { sum in
        let part = min(max(sum, 0), rest)
        rest -= part
        return part
    }
    return rest == 0 ? parts : nil
}
