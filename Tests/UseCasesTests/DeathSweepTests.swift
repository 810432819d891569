import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Store
import Synchronization
import Testing
import UseCases

/// Everyone whose consent holds is looked at in time, a bounded number at a step.
@Suite(.timeLimit(.minutes(3)))
struct DeathSweepTests {
    @Test(.clause("KDP-2.8a"), arguments: [Int64(60), 3600, 86_400])
    func `a round ends in its time, however many consents hold`(_ roundSeconds: Int64) {
        for open in [Int64(0), 1, 50, 51, 35_999, 36_000, 144_000, 144_001, 1_000_000, 20_000_000] {
            let pace = SweepPace(open: open, roundSeconds: roundSeconds)
            #expect(SweepPace.consentsOfStep.contains(pace.consents))
            #expect((0...SweepPace.pauseMax).contains(pace.pauseMilliseconds))
            let steps = (open + Int64(pace.consents) - 1) / Int64(pace.consents)
            #expect(steps * pace.pauseMilliseconds <= roundSeconds * 1000, "\(open)")
        }
        // Few consents make no more work than they need.
        #expect(SweepPace(open: 50, roundSeconds: 3600).pauseMilliseconds == SweepPace.pauseMax)
    }

    /// Consents of as many people as there are, each of one person, the last of whom has died.
    private func fill(_ test: TestPlatform, people: Int) async throws -> [IIN] {
        let everyone = (0..<people).map { number in
            IIN(stored: "7001011" + String(String(100_000 + number).dropFirst()))
        }
        let now = test.clock.now
        try await test.store.write { transaction in
            for (number, person) in everyone.enumerated() {
                let id = String(String(1_000_000 + number).reversed())
                    .padded(with: "a", to: 26)
                try transaction.execute(
                    """
                    INSERT INTO access_request (id, subject_iin, initiator, owner, service, action,
                        data_sets, purpose, method, lifetime_seconds, uses, created_at, answer_by,
                        answered_at, outcome)
                    VALUES (\(id), \(person), 'bank', 'owner', 'Loan', 'processing',
                        'IdentityCard', 'identityCheck', '1414', 3600, 1, \(now), \(now), \(now),
                        'granted')
                    """)
                try transaction.execute(
                    """
                    INSERT INTO consent (id, request_id, subject_iin, granted_at, expires_at)
                    VALUES (\(id), \(id), \(person), \(now), \(now.adding(seconds: 3600)))
                    """)
            }
        }
        test.registers.change { world in
            guard let record = world.people[TestPeople.holder] else { return }
            for person in everyone { world.people[person] = record }
            world.people[everyone[people - 1]]?.deathDate = Day("2026-11-19")
        }
        return everyone
    }

    @Test(.clause("KDP-2.8a"), arguments: Engine.allCases)
    func `one round meets everyone once, in steps of a bounded size`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let everyone = try await fill(test, people: 430)
            test.clock.advance(seconds: 1)
            let asked = Mutex<[IIN: Int]>([:])
            test.registers.change { world in
                world.beforeAnswer = { register, iin in
                    guard register == .persons, let iin else { return }
                    asked.withLock { $0[iin, default: 0] += 1 }
                }
            }
            let pace = try await test.platform.sweepPace()
            #expect(pace.consents == 50)
            var place: Platform.SweepPlace?
            var steps = 0
            repeat {
                let before = asked.withLock { $0.count }
                place = try await test.platform.endConsentsOfDead(
                    after: place, consents: pace.consents)
                steps += 1
                #expect(asked.withLock { $0.count } - before <= pace.consents)
            } while place != nil && steps < 20
            #expect(steps == 9)
            let counts = asked.withLock { $0 }
            #expect(Set(counts.keys) == Set(everyone) && counts.values.allSatisfy { $0 == 1 })
            let ended = try await test.store.read { [now = test.clock.now] transaction in
                try transaction.rows(
                    "SELECT subject_iin FROM consent WHERE expires_at <= \(now)"
                ).map { IIN(stored: try $0.text(0)) }
            }
            #expect(ended == [everyone[429]])
            #expect(try await test.entries().count { $0 == .accessStopped } == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a register that does not answer holds no round up and is asked in the next`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let everyone = try await fill(test, people: 60)
            test.clock.advance(seconds: 1)
            test.registers.change { $0.down = [.persons] }
            let place = try await test.platform.endConsentsOfDead(after: nil)
            #expect(place != nil)
            #expect(try await test.platform.endConsentsOfDead(after: place) == nil)
            #expect(try await test.entries().contains(.accessStopped) == false)
            test.registers.change { $0.down = [] }
            let next = try await test.platform.endConsentsOfDead(after: nil)
            #expect(try await test.platform.endConsentsOfDead(after: next) == nil)
            #expect(try await test.log(of: everyone[59]).map(\.kind) == [.accessStopped])
        }
    }
}

extension String {
    fileprivate func padded(with sign: Character, to length: Int) -> String {
        self + String(repeating: sign, count: length - count)
    }
}
