import Kernel

/// The port to the mobile citizens' base.
package struct PhoneRegister: Sendable {
    /// The person's number; nil when the base has none.
    package var find:
        @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault) -> PhoneNumber?

    /// Everyone who holds the number; empty when nobody does.
    package var holders:
        @Sendable (_ phone: PhoneNumber, _ requestID: String) async throws(RegisterFault) -> [IIN]

    /// The numbers of many people, at most ``RegisterLimits/peopleMax``; who has none is missing.
    ///
    /// Nil where a base answers about one person at a time only.
    package var findMany:
        (
            @Sendable (_ iins: [IIN], _ requestID: String) async throws(RegisterFault) -> [IIN:
                FoundPhone]
        )?

    /// A base that answers with the functions.
    package init(
        find:
            @escaping @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault)
            -> PhoneNumber?,
        holders:
            @escaping @Sendable (_ phone: PhoneNumber, _ requestID: String)
            async throws(RegisterFault) -> [IIN],
        findMany: (
            @Sendable (_ iins: [IIN], _ requestID: String) async throws(RegisterFault) -> [IIN:
                FoundPhone]
        )? = nil
    ) {
        self.find = find
        self.holders = holders
        self.findMany = findMany
    }
}

/// A number with what decides whether it can be asked.
package struct FoundPhone: Hashable, Sendable {
    /// The number.
    package let phone: PhoneNumber
    /// Whether somebody else has it too.
    package let isShared: Bool

    /// A number.
    package init(phone: PhoneNumber, isShared: Bool) {
        self.phone = phone
        self.isShared = isShared
    }
}
