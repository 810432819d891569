import CCurl
import Glibc
import Synchronization

/// A bounded number of threads, each with a libcurl handle of its own, and a bounded queue.
final class TransferPool: Sendable {
    private struct State {
        var waiting: [Transfer] = []
        /// Index of the first transfer that still waits; the array is cut when half is done.
        var first = 0
        var threads = 0
        var idle = 0
        var closed = false
    }

    private let state = Mutex(State())
    private let limits: HTTPClientLimits
    private let settings: TransferSettings
    private let work = Semaphore()

    init(limits: HTTPClientLimits, settings: TransferSettings) {
        self.limits = limits
        self.settings = settings
    }

    /// Queues a transfer; false when too many wait, or no thread can be had.
    func add(_ transfer: Transfer) -> Bool {
        let accepted = state.withLock { state -> Bool in
            let waiting = state.waiting.count - state.first
            guard !state.closed, waiting < limits.waitingRequestsMax + state.idle else {
                return false
            }
            if waiting >= state.idle, state.threads < max(1, limits.concurrentRequestsMax) {
                if startThread() {
                    state.threads += 1
                    // Counted as idle from its birth, so that a burst starts no more than needed.
                    state.idle += 1
                } else if state.threads == 0 {
                    return false
                }
            }
            state.waiting.append(transfer)
            return true
        }
        if accepted { work.signal() }
        return accepted
    }

    /// Has the threads end when they have done what waits; does not wait for them.
    func close() {
        let threads = state.withLock { state in
            state.closed = true
            return state.threads
        }
        for _ in 0..<threads { work.signal() }
    }

    private func startThread() -> Bool {
        let box = unsafe Unmanaged.passRetained(self)
        var identifier = pthread_t()
        let status = unsafe pthread_create(
            &identifier, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let pool = unsafe Unmanaged<TransferPool>.fromOpaque(argument).takeRetainedValue()
                pool.run()
                return nil
            }, box.toOpaque())
        guard status == 0 else {
            unsafe box.release()
            return false
        }
        pthread_detach(identifier)
        return true
    }

    /// A thread's life: takes transfers until the pool is closed and nothing waits.
    private func run() {
        let handle = TransferHandle(settings)
        while true {
            work.wait()
            guard let transfer = next() else { return }
            transfer.finish(handle?.perform(transfer) ?? .failure(.overloaded))
            state.withLock { $0.idle += 1 }
        }
    }

    private func next() -> Transfer? {
        state.withLock { state in
            guard state.first < state.waiting.count else { return nil }
            let transfer = state.waiting[state.first]
            state.first += 1
            state.idle -= 1
            if state.first * 2 >= state.waiting.count {
                state.waiting.removeFirst(state.first)
                state.first = 0
            }
            return transfer
        }
    }
}

/// A counting semaphore of the system's.
///
/// Safe to share, though the compiler cannot see it: the memory lives as long as the object, and
/// POSIX semaphores are made for use by many threads.
@safe private final class Semaphore: @unchecked Sendable {
    private let pointer: UnsafeMutablePointer<sem_t>

    init() {
        unsafe pointer = .allocate(capacity: 1)
        unsafe sem_init(pointer, 0, 0)
    }

    deinit {
        unsafe sem_destroy(pointer)
        unsafe pointer.deallocate()
    }

    func signal() { unsafe sem_post(pointer) }

    func wait() {
        while unsafe sem_wait(pointer) != 0, errno == EINTR {}
    }
}
