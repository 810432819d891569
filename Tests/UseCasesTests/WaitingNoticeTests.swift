import DigitalDocuments
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Testing
import UseCases

/// Use case 07, step 7: the holder is told, if need be once the base answers again.
@Suite(.timeLimit(.minutes(3)))
struct WaitingNoticeTests {
    private func notices(_ test: TestPlatform) async throws -> [String] {
        try await test.messages(to: TestPeople.holderPhone).map(\.body)
            .filter { $0.hasPrefix("Ваш документ показан") }
    }

    private func waiting(_ test: TestPlatform) async throws -> Int64 {
        try await test.store.read {
            try $0.firstRow("SELECT COUNT(*) FROM waiting_notice")?.integer(0) ?? 0
        }
    }

    private func look(_ test: TestPlatform, down: Set<TestRegisters.Name>) async throws {
        let share = try await test.share()
        test.registers.change { $0.down = down }
        #expect(try await test.openingRefusal(share.scanned) == nil)
    }

    @Test(
        .clause("DD-18b"), arguments: Engine.allCases,
        // Without the register of persons nobody knows whether the holder lives: nothing opens.
        [TestRegisters.Name.phones])
    func `a notice waits for the base that was down and leaves once`(
        _ engine: Engine, _ base: TestRegisters.Name
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await look(test, down: [base])
            #expect(try await notices(test).isEmpty)
            #expect(try await waiting(test) == 1)
            // Asked again after a minute, and not every time.
            #expect(try await test.platform.sendWaitingNotices() == 0)
            test.clock.advance(seconds: 60)
            #expect(try await test.platform.sendWaitingNotices() == 0)
            test.registers.change { $0.down = [] }
            #expect(try await test.platform.sendWaitingNotices() == 0)
            test.clock.advance(seconds: 60)
            let node = try test.node()
            async let here = test.platform.sendWaitingNotices()
            async let there = node.platform.sendWaitingNotices()
            #expect(try await here + there >= 1)
            #expect(try await notices(test).count == 1)
            #expect(try await waiting(test) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a notice is given up after a day, and goes to nobody who cannot be reached`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await look(test, down: [.phones])
            test.clock.advance(seconds: 86_400)
            #expect(try await test.platform.sendWaitingNotices() == 1)
            #expect(try await waiting(test) == 0)

            test.registers.change { $0.down = [] }
            try await look(test, down: [.phones])
            test.registers.change {
                $0.down = []
                $0.phones[TestPeople.holder] = nil
            }
            test.clock.advance(seconds: 60)
            #expect(try await test.platform.sendWaitingNotices() == 1)
            #expect(try await waiting(test) == 0)
            #expect(try await notices(test).isEmpty)
        }
    }
}
