import Kernel
import PlatformTesting
import QyzmetTesting
import Registers
import Testing
import UseCases

/// Neither answer nor time of signing in tells who exists, lives or has a number (design rule 9).
///
/// The promise is one time for everyone, 250 ms. The tests allow ``tolerance`` above what the
/// quickest needs, since they share the machine with others, and let registers be slow by far more
/// for those alone whom they know.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct SignInTimeTests {
    private static let tolerance: Duration = .seconds(2)
    private static let slowness: Duration = .seconds(4)

    /// Someone with a number, someone whom nobody knows, someone dead, someone without a number.
    private static let everyone = [
        TestPeople.holder, TestPeople.unknown, TestPeople.stranger, TestPeople.child,
    ]

    /// Whom a register knows it answers late about; the dead it knows as well.
    private func slowDown(_ test: TestPlatform) {
        test.registers.change { world in
            world.people[TestPeople.stranger]?.deathDate = Day("2026-11-01")
            world.beforeAnswer = { register, iin in
                let isKnown =
                    register == .persons
                    ? iin != TestPeople.unknown : iin == TestPeople.holder
                if isKnown { try? await Task.sleep(for: Self.slowness) }
            }
        }
    }

    private func timed(_ work: () async throws -> Void) async throws -> Duration {
        let began = ContinuousClock.now
        try await work()
        return ContinuousClock.now - began
    }

    private func checkSame(_ times: [Duration]) throws {
        let (least, most) = (try #require(times.min()), try #require(times.max()))
        #expect(least >= .milliseconds(250), "\(times)")
        #expect(most - least < Self.tolerance, "\(times)")
    }

    @Test(arguments: Engine.allCases)
    func `asking for a password takes the same time for everyone, though registers are slow`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            slowDown(test)
            var times: [Duration] = []
            var attempts: [SignInAttempt] = []
            for iin in Self.everyone {
                times.append(
                    try await timed {
                        attempts.append(
                            try await test.platform.startSignIn(iin: iin, language: .en))
                    })
            }
            try checkSame(times)
            #expect(Set(attempts.map(\.expiresAt)).count == 1)
            #expect(Set(attempts.map(\.maskedPhone.count)).count == 1)
            // The password leaves once the registers have answered; what was said stays.
            let own = attempts[0]
            try await until { try await test.messages(to: TestPeople.holderPhone).count == 1 }
            let shown = try await test.platform.signInAttempt(own.id)
            #expect(shown?.attempt.maskedPhone == own.maskedPhone)
            #expect(try await test.messages(to: TestPeople.strangerPhone).isEmpty)
            test.registers.change { $0.beforeAnswer = nil }
            let sent = try await test.messages(to: TestPeople.holderPhone)
            let session = try await test.platform.finishSignIn(
                attempt: own.id, code: try #require(sent.first).password, device: "Browser")
            #expect(session.person.iin == TestPeople.holder)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a wrong password takes the same time for everyone and asks no register`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            var attempts: [SignInAttempt] = []
            for iin in Self.everyone {
                attempts.append(try await test.platform.startSignIn(iin: iin, language: .en))
            }
            slowDown(test)
            let sent = try #require(try await test.messages(to: TestPeople.holderPhone).first)
            let wrong = sent.password == "000000" ? "000001" : "000000"
            var times: [Duration] = []
            for attempt in attempts {
                var code: ProblemCode?
                times.append(
                    try await timed {
                        code = try await refusal {
                            try await test.platform.finishSignIn(
                                attempt: attempt.id, code: wrong, device: "Browser")
                        }
                    })
                #expect(code == .wrongOneTimePassword)
            }
            try checkSame(times)
            // Whoever holds the right one does make the registers work.
            let right = try await timed {
                _ = try await test.platform.finishSignIn(
                    attempt: attempts[0].id, code: sent.password, device: "Browser")
            }
            #expect(right >= Self.slowness)
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `a password of someone who has died since opens nothing`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let attempt = try await test.platform.startSignIn(
                iin: TestPeople.holder, language: .en)
            let sent = try #require(try await test.messages(to: TestPeople.holderPhone).first)
            test.registers.change { $0.people[TestPeople.holder]?.deathDate = Day("2026-11-20") }
            #expect(
                try await refusal {
                    try await test.platform.finishSignIn(
                        attempt: attempt.id, code: sent.password, device: "Browser")
                } == .wrongOneTimePassword)
        }
    }

    @Test(.clause("DD-2.2a"), arguments: Engine.allCases)
    func `an attempt that nobody was sent a password for is not opened by an empty one`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            for iin in [TestPeople.unknown, TestPeople.child] {
                let attempt = try await test.platform.startSignIn(iin: iin, language: .en)
                for code in ["", "0", " "] {
                    #expect(
                        try await refusal {
                            try await test.platform.finishSignIn(
                                attempt: attempt.id, code: code, device: "Browser")
                        } == .wrongOneTimePassword)
                }
            }
        }
    }

    private func until(_ holds: () async throws -> Bool) async throws {
        for _ in 0..<200 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("nothing came within 10 s")
    }
}
