import COpenSSL

/// The one owner of an object of the cryptographic library; frees it when the last user is gone.
///
/// Sendable by hand: the pointer never changes, the library counts references atomically, and
/// every type that holds one states what else makes its use from several threads sound.
@safe final class LibraryObject: @unchecked Sendable {
    /// Valid as long as this owner lives; use it inside ``withPointer(_:)`` where that is not plain.
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    /// Takes over `pointer`, which `free` will release; nil when the library returned none.
    init?(_ pointer: OpaquePointer?, freedBy free: @escaping (OpaquePointer?) -> Void) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
        unsafe self.free = free
    }

    deinit {
        unsafe free(pointer)
    }
}
