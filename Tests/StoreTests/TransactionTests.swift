import Glibc
import Kernel
import Synchronization
import Testing

@testable import Store

@Suite struct TransactionTests {
    @Test(arguments: Engine.allCases)
    func `what a closure did before it threw is rolled back`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            await #expect(throws: Stop.self) {
                try await store.write { transaction in
                    try transaction.execute("UPDATE counter SET value = 99")
                    #expect(
                        try transaction.rows("SELECT value FROM counter")[0].integer(0) == 99)
                    throw Stop()
                }
            }
            try await expectValue(store, 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a swallowed error of a statement still ends the transaction`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, _ in
            await #expect(throws: StoreError.uniqueViolation(table: "counter")) {
                try await store.write { transaction in
                    try transaction.execute("UPDATE counter SET value = 99")
                    _ = try? transaction.rows("INSERT INTO counter VALUES ('one', 1)")
                    try? transaction.execute("UPDATE counter SET value = 98")
                }
            }
            try await expectValue(store, 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `transactions that fail do not harm those beside them`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            let succeeded = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<200 {
                    group.addTask { await increment(store, failing: index % 4) }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(succeeded == 50)
            try await expectValue(store, 50)
        }
    }

    @Test func `the first of a batch is undone alone, and those behind it stand`() async throws {
        try await withStore(.sqlite) { store, _ in
            let signal = Signal()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        try await store.write { transaction in
                            try transaction.execute("UPDATE counter SET value = 99")
                            // The others wait behind it by now, and join its commit.
                            while !signal.isGiven.load(ordering: .acquiring) { usleep(1000) }
                            throw Stop()
                        }
                        return true
                    } catch {
                        return false
                    }
                }
                try await Task.sleep(for: .milliseconds(50))
                for index in 0..<5 {
                    group.addTask { await increment(store, failing: index == 1 ? 1 : 0) }
                }
                try await Task.sleep(for: .milliseconds(50))
                signal.isGiven.store(true, ordering: .releasing)
                let succeeded = try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                #expect(succeeded == 4)
            }
            try await expectValue(store, 4)
        }
    }

    @Test(arguments: Engine.allCases)
    func `two hundred increments at once add up`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<200 { group.addTask { _ = await increment(store, failing: 0) } }
            }
            try await expectValue(store, 200)
        }
    }

    @Test(arguments: Engine.allCases)
    func `load, decide, append with a lock loses no update`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        try await store.write { transaction in
                            let old = try transaction.lockedRows(
                                "SELECT value FROM counter WHERE id = 'one'")[0].integer(0)
                            try transaction.execute(
                                "UPDATE counter SET value = \(old + 1) WHERE id = 'one'")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await expectValue(store, 60)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of N uses of a single use exactly one wins, on two stores`(
        _ engine: Engine
    ) async throws {
        try await withStore(engine) { store, database in
            let other = try database.open()
            defer { other.close() }
            let winners = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<80 {
                    group.addTask {
                        try await (index % 2 == 0 ? store : other).write { transaction in
                            try transaction.change(
                                "UPDATE counter SET value = 1 WHERE id = 'one' AND value = 0")
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(winners == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an answer leaves only after the commit`(_ engine: Engine) async throws {
        try await withStore(engine) { store, database in
            let other = try database.open()
            defer { other.close() }
            for number in 1...50 {
                try await store.write { try $0.execute("UPDATE counter SET value = \(number)") }
                try await expectValue(other, Int64(number))
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a read sees one state while others write`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<100 {
                        try await store.write { transaction in
                            try transaction.execute("UPDATE counter SET value = value + 1")
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<50 {
                        let values = try await store.read { transaction in
                            try (0..<3).map { _ in
                                try transaction.rows("SELECT value FROM counter")[0].integer(0)
                            }
                        }
                        #expect(Set(values).count == 1)
                    }
                }
                try await group.waitForAll()
            }
            try await expectValue(store, 100)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a read cannot write`(_ engine: Engine) async throws {
        try await withStore(engine) { store, _ in
            await #expect(throws: StoreError.readOnly) {
                try await store.read { try $0.execute("UPDATE counter SET value = 1") }
            }
            await #expect(throws: StoreError.readOnly) {
                try await store.read { try $0.change("UPDATE counter SET value = 1") }
            }
            try await expectValue(store, 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `more than the queue holds is refused, the rest is done`(_ engine: Engine) async throws {
        try await withStore(engine, waitingMax: 5) { store, _ in
            let gate = Gate()
            // Four hold the four connections of PostgreSQL, one holds SQLite's writer.
            let threads = engine == .sqlite ? 1 : 4
            let holders = (0..<threads).map { _ in
                Task { try await store.write { _ in gate.wait() } }
            }
            await gate.waitUntilEntered(threads)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 { group.addTask { await increment(store, failing: 0) } }
                // All that are refused are refused while the gate is closed.
                var finished: [Bool] = []
                for _ in 0..<15 {
                    if let outcome = await group.next() { finished.append(outcome) }
                }
                gate.open()
                for await outcome in group { finished.append(outcome) }
                return finished
            }
            for holder in holders { _ = try? await holder.value }
            let done = outcomes.count { $0 }
            #expect(done == 5)
            try await expectValue(store, Int64(done))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a closed store finishes what it has and refuses the rest`(_ engine: Engine) async throws {
        try await withStore(engine) { store, database in
            try await store.write { try $0.execute("UPDATE counter SET value = 5") }
            store.close()
            await #expect(throws: StoreError.closed) { try await value(store) }
            await #expect(throws: StoreError.closed) { try await store.write { _ in } }
            let again = try database.open()
            defer { again.close() }
            try await expectValue(again, 5)
        }
    }
}

/// Adds one; `failing` 1 throws after it, 2 violates a constraint, 3 swallows the violation.
private func increment(_ store: any Store, failing: Int) async -> Bool {
    do {
        try await store.write { transaction in
            try transaction.execute("UPDATE counter SET value = value + 1 WHERE id = 'one'")
            switch failing {
            case 1: throw Stop()
            case 2: try transaction.execute("INSERT INTO counter VALUES ('one', 1)")
            case 3: _ = try? transaction.rows("INSERT INTO counter VALUES ('one', 1)")
            default: break
            }
        }
        return true
    } catch {
        return false
    }
}

private func value(_ store: any Store) async throws -> Int64 {
    try await store.read { try $0.rows("SELECT value FROM counter WHERE id = 'one'")[0].integer(0) }
}

/// Holds closures on the engine's threads until it is opened.
private final class Gate: Sendable {
    private let isOpen = Atomic<Bool>(false)
    private let entered = Atomic<Int>(0)

    func wait() {
        entered.add(1, ordering: .relaxed)
        while !isOpen.load(ordering: .acquiring) { usleep(1000) }
    }

    func waitUntilEntered(_ number: Int) async {
        while entered.load(ordering: .relaxed) < number {
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    func open() { isOpen.store(true, ordering: .releasing) }
}

private func expectValue(
    _ store: any Store, _ expected: Int64, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let found = try await value(store)
    #expect(found == expected, sourceLocation: sourceLocation)
}

/// Lets a thread go on that waits for it.
private final class Signal: Sendable {
    let isGiven = Atomic(false)
}
