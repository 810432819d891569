import Kernel

/// The port to the population register.
package struct PersonRegister: Sendable {
    /// Finds a person; nil when the register has none with this number.
    ///
    /// `requestID` travels in `X-Request-Id`, so that both sides' logs can be laid together.
    package var find:
        @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault) -> PersonRecord?

    /// Of many people, at most ``RegisterLimits/peopleMax``, what decides who may be asked; whom the
    /// register does not know is missing.
    ///
    /// Nil where a register answers about one person at a time only.
    package var standings:
        (
            @Sendable (_ iins: [IIN], _ requestID: String) async throws(RegisterFault) -> [IIN:
                PersonStanding]
        )?

    /// A register that answers with the functions.
    package init(
        find:
            @escaping @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault)
            -> PersonRecord?,
        standings: (
            @Sendable (_ iins: [IIN], _ requestID: String) async throws(RegisterFault) -> [IIN:
                PersonStanding]
        )? = nil
    ) {
        self.find = find
        self.standings = standings
    }
}
