import Glibc
import Kernel

/// A thread of the store's own: what blocks never runs on the cooperative pool.
struct WorkThread: Sendable {
    private let thread: pthread_t

    /// Starts a thread that runs the closure and ends with it.
    ///
    /// - Throws: ``StoreError/unavailable`` when the system gives no thread.
    init(_ body: @escaping @Sendable () -> Void) throws(StoreError) {
        let box = unsafe Unmanaged.passRetained(Body(body))
        var started = pthread_t()
        let status = unsafe pthread_create(
            &started, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, box.toOpaque())
        guard status == 0 else {
            unsafe box.release()
            throw .unavailable
        }
        self.thread = started
    }

    /// Waits until the thread has ended; once for each thread.
    func join() {
        pthread_join(thread, nil)
    }

    /// Gives the thread's memory back when it ends; instead of ``join()``.
    func detach() {
        pthread_detach(thread)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

/// Runs long blocking work (a migration, a copy, a file) on a thread of its own and waits for it.
///
/// - Throws: what the closure throws, or ``StoreError/unavailable`` when there is no thread.
package func onOwnThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T
{
    try await withCheckedThrowingContinuation { continuation in
        do {
            try WorkThread { continuation.resume(with: Result(catching: body)) }.detach()
        } catch {
            continuation.resume(throwing: error)
        }
    }
}
