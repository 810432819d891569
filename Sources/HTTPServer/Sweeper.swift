import Synchronization

/// The thread that shuts connections which have passed a time limit, every 250 ms.
///
/// libmicrohttpd's own time-out counts silence only: a client that sends a byte a second, or never
/// takes its answer, would hold a connection for ever.
final class Sweeper: Sendable {
    private let ends: Ending
    private let core: ServerCore
    private let thread: ServerThread

    private final class Ending: Sendable {
        let asked = Atomic<Bool>(false)
    }

    init(_ core: ServerCore) throws(HTTPServerStartError) {
        let ends = Ending()
        self.ends = ends
        self.core = core
        self.thread = try ServerThread {
            var next = monotonicMilliseconds() + sweepEveryMilliseconds
            while !ends.asked.load(ordering: .acquiring) {
                let now = monotonicMilliseconds()
                if now >= next {
                    core.connections.sweep(core.limits, now: now)
                    next = now + sweepEveryMilliseconds
                }
                core.lingering.wait(milliseconds: Int32(next - min(next, now)))
            }
        }
    }

    /// Ends the thread and waits for it; call it exactly once.
    func end() {
        ends.asked.store(true, ordering: .releasing)
        core.lingering.wake()
        thread.join()
    }
}

private let sweepEveryMilliseconds: UInt64 = 250
