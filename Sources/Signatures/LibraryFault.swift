import COpenSSL

/// A call into the cryptographic library that failed although its input was in order.
///
/// Memory ran out, a provider is missing, or an object that was checked before has become
/// unusable. Input that is wrong has reasons of its own (``KeyFault``, ``JWTFault``).
package struct LibraryFault: Error, Hashable, Sendable {
    /// What was being done, for the log.
    package let operation: String
    /// The library's packed error number; 0 when it left none.
    package let code: UInt
    /// Whether a hardware module failed, which may answer again later.
    package let isOfHardware: Bool

    /// A failure of another library, with that library's own number for it.
    package init(_ operation: String, code: UInt, isOfHardware: Bool = false) {
        self.operation = operation
        self.code = code
        self.isOfHardware = isOfHardware
    }

    /// Takes the oldest entry of this thread's error queue and empties the queue.
    ///
    /// Call directly after the failing call: the queue belongs to the thread, and an entry that is
    /// left standing would be blamed on the next operation.
    init(_ operation: String) {
        self.operation = operation
        self.isOfHardware = false
        self.code = UInt(ERR_get_error())
        ERR_clear_error()
    }
}

/// Empties this thread's error queue after a refusal that was expected, such as a wrong signature.
func discardLibraryErrors() {
    ERR_clear_error()
}

/// The number of entries this thread's error queue still holds: 0, or an operation forgot it.
package func libraryErrorQueueIsEmpty() -> Bool {
    ERR_peek_error() == 0
}
