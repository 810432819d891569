import Kernel
import Store
import Synchronization

/// The sandbox's time: the machine's, moved forward by a shift that lives in the store.
///
/// It goes on by itself and never goes back. Nodes on one store read the shift anew every second.
package final class SandboxClock: Sendable {
    private let machine: Clock
    private let shift: Mutex<Int64>

    /// Moving the clock back was asked for.
    package struct GoesOnlyForward: Error, Sendable {}

    /// A clock that runs with the machine's until it is moved.
    package init(machine: Clock) {
        self.machine = machine
        self.shift = Mutex(0)
    }

    /// The clock as the port that everything else sees.
    package var clock: Clock { Clock { [self] in now() } }

    /// The present moment of the sandbox.
    package func now() -> Instant {
        machine.now().adding(milliseconds: shift.withLock { $0 })
    }

    /// Takes the shift from the store; at the very first start sets it from `start`.
    package func load(from store: any Store, start: Instant?) async throws {
        let first = start.map { $0.milliseconds - machine.now().milliseconds } ?? 0
        let stored = try await store.write { transaction in
            try transaction.execute(
                """
                INSERT INTO sandbox_setting (name, value) VALUES ('clockShift', \("\(first)"))
                ON CONFLICT (name) DO NOTHING
                """)
            return try transaction.firstRow(
                "SELECT value FROM sandbox_setting WHERE name = 'clockShift'")?.text(0)
        }
        shift.withLock { $0 = stored.flatMap(Int64.init) ?? first }
    }

    /// Moves the clock forward by so many milliseconds, in the store and here.
    ///
    /// - Throws: ``GoesOnlyForward`` for a negative number.
    package func advance(milliseconds: Int64, in store: any Store) async throws {
        guard milliseconds >= 0 else { throw GoesOnlyForward() }
        let total = try await store.write { transaction in
            let rows = try transaction.lockedRows(
                "SELECT value FROM sandbox_setting WHERE name = 'clockShift'")
            let total = (try rows.first.flatMap { Int64(try $0.text(0)) } ?? 0) + milliseconds
            try transaction.execute(
                "UPDATE sandbox_setting SET value = \("\(total)") WHERE name = 'clockShift'")
            return total
        }
        shift.withLock { $0 = total }
    }

    /// Reads the shift anew, because another node may have moved it.
    package func refresh(from store: any Store) async throws {
        let stored = try await store.read { transaction in
            try transaction.firstRow(
                "SELECT value FROM sandbox_setting WHERE name = 'clockShift'")?.text(0)
        }
        guard let total = stored.flatMap(Int64.init) else { return }
        shift.withLock { $0 = max($0, total) }
    }
}
