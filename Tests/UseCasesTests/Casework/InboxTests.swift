import Casework
import Kernel
import PlatformTesting
import QyzmetTesting
import Store
import Testing
import UseCases

/// The inbox: what is due first, over all posts, a page at a time.
@Suite(.timeLimit(.minutes(5)))
struct InboxTests {
    @Test(arguments: Engine.allCases)
    func `tasks of all posts come by what is due, each once`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let platform = world.platform
            var cases: [String] = []
            for _ in 0..<3 {
                let draft = try await world.fullDraft("attestation", kind: "attestation")
                cases.append(try await world.submit(draft).id.text)
            }
            // One is taken in and so waits for another post of the same official.
            let worker = try world.worker(CaseworkWorld.committee)
            let first = try #require(try await all(worker, on: platform, by: 50).first)
            _ = try await platform.completeTask(
                first.task.id, TaskAnswer(), by: worker, once: .unkeyed)
            for size in [1, 2, 50] {
                let found = try await all(worker, on: platform, by: size)
                #expect(Set(found.map(\.task.caseID.text)) == Set(cases) && found.count == 3)
                #expect(Set(found.map(\.task.post)) == [.registrar, .executor])
                let days = found.map { $0.task.due?.daysSince1970 ?? .max }
                #expect(days == days.sorted())
                #expect(found.allSatisfy { $0.service.code == "attestation" })
                #expect(found.compactMap(\.number).count == 1, "the one that was taken in")
            }
            let head = try world.head(CaseworkWorld.committee)
            #expect(try await all(head, on: platform, by: 50).isEmpty)
            let other = try world.worker(CaseworkWorld.department)
            #expect(try await all(other, on: platform, by: 50).isEmpty)
        }
    }

    private func all(
        _ official: SignedInOfficial, on platform: Platform, by size: Int
    ) async throws -> [InboxItem] {
        var found: [InboxItem] = []
        var cursor: String?
        repeat {
            let page = try await platform.inbox(
                of: official, page: PageRequest(limit: size, cursor: cursor))
            #expect(page.items.count <= size)
            found += page.items
            cursor = page.nextCursor
        } while cursor != nil
        return found
    }

    @Test(arguments: Engine.allCases)
    func `each post has its place in an index`(_ engine: Engine) async throws {
        try await CaseworkWorld.run(on: engine) { world in
            let plan = try await world.test.store.explain(
                world.platform.inboxStatement(
                    body: CaseworkWorld.committee, post: .head, after: (20_000, "x"), limit: 51))
            #expect(plan.contains("casework_task_post"), "\(plan)")
            #expect(!plan.contains("SCAN") && !plan.contains("Seq Scan"), "\(plan)")
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }
}
