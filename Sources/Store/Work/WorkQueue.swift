import Glibc
import Kernel

/// A bounded first-in, first-out queue between tasks that hand over and threads that may sleep.
///
/// A thread without work sleeps on a condition variable and costs nothing; a task never waits:
/// a full queue refuses.
///
/// Unchecked: `state` is touched only between locking and unlocking `mutex`; the two pointers never
/// change and are freed when nobody refers to the queue any more.
@safe final class WorkQueue<Element: Sendable>: @unchecked Sendable {
    /// Why an element was not taken.
    enum Refusal { case full, closed }

    private struct State {
        var elements: [Element] = []
        /// The index of the oldest element: taking does not move the rest.
        var first = 0
        var sleepers = 0
        /// How many elements a sleeper waits for.
        var wanted = 1
        var closed = false

        var count: Int { elements.count - first }

        mutating func take(_ number: Int) -> [Element] {
            if first == 0, number == elements.count {
                defer { elements = [] }
                return elements
            }
            let taken = Array(elements[first..<first + number])
            first += number
            if first == elements.count {
                elements.removeAll(keepingCapacity: true)
                first = 0
            } else if first > 1024 {
                elements.removeFirst(first)
                first = 0
            }
            return taken
        }
    }

    private let limit: Int
    private var state = State()
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init(limit: Int) {
        self.limit = limit
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        // Waiting with a limit must not depend on the machine's date.
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Hands an element over; says why when it is not taken.
    func push(_ element: Element) -> Refusal? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        if state.closed { return .closed }
        if state.count >= limit { return .full }
        state.elements.append(element)
        if state.sleepers > 0, state.count >= state.wanted { unsafe pthread_cond_signal(condition) }
        return nil
    }

    /// The oldest elements, at most so many; none when nothing waits.
    func takeWaiting(max: Int) -> [Element] {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return state.count == 0 ? [] : state.take(min(max, state.count))
    }

    /// Waits until so many elements are there, but no longer than so many nanoseconds.
    ///
    /// For a queue with one taker only.
    func wait(for number: Int, nanosecondsMax: Int64) {
        var end = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &end)
        let nanoseconds = Int64(end.tv_nsec) + nanosecondsMax
        end.tv_sec += Int(nanoseconds / 1_000_000_000)
        end.tv_nsec = Int(nanoseconds % 1_000_000_000)
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        state.wanted = number
        state.sleepers += 1
        while state.count < number, !state.closed,
            unsafe pthread_cond_timedwait(condition, mutex, &end) == 0
        {}
        state.sleepers -= 1
        state.wanted = 1
    }

    /// The oldest elements, at most so many; sleeps until there is one; none only when closed.
    func take(max: Int) -> [Element] {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while state.count == 0, !state.closed {
            state.sleepers += 1
            unsafe pthread_cond_wait(condition, mutex)
            state.sleepers -= 1
        }
        return state.count == 0 ? [] : state.take(min(max, state.count))
    }

    /// Takes nothing more in; what waits is still given out.
    func close() {
        unsafe pthread_mutex_lock(mutex)
        state.closed = true
        unsafe pthread_cond_broadcast(condition)
        unsafe pthread_mutex_unlock(mutex)
    }
}
