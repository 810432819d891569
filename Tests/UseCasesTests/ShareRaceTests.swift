import DigitalDocuments
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Synchronization
import Testing
import UseCases

/// Use case 07: many verifiers at once, and reservations that run out.
@Suite(.timeLimit(.minutes(3)))
struct ShareRaceTests {
    @Test(.clause("DD-15b", "DD-18b"), arguments: Engine.allCases)
    func `of twenty verifiers at once exactly one gets the single view`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            let node = try test.node()
            let codes = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
                for index in 0..<20 {
                    let platform = index % 2 == 0 ? test.platform : node.platform
                    let code = index % 3 == 0 ? share.typed : share.scanned
                    let iin = IIN(stored: "9505051000\(10 + index)")
                    group.addTask { try await test.openingRefusal(code, by: iin, on: platform) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.allSatisfy { $0 == nil || $0 == .codeInUse || $0 == .codeUsed })
            let marks = try await test.marks(of: .person(test.person(TestPeople.holder)))
            #expect(marks.count == 20 && marks.count { $0.outcome == "shown" } == 1)
            #expect(try await test.entries().count { $0 == .documentViewed } == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of twenty verifiers at once three views make three see it, in the end`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share(views: 3)
            let node = try test.node()
            for _ in 0..<2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for index in 0..<10 {
                        let platform = index % 2 == 0 ? test.platform : node.platform
                        let iin = IIN(stored: "9505051000\(10 + index)")
                        group.addTask {
                            _ = try await test.openingRefusal(share.scanned, by: iin, on: platform)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await test.entries().count { $0 == .documentViewed } == 3)
            #expect(try await test.openingRefusal(share.scanned) == .codeUsed)
        }
    }

    @Test(.clause("DD-18b"), arguments: Engine.allCases)
    func `who comes back after another took the view sees nothing, and is marked`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            test.registers.change { world in
                world.beforeBuild = { number in
                    guard number == 1 else { return }
                    // The first verifier's register takes too long; another one is quicker.
                    let early = try? await test.openingRefusal(
                        share.scanned, by: TestPeople.stranger)
                    #expect(early == .codeInUse)
                    test.clock.advance(seconds: 15)
                    _ = try? await test.open(share.scanned, by: TestPeople.stranger)
                }
            }
            #expect(try await test.openingRefusal(share.scanned) == .codeInUse)
            #expect(try await test.entries().count { $0 == .documentViewed } == 1)
            let late = try await test.marks(of: .person(test.person(TestPeople.verifier)))
            #expect(late.map(\.outcome) == ["codeInUse"])
            let holder = try await test.marks(of: .person(test.person(TestPeople.holder)))
            #expect(holder.map(\.outcome).sorted() == ["codeInUse", "codeInUse", "shown"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a reservation that ran out still counts while nobody else took the view`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            test.registers.change { world in
                world.beforeBuild = { _ in test.clock.advance(seconds: 20) }
            }
            #expect(try await test.openingRefusal(share.scanned) == nil)
            #expect(try await test.openingRefusal(share.scanned) == .codeUsed)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a verifier that never came back gives the view free after fifteen seconds`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let share = try await test.share()
            let isBack = Mutex(false)
            test.registers.change { world in
                // As if the process had died while the register was asked.
                world.beforeBuild = { number in
                    while number == 1, !isBack.withLock({ $0 }) {
                        try? await Task.sleep(for: .milliseconds(5))
                    }
                }
            }
            let lost = Task { try await test.openingRefusal(share.scanned) }
            while test.registers.world.builds == 0 { try await Task.sleep(for: .milliseconds(5)) }
            test.clock.advance(seconds: 14)
            #expect(
                try await test.openingRefusal(share.scanned, by: TestPeople.stranger) == .codeInUse)
            test.clock.advance(seconds: 1)
            #expect(
                try await test.openingRefusal(share.scanned, by: TestPeople.stranger) == nil)
            isBack.withLock { $0 = true }
            #expect(try await lost.value == .codeInUse)
        }
    }
}
