import Kernel
import PlatformTesting
import QyzmetTesting
import Sandbox
import Signatures
import Store
import Testing
import UseCases

/// The ready-made systems keep their keys, and a store of a version before gets what it lacks.
@Suite(.timeLimit(.minutes(2)))
struct SandboxSystemTests {
    @Test(arguments: Engine.allCases)
    func `a store that knows fewer systems gets the others and keeps its keys`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            func load() async throws -> [String: String] {
                let systems = try await SandboxSystems.load(
                    from: test.store, at: test.clock.now)
                return try Dictionary(
                    uniqueKeysWithValues: systems.map { ($0.client.id, try $0.key.exportPEM()) })
            }
            let first = try await load()
            #expect(first[SandboxSystems.monitoring] != nil)
            let older = JSON.object(
                first.filter { $0.key != SandboxSystems.monitoring }
                    .map { JSON.Member($0.key, .string($0.value)) }
            ).text
            try await test.store.write { transaction in
                try transaction.execute(
                    "UPDATE sandbox_setting SET value = \(older) WHERE name = 'systemKeys'")
            }
            let second = try await load()
            #expect(second.keys == first.keys)
            for (id, key) in first where id != SandboxSystems.monitoring {
                #expect(second[id] == key, "\(id)")
            }
            #expect(second[SandboxSystems.monitoring] != first[SandboxSystems.monitoring])
            #expect(try await load() == second)
        }
    }
}
