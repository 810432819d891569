import Kernel

/// The port to the mobile citizens' base.
package struct PhoneRegister: Sendable {
    /// The person's number; nil when the base has none.
    package var find:
        @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault) -> PhoneNumber?

    /// Everyone who holds the number; empty when nobody does.
    package var holders:
        @Sendable (_ phone: PhoneNumber, _ requestID: String) async throws(RegisterFault) -> [IIN]

    /// A base that answers with the functions.
    package init(
        find:
            @escaping @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault)
            -> PhoneNumber?,
        holders:
            @escaping @Sendable (_ phone: PhoneNumber, _ requestID: String)
            async throws(RegisterFault) -> [IIN]
    ) {
        self.find = find
        self.holders = holders
    }
}
