import Kernel

/// The port to the population register.
package struct PersonRegister: Sendable {
    /// Finds a person; nil when the register has none with this number.
    ///
    /// `requestID` travels in `X-Request-Id`, so that both sides' logs can be laid together.
    package var find:
        @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault) -> PersonRecord?

    /// A register that answers with the function.
    package init(
        find:
            @escaping @Sendable (_ iin: IIN, _ requestID: String) async throws(RegisterFault)
            -> PersonRecord?
    ) {
        self.find = find
    }
}
