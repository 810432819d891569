import Kernel

/// "Open access" to one document: temporary, revocable, counted (DD-15, DD-16).
package struct Share: Hashable, Sendable {
    /// The share's random name.
    package let id: Identifier<Share>
    /// When the holder opened access.
    package let createdAt: Instant
    /// From when on it no longer opens (DD-15).
    package let expiresAt: Instant
    /// How often it may be opened.
    package let viewsMax: Int64
    /// When the holder closed it, if so.
    package let revokedAt: Instant?

    /// A share with its facts.
    package init(
        id: Identifier<Share>, createdAt: Instant, expiresAt: Instant, viewsMax: Int64,
        revokedAt: Instant?
    ) {
        self.id = id
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.viewsMax = viewsMax
        self.revokedAt = revokedAt
    }

    /// The lives in seconds within which an installation sets its own default and limit.
    package static let lifetimeSeconds: ClosedRange<Int64> = 30...86_400
    /// Seconds after its end in which a code is still known and a late try is told why.
    package static let rememberedSeconds: Int64 = 86_400
    /// The numbers of views within which an installation sets its own default and limit.
    package static let views: ClosedRange<Int64> = 1...20
    /// How long a verifier keeps a view reserved while the register is asked, in milliseconds.
    package static let reservationMilliseconds: Int64 = 15_000

    /// One view that is spent, or reserved until a moment.
    package struct View: Hashable, Sendable {
        /// Its number, from 1 on.
        package let number: Int64
        /// Whether the document was shown.
        package let isSpent: Bool
        /// Until when another verifier holds it, when it is not spent.
        package let reservedUntil: Instant

        /// A view.
        package init(number: Int64, isSpent: Bool, reservedUntil: Instant) {
            self.number = number
            self.isSpent = isSpent
            self.reservedUntil = reservedUntil
        }
    }

    /// Decides which view a verifier may reserve now.
    ///
    /// - Returns: the number of a view that is free: never taken, or reserved by someone who has
    ///   not come back in time.
    /// - Throws: `codeRevoked`, `codeExpired`, `codeUsed` or `codeInUse`, in this order.
    package func viewToReserve(taken: [View], at now: Instant) throws(Refusal) -> Int64 {
        try checkOpen(at: now)
        let spent = taken.filter(\.isSpent).count
        guard spent < viewsMax else { throw Refusal(.codeUsed, clause: "DD-15") }
        let held = Set(taken.filter { $0.isSpent || now < $0.reservedUntil }.map(\.number))
        guard let free = (1...viewsMax).first(where: { !held.contains($0) }) else {
            throw Refusal(.codeInUse, clause: "DD-15", retryAfterSeconds: 15)
        }
        return free
    }

    /// Checks that the share still opens at all; asked again before the view is spent.
    package func checkOpen(at now: Instant) throws(Refusal) {
        guard revokedAt == nil else { throw Refusal(.codeRevoked, clause: "DD-16") }
        guard now < expiresAt else { throw Refusal(.codeExpired, clause: "DD-15") }
    }
}
